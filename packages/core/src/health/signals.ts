import type { AlertClass } from '../alerts/departure.ts'
import { FAILURE_CLASSES, type FailureClass } from '../runs/run.ts'
import { type Decided, onOutputs } from './decided.ts'
import { countOf, type Tally } from './tally.ts'

/** What a signal tells of: the inputs, what came out, the people who check, the cost and the time, whether anything comes. */
export const SIGNAL_GROUPS = ['inputs', 'quality', 'people', 'cost', 'silence'] as const
export type SignalGroup = (typeof SIGNAL_GROUPS)[number]

/** Which runs are behind a signal, as the list of runs filters them. */
export interface RunsBehind {
  readonly status?: 'failed' | 'ok'
  readonly route?: 'review' | 'human'
  readonly reason?: string
}

export interface SignalText {
  readonly id: string
  readonly name: string
  readonly group: SignalGroup
  readonly unit: '%' | 'ms' | 'money' | 'tokens' | 'runs' | 'distance'
  /** Which way is worse. */
  readonly worse: 'up' | 'down' | 'both'
  readonly class: AlertClass
  /** What it counts, in one plain sentence. */
  readonly says: string
  readonly next: string
  /** Heading of the runbook's section that helps. */
  readonly section: string
  readonly behind: RunsBehind
  /** The signal of the alert by which another part tells it; then it is shown here and told there alone. */
  readonly toldAs?: string
}

/** A share: how many of how many, in one hour or one window. */
export interface Share {
  readonly hits: number
  readonly n: number
}

/** With two digits that count; `–` of none. */
export function hitsInWords({ hits, n }: Share): string {
  return n === 0 ? '–' : `${String(Number(((100 * hits) / n).toPrecision(2)))} %`
}

export interface ShareSignal extends SignalText {
  readonly kind: 'share'
  readonly of: (tally: Tally, decided: Decided) => Share
  /** False where slices don't count it. */
  readonly sliced: boolean
  /** True where `hits` is the sum of values in 0..1 instead of a count. */
  readonly summed?: true
}

/** How each class of failure is told: its own rate, for each has its own mend. */
const FAILURES: {
  readonly [C in FailureClass]: Pick<SignalText, 'name' | 'class' | 'says' | 'next'>
} = {
  timeout: {
    name: 'Calls without an answer in time',
    class: 'outage',
    says: 'Calls that were given up because no answer came in time, of all calls.',
    next: 'See whether the vendor is slow now. If units wait for it, pause the workflow.',
  },
  error: {
    name: 'Calls that end in an error',
    class: 'outage',
    says: 'Calls that the vendor or the network refused, of all calls.',
    next: 'Read the message of one failed run: an expired key, a limit, a vendor that is down?',
  },
  'breaker-open': {
    name: 'Calls held back after failures',
    class: 'outage',
    says: 'Units whose call was not tried, because the calls before it had failed, of all calls.',
    next: 'Mend what made the calls before fail: they are tried again by themselves.',
  },
  'not-json': {
    name: 'Answers that are no JSON',
    class: 'bad-output',
    says: 'Answers that could not be read as JSON, of all calls.',
    next: 'Read three of these answers, then ask the builder whether the model or the prompt moved.',
  },
  'output-contract': {
    name: 'Outputs off their contract',
    class: 'bad-output',
    says: 'Answers that are not as the output contract says, of all calls.',
    next: 'Read three of these outputs, then ask the builder whether the model or the prompt moved.',
  },
  aborted: {
    name: 'Calls that the host broke off',
    class: 'outage',
    says: 'Calls that were ended by the calling program before an answer came, of all calls.',
    next: 'Ask whoever runs the host: was it stopped, or is its own time limit too short?',
  },
}

function failureSignal(failure: FailureClass): ShareSignal {
  return {
    ...FAILURES[failure],
    kind: 'share',
    id: `failure-${failure}`,
    group: 'quality',
    unit: '%',
    worse: 'up',
    section: 'What breaks first',
    behind: failure === 'output-contract' ? { reason: 'output-contract' } : { status: 'failed' },
    sliced: false,
    of: (tally) => ({ hits: countOf(tally, `failed:${failure}`), n: countOf(tally, 'called') }),
  }
}

