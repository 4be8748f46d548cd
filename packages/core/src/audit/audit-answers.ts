import { amountInWords } from '../spend/amount-in-words.ts'
import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import { shareOf } from '../runs/proportion.ts'
import { wholePercent } from '../trust/whole-percent.ts'
import { listInWords } from '../workflows/in-words.ts'
import type { AuditAnswer, Answered, Part } from './audit-answer.ts'
import type { AuditFacts } from './audit-facts.ts'
import { countOf, ratioWords, scoreSentences, shareWords } from './audit-words.ts'
import { gapOnRecord, hearOnRecord, ownersOnRecord, partsOnRecord, redesignOnRecord } from './on-record.ts'
import { type Proven, workflowName, workflowSentence } from './proven.ts'

/** The five questions, in their order. */
export const AUDIT_QUESTIONS = [
  'Where is the gap between technical completion and adoption?',
  'Which parts of a handoff are absent, underfunded or left to the business team?',
  'Which redesign of the work is needed before the next deployment?',
  'How does the team hear what goes wrong after the handoff?',
  'Who answers for how it does from now on?',
] as const

/** From logs alone where nothing else is kept, else from all that is on record. */
export function auditAnswers(facts: AuditFacts, proven: Proven): readonly AuditAnswer[] {
  const { records } = facts
  const answers = [
    records === null ? whereTheGapIs(facts, proven) : gapOnRecord(facts, records, proven),
    whatIsAbsent(facts),
    whatToRedesign(facts, proven),
    records === null ? howToHear(facts) : hearOnRecord(facts, records),
    records === null ? whoAnswers(facts, proven) : ownersOnRecord(records),
  ]
  return AUDIT_QUESTIONS.map((question, place) => ({ question, ...(answers[place] ?? NOTHING) }))
}

const NOTHING: Answered = { verdict: 'unknown', sentence: '', findings: [], next: [] }
/** Which share of right answers counts as ready when every one of the trials must succeed. */
const READY = 0.9
/** Shares above which, by the whole interval, the work itself is to be looked at. */
const MUCH_FAILED = 0.01
const MUCH_EDITED = 0.1
const MOST_LISTED = 20

function whereTheGapIs(facts: AuditFacts, { right, influenced }: Proven): Answered {
  const findings = facts.workflows
    .filter(({ runs }) => runs > 0)
    .slice(0, MOST_LISTED)
    .map(workflowSentence)
  if (influenced === null) {
    const done =
      right === null
        ? `It is deployed (${countOf(facts.runs, 'run')})`
        : `It is deployed, and ${shareWords(right)} of its answers were right`
    return {
      verdict: 'unknown',
      sentence: `${done}; nothing proves that anybody decides with it.`,
      findings,
      next: ['Log of each output who decided what, and when: unitKey, decision, decidedAt.'],
    }
  }
  const wide = facts.workflows.filter(({ decided, accepted }) => decided >= MINIMUM_SAMPLE && accepted * 2 < decided)
  const isWide = influenced.interval !== null && influenced.n >= MINIMUM_SAMPLE && influenced.interval.high < 0.5
  const verdict = influenced.n < MINIMUM_SAMPLE ? 'unknown' : isWide || wide.length > 0 ? 'unmet' : 'met'
  return {
    verdict,
    sentence:
      verdict === 'unknown'
        ? `Not enough yet: ${String(influenced.n)} of ${String(MINIMUM_SAMPLE)} decisions.`
        : wide.length > 0
          ? `Between the output and the decision: ${wide
              .slice(0, 3)
              .map((each) => workflowName(each.name))
              .join(', ')} ${wide.length === 1 ? 'is' : 'are'} deployed and not adopted.`
          : `${shareWords(influenced)} of the decisions were made with the output.`,
    findings: [
      ...findings,
      ...(facts.decisionsElsewhere === 0
        ? []
        : [
            `${countOf(facts.decisionsElsewhere, 'decision')} ${facts.decisionsElsewhere === 1 ? 'belongs' : 'belong'} to no run of these logs: units that the AI never saw, or logs that lack runs.`,
          ]),
      ...(facts.decisionsUnknown === 0
        ? []
        : [
            `${countOf(facts.decisionsUnknown, 'decision')} in a spelling that --map doesn’t explain: counted nowhere.`,
          ]),
    ],
    next:
      verdict === 'unmet'
        ? ['Ask of each decision that was made without it: was it not offered, failed, unseen, or not trusted?']
        : [],
  }
}

