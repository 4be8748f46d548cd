import { amountInWords } from '../spend/amount-in-words.ts'
import { type Proportion, shareOf } from '../runs/proportion.ts'
import { wholePercent } from '../trust/whole-percent.ts'
import { dateInWords } from '../workflows/in-words.ts'
import type { AuditFacts, HandoverCounts, WorkflowFacts } from './audit-facts.ts'

/** What logs alone say of workflows, and what they can't. */
export interface AuditReport {
  readonly runs: number
  readonly units: number
  readonly sentence: string
  readonly proven: Proven
  readonly unknowable: readonly Unknowable[]
  readonly consistency: { readonly tasks: number; readonly trials: number; readonly passAtAll: readonly number[] }
  /** All null where no calls of tools are logged. */
  readonly handovers: Omit<HandoverCounts, 'made'> & { readonly made: number | null }
  readonly answers: readonly AuditAnswer[]
  readonly definition: AuditDefinition
}

export interface Proven {
  /** Days in UTC. */
  readonly from: string | null
  readonly to: string | null
  readonly failed: Proportion | null
  readonly right: Proportion | null
  readonly influenced: Proportion | null
  readonly decisions: AuditFacts['decisions']
  readonly calls: number
  readonly tokens: number
  readonly costs: AuditFacts['costs']
  /** Runs whose cost nobody knows. */
  readonly unpriced: number
  readonly models: AuditFacts['models']
  readonly releases: number
  readonly scores: AuditFacts['scores']
  readonly workflows: readonly (WorkflowFacts & { readonly sentence: string })[]
}

/** A question that these logs can't answer, and what to log so that the next ones can. */
export interface Unknowable {
  readonly question: string
  readonly sentence: string
  readonly log: readonly string[]
}

export interface AuditAnswer {
  readonly question: string
  /** `met`: nothing stands out; `unmet`: something does; `unknown`: the logs can't say. */
  readonly verdict: 'met' | 'unmet' | 'unknown'
  readonly sentence: string
  readonly findings: readonly string[]
  readonly next: readonly string[]
}

/** What delivery means here, with what these logs prove of each part. */
export interface AuditDefinition {
  readonly text: string
  readonly parts: readonly {
    readonly part: string
    readonly verdict: 'met' | 'unmet' | 'unknown'
    readonly because: string
  }[]
}

/** Below so many no share is judged. */
const LEAST = 30
/** Which share of right answers counts as ready when every one of the trials must succeed. */
const READY = 0.9

export function auditReport(facts: AuditFacts): AuditReport {
  const proven = provenOf(facts)
  const unknowable = unknowableOf(facts)
  const { consistency } = facts
  return {
    runs: facts.runs,
    units: facts.units,
    sentence: sentenceOf(facts, proven),
    proven,
    unknowable,
    consistency: consistency ?? { tasks: 0, trials: 0, passAtAll: [] },
    handovers: facts.handovers ?? { made: null, due: null, hit: null, missed: null, extra: null },
    answers: [
      whereTheGapIs(facts, proven),
      whatIsAbsent(facts),
      whatToRedesign(facts, proven),
      howToHear(facts),
      whoAnswers(facts, proven),
    ],
    definition: definitionOf(facts, proven),
  }
}

function provenOf(facts: AuditFacts): Proven {
  const { decisions } = facts
  const all = decisions === null ? 0 : Object.values(decisions).reduce((sum, n) => sum + n, 0)
  return {
    from: dayOf(facts.from),
    to: dayOf(facts.to),
    failed: facts.failuresTold ? shareOf({ k: facts.failed, n: facts.runs }) : null,
    right: facts.judged === 0 ? null : shareOf({ k: facts.right, n: facts.judged }),
    influenced: decisions === null ? null : shareOf({ k: decisions.accepted + decisions.edited, n: all }),
    decisions,
    calls: facts.calls,
    tokens: facts.tokens,
    costs: facts.costs,
    unpriced: facts.unpriced,
    models: facts.models,
    releases: facts.releases,
    scores: facts.scores,
    workflows: facts.workflows.map((each) => ({ ...each, sentence: workflowSentence(each) })),
  }
}

