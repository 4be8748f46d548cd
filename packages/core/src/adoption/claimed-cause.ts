import { dayOf, figure } from '../handover/evaluators/say.ts'
import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import type { Proportion } from '../runs/proportion.ts'
import { wholePercent } from '../trust/whole-percent.ts'

/** What people say why it isn't used. Each can be held against what is on record. */
export const CLAIMED_CAUSES = {
  accuracy: { name: 'The accuracy wasn’t high enough for our use case', blames: 'model' },
  format: { name: 'The outputs weren’t formatted for our workflow', blames: 'model' },
  'wrong-problem': { name: 'It was solving the wrong version of the problem', blames: 'model' },
  other: { name: 'Another cause', blames: null },
} as const satisfies Record<string, { readonly name: string; readonly blames: 'model' | null }>
export type ClaimedCause = keyof typeof CLAIMED_CAUSES
export const CLAIMED_CAUSE_KINDS = Object.keys(CLAIMED_CAUSES) as ClaimedCause[] // its own keys

/** What is on record about the handoff. Null is "not told". */
export interface HandoffRecord {
  readonly liveSince: Date | null
  /** The redesigned work: written down, signed, practised; when each was first so. */
  readonly redesignWritten: Date | null
  readonly redesignSigned: Date | null
  readonly practised: Date | null
  /** Who approved purpose and scope, and when. */
  readonly scopeApproved: { readonly by: string; readonly at: Date } | null
}

export interface ClaimEvidence {
  /** Whether what is on record speaks for the claim, against it, or can't tell. */
  readonly verdict: 'for' | 'against' | 'unknown'
  readonly sentence: string
  /** The claim blames the model, and the figures say that the handoff lost more (S034). */
  readonly inversion: boolean
}

export interface ClaimFigures {
  /** Right answers of the AI, of those of which it is known without anybody having looked for errors. */
  readonly accuracy: Proportion
  readonly gaps: { readonly handoff: Proportion; readonly model: Proportion }
  readonly record: HandoffRecord
}

/** Holds a claimed cause against the evidence. `needed`: the accuracy that the claim asks for, 0..1. */
export function testClaim(
  { cause, needed }: { readonly cause: ClaimedCause; readonly needed: number | null },
  { accuracy, gaps, record }: ClaimFigures,
): ClaimEvidence {
  const { verdict, sentence } = evidenceFor(cause, needed, accuracy, record)
  const { handoff, model } = gaps
  const inversion =
    CLAIMED_CAUSES[cause].blames === 'model' &&
    verdict !== 'for' &&
    handoff.n >= MINIMUM_SAMPLE &&
    handoff.interval !== null &&
    model.interval !== null &&
    handoff.interval.low > model.interval.high
  const blame = inversion
    ? ` The claim blames the model; the figures say that the handoff lost ${shareInWords(handoff)} and the model ${shareInWords(model)}.`
    : ''
  return { verdict, sentence: `${sentence}${blame}`, inversion }
}

function evidenceFor(
  cause: ClaimedCause,
  needed: number | null,
  accuracy: Proportion,
  record: HandoffRecord,
): Pick<ClaimEvidence, 'verdict' | 'sentence'> {
  switch (cause) {
    case 'accuracy': {
      if (needed === null) return unknown('Nobody said which accuracy would be enough.')
      if (accuracy.interval === null || accuracy.n < MINIMUM_SAMPLE) {
        return unknown(
          `Accuracy is not known well enough to say: ${accuracy.n} of ${MINIMUM_SAMPLE} checked outputs or outcomes.`,
        )
      }
      const { low, high } = accuracy.interval
      const said = `Measured: right in ${shareInWords(accuracy)}; ${wholePercent(needed)} would be enough.`
      return { verdict: high < needed ? 'for' : low >= needed ? 'against' : 'unknown', sentence: said }
    }
    case 'format': {
      const { liveSince, redesignWritten, redesignSigned, practised } = record
      const parts = [
        ['written down', redesignWritten],
        ['signed', redesignSigned],
        ['practised', practised],
      ] as const
      const inTime = parts.filter(([, at]) => at !== null && (liveSince === null || at <= liveSince))
      if (inTime.length === parts.length) {
        return {
          verdict: 'against',
          sentence: 'The work was redesigned, signed and practised before it went live: the form was agreed.',
        }
      }
      const lacking = parts.filter((part) => !inTime.includes(part))
      const words = lacking.map(
        ([what, at]) => `${what} ${at === null ? 'never' : `only on ${dayOf(at)}, after it went live`}`,
      )
      return {
        verdict: 'for',
        sentence: `The redesign of the work was ${words.join(', ')}: the form was never agreed, which is the handoff’s and not the model’s.`,
      }
    }
    case 'wrong-problem': {
      const { scopeApproved, liveSince } = record
      if (scopeApproved === null) {
        return {
          verdict: 'for',
          sentence: 'Nobody approved its purpose and scope: whether it is the right problem was never asked.',
        }
      }
      const late = liveSince !== null && scopeApproved.at > liveSince
      return {
        verdict: late ? 'for' : 'against',
        sentence: `Purpose and scope were approved by ${scopeApproved.by} on ${dayOf(scopeApproved.at)}${late ? ', after it went live' : ''}.`,
      }
    }
    case 'other':
      return unknown('A free cause: nothing on record is held against it.')
    default:
      return cause satisfies never
  }
}

function unknown(sentence: string): Pick<ClaimEvidence, 'verdict' | 'sentence'> {
  return { verdict: 'unknown', sentence }
}

function shareInWords({ k, n, interval }: Proportion): string {
  if (interval === null) return 'an unknown share'
  return `${wholePercent(k / n)} (n ${figure(n)}, 95 % ${wholePercent(interval.low).slice(0, -2)}–${wholePercent(interval.high).slice(0, -2)})`
}