function whatIsAbsent(facts: AuditFacts): Answered {
  const { records } = facts
  const parts = partsOf(facts)
  const seen = parts.filter(({ state }) => state === 'there').map(({ name }) => name.toLowerCase())
  const lacking = parts.filter(({ state }) => state !== 'there')
  const findings = lacking.map(({ name, state, because }) => `${name}${LACKS[state]}: ${because}`)
  if (records === null) {
    return {
      verdict: lacking.length > 0 ? 'unmet' : 'unknown',
      sentence:
        seen.length === 0
          ? 'None of the parts that logs can show is there.'
          : `${String(seen.length)} of the ${String(parts.length)} parts that logs can show are there: ${seen.join(', ')}.`,
      findings: [...findings, 'Owner, runbook, guidance, budget: no log holds them'],
      next: ['Register the workflow, and answer who holds each duty; what is missing then has a name and a date.'],
    }
  }
  if (lacking.length === 0)
    return { verdict: 'met', sentence: `All ${String(parts.length)} parts of a handoff are there.`, findings, next: [] }
  const names = listInWords(lacking.map(({ name }) => name.toLowerCase()))
  return {
    verdict: 'unmet',
    sentence: `${String(seen.length)} of the ${String(parts.length)} parts of a handoff are there; lacking: ${names}.`,
    findings,
    next: ['Give each part that is lacking a name and a date, in the handover.'],
  }
}

/** The parts of a handoff that what is there can show. */
export function partsOf(facts: AuditFacts): readonly Part[] {
  return [...partsInRuns(facts), ...(facts.records === null ? [] : partsOnRecord(facts.records))]
}

const LACKS = { there: '', absent: '', underfunded: ' (underfunded)', left: ' (left to whoever notices)' } as const

/** What runs alone show of a handoff. */
function partsInRuns(facts: AuditFacts): readonly Part[] {
  const part = (isThere: boolean, name: string, because: string): Part => ({
    name,
    state: isThere ? 'there' : 'absent',
    because,
  })
  return [
    part(
      facts.decisions !== null,
      'Decisions',
      'what people do with an output is not recorded, so it is left to the team that uses it',
    ),
    part(facts.judged > 0, 'Known answers', 'nobody says afterwards what was right'),
    part(facts.scores.length > 0, 'Checks of the output', 'no evaluator and no person scores what comes out'),
    part(
      (facts.handovers?.made ?? 0) > 0,
      'A way to a person',
      facts.handovers === null ? 'hand-overs to a person are not logged' : 'no run hands over to a person',
    ),
    part(facts.withRelease > 0, 'Releases', 'no run says which version it was'),
    part(facts.failuresTold, 'Failures', 'no run is recorded as failed; that may be luck, or that nobody records it'),
    part(
      facts.runs > 0 && facts.unpriced < facts.runs,
      'Cost',
      'no run says what it cost, so the running cost is in no budget',
    ),
  ]
}

