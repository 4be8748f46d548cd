import type { CriterionVerdict } from '../handover/verdict.ts'
import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import { createDecimalSum } from '../runs/decimal-sum.ts'
import { type Proportion, shareOf } from '../runs/proportion.ts'
import { wholePercent } from '../trust/whole-percent.ts'
import { listInWords } from '../workflows/in-words.ts'
import { AUDIT_QUESTIONS } from './audit-answers.ts'
import { DELIVERY, DELIVERY_PARTS } from './audit-definition.ts'
import type { AuditReport } from './audit-report.ts'
import { countOf, notEnough, shareWords } from './audit-words.ts'
import type { Unknowable } from './unknowable.ts'

/** How the audit of one workflow came out when it was looked at: what the audit of all is made from. */
export interface AuditLook {
  /** Window, as instants. */
  readonly from: string
  readonly to: string
  readonly runs: number
  readonly units: number
  readonly failed: Proportion | null
  readonly right: Proportion | null
  /** Of the decisions that it was to inform; null where that isn't measured. */
  readonly influence: Proportion | null
  /** Decisions lost at the handoff and by the model, of those that it was to inform. */
  readonly lost: { readonly handoff: number; readonly model: number; readonly of: number } | null
  readonly costs: readonly { readonly amount: string; readonly currency: string }[]
  readonly answers: readonly {
    readonly verdict: CriterionVerdict
    readonly sentence: string
    readonly next: string | null
  }[]
  /** Parts of a handoff that are lacking, by name. */
  readonly lacking: readonly string[]
  /** Questions that its records can't answer. */
  readonly unknowable: readonly Pick<Unknowable, 'question' | 'log'>[]
  /** Of the parts of the definition. */
  readonly delivered: readonly CriterionVerdict[]
}

export function auditLook(
  report: AuditReport,
  more: Pick<AuditLook, 'from' | 'to' | 'influence' | 'lost' | 'lacking'>,
): AuditLook {
  const { runs, units, proven, answers, unknowable, definition } = report
  return {
    ...more,
    runs,
    units,
    failed: proven.failed,
    right: proven.right,
    costs: proven.costs,
    answers: answers.map(({ verdict, sentence, next }) => ({ verdict, sentence, next: next[0] ?? null })),
    unknowable: unknowable.map(({ question, log }) => ({ question, log })),
    delivered: definition.parts.map(({ verdict }) => verdict),
  }
}

export interface AuditedWorkflow {
  readonly slug: string
  readonly name: string
  readonly look: AuditLook
}

/** A sum over all workflows of which it is known, and of how many that is; no mean of shares. */
export interface Pooled extends Proportion {
  readonly workflows: number
}

interface Counts {
  readonly met: number
  readonly unmet: number
  readonly unknown: number
}

export interface PortfolioAudit {
  readonly sentence: string
  readonly workflows: number
  readonly proven: {
    readonly runs: number
    readonly units: number
    readonly failed: Pooled | null
    readonly right: Pooled | null
    readonly influence: Pooled | null
    readonly costs: AuditLook['costs']
  }
  readonly answers: readonly (Counts & {
    readonly question: string
    readonly verdict: CriterionVerdict
    readonly sentence: string
    readonly findings: readonly string[]
    /** What is not met, then what isn't known; each by what it costs, the dearest first. */
    readonly short: readonly {
      readonly slug: string
      readonly name: string
      readonly verdict: 'unmet' | 'unknown'
      readonly sentence: string
      readonly next: string | null
      readonly cost: { readonly amount: string; readonly currency: string } | null
    }[]
  })[]
  /** The most frequent first. */
  readonly unknowable: readonly (Pick<Unknowable, 'question' | 'log'> & { readonly workflows: number })[]
  readonly definition: {
    readonly text: string
    /** Workflows that have every part of it. */
    readonly delivered: number
    readonly parts: readonly (Counts & { readonly part: string })[]
  }
}