/** Shares that every workflow is watched for. */
export const SHARE_SIGNALS: readonly ShareSignal[] = [
  {
    kind: 'share',
    id: 'failure-share',
    name: 'AI calls that fail',
    group: 'quality',
    unit: '%',
    worse: 'up',
    class: 'outage',
    says: 'Calls that gave no output that can be used, of all calls.',
    next: 'Look at the failed runs: is it the vendor, the network, or what goes in? Pause the workflow if units wait.',
    section: 'What breaks first',
    behind: { status: 'failed' },
    sliced: true,
    of: (tally) => ({ hits: countOf(tally, 'failed'), n: countOf(tally, 'called') }),
  },
  ...FAILURE_CLASSES.map(failureSignal),
  {
    kind: 'share',
    id: 'retry-share',
    name: 'Calls that needed a retry',
    group: 'cost',
    unit: '%',
    worse: 'up',
    class: 'outage',
    says: 'Runs whose call was tried more than once, of all runs with a call.',
    next: 'Look whether the vendor is slow or refuses; each retry is paid for.',
    section: 'What breaks first',
    behind: {},
    sliced: false,
    of: (tally) => ({ hits: countOf(tally, 'retried'), n: countOf(tally, 'called') }),
  },
  {
    kind: 'share',
    id: 'duplicate-share',
    name: 'Units that came twice',
    group: 'cost',
    unit: '%',
    worse: 'up',
    class: 'bad-output',
    says: 'Runs of a unit that had been answered already (sent again, or retried by the caller), of all runs.',
    next: 'Ask the builder of the calling system why it sends units again.',
    section: 'What breaks first',
    behind: { reason: 'duplicate' },
    sliced: false,
    of: (tally) => ({ hits: countOf(tally, 'duplicate'), n: countOf(tally, 'runs') }),
  },
  {
    kind: 'share',
    id: 'person-share',
    name: 'Units that go to a person',
    group: 'quality',
    unit: '%',
    worse: 'up',
    class: 'bad-output',
    says: 'Units sent to a person, for review or without an output, of all units.',
    next: 'See which reason sends them there, and whether the inbox keeps up.',
    section: 'What breaks first',
    behind: { route: 'human' },
    sliced: true,
    of: (tally) => ({ hits: countOf(tally, 'route:human', 'route:review'), n: countOf(tally, 'runs') }),
  },
  {
    kind: 'share',
    id: 'input-fault-share',
    name: 'Inputs with a fault',
    group: 'inputs',
    unit: '%',
    worse: 'up',
    class: 'bad-output',
    says: 'Inputs of which at least one field is not as the input contract says, of all that were checked.',
    next: 'Open one of these runs: the faults name the field. Ask whoever owns the source what changed there.',
    section: 'What breaks first',
    behind: { reason: 'input-contract' },
    sliced: true,
    of: (tally) => ({ hits: countOf(tally, 'faulty'), n: countOf(tally, 'checked') }),
  },
  {
    kind: 'share',
    id: 'override-share',
    name: 'Outputs that people override',
    group: 'quality',
    unit: '%',
    worse: 'up',
    class: 'bad-output',
    says: 'Outputs that a person threw away, of all that a person decided on.',
    next: 'Read the reasons of the last overrides, collect the cases, and show them to the builder.',
    section: 'What breaks first',
    behind: { route: 'review' },
    sliced: true,
    of: (_tally, decided) => ({ hits: decided.overridden, n: onOutputs(decided) }),
  },
  {
    kind: 'share',
    id: 'edit-share',
    name: 'Outputs that people edit',
    group: 'quality',
    unit: '%',
    worse: 'up',
    class: 'bad-output',
    says: 'Outputs that went out changed by a person, of all that a person decided on.',
    next: 'Compare the last edits: what do people put right again and again?',
    section: 'What breaks first',
    behind: { route: 'review' },
    sliced: true,
    of: (_tally, decided) => ({ hits: decided.edited, n: onOutputs(decided) }),
  },
  {
    kind: 'share',
    id: 'edit-distance',
    name: 'How much people change of an output',
    group: 'quality',
    unit: '%',
    worse: 'up',
    class: 'bad-output',
    says: 'Words that people changed of the outputs that they put right, of all their words. What is kept of no output can’t be compared.',
    next: 'Compare the last edits: do people write the output anew, or put the same words right again and again?',
    section: 'What breaks first',
    behind: { route: 'review' },
    sliced: true,
    summed: true,
    of: (_tally, decided) => ({ hits: decided.distance, n: decided.compared }),
  },
  {
    kind: 'share',
    id: 'flag-share',
    name: 'Outputs flagged as wrong',
    group: 'quality',
    unit: '%',
    worse: 'up',
    class: 'bad-output',
    says: 'Outputs that somebody flagged, of all outputs.',
    next: 'Read the flags, collect the cases, and say how wide it is.',
    section: 'What breaks first',
    behind: { status: 'ok' },
    sliced: true,
    of: (tally, decided) => {
      const n = countOf(tally, 'called') - countOf(tally, 'failed')
      return { hits: Math.min(decided.flagged, n), n }
    },
  },
  {
    kind: 'share',
    id: 'sample-wrong-share',
    name: 'Quality samples found wrong',
    group: 'quality',
    unit: '%',
    worse: 'up',
    class: 'bad-output',
    says: 'Outputs of the quality sample that a person edited or overrode, of all that were checked.',
    next: 'What the sample shows is what goes through unseen as well: lower the share of units, or pause.',
    section: 'When to stop it',
    behind: { reason: 'qa-sample' },
    sliced: false,
    of: (_tally, decided) => ({ hits: decided.sampledWrong, n: decided.sampled }),
  },
  {
    kind: 'share',
    id: 'quick-share',
    name: 'Decisions within 3 seconds',
    group: 'people',
    unit: '%',
    worse: 'up',
    class: 'unattended',
    says: 'Decisions made within 3 seconds of seeing the output, of all of which both times are known.',
    next: 'Nobody reads an output in 3 seconds: give the checkers time, or seed a known-wrong case to see what they catch.',
    section: 'Daily and weekly checks',
    behind: { route: 'review' },
    sliced: false,
    of: (_tally, decided) => ({ hits: decided.quick, n: decided.dwelt }),
  },
  {
    kind: 'share',
    id: 'ignored-share',
    name: 'Outputs that people set aside',
    group: 'people',
    unit: '%',
    worse: 'up',
    class: 'unattended',
    says: 'Outputs that were shown and did not enter the decision, of all that a person decided on.',
    next: 'Ask two of the people who set it aside what they do instead, and tell the builder.',
    section: 'Daily and weekly checks',
    behind: { route: 'review' },
    sliced: false,
    of: (_tally, decided) => ({ hits: decided.ignored, n: onOutputs(decided) }),
  },
  {
    kind: 'share',
    id: 'bypass-share',
    name: 'Decisions made without the output',
    group: 'people',
    unit: '%',
    worse: 'up',
    class: 'unattended',
    says: 'Decisions that people made in another way, of all decisions that were told.',
    next: 'Ask the people who go around it what they miss: their trust falls before any other number does.',
    section: 'Daily and weekly checks',
    behind: {},
    sliced: false,
    of: (_tally, decided) => ({ hits: decided.bypass, n: decided.bypass + onOutputs(decided) }),
  },
]

