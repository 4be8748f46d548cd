import { counted, dateInWords, listInWords } from '../workflows/in-words.ts'
import { dayOf } from '../spend/period.ts'
import { type Baseline } from './baseline.ts'
import type { Look } from './look-at-health.ts'
import type { PurposeNumber } from './purpose.ts'

export interface HealthState {
  /** `departed` where a signal is; `unknown` where nothing can be said, or a number is beyond its threshold but unsure. */
  readonly state: 'well' | 'departed' | 'unknown'
  readonly sentence: string
  readonly since: Date | null
}

/** The workflow's health in one sentence: is it well, since when not, and what stands there. */
export function healthSentence(
  name: string,
  facts: {
    readonly baseline: Pick<Baseline, 'name' | 'from' | 'to'> | null
    readonly why: string
    readonly looks: readonly Look[]
    readonly numbers: readonly PurposeNumber[]
    readonly beside: readonly { readonly label: string; readonly at: Date }[]
  },
): HealthState {
  const { baseline, looks, numbers } = facts
  const departed = looks
    .filter(({ state }) => state === 'departed')
    .toSorted((a, b) => (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0))
  const unmet = numbers.filter(({ verdict }) => verdict === 'unmet')
  const [first] = departed
  if (first !== undefined) {
    const [nearest] = facts.beside
    const others = departed.length - 1
    const more = others === 0 ? '' : `, and ${counted(others, 'more signal')}`
    const stands =
      nearest === undefined
        ? 'Nothing that we know of changed there.'
        : `What stands there: ${nearest.label}, ${dateInWords(dayOf(nearest.at))}.`
    return {
      state: 'departed',
      since: first.since,
      sentence: `${name} is not as it was since ${dateInWords(dayOf(first.since ?? first.foundAt ?? new Date(0)))}: “${nameOf(first)}”${more}. ${stands}`,
    }
  }
  if (unmet.length > 0) {
    return {
      state: 'departed',
      since: null,
      sentence: `${name} is as it was, and ${counted(unmet.length, 'purpose number')} ${unmet.length === 1 ? 'is' : 'are'} beyond the threshold: ${listInWords(unmet.map((each) => `“${each.name}”`))}.`,
    }
  }
  if (baseline === null) return { state: 'unknown', since: null, sentence: `${name} is not watched yet: ${facts.why}` }
  const well = looks.filter(({ state }) => state === 'well').length
  const unknown = looks.filter(({ state }) => state === 'unknown').length
  if (well === 0) {
    return {
      state: 'unknown',
      since: null,
      sentence: `Nothing can be said of ${name}: none of its ${counted(unknown, 'signal')} can be read yet.`,
    }
  }
  return {
    state: 'well',
    since: null,
    sentence: `${name} is well: ${counted(well, 'signal')} ${well === 1 ? 'is' : 'are'} as in the baseline “${baseline.name}”${unknown === 0 ? '' : `, ${String(unknown)} can’t be read yet`}.`,
  }
}

export function nameOf({ signal, slice }: Pick<Look, 'signal' | 'slice'>): string {
  return slice === null ? signal.name : `${signal.name} (${slice.name}: ${slice.label})`
}

/** What stands where a departure began, as the end of a sentence; empty where nothing does. */
export function candidatesSentence(candidates: readonly { readonly label: string; readonly at: Date }[]): string {
  if (candidates.length === 0) return ''
  return ` What stands there: ${listInWords(candidates.map(({ label, at }) => `${label} (${dateInWords(dayOf(at))})`))}.`
}
