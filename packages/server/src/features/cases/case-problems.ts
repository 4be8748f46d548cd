import type { ClaimAnswer, Conflict, Refusal } from '@dayshift/core'
import { ProblemError } from '../../platform/http/problem.ts'
import type { Trx } from '../../platform/world.ts'
import type { StoredCase } from './store.ts'

/** 409: the case has moved on since the caller saw it. Says who did what to it last, and when. */
export async function conflictProblem(trx: Trx, stored: StoredCase, { why }: Conflict): Promise<ProblemError> {
  const last = await lastAct(trx, stored.record.id)
  switch (why) {
    case 'closed':
      return conflict(
        'case-closed',
        'The case is closed',
        `The case of unit "${stored.unitKey}" is closed: ${last}.`,
        null,
      )
    case 'stale-token':
      return conflict(
        'stale-token',
        'Somebody else has acted on the case',
        `Your claim of the case of unit "${stored.unitKey}" no longer counts: ${last}.`,
        'Look at the case as it is now, and claim it again.',
      )
    case 'not-claimed':
      return conflict(
        'not-claimed',
        'The case is not claimed',
        `Nobody holds the case of unit "${stored.unitKey}": ${last}.`,
        'Claim the case first, and act with the token of that claim.',
      )
    default:
      return why satisfies never
  }
}

/** 409: the case could not be claimed. */
export async function claimProblem(
  trx: Trx,
  stored: StoredCase,
  answer: Exclude<ClaimAnswer, { readonly kind: 'granted' }>,
): Promise<ProblemError> {
  const what = `the case of unit "${stored.unitKey}"`
  switch (answer.kind) {
    case 'held':
      return conflict(
        'case-held',
        'Somebody holds the case',
        `${answer.by.name} holds ${what} until ${inWords(new Date(answer.until))}.`,
        'Take another one, or come back then.',
      )
    case 'assigned':
      return conflict(
        'case-assigned',
        'The case was given to somebody else',
        `${what[0]?.toUpperCase()}${what.slice(1)} was given to ${answer.to.name}.`,
        'Reassign it to yourself first, if it is yours now.',
      )
    case 'closed':
      return conflictProblem(trx, stored, { kind: 'conflict', why: 'closed' })
    default:
      return answer satisfies never
  }
}

/** 422: the decision itself can't stand. */
export function refusalProblem({ code, message, faults }: Refusal): ProblemError {
  return new ProblemError({
    status: 422,
    code: `decision-${code}`,
    title: 'The decision can not stand',
    detail: message,
    errors: faults.map((fault) => ({ path: `/finalOutput${fault.path}`, message: fault.message })),
  })
}

/** 409: the output is shown to whoever has answered herself. */
export function answerFirstProblem({ unitKey }: StoredCase): ProblemError {
  return conflict(
    'answer-first',
    'Your own answer comes first',
    `Unit "${unitKey}" is one of those in which a person answers before she sees the output, and you have not answered yet.`,
    'Say your own answer, look at the output, then decide.',
  )
}

export function answeredProblem({ unitKey }: StoredCase): ProblemError {
  return conflict(
    'answered-already',
    'Your answer stands',
    `You have said your own answer for unit "${unitKey}" and seen the output since: it can't be changed.`,
    'Decide the case; what you decide may differ from what you said.',
  )
}

export function notAskedProblem({ unitKey }: StoredCase): ProblemError {
  return conflict(
    'not-asked-first',
    'Nobody is asked first here',
    `The output of unit "${unitKey}" is shown to everybody: it is not one of those in which a person answers first.`,
    'Decide the case.',
  )
}

/** 422: the own answer is none that the workflow could give. `at`: the field that was answered. */
export function answerOffContract(
  faults: readonly { readonly path: string; readonly message: string }[],
  at: string,
): ProblemError {
  return new ProblemError({
    status: 422,
    code: 'answer-contract',
    title: 'The answer does not fit',
    detail: 'Your answer is none that the output contract of the workflow allows.',
    mend: 'Correct what is listed; the case is still yours.',
    errors: faults.map(({ path, message }) => ({ path: `/answer${path.slice(at.length)}`, message })),
  })
}

async function lastAct(trx: Trx, caseId: string): Promise<string> {
  const event = await trx
    .selectFrom('case_events')
    .select(['at', 'by_name', 'act'])
    .where('case_id', '=', caseId)
    .where('act', 'not in', ['opened', 'rerun-late', 'drill-told'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (event === undefined) return 'nobody has done anything to it yet'
  return `${event.by_name} ${IN_WORDS[event.act] ?? event.act} at ${inWords(event.at)}`
}

const IN_WORDS: { readonly [act: string]: string } = {
  claimed: 'claimed it',
  'answered-first': 'answered before seeing the output',
  released: 'gave it back',
  accepted: 'accepted the output',
  edited: 'edited the output',
  overridden: 'overrode the output',
  ignored: 'decided without the output',
  escalated: 'escalated it',
  reassigned: 'reassigned it',
  'input-corrected': 'corrected the input and asked for a rerun',
  'rerun-asked': 'asked for a rerun',
  'rerun-arrived': 'brought the result of the rerun',
  'to-backup': 'gave it to the backup',
  'handed-over': 'handed it over to the existing process',
}

/** "20 Nov 2026, 14:03:05 UTC". */
function inWords(at: Date): string {
  const [day, time] = [at.toISOString().slice(0, 10), at.toISOString().slice(11, 19)]
  const [year, month, date] = day.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}, ${time} UTC`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function conflict(code: string, title: string, detail: string, mend: string | null): ProblemError {
  return new ProblemError({ status: 409, code, title, detail, mend })
}
