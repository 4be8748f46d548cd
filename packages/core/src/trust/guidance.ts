import { asSentence } from '../workflows/in-words.ts'
import { shareOf, type Proportion } from '../runs/proportion.ts'
import { contentHash } from '../json/content-hash.ts'
import type { SlicedAnswer, WrongSlice } from './find-slices.ts'
import { wholePercent } from './whole-percent.ts'
import { atThreshold, selectiveCurve, thresholdWithin } from './selective.ts'

/** An answer of which it is known whether it was right. */
export interface KnownAnswer extends SlicedAnswer {
  readonly runId: string
  /** 0..1; null where none was told. */
  readonly confidence: number | null
}

/** A documented failure that no release has mended yet. */
export interface FailureGuidance {
  readonly name: string
  readonly guidance: string
  /** Runs in which it was seen, newest first. */
  readonly runs: readonly string[]
  readonly times: number
}

export interface GuidanceFacts {
  /** Newest first. */
  readonly answers: readonly KnownAnswer[]
  /** Share of right answers from which on nobody needs to check, 0..1. */
  readonly enough: number
  readonly wrongSlices: readonly WrongSlice[]
  readonly failures: readonly FailureGuidance[]
  /** Whoever answers for the outputs; null where nobody does. */
  readonly whoAnswers: string | null
}

export const LINE_KINDS = {
  act: 'Act on it when',
  check: 'Check it when',
  override: 'Override it when',
  'seems-wrong': 'When it seems wrong',
} as const
export type LineKind = keyof typeof LINE_KINDS

/** One line of the page: what to do, on which figures, with cases that it is made of. */
export interface GuidanceLine {
  readonly kind: LineKind
  /** Where it holds; empty: everywhere. */
  readonly where: WrongSlice['where']
  readonly text: string
  /** What it rests on, as of now. */
  readonly figures: string
  /** Runs to look at, at most three. */
  readonly examples: readonly string[]
}

/** Fewer known answers than that say nothing. */
export const LEAST_KNOWN = 30
const EXAMPLES = 3
const CERTAINTY = 0.95

/**
 * When to act on the output, when to check it, when to override it, and what to do when it seems wrong, in plain words
 * from what is known (S019, S023).
 */
export function guidanceOf(facts: GuidanceFacts): readonly GuidanceLine[] {
  const { wrongSlices, failures, whoAnswers } = facts
  return [
    ...byConfidence(facts),
    ...wrongSlices.map((slice) => inSlice(slice, facts.answers)),
    ...failures.map(({ name, guidance, runs, times }): GuidanceLine => ({
      kind: 'override',
      where: [],
      text: `${asSentence(name)} ${asSentence(guidance)}`,
      figures: times === 1 ? 'Seen once.' : `Seen ${times} times.`,
      examples: runs.slice(0, EXAMPLES),
    })),
    {
      kind: 'seems-wrong',
      where: [],
      text: `Flag it, decide without it, and say what is right.${whoAnswers === null ? '' : ` ${whoAnswers} answers you.`}`,
      figures: whoAnswers === null ? 'Nobody holds the duty to answer: fill it on Handover.' : '',
      examples: [],
    },
  ]
}

/** What a person confirms: the words, not the figures, which move every day. */
export function guidanceHash(lines: readonly GuidanceLine[]): string {
  return contentHash(
    lines.map(({ kind, where, text }) => ({ kind, where: where.map(({ slice, label }) => ({ slice, label })), text })),
  )
}

/** The lines that hold for a unit that lies in these slices. */
export function linesFor(
  lines: readonly GuidanceLine[],
  labels: { readonly [slice: string]: string },
): readonly GuidanceLine[] {
  return lines.filter(({ where }) => where.every(({ slice, label }) => labels[slice] === label))
}

function byConfidence({ answers, enough }: GuidanceFacts): readonly GuidanceLine[] {
  const all = shareOf({ k: answers.filter(({ right }) => right).length, n: answers.length })
  if (answers.length < LEAST_KNOWN) {
    const known = `Of ${answers.length} answers it is known whether they were right; ${LEAST_KNOWN} are needed.`
    return [
      { kind: 'check', where: [], text: 'Check every answer: too little is known yet.', figures: known, examples: [] },
    ]
  }
  const told = answers.filter((answer): answer is KnownAnswer & { confidence: number } => answer.confidence !== null)
  const curve = selectiveCurve(told)
  const found = thresholdWithin(curve, { errors: 1 - enough, confidence: CERTAINTY })
  const wrong = answers.filter(({ right }) => !right).map(({ runId }) => runId)
  if (found === null) {
    const isEnough = all.interval !== null && all.interval.low >= enough && told.length === 0
    return [
      isEnough
        ? {
            kind: 'act',
            where: [],
            text: 'Act on it, but for what stands below.',
            figures: saidRight(all),
            examples: [],
          }
        : {
            kind: 'check',
            where: [],
            text: `Check every answer: ${told.length === 0 ? 'it does not say how sure it is' : `no confidence makes ${wholePercent(enough)} right answers certain`}.`,
            figures: saidRight(all),
            examples: wrong.slice(0, EXAMPLES),
          },
    ]
  }
  // Rounded up, so that what the text says never lets more through than was tried.
  const least = Math.min(1, Math.ceil(found.threshold * 100 - 1e-9) / 100)
  const { automatic, right } = atThreshold(curve, least)
  const below = told.filter(({ confidence }) => confidence < least)
  const above: GuidanceLine = {
    kind: 'act',
    where: [],
    text: `Act on it when it is at least ${wholePercent(least)} sure.`,
    figures: saidRight(shareOf({ k: right, n: automatic })),
    examples: told
      .filter((answer) => answer.confidence >= least)
      .slice(0, EXAMPLES)
      .map(({ runId }) => runId),
  }
  if (below.length === 0) return [above]
  return [
    above,
    {
      kind: 'check',
      where: [],
      text: `Check it when it is less than ${wholePercent(least)} sure.`,
      figures: saidRight(shareOf({ k: below.filter((answer) => answer.right).length, n: below.length })),
      examples: below
        .filter((answer) => !answer.right)
        .slice(0, EXAMPLES)
        .map(({ runId }) => runId),
    },
  ]
}

function inSlice({ where, wrong, elsewhere }: WrongSlice, answers: readonly KnownAnswer[]): GuidanceLine {
  const place = where.map(({ slice, label }) => `${slice} is “${label}”`).join(' and ')
  const there = answers.filter(
    ({ labels, right }) => !right && where.every(({ slice, label }) => labels[slice] === label),
  )
  return {
    kind: 'check',
    where,
    text: `Check it where ${place}: it is wrong there more often.`,
    figures: `${wholePercent(wrong.k / wrong.n)} of ${wrong.n} were wrong there (95 % interval ${wholePercent(wrong.interval.low)} to ${wholePercent(wrong.interval.high)}), ${wholePercent(elsewhere.k / elsewhere.n)} of ${elsewhere.n} elsewhere.`,
    examples: there.slice(0, EXAMPLES).map(({ runId }) => runId),
  }
}

function saidRight({ k, n, interval }: Proportion): string {
  if (interval === null) return 'None is known.'
  return `${wholePercent(k / n)} of ${n} were right (95 % interval ${wholePercent(interval.low)} to ${wholePercent(interval.high)}).`
}
