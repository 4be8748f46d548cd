import type {
  EarlySupport as SupportWire,
  MyTransfers,
  Transfer as TransferWire,
  TransferView,
} from '@dayshift/contract'
import {
  type Actor,
  DAY_MS,
  type DutiesFacts,
  type EarlySupport,
  freezeFrom,
  holdersAt,
  instantInZone,
  isOpen,
  isReadyIn,
  nameIn,
  type StageId,
  supportState,
  type TransferBlock,
  TRANSFER_ACTS,
  transferBlocks,
  whoMay,
  wishesOf,
} from '@dayshift/core'
import type { z } from 'zod'
import type { Trx, World } from '../../../platform/world.ts'
import { changeFacts } from '../../changes/index.ts'
import { dutiesFacts, dutyName } from '../../duties/index.ts'
import { readStage } from '../place-store.ts'
import { presentOf, readSupport, readTransfers, type StoredTransfer } from './transfer-store.ts'

interface WorkflowNamed {
  readonly id: string
  readonly slug: string
  readonly name: string
}

const MOST_PAST = 20

/** The transfer of one workflow as its page shows it. */
export async function transferView(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  actor: Actor,
  workflow: WorkflowNamed,
): Promise<TransferView> {
  const now = world.clock.now()
  const duties = await dutiesFacts(trx, { workspaceId, workflowId: workflow.id }, now)
  const all = await readTransfers(trx, workspaceId, workflow.id)
  const present = presentOf(all)
  const transfer = present?.transfer ?? null
  let blocks: TransferBlock[] = []
  if (transfer !== null && isOpen(transfer)) {
    const stage = await readStage(trx, workspaceId, workflow.id)
    const changes = await changeFacts(trx, workspaceId, workflow.id)
    blocks = transferBlocks({ transfer, duties, stage, changes }, now)
  }
  const support = present === null ? null : await readSupport(trx, present)
  const { playbook } = duties
  const { parallelDays, settleDays, supportDays } = playbook.transfer
  const named = (id: string) => ({ id, name: dutyName(duties, id) })
  return {
    workflow: { slug: workflow.slug, name: workflow.name },
    transfer: present === null ? null : transferWire(duties, present),
    blocks: blocks.map((block) => ({ ...block })),
    frozen: transfer !== null && transfer.state === 'accepted' && freezeFrom(transfer) <= now && now < transfer.at,
    support: support === null || present === null ? null : supportWire(duties, support, present, now),
    past: all
      .filter((each) => each !== present)
      .slice(0, MOST_PAST)
      .map((each) => transferWire(duties, each)),
    defaults: {
      moves: playbook.duties
        .filter(({ id, movesAtTransfer }) => movesAtTransfer || id === 'daily-care' || id === 'backup')
        .map(({ id }) => named(id)),
      mayMove: playbook.duties.map(({ id }) => named(id)),
      parallelDays,
      settleDays,
      supportDays,
      earliest: new Date(now.getTime() + parallelDays * DAY_MS).toISOString(),
    },
    acts: TRANSFER_ACTS.map((act) => {
      const who = whoMay(duties, act, transfer, now)
      const may = actor.kind === 'person' && who.includes(actor.id)
      return { act, may, who: who.map((id) => ({ id, name: nameIn(duties.people, id) })) }
    }),
  }
}