function whatToRedesign(facts: AuditFacts, { right, failed, decisions }: Proven): Answered {
  const findings: string[] = []
  const next: string[] = []
  const reasons: string[] = []
  const { consistency, handovers, records } = facts
  const ask = (reason: string, act: string) => {
    reasons.push(reason)
    next.push(act)
  }
  if (consistency !== null) {
    const [once = 0] = consistency.passAtAll
    const all = consistency.passAtAll.at(-1) ?? 0
    const what = records === null ? 'task' : 'unit'
    findings.push(
      `Tried once ${wholePercent(once)} of the ${what}s come out right; tried ${String(consistency.passAtAll.length)} times, ${wholePercent(all)} do so every time (${countOf(consistency.tasks, what)}).`,
    )
    if (all < READY)
      ask(
        'answers that are not the same each time',
        'Not ready to run unwatched: let a person check each output before it takes effect, until the repeated figure holds.',
      )
  }
  if (handovers !== null && handovers.due !== null) {
    const { made, due } = handovers
    const [hit, missed, extra] = [handovers.hit ?? 0, handovers.missed ?? 0, handovers.extra ?? 0]
    findings.push(
      `Hand-overs to a person: ${String(made)} made, ${String(due)} due, ${String(hit)} of them made; ${String(extra)} made without need, ${String(missed)} missed (precision ${ratioWords(hit, hit + extra)}, recall ${ratioWords(hit, due)}).`,
    )
    // A workflow at work lets some wrong answers through: whether too many, the share of right ones says.
    if (missed > 0 && records === null)
      ask(
        'hand-overs that were missed',
        'A case that is due for a person is missed: write the rule that sends it there before the AI is asked, not in its prompt.',
      )
    if (extra > hit && (records === null || extra + hit >= MINIMUM_SAMPLE))
      ask(
        'hand-overs without need',
        'Most hand-overs were not due: say in a rule what the AI may finish, so that people get what needs them.',
      )
  }
  if (failed !== null && failed.k > 0) {
    findings.push(`${shareWords(failed)} of the ${records === null ? 'runs' : 'calls'} failed.`)
    if (records === null || (failed.interval?.low ?? 0) > MUCH_FAILED)
      ask(
        'calls that fail',
        'Say where a unit goes when the call fails: to a person or the former way, with a due time.',
      )
  }
  if (decisions !== null && decisions.edited > 0) {
    findings.push(`${countOf(decisions.edited, 'output')} had to be edited before use.`)
    const all = decisions.accepted + decisions.edited + decisions.overridden + decisions.ignored
    if (records === null || (shareOf({ k: decisions.edited, n: all }).interval?.low ?? 0) > MUCH_EDITED)
      ask(
        'outputs that are edited before use',
        'Look at what is edited again and again: it is a rule or a field that the design lacks.',
      )
  }
  if (records !== null) {
    const told = redesignOnRecord(records, right)
    findings.push(...told.findings)
    next.unshift(...told.next)
    reasons.unshift(...told.reasons)
  }
  if (findings.length === 0 && right !== null) findings.push(`${shareWords(right)} were right.`)
  const verdict = next.length > 0 ? 'unmet' : findings.length > 0 ? 'met' : 'unknown'
  const these = records === null ? 'logs' : 'records'
  const sentence = {
    met: `Nothing in these ${these} asks for another design.`,
    unmet: records === null ? (next[0] ?? '') : `Another design is asked for by ${listInWords(reasons)}.`,
    unknown: `These ${these} show no repeated tries, no hand-overs and no failures: where the work breaks is unknown.`,
  }[verdict]
  return { verdict, sentence, findings, next }
}

function howToHear(facts: AuditFacts): Answered {
  const people = facts.scores.length > 0 || facts.judged > 0 || facts.decisions !== null
  return {
    verdict: people ? 'unknown' : 'unmet',
    sentence: people
      ? 'Something comes back: these logs hold verdicts, scores or decisions. That somebody reads them and answers, no log proves.'
      : 'Nothing comes back: these logs hold no verdict, no score, no decision and no flag.',
    findings: scoreSentences(facts),
    next: [
      'One click where the output is seen: runId, who, what is wrong. An answer by a due time, from a named person.',
      'A random sample checked by a person each week, so that silence is not taken for quality.',
    ],
  }
}

function whoAnswers(facts: AuditFacts, { failed, costs, models }: Proven): Answered {
  const paid = costs.map(({ amount, currency }) => `${amountInWords(amount)} ${currency}`).join(' and ')
  return {
    verdict: 'unknown',
    sentence: 'No log names an owner: each of these duties needs exactly one name.',
    findings: [
      `The model: ${
        models.length === 0
          ? 'no run names one'
          : models
              .slice(0, 3)
              .map(({ name }) => name)
              .join(', ')
      }.`,
      `The bill: ${paid === '' ? 'unknown' : paid} in these logs${facts.unpriced === 0 ? '' : `, ${countOf(facts.unpriced, 'run')} unpriced`}.`,
      `Failures: ${failed === null ? 'none recorded' : `${String(failed.k)} of ${String(failed.n)} runs`}; who is first told is not said.`,
      'Daily care, its backup, prompt and rules, failure cases, monitoring, retraining.',
    ],
    next: ['Name one person for each duty, with a backup for the daily care, at one date.'],
  }
}
