import { notEnough } from '@dayshift/core'
import type { AuditReport, PortfolioAudit, WorkflowAudit } from '../../api/audit.ts'
import type { Proportion } from '../../api/adoption.ts'
import { paths } from '../../paths.ts'
import { formatDate, formatNumber } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import { intervalWords } from '../adoption/adoption-words.ts'

const TONES = { met: 'good', unmet: 'alarm', unknown: 'person' } as const

/** What is proven, and last, in weight and tone, whether anybody decides with it. */
export function auditSentence({ workflow, report }: WorkflowAudit): Sentence {
  const name = { text: `${workflow.name}: `, strong: true }
  const place = report.sentence.lastIndexOf('; ')
  if (place < 0) return [name, report.sentence]
  const tone = TONES[report.answers[0]?.verdict ?? 'unknown']
  return [name, report.sentence.slice(0, place + 2), { text: report.sentence.slice(place + 2), tone }]
}

export function portfolioAuditSentence({ sentence, workflows, definition }: PortfolioAudit): Sentence {
  const place = sentence.indexOf('; ')
  if (place < 0) return [sentence]
  const tone = definition.delivered === workflows ? 'good' : definition.delivered === 0 ? 'alarm' : 'person'
  return [{ text: sentence.slice(0, place), tone }, sentence.slice(place)]
}

/** `19 Oct 2026 to 20 Nov 2026` */
export function windowWords({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${formatDate(new Date(from))} to ${formatDate(new Date(to))}`
}

/** `24 of 80, 95 % 21–41` */
export function figureWords(share: Proportion): string {
  const interval = intervalWords(share)
  return `${formatNumber(share.k)} of ${formatNumber(share.n)}${interval === '' ? '' : `, ${interval}`}`
}

/** Where each of the five answers is worked on. */
export const ANSWER_PLACES: readonly { readonly label: string; readonly href: (slug: string) => string }[] = [
  { label: 'Adoption', href: (slug) => paths.adoption(slug) },
  { label: 'Handover', href: (slug) => paths.handover(slug) },
  { label: 'Trust', href: (slug) => paths.trust(slug) },
  { label: 'Feedback', href: (slug) => paths.workflowFeedback(slug) },
  { label: 'Duties', href: (slug) => `${paths.handover(slug)}#duties` },
]

/** Short names of the five answers, for columns and rows. */
export const ANSWER_NAMES = [
  'Decided with',
  'Handoff whole',
  'Work fits',
  'Wrongs come back',
  'Somebody answers',
] as const

/** Shares of what is proven, each with what it says where it isn't known. */
export function provenShares({
  proven,
  handovers,
}: AuditReport): readonly { readonly name: string; readonly share: Proportion | null; readonly otherwise: string }[] {
  const { due, hit, extra } = handovers
  const known = proven.right === null ? null : notEnough(proven.right)
  const untold = known === null ? 'which were due is not known' : `known answers: ${known}`
  const ratio = (k: number | null, n: number): Proportion | null =>
    k === null || n === 0 || known !== null ? null : { k, n, interval: null }
  return [
    { name: 'Decisions made with it', share: proven.influenced, otherwise: 'no decisions in these records' },
    { name: 'Answers that were right', share: proven.right, otherwise: 'nobody says what turned out' },
    { name: 'Calls that failed', share: proven.failed, otherwise: 'nothing was called' },
    {
      name: 'Of those due for a person, sent',
      share: ratio(hit, due ?? 0),
      otherwise: due === 0 && known === null ? 'none was due, as far as is known' : untold,
    },
    {
      name: 'Of those sent to a person, due',
      share: ratio(hit, (hit ?? 0) + (extra ?? 0)),
      otherwise: untold,
    },
  ]
}
