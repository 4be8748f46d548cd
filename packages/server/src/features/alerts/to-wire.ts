import type { AlertWire } from '@dayshift/contract'
import type { Trx } from '../../platform/world.ts'
import type { StoredAlert } from './store.ts'

/** What the words of alerts need to know of their workspace. */
export interface Names {
  readonly person: (id: string) => string
  readonly workflow: (id: string) => { readonly slug: string; readonly name: string }
  readonly duty: (workflowId: string, duty: string) => string
  readonly maintenanceUntil: (workflowId: string) => Date | null
}

export async function namesOf(trx: Trx, workspaceId: string, now: Date, duty: Names['duty']): Promise<Names> {
  const people = await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(['people.id', 'people.name'])
    .where('members.workspace_id', '=', workspaceId)
    .execute()
  const workflows = await trx
    .selectFrom('workflows')
    .select(['id', 'slug', 'name'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const windows = await trx
    .selectFrom('maintenance_windows')
    .select(['workflow_id', 'until_at'])
    .where('workspace_id', '=', workspaceId)
    .where('from_at', '<=', now)
    .where('until_at', '>', now)
    .orderBy('until_at')
    .execute()
  const personName = new Map(people.map(({ id, name }) => [id, name]))
  const workflowName = new Map(workflows.map(({ id, slug, name }) => [id, { slug, name }]))
  const until = new Map(windows.map((row) => [row.workflow_id, row.until_at]))
  return {
    person: (id) => personName.get(id) ?? 'Somebody who left',
    workflow: (id) => workflowName.get(id) ?? { slug: 'gone', name: 'A workflow that is gone' },
    duty,
    maintenanceUntil: (id) => until.get(id) ?? null,
  }
}

/** An alert as the wire knows it. `me` is whose "mine" means. */
export function alertWire(stored: StoredAlert, names: Names, me: string, now: Date): AlertWire {
  const { alert, departure, workflowId, resolved } = stored
  const person = (id: string) => ({ id, name: names.person(id) })
  const { owner, acknowledgedBy, nextAt } = alert
  const maintenance = names.maintenanceUntil(workflowId)
  // Told to nobody yet, and not at once: quiet hours or a maintenance window.
  const isHeld =
    alert.state === 'open' && nextAt !== null && alert.told.length === 0 && nextAt.getTime() > now.getTime()
  return {
    id: alert.id,
    workflow: names.workflow(workflowId),
    signal: departure.signal,
    slice: departure.slice,
    class: alert.class,
    severity: alert.severity,
    state: alert.state,
    sentence: departure.sentence,
    next: departure.next,
    runbookSection: departure.runbookSection,
    since: departure.since?.toISOString() ?? null,
    candidates: departure.candidates.map((candidate) => ({ ...candidate, at: candidate.at.toISOString() })),
    link: departure.link,
    openedAt: alert.openedAt.toISOString(),
    lastSeenAt: alert.lastSeenAt.toISOString(),
    seen: alert.seen,
    group: alert.group,
    pages: alert.pages,
    owner: owner === null ? null : person(owner.person),
    ownerDuty: owner?.duty ?? null,
    ownerSentence: ownerSentence(stored, names),
    orphaned: owner === null || owner.orphaned,
    isMine: owner?.person === me || acknowledgedBy === me,
    acknowledged:
      alert.state !== 'acknowledged' || acknowledgedBy === null
        ? null
        : { by: person(acknowledgedBy), at: (stored.acknowledgedAt ?? alert.openedAt).toISOString() },
    snoozedUntil: alert.state === 'snoozed' ? (nextAt?.toISOString() ?? null) : null,
    heldUntil: isHeld
      ? nextAt.toISOString()
      : alert.state === 'open' && maintenance !== null
        ? maintenance.toISOString()
        : null,
    unansweredSince: alert.state === 'open' ? (alert.unansweredAt?.toISOString() ?? null) : null,
    calmSince: alert.state === 'calm' ? (alert.calmAt?.toISOString() ?? null) : null,
    withBuilder: alert.withBuilder,
    resolved:
      resolved === null
        ? null
        : {
            at: resolved.at.toISOString(),
            by: resolved.by === null ? null : person(resolved.by),
            verdict: resolved.verdict,
            note: resolved.note,
          },
  }
}

/** Who answers for it and by what, or that it is nobody's. */
function ownerSentence({ alert: { owner }, workflowId }: StoredAlert, names: Names): string {
  if (owner === null) return 'Nobody answers for it: the workspace has nobody who may act.'
  const name = names.person(owner.person)
  const care = names.duty(workflowId, 'daily-care')
  if (owner.duty === 'admin') return `${name} answers for it as an admin: "${care}" is nobody's.`
  const duty = names.duty(workflowId, owner.duty)
  if (owner.orphaned) return `${name} stands in with "${duty}": "${care}" is nobody's.`
  return `${name} answers for it with "${duty}".`
}