function sentenceOf(facts: AuditFacts, { from, to, right, influenced }: Proven): string {
  const time =
    from === null || to === null
      ? ''
      : from === to
        ? ` on ${dateInWords(from)}`
        : ` from ${dateInWords(from)} to ${dateInWords(to)}`
  const judged = right === null ? 'whether they were right is not known' : `${shareWords(right)} were right`
  const adopted =
    influenced === null
      ? 'no decisions in these logs: adoption unknown'
      : `${shareWords(influenced)} of the decisions were made with the output`
  return `${countOf(facts.runs, 'run')} on ${countOf(facts.units, 'unit')}${time}: ${judged}; ${adopted}.`
}

function unknowableOf(facts: AuditFacts): readonly Unknowable[] {
  const gaps: Unknowable[] = []
  const gap = (isOpen: boolean, question: string, sentence: string, log: readonly string[]) => {
    if (isOpen) gaps.push({ question, sentence, log })
  }
  gap(
    facts.decisions === null,
    'Is it adopted?',
    'No decisions in these logs: adoption unknown. Log these three fields to know it.',
    ['unitKey', 'decision', 'decidedAt'],
  )
  gap(
    facts.judged === 0,
    'Is it right?',
    'No verdict in these logs: how often it was right is unknown. Log what turned out.',
    ['unitKey', 'verdict', 'at'],
  )
  gap(
    facts.consistency === null,
    'Is it ready?',
    'No task is tried twice in these logs: whether the same unit comes out right each time is unknown. Try each task several times.',
    ['task_id', 'trial', 'reward'],
  )
  gap(
    facts.handovers === null,
    'Does it hand over to a person when it should?',
    'No calls of tools in these logs: hand-overs to a person are unknown. Log the tools that a run calls.',
    ['tool_calls'],
  )
  gap(
    facts.handovers !== null && facts.handovers.due === null,
    'Does it hand over to a person when it should?',
    'Hand-overs are logged, and nothing says which were due. Log what the right way would have been.',
    ['info.task.actions'],
  )
  gap(
    facts.from === null,
    'Since when, and is it getting worse?',
    'No times in these logs: no trend, no volume per day and no days without use can be told.',
    ['startedAt', 'endedAt'],
  )
  gap(
    facts.withUnit < facts.runs,
    'How many units of the business does it reach?',
    `${countOf(facts.runs - facts.withUnit, 'run')} name no unit of the business process: repeats and bypasses can't be told apart.`,
    ['unitKey'],
  )
  gap(
    facts.unpriced > 0,
    'What does it cost?',
    `What ${countOf(facts.unpriced, 'run')} cost is unknown, which is not nothing. Log model and tokens, and give --prices.`,
    ['model', 'inputTokens', 'outputTokens'],
  )
  gap(
    facts.withRelease === 0,
    'Which version did what?',
    'No release is named in these logs: a change of quality or cost can be laid at nothing.',
    ['release'],
  )
  gap(
    true,
    'Who answers for it?',
    'Logs name no owner. Who holds the model, the prompt, the bill, failures and retraining has to be said by people.',
    ['owner of each duty'],
  )
  gap(
    true,
    'Which decisions were made without it?',
    'Logs of the AI show the units that came to it. The share of all decisions needs the units of the process itself.',
    ['unitKey', 'at (every unit of the process)'],
  )
  return gaps
}

function whereTheGapIs(facts: AuditFacts, { right, influenced }: Proven): AuditAnswer {
  const question = 'Where is the gap between technical completion and adoption?'
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
      question,
      verdict: 'unknown',
      sentence: `${done}; nothing proves that anybody decides with it.`,
      findings,
      next: ['Log of each output who decided what, and when: unitKey, decision, decidedAt.'],
    }
  }
  const wide = facts.workflows.filter(({ decided, accepted }) => decided >= LEAST && accepted * 2 < decided)
  const isWide = influenced.interval !== null && influenced.n >= LEAST && influenced.interval.high < 0.5
  const verdict = influenced.n < LEAST ? 'unknown' : isWide || wide.length > 0 ? 'unmet' : 'met'
  return {
    question,
    verdict,
    sentence:
      verdict === 'unknown'
        ? `Not enough yet: ${String(influenced.n)} of ${String(LEAST)} decisions.`
        : wide.length > 0
          ? `Between the output and the decision: ${wide
              .slice(0, 3)
              .map((each) => nameOf(each.name))
              .join(', ')} ${wide.length === 1 ? 'is' : 'are'} deployed and not adopted.`
          : `${shareWords(influenced)} of the decisions were made with the output.`,
    findings: [
      ...findings,
      ...(facts.decisionsElsewhere === 0
        ? []
        : [
            `${countOf(facts.decisionsElsewhere, 'decision')} belong to no run of these logs: units that the AI never saw, or logs that lack runs.`,
          ]),
      ...(facts.decisionsUnknown === 0
        ? []
        : [
            `${countOf(facts.decisionsUnknown, 'decision')} in a spelling that --map doesn't explain; they count nowhere.`,
          ]),
    ],
    next:
      verdict === 'unmet'
        ? ['Ask of each decision that was made without it: was it not offered, failed, unseen, or not trusted?']
        : [],
  }
}