/** Reads after `3 of 8 workflows`. */
const FALL_SHORT = [
  ['runs without most decisions being made with it', 'run without most decisions being made with them'],
  ['lacks parts of a handoff', 'lack parts of a handoff'],
  ['needs another design of the work', 'need another design of the work'],
  ['doesn’t hear what goes wrong', 'don’t hear what goes wrong'],
  ['has nobody who answers for how it does', 'have nobody who answers for how they do'],
] as const
const MOST_PARTS = 5

/** What is proven over the whole portfolio: per answer how many of how many, and which fall short. */
export function portfolioAudit(workflows: readonly AuditedWorkflow[]): PortfolioAudit {
  const currency = mostUsed(workflows)
  const proven = provenOfAll(workflows)
  const answers = AUDIT_QUESTIONS.map((question, place) => {
    const verdicts = countVerdicts(workflows.map(({ look }) => look.answers[place]?.verdict ?? 'unknown'))
    return {
      question,
      ...verdicts,
      verdict: worstOf(verdicts),
      sentence: answerSentence(place, verdicts, workflows.length),
      findings: place === 0 ? whereLost(workflows) : place === 1 ? mostLacking(workflows) : [],
      short: shortOf(workflows, place, currency),
    }
  })
  const delivered = workflows.filter(({ look }) => look.delivered.every((verdict) => verdict === 'met')).length
  return {
    sentence: sentenceOf(workflows, delivered, proven),
    workflows: workflows.length,
    proven,
    answers,
    unknowable: unknowableOfAll(workflows),
    definition: {
      text: DELIVERY,
      delivered,
      parts: DELIVERY_PARTS.map((part, place) => ({
        part,
        ...countVerdicts(workflows.map(({ look }) => look.delivered[place] ?? 'unknown')),
      })),
    },
  }
}

function provenOfAll(workflows: readonly AuditedWorkflow[]): PortfolioAudit['proven'] {
  const looks = workflows.map(({ look }) => look)
  const sum = (of: (look: AuditLook) => number) => looks.reduce((total, look) => total + of(look), 0)
  const pooled = (of: (look: AuditLook) => Proportion | null): Pooled | null => {
    const known = looks.map(of).filter((share) => share !== null && share.n > 0)
    if (known.length === 0) return null
    const total = (which: 'k' | 'n') => known.reduce((all, share) => all + (share?.[which] ?? 0), 0)
    return { ...shareOf({ k: total('k'), n: total('n') }), workflows: known.length }
  }
  const costs = Map.groupBy(
    looks.flatMap((look) => look.costs),
    ({ currency }) => currency,
  )
  return {
    runs: sum(({ runs }) => runs),
    units: sum(({ units }) => units),
    failed: pooled(({ failed }) => failed),
    right: pooled(({ right }) => right),
    influence: pooled(({ influence }) => influence),
    costs: [...costs].map(([currency, of]) => {
      const total = createDecimalSum()
      for (const { amount } of of) total.add(amount)
      return { currency, amount: total.total() }
    }),
  }
}

function sentenceOf(
  workflows: readonly AuditedWorkflow[],
  delivered: number,
  { influence }: PortfolioAudit['proven'],
): string {
  if (workflows.length === 0) return 'No workflow is registered: nothing can be told.'
  const whole =
    delivered === 0
      ? `None of ${countOf(workflows.length, 'workflow')} is delivered as defined here`
      : `${String(delivered)} of ${countOf(workflows.length, 'workflow')} ${delivered === 1 ? 'is' : 'are'} delivered as defined here`
  const measured =
    influence === null
      ? 'of none is it known from which decisions it was to inform: adoption unknown'
      : notEnough(influence) !== null
        ? `how many decisions were made with them can’t be told, ${notEnough(influence) ?? ''}`
        : `${shareWords(influence)} of the decisions were made with them, known of ${String(influence.workflows)} of them`
  return `${whole}; ${measured}.`
}

