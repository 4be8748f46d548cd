import { DETAIL_CHOICES } from '@dayshift/core'
import { humanise } from '../../words/format.ts'

const LABELS: { readonly [detail: string]: string } = {
  covers: 'What it covered',
  what: 'What it was about',
  phase: 'Which phase',
  words: 'In which words',
  innovation: 'What innovation is to do, and is measured by',
  operations: 'What operations are to do, and are measured by',
  sign: 'How that shows',
  impact: 'What it meant',
  pilotData: 'Pilot data',
  productionData: 'Production data',
  result: 'What came out',
  keptFor: 'What it is kept for',
  until: 'Until which day',
}

/** What a detail of an act is called. */
export function detailLabel(detail: string): string {
  return LABELS[detail] ?? humanise(detail)
}

/** What a detail that is one of a list can be, in words; null where it is said freely. */
export function choicesOf(detail: string): { readonly value: string; readonly label: string }[] | null {
  const choices = DETAIL_CHOICES[detail]
  return choices === undefined
    ? null
    : Object.entries(choices).map(([value, words]) => ({ value, label: sentenceCase(words) }))
}

/** A detail as people read it. */
export function detailText(detail: string, text: string): string {
  const words = DETAIL_CHOICES[detail]?.[text]
  return words === undefined ? text : sentenceCase(words)
}

function sentenceCase(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