function whatIsAbsent(facts: AuditFacts): AuditAnswer {
  const seen: string[] = []
  const missing: string[] = []
  const part = (isSeen: boolean, name: string, otherwise: string) =>
    isSeen ? seen.push(name) : missing.push(`${name}: ${otherwise}`)
  part(
    facts.decisions !== null,
    'Decisions',
    'what people do with an output is not recorded, so it is left to the team that uses it',
  )
  part(facts.judged > 0, 'Known answers', 'nobody says afterwards what was right')
  part(facts.scores.length > 0, 'Checks of the output', 'no evaluator and no person scores what comes out')
  part(
    (facts.handovers?.made ?? 0) > 0,
    'A way to a person',
    facts.handovers === null ? 'hand-overs to a person are not logged' : 'no run hands over to a person',
  )
  part(facts.withRelease > 0, 'Releases', 'no run says which version it was')
  part(facts.failuresTold, 'Failures', 'no run is recorded as failed; that may be luck, or that nobody records it')
  part(
    facts.runs > 0 && facts.unpriced < facts.runs,
    'Cost',
    'no run says what it cost, so the running cost is in no budget',
  )
  missing.push('Owner, runbook, guidance, budget: no log holds them')
  return {
    question: 'Which parts of a handoff are absent, underfunded or left to the business team?',
    verdict: missing.length > 1 ? 'unmet' : 'unknown',
    sentence:
      seen.length === 0
        ? 'None of the parts that logs can show is there.'
        : `${String(seen.length)} of the 7 parts that logs can show are there: ${seen.join(', ').toLowerCase()}.`,
    findings: missing,
    next: ['Register the workflow, and answer who holds each duty; what is missing then has a name and a date.'],
  }
}

function whatToRedesign(facts: AuditFacts, { right, failed, decisions }: Proven): AuditAnswer {
  const question = 'Which redesign of the work is needed before the next deployment?'
  const findings: string[] = []
  const next: string[] = []
  const { consistency, handovers } = facts
  if (consistency !== null) {
    const [once = 0] = consistency.passAtAll
    const all = consistency.passAtAll.at(-1) ?? 0
    findings.push(
      `Tried once ${wholePercent(once)} of the tasks come out right; tried ${String(consistency.passAtAll.length)} times, ${wholePercent(all)} do so every time (${String(consistency.tasks)} tasks).`,
    )
    if (all < READY)
      next.push(
        'Not ready to run unwatched: let a person check each output before it takes effect, until the repeated figure holds.',
      )
  }
  if (handovers !== null && handovers.due !== null) {
    const { made, due, hit, missed, extra } = handovers
    findings.push(
      `Hand-overs to a person: ${String(made)} made, ${String(due)} due, ${String(hit ?? 0)} of them made; ${String(extra ?? 0)} made without need, ${String(missed ?? 0)} missed (precision ${ratio(hit, made)}, recall ${ratio(hit, due)}).`,
    )
    if ((missed ?? 0) > 0)
      next.push(
        'A case that is due for a person is missed: write the rule that sends it there before the AI is asked, not in its prompt.',
      )
    if ((extra ?? 0) > (hit ?? 0))
      next.push(
        'Most hand-overs were not due: say in a rule what the AI may finish, so that people get what needs them.',
      )
  }
  if (failed !== null && failed.k > 0) {
    findings.push(`${shareWords(failed)} of the runs failed.`)
    next.push('Say where a unit goes when the call fails: to a person or the former way, with a due time.')
  }
  if (decisions !== null && decisions.edited > 0) {
    findings.push(`${countOf(decisions.edited, 'output')} had to be edited before use.`)
    next.push('Look at what is edited again and again: it is a rule or a field that the design lacks.')
  }
  if (findings.length === 0 && right !== null) findings.push(`${shareWords(right)} were right.`)
  const verdict = next.length > 0 ? 'unmet' : findings.length > 0 ? 'met' : 'unknown'
  return {
    question,
    verdict,
    sentence:
      verdict === 'unknown'
        ? 'These logs show no repeated tries, no hand-overs and no failures: where the work breaks is unknown.'
        : (next[0] ?? 'Nothing in these logs asks for another design.'),
    findings,
    next,
  }
}