/** What waits for a person from transfers: her acceptance, a new date, today's checklist, the closing verdict. */
export async function transfersOf(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  personId: string,
): Promise<z.infer<typeof MyTransfers>> {
  const now = world.clock.now()
  const workflows = await trx
    .selectFrom('workflows')
    .select(['id', 'slug', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', (of) =>
      of.selectFrom('transfers').select('workflow_id').where('workspace_id', '=', workspaceId).distinct(),
    )
    .orderBy('name')
    .execute()
  const items: z.infer<typeof MyTransfers>['items'] = []
  for (const workflow of workflows) {
    const present = presentOf(await readTransfers(trx, workspaceId, workflow.id))
    if (present === null) continue
    const duties = await dutiesFacts(trx, { workspaceId, workflowId: workflow.id }, now)
    const stage = await readStage(trx, workspaceId, workflow.id)
    const waits = await waitsFor(trx, duties, present, stage, personId, now)
    if (waits !== null) items.push({ workflow: { slug: workflow.slug, name: workflow.name }, ...waits })
  }
  return {
    items: items.toSorted((a, b) => ORDER.indexOf(a.waits) - ORDER.indexOf(b.waits) || (a.due < b.due ? -1 : 1)),
  }
}

type MyTransfer = z.infer<typeof MyTransfers>['items'][number]

const ORDER: readonly MyTransfer['waits'][] = ['new-date', 'acceptance', 'support-check', 'support-verdict', 'instant']

async function waitsFor(
  trx: Trx,
  duties: DutiesFacts,
  present: StoredTransfer,
  stage: StageId,
  me: string,
  now: Date,
): Promise<Omit<MyTransfer, 'workflow'> | null> {
  const { transfer } = present
  const name = (id: string) => (id === me ? 'you' : nameIn(duties.people, id))
  const when = instantInZone(transfer.at, transfer.zone)
  const due = transfer.at.toISOString()
  const holds = (duty: string) => holdersAt(duties.assignments, duty, now).some(({ person }) => person === me)
  if (isOpen(transfer)) {
    const isConcerned = [transfer.to, transfer.from, transfer.backup].includes(me) || holds('business-owner')
    if (!isConcerned) return null
    if (transfer.held !== null) {
      const why = transfer.held.because.map(({ sentence }) => sentence).join(' ')
      return {
        waits: 'new-date',
        due,
        sentence: `The transfer to ${name(transfer.to)} on ${when} was held. ${why} It waits for another date.`,
      }
    }
    if (transfer.state === 'planned' && transfer.to === me && isReadyIn(stage)) {
      return { waits: 'acceptance', due, sentence: `The daily care passes to you on ${when}, once you accept.` }
    }
    return {
      waits: 'instant',
      due,
      sentence:
        transfer.state === 'accepted'
          ? `The daily care passes from ${name(transfer.from)} to ${name(transfer.to)} on ${when}.`
          : `The daily care shall pass from ${name(transfer.from)} to ${name(transfer.to)} on ${when}; ${
              isReadyIn(stage)
                ? `${name(transfer.to)} has not accepted yet`
                : 'it can be accepted once readiness is passed'
            }.`,
    }
  }
  const support = await readSupport(trx, present)
  if (support === null) return null
  const { today, days, verdict, until } = supportState(support, now)
  if (verdict === 'settled') return null
  const day = days.find((each) => each.day === today)
  if (day !== undefined && day.state === 'open' && (holds('daily-care') || holds('backup'))) {
    return {
      waits: 'support-check',
      due: day.until.toISOString(),
      sentence: `Day ${day.day} of ${days.length} of early support waits for its checklist.`,
    }
  }
  const isLast = today === null || today === days.length
  if (isLast && holds('daily-care')) {
    return {
      waits: 'support-verdict',
      due: until.toISOString(),
      sentence: 'Early support waits for your verdict: settled, or one more pass.',
    }
  }
  return null
}

function transferWire(duties: DutiesFacts, stored: StoredTransfer): TransferWire {
  const { transfer, ended } = stored
  const person = (id: string) => ({ id, name: nameIn(duties.people, id) })
  return {
    id: transfer.id,
    state: transfer.state,
    at: transfer.at.toISOString(),
    zone: transfer.zone,
    when: instantInZone(transfer.at, transfer.zone),
    from: person(transfer.from),
    to: person(transfer.to),
    backup: person(transfer.backup),
    moves: wishesOf(transfer).map(({ duty, person: to }) => ({
      duty: { id: duty, name: dutyName(duties, duty) },
      to: person(to ?? ''),
    })),
    parallelSince: transfer.parallelSince.toISOString(),
    settleDays: transfer.settleDays,
    supportDays: transfer.supportDays,
    freezeFrom: freezeFrom(transfer).toISOString(),
    plannedBy: person(stored.plannedBy),
    plannedAt: stored.plannedAt.toISOString(),
    acceptedAt: transfer.acceptedAt?.toISOString() ?? null,
    held: transfer.held && {
      at: transfer.held.at.toISOString(),
      because: transfer.held.because.map((block) => ({ ...block })),
    },
    doneAt: transfer.doneAt?.toISOString() ?? null,
    lateMs: stored.lateMs,
    ended: ended && { at: ended.at.toISOString(), by: person(ended.by), reason: ended.reason },
  }
}

function supportWire(duties: DutiesFacts, support: EarlySupport, { transfer }: StoredTransfer, now: Date): SupportWire {
  const person = (id: string) => ({ id, name: nameIn(duties.people, id) })
  const stands = supportState(support, now)
  return {
    pass: stands.pass,
    until: stands.until.toISOString(),
    today: stands.today,
    daysChecked: stands.daysChecked,
    verdict: stands.verdict,
    builder: person(transfer.from),
    days: stands.days.map(({ day, from, until, state, check }) => ({
      day,
      from: from.toISOString(),
      until: until.toISOString(),
      state,
      check: check && {
        logsChecked: check.logsChecked,
        exceptionsReviewed: check.exceptionsReviewed,
        rough: check.rough,
        by: person(check.by),
        at: check.at.toISOString(),
      },
    })),
    verdicts: support.verdicts.map(({ verdict, note, by, at }) => ({
      verdict,
      note,
      by: person(by),
      at: at.toISOString(),
    })),
    rough: lastOfEachDay(support)
      .filter(({ rough }) => rough !== '')
      .map(({ pass, day, rough, by, at }) => ({ pass, day, text: rough, by: person(by), at: at.toISOString() }))
      .toReversed(),
  }
}

/** A later checklist of a day stands for the earlier ones. */
function lastOfEachDay({ checks }: EarlySupport): EarlySupport['checks'] {
  return checks.filter(
    (check, index) => !checks.some((later, at) => at > index && later.pass === check.pass && later.day === check.day),
  )
}
