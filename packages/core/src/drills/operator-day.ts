import type { DrillOutcome } from './drill.ts'

/** What people do by hand around a workflow, as ledger and cases see it (S322). */
export const MANUAL_STEPS = {
  rerun: 'Runs a unit again',
  'correct-input': 'Corrects an input',
  edit: 'Edits an answer',
  override: 'Decides instead of the AI',
  escalate: 'Escalates a unit',
  reassign: 'Gives a unit to a person',
  pause: 'Pauses or resumes the workflow',
  bypass: 'Decides without the output, outside the inbox',
  'existing-process': 'Lets a unit run out of time, so that the existing process takes it',
} as const satisfies Record<string, string>
export type ManualStep = keyof typeof MANUAL_STEPS

export const LISTED_KINDS = ['manual-step', 'exception-rule', 'approval-point'] as const
export type ListedKind = (typeof LISTED_KINDS)[number]

/** A line of what the operator says happens by hand (S328). `ref`: a manual step, or the rule's name; null in free words. */
export interface Listed {
  readonly kind: ListedKind
  readonly ref: string | null
  readonly text: string
}

/** Something of these kinds that ledger, runs and cases saw on the day. */
export interface Seen {
  readonly kind: ListedKind
  readonly ref: string
  /** As people read it. */
  readonly name: string
  readonly n: number
}

/** What the ledger, the runs and the cases of one day show. */
export interface OperatorDayFacts {
  /** Units that came; drills are not among them. */
  readonly units: number
  readonly builders: readonly { readonly id: string; readonly name: string }[]
  /** Acts of builders on the workflow, in the order in which they happened, each a sentence. */
  readonly builderActs: readonly { readonly at: Date; readonly by: string; readonly what: string }[]
  /** Cases that were closed that day, by whom; null is nobody, because they ran out of time. */
  readonly closed: readonly { readonly by: string | null; readonly isBuilder: boolean; readonly n: number }[]
  /** Runs by a release that was never taken in: somebody changed what runs behind the record. */
  readonly unregisteredRuns: number
  readonly seen: readonly Seen[]
}

export interface OperatorDaySettings {
  /** Fewer units say nothing about a day. */
  readonly minimumUnits: number
}

export const DEFAULT_DAY_UNITS = 10

/**
 * An operator day passes only where nothing of a builder is in ledger and runs, every closed case was closed by
 * operators, and whatever is done by hand stands in the operator's list (S327, S328). Hidden work means wait (S348).
 */
export function judgeOperatorDay(
  facts: OperatorDayFacts,
  listed: readonly Listed[] | null,
  { minimumUnits }: OperatorDaySettings,
): DrillOutcome {
  const findings = [
    ...builderFindings(facts),
    ...caseFindings(facts),
    ...(listed === null ? [] : hiddenSteps(facts.seen, listed).map(hiddenFinding)),
  ]
  if (findings.length > 0) {
    const first = facts.builderActs[0]
    const why =
      first !== undefined
        ? `${first.by} acted on the workflow that day`
        : listed !== null && hiddenSteps(facts.seen, listed).length > 0
          ? 'work by hand was not in the list'
          : 'the day did not run without help'
    return { verdict: 'messy', sentence: `The day is not passed: ${why}.`, findings }
  }
  if (facts.units < minimumUnits) {
    return {
      verdict: 'inconclusive',
      sentence: `Not enough came to say anything: ${facts.units} of ${minimumUnits} units.`,
      findings: ['Choose a day with ordinary work.'],
    }
  }
  if (facts.builders.length === 0) {
    return {
      verdict: 'inconclusive',
      sentence: 'Nobody is named as a builder, so nobody can be shown to have stayed away.',
      findings: ['Give the duty of owning changes a name.'],
    }
  }
  if (listed === null) {
    return {
      verdict: 'inconclusive',
      sentence: 'The operator has not listed what is done by hand.',
      findings: ['List every manual step, exception rule and approval point, then close the day.'],
    }
  }
  const closed = facts.closed.reduce((sum, { n }) => sum + n, 0)
  return {
    verdict: 'passed',
    sentence: `${facts.units} units came and ${closed} cases were closed without a builder.`,
    findings: [],
  }
}

/** What was seen and stands in nobody's list. */
export function hiddenSteps(seen: readonly Seen[], listed: readonly Listed[]): readonly Seen[] {
  return seen.filter(({ kind, ref, n }) => n > 0 && !listed.some((line) => line.kind === kind && line.ref === ref))
}

function hiddenFinding({ kind, name, n }: Seen): string {
  const times = n === 1 ? 'once' : `${n} times`
  switch (kind) {
    case 'manual-step':
      return `Hidden manual work: “${name}” happened ${times} and is not in the list. Write it down, or cut it.`
    case 'exception-rule':
      return `The rule “${name}” sent ${n === 1 ? 'a unit' : `${n} units`} to a person and is not in the list. Write down what is done then.`
    case 'approval-point':
      return `The approval “${name}” was needed ${times} and is not in the list. Write down who approves, and by what.`
    default:
      return kind satisfies never
  }
}

function builderFindings({ builderActs, unregisteredRuns }: OperatorDayFacts): readonly string[] {
  const acts = builderActs.map(({ by, what }) => `${by} ${what}`)
  if (unregisteredRuns === 0) return acts
  return [
    ...acts,
    `${unregisteredRuns === 1 ? 'One run' : `${unregisteredRuns} runs`} went by a release that was never taken in: a fix that nobody sees. Take it in as a change.`,
  ]
}

function caseFindings({ closed }: OperatorDayFacts): readonly string[] {
  return closed.flatMap(({ by, isBuilder, n }) => {
    const cases = n === 1 ? 'One case' : `${n} cases`
    if (by === null) return [`${cases} ran out of time: nobody decided before the existing process took over.`]
    return isBuilder ? [`${cases} ${n === 1 ? 'was' : 'were'} closed by ${by}, a builder.`] : []
  })
}