function howToHear(facts: AuditFacts): AuditAnswer {
  const people = facts.scores.length > 0 || facts.judged > 0 || facts.decisions !== null
  return {
    question: 'How does the team hear what goes wrong after the handoff?',
    verdict: people ? 'unknown' : 'unmet',
    sentence: people
      ? 'Something comes back: these logs hold verdicts, scores or decisions. That somebody reads them and answers, no log proves.'
      : 'Nothing comes back: these logs hold no verdict, no score, no decision and no flag.',
    findings: facts.scores.map(
      ({ name, n, mean }) => `Score “${name}”: ${String(n)}${mean === null ? '' : `, mean ${mean.toFixed(2)}`}.`,
    ),
    next: [
      'One click where the output is seen: runId, who, what is wrong. An answer by a due time, from a named person.',
      'A random sample checked by a person each week, so that silence is not taken for quality.',
    ],
  }
}

function whoAnswers(facts: AuditFacts, { failed, costs, models }: Proven): AuditAnswer {
  const paid = costs.map(({ amount, currency }) => `${amountInWords(amount)} ${currency}`).join(' and ')
  return {
    question: 'Who answers for how it does from now on?',
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

/** The written definition: delivered is not deployed. */
function definitionOf(facts: AuditFacts, { influenced, failed }: Proven): AuditDefinition {
  const adopted =
    influenced === null || influenced.interval === null || influenced.n < LEAST
      ? 'unknown'
      : influenced.interval.low >= 0.5
        ? 'met'
        : influenced.interval.high < 0.5
          ? 'unmet'
          : 'unknown'
  return {
    text: 'An AI workflow is delivered on the day on which the people whose decisions it is to inform make most of them with its output, a named person outside the team that built it answers for it, and what goes wrong comes back and changes it. Being deployed, closed as a ticket or shown to leadership is not delivery.',
    parts: [
      {
        part: 'It runs',
        verdict: facts.runs > 0 ? 'met' : 'unknown',
        because: `${countOf(facts.runs, 'run')}${failed === null ? '' : `, ${shareWords(failed)} failed`}`,
      },
      {
        part: 'Decisions are made with it',
        verdict: adopted,
        because: influenced === null ? 'no decisions in these logs' : shareWords(influenced),
      },
      { part: 'A named person answers for it', verdict: 'unknown', because: 'no log names one' },
      {
        part: 'What goes wrong comes back and changes it',
        verdict: facts.releases > 1 && facts.judged > 0 ? 'met' : 'unknown',
        because:
          facts.releases > 1
            ? `${String(facts.releases)} releases, ${countOf(facts.judged, 'known answer')}`
            : 'no sequence of releases in these logs',
      },
    ],
  }
}

const MOST_LISTED = 20

function workflowSentence({ name, runs, failed, right, judged, decided, accepted }: WorkflowFacts): string {
  const parts = [countOf(runs, 'run')]
  if (failed > 0) parts.push(`${String(failed)} failed`)
  parts.push(judged === 0 ? 'right: unknown' : `${shareWords(shareOf({ k: right, n: judged }))} right`)
  parts.push(
    decided === 0
      ? 'adopted: unknown'
      : `${shareWords(shareOf({ k: accepted, n: decided }))} of decisions made with it`,
  )
  return `${nameOf(name)}: ${parts.join(', ')}.`
}

function nameOf(name: string): string {
  return name === '' ? 'All runs' : name
}

/** `31 % (31 of 100, 95 % 23 % to 41 %)` */
function shareWords({ k, n, interval }: Proportion): string {
  const [low, high] = interval === null ? ['', ''] : [wholePercent(interval.low), wholePercent(interval.high)]
  // So many that both ends are the same whole percent: the interval says nothing more.
  const between = low === high ? '' : `, 95 % ${low} to ${high}`
  return `${wholePercent(k / n)} (${k.toLocaleString('en')} of ${n.toLocaleString('en')}${between})`
}

/** Counts of logs are long: `1,000,000 runs`. */
function countOf(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
}

/** Of hand-overs: unknown where there was none to be right about. */
function ratio(k: number | null, n: number | null): string {
  return k === null || n === null || n === 0 ? 'unknown' : wholePercent(k / n)
}

function dayOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().slice(0, 10)
}
