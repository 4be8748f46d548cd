import { wholePercent } from '@dayshift/core'
import type { TrustPage } from '../../api/trust.ts'
import { NBSP } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'

/** A share in whole percent that breaks no line. */
export function percent(share: number): string {
  return wholePercent(share).replace(' ', NBSP)
}

export function intervalOf({ interval }: { readonly interval: { low: number; high: number } | null }): string {
  return interval === null ? '' : `${percent(interval.low)} to ${percent(interval.high)}`
}

/** How often it is right, from when on one may act on it, and whether somebody stands by that. */
export function trustSentence(trust: TrustPage): Sentence {
  const { workflow, right, guidance, release } = trust
  const name = { text: workflow.name, strong: true }
  if (right.n === 0)
    return ['Nobody knows yet how often ', name, ' is right: no answer of the last 180 days turned out either way.']
  const act = guidance.lines.find(({ kind }) => kind === 'act')
  const said: Sentence = [
    name,
    ...howOften(trust),
    act === undefined ? { text: guidance.lines[0]?.text ?? '', tone: 'person' } : act.text,
  ]
  if (release === null) return said
  const { confirmation } = guidance
  if (confirmation === null) return [...said, ' ', { text: 'Nobody stands by this page yet.', tone: 'person' }]
  if (confirmation.stale === null) return [...said, ` ${confirmation.by.name} stands by this page.`]
  const why = confirmation.stale === 'release' ? 'another release runs now' : 'its words have moved since'
  return [...said, ' ', { text: `${confirmation.by.name} stood by it, but ${why}.`, tone: 'person' }]
}

/** A sample speaks of all answers; what else turned out only of itself. */
function howOften({ right, sampled }: TrustPage): Sentence {
  if (sampled !== null) {
    const all = { text: percent(sampled.share), strong: true }
    return [
      ' is right in ',
      all,
      ` of all answers (95${NBSP}% ${intervalOf(sampled)}, ${String(sampled.judged)} judged of ${String(sampled.units)}). `,
    ]
  }
  const known = { text: percent(right.k / right.n), strong: true }
  return [
    ' was right in ',
    known,
    ` of ${String(right.n)} answers that turned out (95${NBSP}% interval ${intervalOf(right)}). `,
  ]
}
