import { type Actor, addWords, addWorkingDays, type FlagKind, type FlagVia } from '@dayshift/core'
import { ProblemError } from '../../platform/http/problem.ts'
import { enqueue } from '../../platform/jobs/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { feedbackTimer, feedbackTimerKey } from './feedback-timer.ts'
import { lastWords } from './receipt.ts'
import {
  addFlagEvent,
  eventsOfFlags,
  findFlagOf,
  type FlagWords,
  insertFlag,
  memberWithEmail,
  saveFlag,
  type StoredFlag,
  triageDaysOf,
} from './store.ts'
import { tellTriager } from './tell.ts'

export interface Reporter {
  readonly kind: 'person' | 'key' | 'host'
  readonly id: string
  readonly name: string
  readonly isMember: boolean
}

export interface NewFlag {
  readonly workspaceId: string
  readonly workflow: { readonly id: string; readonly slug: string; readonly name: string }
  /** Null where it speaks of the workflow as a whole. */
  readonly run: { readonly id: string; readonly unitKey: string } | null
  readonly kind: FlagKind
  readonly via: FlagVia
  readonly reporter: Reporter
  /** Who brings it: the reporter herself, or the key of the host that tells it. */
  readonly actor: Actor
  readonly words: FlagWords
}

/** Wordings of one flag; what comes after is no word about an output any more. */
const MOST_WORDINGS = 20

/**
 * Keeps what somebody says of an output, or of the workflow as a whole, in one transaction with its due time, its timer
 * and the ledger. One reporter has one flag on one run: said again, it has her new words. Words stay out of the ledger,
 * which is never erased.
 */
export async function fileFlag(trx: Trx, world: World, filed: NewFlag): Promise<StoredFlag> {
  const { workspaceId, workflow, run, reporter } = filed
  const words = storableWords(filed.words)
  const now = world.clock.now()
  const days = await triageDaysOf(trx, workspaceId, workflow.id)
  const flag = {
    id: world.newId(),
    workspaceId,
    workflowId: workflow.id,
    runId: run?.id ?? null,
    kind: filed.kind,
    via: filed.via,
    by: { id: storable(reporter.id), name: storable(reporter.name) },
    isMember: reporter.isMember,
    at: now,
    dueAt: addWorkingDays(now, days),
  }
  const by = { kind: reporter.kind, ...flag.by }
  const isNew = await insertFlag(trx, flag)
  if (!isNew) return reword(trx, world, filed, words, by, days)

  await addFlagEvent(trx, world, flag, { at: now, by, act: 'flagged', verdict: null, failureCaseId: null, words })
  await watchDueTime(trx, flag)
  await tellScreens(trx, filed, flag.id)
  const made: StoredFlag = {
    ...flag,
    state: 'waiting',
    verdict: null,
    failureCaseId: null,
    answeredAt: null,
    answeredBy: null,
    overdueAt: null,
  }
  await tellTriager(trx, world, made, workflow, run?.unitKey ?? null)
  await recordAct(trx, world, {
    workspaceId,
    actor: filed.actor,
    act: run === null ? 'workflow-flagged' : 'run-flagged',
    subject: run === null ? `workflow:${workflow.slug}` : `run:${run.id}`,
    sentence: sentenceOf(filed),
    details: {
      workflow: workflow.slug,
      flagId: flag.id,
      ...(run === null ? {} : { unitKey: run.unitKey }),
    },
  })
  return made
}

async function reword(
  trx: Trx,
  world: World,
  filed: NewFlag,
  words: FlagWords,
  by: { readonly kind: Reporter['kind']; readonly id: string; readonly name: string },
  days: number,
): Promise<StoredFlag> {
  const now = world.clock.now()
  const of = { workflowId: filed.workflow.id, runId: filed.run?.id ?? null, by: by.id }
  const known = await findFlagOf(trx, filed.workspaceId, of)
  if (known === null) throw new Error(`Cannot change the words of a flag by "${by.id}": it is gone`)
  const events = (await eventsOfFlags(trx, world, [known.id])).get(known.id) ?? []
  const before = lastWords(events)
  // One click after words were written takes none of them back.
  const isRepeat = words.note === '' && words.right === null
  if (isRepeat || (before.note === words.note && before.right === words.right)) return known
  if (events.filter(({ act }) => act !== 'verdict').length >= MOST_WORDINGS) throw tooManyWordings()
  const after: StoredFlag = { ...known, ...addWords(known, now, days) }
  await addFlagEvent(trx, world, known, { at: now, by, act: 'words', verdict: null, failureCaseId: null, words })
  if (after.state !== known.state) {
    await saveFlag(trx, { ...after, overdueAt: null })
    await watchDueTime(trx, after)
    await tellTriager(trx, world, after, filed.workflow, filed.run?.unitKey ?? null)
  }
  await tellScreens(trx, filed, known.id)
  return after
}

/** Who a host says that reports: the member of that e-mail address, else whoever it is there. */
export async function namedReporter(
  trx: Trx,
  workspaceId: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Reporter> {
  const member = await memberWithEmail(trx, workspaceId, id)
  return member === null
    ? { kind: 'host', id: `host:${id}`, name, isMember: false }
    : { kind: 'person', ...member, isMember: true }
}

export function reporterOf({ kind, id, name }: Actor): Reporter {
  return kind === 'person' ? { kind, id, name, isMember: true } : { kind: 'key', id, name, isMember: false }
}

async function watchDueTime(trx: Trx, { id, workspaceId, dueAt }: Pick<StoredFlag, 'id' | 'workspaceId' | 'dueAt'>) {
  await enqueue(trx, feedbackTimer, { workspaceId, flagId: id }, { runAt: dueAt, jobKey: feedbackTimerKey(id) })
}

async function tellScreens(trx: Trx, { workspaceId, workflow, run }: NewFlag, flagId: string): Promise<void> {
  await publish(trx, workspaceId, { topic: 'feedback', workflow: workflow.slug, id: flagId })
  if (run !== null) await publish(trx, workspaceId, { topic: 'runs', workflow: workflow.slug, id: run.id })
}

function sentenceOf({ run, reporter, workflow, actor }: NewFlag): string {
  const what =
    run === null
      ? `said that ${workflow.name} is not as reliable as it used to be`
      : `flagged the run of unit "${run.unitKey}" as looking wrong`
  return reporter.id === actor.id ? `${what}.` : `passed on that somebody ${what}.`
}

function tooManyWordings(): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'too-many-wordings',
    title: 'Said often enough',
    detail: `This flag has been put into words ${String(MOST_WORDINGS)} times already.`,
    mend: 'What was said last counts; wait for the answer.',
  })
}

function storableWords({ note, right }: FlagWords): FlagWords {
  const kept = right === null ? '' : storable(right).trim()
  return { note: storable(note).trim(), right: kept === '' ? null : kept }
}

/** What PostgreSQL's text can hold. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD').toWellFormed()
}
