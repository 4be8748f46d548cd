import type { AlertWire } from '@dayshift/contract'
import type { AlertGround } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { dutyName } from '../duties/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { type Ground, readGround, seamDutyOf } from './ground.ts'
import type { StoredAlert } from './store.ts'

/** What the words of alerts need to know of their workspace. */
export interface Names {
  readonly person: (id: string) => string
  readonly ground: (on: AlertGround) => AlertWire['on']
  /** What a workflow's playbook calls a duty, and what whoever answers for a seam is to it. */
  readonly duty: (on: AlertGround, duty: string) => string
  /** When the maintenance window ends that is open now; a seam has none. */
  readonly maintenanceUntil: (on: AlertGround) => Date | null
}

/** The names that alerts on these workflows and seams are told with. */
export async function namesOf(
  trx: Trx,
  workspaceId: string,
  now: Date,
  grounds: readonly AlertGround[],
): Promise<Names> {
  const known = new Map<string, Ground>()
  const playbooks = new Map<string, Awaited<ReturnType<typeof playbookOf>>>()
  for (const on of new Map(grounds.map((each) => [each.id, each])).values()) {
    const ground = await readGround(trx, workspaceId, on)
    if (ground === null) continue
    known.set(on.id, ground)
    if (ground.kind === 'workflow') playbooks.set(on.id, await playbookOf(trx, workspaceId, on.id))
  }
  const people = await trx
    .selectFrom('members')
    .innerJoin('people', 'people.id', 'members.person_id')
    .select(['people.id', 'people.name'])
    .where('members.workspace_id', '=', workspaceId)
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
  const until = new Map(windows.map((row) => [row.workflow_id, row.until_at]))
  return {
    person: (id) => personName.get(id) ?? 'Somebody who left',
    ground: ({ id }) => wireGround(known.get(id)),
    duty: ({ id }, duty) => {
      const ground = known.get(id)
      const playbook = playbooks.get(id)
      if (ground?.kind === 'seam') return seamDutyOf(ground, duty)
      return playbook === undefined ? duty : dutyName({ playbook }, duty)
    },
    maintenanceUntil: ({ id }) => until.get(id) ?? null,
  }
}

function wireGround(ground: Ground | undefined): AlertWire['on'] {
  if (ground === undefined) return { kind: 'workflow', slug: 'gone', name: 'A workflow that is gone' }
  const { kind, name } = ground
  return kind === 'workflow' ? { kind, slug: ground.slug, name } : { kind, id: ground.id, name }
}

/** An alert as the wire knows it. `me` is whose "mine" means. */
export function alertWire(stored: StoredAlert, names: Names, me: string, now: Date): AlertWire {
  const { alert, departure, resolved } = stored
  const person = (id: string) => ({ id, name: names.person(id) })
  const { owner, acknowledgedBy, nextAt } = alert
  const maintenance = names.maintenanceUntil(departure.on)
  // Told to nobody yet, and not at once: quiet hours or a maintenance window.
  const isHeld =
    alert.state === 'open' && nextAt !== null && alert.told.length === 0 && nextAt.getTime() > now.getTime()
  return {
    id: alert.id,
    on: names.ground(departure.on),
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
export function ownerSentence({ alert: { owner }, departure: { on } }: StoredAlert, names: Names): string {
  if (owner === null) return 'Nobody answers for it: the workspace has nobody who may act.'
  const name = names.person(owner.person)
  if (on.kind === 'seam') {
    const as = names.duty(on, owner.duty)
    return owner.orphaned ? `${name} stands in as ${as}: the seam has no owner.` : `${name} answers for it as ${as}.`
  }
  const care = names.duty(on, 'daily-care')
  if (owner.duty === 'admin') return `${name} answers for it as an admin: "${care}" is nobody's.`
  const duty = names.duty(on, owner.duty)
  if (owner.orphaned) return `${name} stands in with "${duty}": "${care}" is nobody's.`
  return `${name} answers for it with "${duty}".`
}
