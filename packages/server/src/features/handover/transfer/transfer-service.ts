import type {
  AcceptTransferRequest,
  CheckDayRequest,
  CloseSupportRequest,
  EndTransferRequest,
  PlanTransferRequest,
  PostponeTransferRequest,
  TransferView,
} from '@dayshift/contract'
import {
  acceptTransfer,
  actRefusal,
  type Actor,
  asSentence,
  cancelTransfer,
  checkDay,
  closeSupport,
  counted,
  type DutiesFacts,
  type EarlySupport,
  handBack,
  holdersAt,
  instantInZone,
  type JsonObject,
  listInWords,
  nameIn,
  planTransfer,
  postponeTransfer,
  supportState,
  type TransferAct,
  type TransferRefusal,
} from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../../platform/database/index.ts'
import { notFound, ProblemError } from '../../../platform/http/problem.ts'
import { publish } from '../../../platform/live/index.ts'
import type { Trx, World } from '../../../platform/world.ts'
import { dutiesFacts, dutyName, holdMembers, lockDuties, moveDuties, workflowNamed } from '../../duties/index.ts'
import { moveAlerts } from '../../alerts/index.ts'
import { recordAct } from '../../ledger/index.ts'
import { fallBackTo } from '../fall-back.ts'
import { readStage } from '../place-store.ts'
import {
  insertCheck,
  insertTransfer,
  insertVerdict,
  presentOf,
  readSupport,
  readTransfers,
  saveTransfer,
  type StoredTransfer,
} from './transfer-store.ts'
import { setTimer } from './transfer-timer.ts'
import { transferView } from './transfer-view.ts'

export interface OnTransfer {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
}

/** Writes date, receiver and backup (S307); the clock does the rest. */
export async function plan(
  world: World,
  on: OnTransfer,
  body: z.output<typeof PlanTransferRequest>,
): Promise<TransferView> {
  return await act(world, on, 'plan', [body.receiver, body.backup], async ({ trx, facts, present, place, now }) => {
    const planned = planTransfer(
      facts,
      present?.transfer ?? null,
      {
        at: new Date(body.at),
        zone: body.zone,
        receiver: body.receiver,
        backup: body.backup,
        moves: body.moves ?? null,
        parallelSince: body.parallelSince == null ? null : new Date(body.parallelSince),
      },
      now,
    )
    if (planned.kind === 'refused') throw problemOf(planned)
    const transfer = { ...planned.transfer, id: world.newId() }
    await insertTransfer(trx, place, transfer, { by: on.actor.id, at: now })
    await setTimer(trx, on.workspaceId, transfer.id, transfer.at)
    const name = (id: string) => nameIn(facts.people, id)
    const moves = transfer.moves.filter((duty) => duty !== 'backup').map((duty) => `"${dutyName(facts, duty)}"`)
    return {
      act: 'transfer-planned',
      sentence: `planned that ${listInWords(moves)} of ${place.named} pass from ${name(transfer.from)} to ${name(transfer.to)} on ${instantInZone(transfer.at, transfer.zone)}, with ${name(transfer.backup)} as the backup; both run it together since ${instantInZone(transfer.parallelSince, transfer.zone)}.`,
      details: {
        transfer: transfer.id,
        at: transfer.at.toISOString(),
        zone: transfer.zone,
        from: transfer.from,
        to: transfer.to,
        backup: transfer.backup,
        moves: [...transfer.moves],
        parallelSince: transfer.parallelSince.toISOString(),
        ...(planned.warnings.length === 0 ? {} : { warnings: [...planned.warnings] }),
      },
    }
  })
}

export async function accept(
  world: World,
  on: OnTransfer,
  { at }: z.output<typeof AcceptTransferRequest>,
): Promise<TransferView> {
  return await act(world, on, 'accept', [], async ({ trx, facts, present, place, now }) => {
    const { transfer } = needed(present, on.slug)
    const stage = await readStage(trx, on.workspaceId, place.workflowId)
    const decided = acceptTransfer(transfer, new Date(at), stage, now)
    if (decided.kind === 'refused') throw problemOf(decided)
    if (decided.transfer === transfer) return null
    await saveTransfer(trx, decided.transfer)
    return {
      act: 'transfer-accepted',
      sentence: `accepted to take over ${place.named} from ${nameIn(facts.people, transfer.from)} on ${instantInZone(transfer.at, transfer.zone)}.`,
      details: { transfer: transfer.id, at: transfer.at.toISOString() },
    }
  })
}