function answerSentence(place: number, { unmet, unknown }: Counts, all: number): string {
  const [one, many] = FALL_SHORT[place] ?? ['falls short', 'fall short']
  const untold = unknown === 0 ? '' : `; of ${String(unknown)} it can’t be told`
  if (all === 0) return 'No workflow is registered.'
  if (unmet === 0)
    return unknown === 0
      ? 'All of them are well in this.'
      : `None of ${countOf(all, 'workflow')} is known to fall short${untold}.`
  return `${String(unmet)} of ${countOf(all, 'workflow')} ${unmet === 1 ? one : many}${untold}.`
}

/** Where it is lost, over all decisions that any of them was to inform. */
function whereLost(workflows: readonly AuditedWorkflow[]): readonly string[] {
  const known = workflows.flatMap(({ look }) => (look.lost === null ? [] : [look.lost]))
  const sum = (which: 'handoff' | 'model' | 'of') => known.reduce((total, each) => total + each[which], 0)
  const all = sum('of')
  if (all < MINIMUM_SAMPLE) return []
  return [
    `Of ${countOf(all, 'decision')} that ${countOf(known.length, 'workflow')} ${known.length === 1 ? 'was' : 'were'} to inform, ${wholePercent(sum('handoff') / all)} were lost at the handoff and ${wholePercent(sum('model') / all)} by the model.`,
  ]
}

function mostLacking(workflows: readonly AuditedWorkflow[]): readonly string[] {
  const parts = Map.groupBy(
    workflows.flatMap(({ look }) => look.lacking),
    (part) => part,
  )
  const most = [...parts].toSorted(([, a], [, b]) => b.length - a.length).slice(0, MOST_PARTS)
  return most.length === 0
    ? []
    : [`Lacking most often: ${listInWords(most.map(([part, of]) => `${part.toLowerCase()} (${String(of.length)})`))}.`]
}

function shortOf(
  workflows: readonly AuditedWorkflow[],
  place: number,
  currency: string | null,
): PortfolioAudit['answers'][number]['short'] {
  return workflows
    .flatMap(({ slug, name, look }) => {
      const answer = look.answers[place]
      if (answer === undefined || answer.verdict === 'met') return []
      const cost = look.costs.find((each) => each.currency === currency) ?? look.costs[0] ?? null
      return [{ slug, name, verdict: answer.verdict, sentence: answer.sentence, next: answer.next, cost }]
    })
    .toSorted(
      (a, b) =>
        rank(a.verdict) - rank(b.verdict) ||
        worth(b.cost, currency) - worth(a.cost, currency) ||
        (a.name < b.name ? -1 : 1),
    )
}

function rank(verdict: 'unmet' | 'unknown'): number {
  return verdict === 'unmet' ? 0 : 1
}

/** In the currency that most are paid in; of another one nothing can be compared. */
function worth(cost: { readonly amount: string; readonly currency: string } | null, currency: string | null): number {
  return cost === null || cost.currency !== currency ? -1 : Number(cost.amount)
}

function unknowableOfAll(workflows: readonly AuditedWorkflow[]): PortfolioAudit['unknowable'] {
  const questions = Map.groupBy(
    workflows.flatMap(({ look }) => look.unknowable),
    ({ question, log }) => `${question} ${log.join(' ')}`,
  )
  return [...questions.values()]
    .flatMap((of) => (of[0] === undefined ? [] : [{ ...of[0], workflows: of.length }]))
    .toSorted((a, b) => b.workflows - a.workflows)
}

function countVerdicts(verdicts: readonly CriterionVerdict[]): Counts {
  const of = (which: CriterionVerdict) => verdicts.filter((verdict) => verdict === which).length
  return { met: of('met'), unmet: of('unmet'), unknown: of('unknown') }
}

function worstOf({ met, unmet, unknown }: Counts): CriterionVerdict {
  return unmet > 0 ? 'unmet' : unknown > 0 || met === 0 ? 'unknown' : 'met'
}

function mostUsed(workflows: readonly AuditedWorkflow[]): string | null {
  const used = Map.groupBy(
    workflows.flatMap(({ look }) => look.costs),
    ({ currency }) => currency,
  )
  return [...used].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null
}
