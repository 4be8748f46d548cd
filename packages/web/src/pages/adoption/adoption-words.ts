import type { Adoption, Proportion } from '../../api/adoption.ts'
import { formatDate, formatShare, NBSP } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'

/** The computed sentence, with its figure and its judgement in weight and tone. */
export function adoptionSentence({ workflow, sentence, verdict, figures }: Adoption): Sentence {
  const name = { text: `${workflow.name} `, strong: true }
  if (figures === null) return [name, { text: sentence, tone: 'person' }]
  const [share = '', ...rest] = sentence.split(': ')
  const [judged = '', ...after] = rest.join(': ').split('. ')
  if (judged === '') return [name, sentence]
  const tone = verdict === 'met' ? 'good' : verdict === 'unmet' ? 'alarm' : 'person'
  const end = after.length === 0 ? '' : '. '
  return [name, `${share}: `, { text: judged, tone }, `${end}${after.join('. ')}`]
}

/** `95 % 20–22`; nothing where there is no interval. */
export function intervalWords({ interval }: Proportion): string {
  if (interval === null) return ''
  return `95${NBSP}% ${Math.round(100 * interval.low)}–${Math.round(100 * interval.high)}`
}

export function shareWords({ k, n }: Proportion): string {
  return n === 0 ? 'unknown' : formatShare(k, n)
}

/** `9 Nov`, in UTC: weeks and periods are whole days there. */
export function shortDay(instant: string): string {
  return formatDate(new Date(`${instant.slice(0, 10)}T12:00:00`)).replace(/ \d{4}$/, '')
}

export function dayWords(isoDay: string): string {
  return formatDate(new Date(`${isoDay.slice(0, 10)}T12:00:00`))
}
