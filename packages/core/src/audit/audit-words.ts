import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import type { Proportion } from '../runs/proportion.ts'
import { wholePercent } from '../trust/whole-percent.ts'
import type { AuditFacts } from './audit-facts.ts'

/** `31 % (31 of 100, 95 % 23 % to 41 %)` */
export function shareWords({ k, n, interval }: Proportion): string {
  const [low, high] = interval === null ? ['', ''] : [wholePercent(interval.low), wholePercent(interval.high)]
  // So many that both ends are the same whole percent: the interval says nothing more.
  const between = low === high ? '' : `, 95 % ${low} to ${high}`
  return `${wholePercent(k / n)} (${k.toLocaleString('en')} of ${n.toLocaleString('en')}${between})`
}

/** `not enough yet: 12 of 30`; null where there are enough to say a share. */
export function notEnough({ n }: Proportion): string | null {
  return n < MINIMUM_SAMPLE ? `not enough yet: ${String(n)} of ${String(MINIMUM_SAMPLE)}` : null
}

/** Counts of logs are long: `1,000,000 runs`. */
export function countOf(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
}

/** Of hand-overs: unknown where there was none to be right about. */
export function ratioWords(k: number, n: number): string {
  return n === 0 ? 'unknown' : wholePercent(k / n)
}

export function scoreSentences({ scores }: Pick<AuditFacts, 'scores'>): readonly string[] {
  return scores.map(
    ({ name, n, mean }) => `Score “${name}”: ${String(n)}${mean === null ? '' : `, mean ${mean.toFixed(2)}`}.`,
  )
}