export async function postpone(
  world: World,
  on: OnTransfer,
  { at, zone, reason }: z.output<typeof PostponeTransferRequest>,
): Promise<TransferView> {
  return await act(world, on, 'postpone', [], async ({ trx, facts, present, place, now }) => {
    const { transfer } = needed(present, on.slug)
    const decided = postponeTransfer(transfer, { at: new Date(at), zone }, on.actor.id, now)
    if (decided.kind === 'refused') throw problemOf(decided)
    await saveTransfer(trx, decided.transfer)
    await setTimer(trx, on.workspaceId, transfer.id, decided.transfer.at)
    const again =
      decided.transfer.state === 'accepted' || transfer.acceptedAt === null
        ? ''
        : ` ${nameIn(facts.people, transfer.to)} accepts it anew.`
    return {
      act: 'transfer-postponed',
      sentence: `postponed the transfer of ${place.named} from ${instantInZone(transfer.at, transfer.zone)} to ${instantInZone(decided.transfer.at, zone)}: ${asSentence(words(reason))}${again}`,
      details: {
        transfer: transfer.id,
        from: transfer.at.toISOString(),
        to: decided.transfer.at.toISOString(),
        reason: words(reason),
      },
    }
  })
}

export async function cancel(
  world: World,
  on: OnTransfer,
  { reason }: z.output<typeof EndTransferRequest>,
): Promise<TransferView> {
  return await act(world, on, 'cancel', [], async ({ trx, facts, present, place, now }) => {
    const { transfer } = needed(present, on.slug)
    const decided = cancelTransfer(transfer)
    if (decided.kind === 'refused') throw problemOf(decided)
    await saveTransfer(trx, decided.transfer, { ended: { at: now, by: on.actor.id, reason: words(reason) } })
    return {
      act: 'transfer-cancelled',
      sentence: `cancelled the transfer of ${place.named} to ${nameIn(facts.people, transfer.to)} on ${instantInZone(transfer.at, transfer.zone)}: ${asSentence(words(reason))}`,
      details: { transfer: transfer.id, reason: words(reason) },
    }
  })
}

/** Everything that moved goes back to the builder at one instant (S331). */
export async function giveBack(
  world: World,
  on: OnTransfer,
  { reason }: z.output<typeof EndTransferRequest>,
): Promise<TransferView> {
  return await act(world, on, 'hand-back', null, async ({ trx, facts, present, place, now }) => {
    const { transfer } = needed(present, on.slug)
    const decided = handBack(facts, transfer, now)
    if (decided.kind === 'refused') throw problemOf(decided)
    const moved = await moveDuties(trx, world, place, decided.wishes, 'hand-back', now)
    if (moved.kind === 'refused') {
      const { message, mend, code } = moved
      throw new ProblemError({
        status: 409,
        code: `duty-${code}`,
        title: 'It can not go back so',
        detail: message,
        mend,
      })
    }
    await moveAlerts(trx, world, place.workspaceId, { kind: 'workflow', id: place.workflowId }, moved.at)
    await saveTransfer(trx, decided.transfer, { ended: { at: moved.at, by: on.actor.id, reason: words(reason) } })
    const why = { by: on.actor.id, reason: words(reason) }
    const left = await fallBackTo(trx, world, { ...place, playbook: facts.playbook }, 'transfer', why)
    const names = moved.moves.map(({ duty }) => `"${dutyName(facts, duty)}"`)
    return {
      act: 'duties-handed-back',
      sentence: `handed ${names.length === 0 ? 'the daily care' : listInWords(names)} of ${place.named} back to ${nameIn(facts.people, decided.to)}${left === null ? '' : `, and took it from ${left} back to transfer`}: ${asSentence(words(reason))}`,
      details: {
        transfer: transfer.id,
        to: decided.to,
        at: moved.at.toISOString(),
        moves: moved.moves.map((move) => ({ ...move })),
        reason: words(reason),
        ...(left === null ? {} : { stageLeft: left }),
      },
    }
  })
}

/** Today's checklist of early support (S308). */
export async function check(
  world: World,
  on: OnTransfer,
  { logsChecked, exceptionsReviewed, rough: written }: z.output<typeof CheckDayRequest>,
): Promise<TransferView> {
  return await act(world, on, 'check', [], async ({ trx, present, place, now }) => {
    const { transfer, support } = await supported(trx, present, on.slug)
    const rough = words(written)
    const decided = checkDay(support, { logsChecked, exceptionsReviewed, rough, by: on.actor.id }, now)
    if (decided.kind === 'refused') throw problemOf(decided)
    const of = { id: world.newId(), workspaceId: on.workspaceId, transferId: transfer.id }
    await insertCheck(trx, of, decided.check)
    const { day, pass } = decided.check
    const open = [...(logsChecked ? [] : ['the logs']), ...(exceptionsReviewed ? [] : ['the exceptions'])]
    return {
      act: 'support-day-checked',
      sentence: `looked after day ${day} of ${support.days} of early support of ${place.named}${open.length === 0 ? ': logs checked, exceptions reviewed' : `; ${listInWords(open)} still to do`}${rough === '' ? '.' : `. Rough: ${asSentence(rough)}`}`,
      details: { transfer: transfer.id, pass, day, logsChecked, exceptionsReviewed, rough: rough !== '' },
    }
  })
}