/** The tail of a value: how many runs lie beyond what 19 of 20 stayed within in the baseline. */
export interface TailSignal extends SignalText {
  readonly kind: 'tail'
  /** The sketch in a tally; of money the currency follows. */
  readonly sketch: string
  /** Which quantile is shown day by day, and beyond which one of the baseline a value is in the tail. */
  readonly shown: number
  readonly tail: number
}

export const TAIL_SIGNALS: readonly TailSignal[] = [
  {
    kind: 'tail',
    id: 'latency',
    name: 'Time to an answer',
    group: 'cost',
    unit: 'ms',
    worse: 'up',
    class: 'outage',
    says: 'The time within which 95 % of the calls answered.',
    next: 'See whether the vendor is slow now, and whether units wait for it.',
    section: 'What breaks first',
    behind: {},
    sketch: 'latency',
    shown: 0.95,
    tail: 0.95,
  },
  {
    kind: 'tail',
    id: 'cost-per-run',
    name: 'Cost of an AI call',
    group: 'cost',
    unit: 'money',
    worse: 'up',
    class: 'bad-output',
    says: 'What half of the calls cost at most.',
    next: 'Compare the tokens: has the prompt, the context or the model grown?',
    section: 'What breaks first',
    behind: {},
    sketch: 'cost:',
    shown: 0.5,
    tail: 0.95,
  },
  {
    kind: 'tail',
    id: 'input-tokens',
    name: 'Context: tokens that go in',
    group: 'cost',
    unit: 'tokens',
    worse: 'up',
    class: 'bad-output',
    says: 'What half of the calls were given at most: prompt, context and unit together.',
    next: 'Look at one long run: what was put into its context that was not before?',
    section: 'What breaks first',
    behind: {},
    sketch: 'input-tokens',
    shown: 0.5,
    tail: 0.95,
  },
  {
    kind: 'tail',
    id: 'output-tokens',
    name: 'Tokens that come out',
    group: 'cost',
    unit: 'tokens',
    worse: 'up',
    class: 'bad-output',
    says: 'How long half of the answers were at most.',
    next: 'Read a long answer: does the model say more than it is asked?',
    section: 'What breaks first',
    behind: {},
    sketch: 'output-tokens',
    shown: 0.5,
    tail: 0.95,
  },
  {
    kind: 'tail',
    id: 'confidence',
    name: 'Confidence of the outputs',
    group: 'quality',
    unit: '%',
    worse: 'down',
    class: 'bad-output',
    says: 'The confidence that half of the outputs reached.',
    next: 'Read three outputs of low confidence: do the inputs differ from what the model was made for?',
    section: 'What breaks first',
    behind: { reason: 'low-confidence' },
    sketch: 'confidence',
    shown: 0.5,
    tail: 0.05,
  },
]
