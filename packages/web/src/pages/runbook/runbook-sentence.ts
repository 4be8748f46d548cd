import { dateInWords } from '@dayshift/core'
import type { Runbook } from '../../api/runbook.ts'
import { paths } from '../../paths.ts'
import { formatCount } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'

/** Whether this page can be relied on, and whose turn it is where it can't. */
export function runbookSentence({ workflow, page, state, confirmation, mayConfirm }: Runbook): Sentence {
  if (page === null) return ['There is no release yet to write a runbook from.']
  const holes: Sentence =
    page.problems.length === 0 ? [] : [` ${formatCount(page.problems.length, 'thing is', 'things are')} missing.`]
  if (state.kind === 'current' && confirmation !== null) {
    return [
      { text: confirmation.by.name, strong: true },
      ' stands by this runbook for release ',
      { text: page.release.name, strong: true },
      ` until ${dateInWords(confirmation.reviewBy)}.`,
      ...holes,
    ]
  }
  const who: Sentence =
    mayConfirm.length === 0
      ? [
          { text: 'Nobody has the daily care', strong: true, href: paths.handover(workflow.slug) },
          ', so nobody can confirm it.',
        ]
      : [{ text: mayConfirm.map(({ name }) => name).join(' or '), strong: true }, ' can confirm it.']
  if (state.kind === 'stale') {
    return [
      { text: 'Out of date', tone: 'alarm', strong: true },
      ': ',
      lowerFirst(state.reasons.map(({ sentence }) => sentence).join(' ')),
      ' ',
      ...who,
      ...holes,
    ]
  }
  return [{ text: 'Nobody has confirmed this runbook yet', tone: 'person', strong: true }, '. ', ...who, ...holes]
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