export async function close(
  world: World,
  on: OnTransfer,
  { verdict, note: written }: z.output<typeof CloseSupportRequest>,
): Promise<TransferView> {
  return await act(world, on, 'close', [], async ({ trx, present, place, now }) => {
    const { transfer, support } = await supported(trx, present, on.slug)
    const decided = closeSupport(support, verdict, now)
    if (decided.kind === 'refused') throw problemOf(decided)
    const { pass, daysChecked } = supportState(support, now)
    const note = words(written)
    const of = { id: world.newId(), workspaceId: on.workspaceId, transferId: transfer.id }
    await insertVerdict(trx, of, { pass, verdict, note, by: on.actor.id, at: now })
    return {
      act: verdict === 'settled' ? 'support-settled' : 'support-extended',
      sentence:
        verdict === 'settled'
          ? `closed early support of ${place.named} as settled, ${daysChecked} of ${counted(support.days, 'day')} looked at${note === '' ? '.' : `: ${asSentence(note)}`}`
          : `asked for one more pass of early support of ${place.named}, until ${instantInZone(decided.until, transfer.zone)}${note === '' ? '.' : `: ${asSentence(note)}`}`,
      details: { transfer: transfer.id, pass, verdict, daysChecked, note },
    }
  })
}

interface Acting {
  readonly trx: Trx
  readonly facts: DutiesFacts
  readonly present: StoredTransfer | null
  readonly place: {
    readonly workspaceId: string
    readonly workflowId: string
    readonly slug: string
    /** The workflow's name in quotes. */
    readonly named: string
  }
  readonly now: Date
}

interface Told {
  readonly act: string
  readonly sentence: string
  readonly details: JsonObject
}

/**
 * One act on a workflow's transfer: people and workflow locked, permission asked, decided, saved, told, in one
 * transaction; null where nothing changed. `people` null: those to whom it may go back.
 */
async function act(
  world: World,
  { workspaceId, actor, slug }: OnTransfer,
  which: TransferAct,
  people: readonly string[] | null,
  decide: (acting: Acting) => Promise<Told | null>,
): Promise<TransferView> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    await holdMembers(trx, workspaceId, people ?? (await whoMayGetItBack(trx, world, workspaceId, slug)))
    const workflow = await lockDuties(trx, workspaceId, { slug })
    if (workflow === null) throw notFound('workflow', slug)
    const now = world.clock.now()
    const place = { workspaceId, workflowId: workflow.id, slug, named: `"${workflow.name}"` }
    const facts = await dutiesFacts(trx, place, now)
    const present = presentOf(await readTransfers(trx, workspaceId, workflow.id))
    if (which !== 'plan') needed(present, slug)
    const refusal = actRefusal(facts, actor, which, present?.transfer ?? null, now)
    if (refusal !== null) throw problemOf(refusal)
    const told = await decide({ trx, facts, present, place, now })
    const view = await transferView(trx, world, workspaceId, actor, workflow)
    if (told !== null) {
      await publish(trx, workspaceId, { topic: 'handover', workflow: slug, id: workflow.id })
      await recordAct(trx, world, { workspaceId, actor, subject: `workflow:${slug}`, ...told })
    }
    return view
  })
}

/** Read before anything is locked, so that people are locked first as everywhere. */
async function whoMayGetItBack(trx: Trx, world: World, workspaceId: string, slug: string): Promise<string[]> {
  const { id } = await workflowNamed(trx, workspaceId, slug)
  const now = world.clock.now()
  const { assignments } = await dutiesFacts(trx, { workspaceId, workflowId: id }, now)
  const present = presentOf(await readTransfers(trx, workspaceId, id))
  return [
    ...(present === null ? [] : [present.transfer.from, present.transfer.to]),
    ...['change-owner', 'daily-care', 'backup'].flatMap((duty) =>
      holdersAt(assignments, duty, now).map(({ person }) => person),
    ),
  ]
}

function needed(present: StoredTransfer | null, slug: string): StoredTransfer {
  if (present !== null) return present
  throw new ProblemError({
    status: 409,
    code: 'no-transfer',
    title: 'No transfer is planned',
    detail: `There is no transfer of "${slug}": none is planned, or the last one was cancelled or handed back.`,
    mend: 'Plan one: write its date, and name the receiver and the backup.',
  })
}

async function supported(
  trx: Trx,
  present: StoredTransfer | null,
  slug: string,
): Promise<StoredTransfer & { readonly support: EarlySupport }> {
  const stored = needed(present, slug)
  const support = await readSupport(trx, stored)
  if (support !== null) return { ...stored, support }
  throw new ProblemError({
    status: 409,
    code: 'no-support',
    title: 'Early support has not begun',
    detail: `Early support of "${slug}" begins with the transfer, on ${instantInZone(stored.transfer.at, stored.transfer.zone)}.`,
    mend: 'Come back after the transfer.',
  })
}

function problemOf({ why, code, message, mend }: TransferRefusal): ProblemError {
  const status = { 'not-yours': 403, conflict: 409, invalid: 422 }[why]
  return new ProblemError({ status, code, title: TITLES[why], detail: message, mend })
}

const TITLES = {
  'not-yours': 'Not yours to do',
  conflict: 'Not as things stand',
  invalid: 'Not in this form',
} as const

function words(text: string): string {
  return text.trim().replaceAll('\0', '').toWellFormed()
}
