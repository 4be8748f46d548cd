import type { LedgerEntry } from '../../api/ledger.ts'
import { formatCount, formatRelative } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'
import type { SubjectWords } from './subject-words.ts'

export interface LedgerFacts {
  /** The newest entry of those that are shown. */
  readonly last: LedgerEntry | null
  /** How many the whole ledger has; null while it can't be said. */
  readonly total: number | null
  /** What the list is narrowed to, with how many of its acts are loaded and whether there are more. */
  readonly only: { readonly subject: SubjectWords; readonly loaded: number; readonly more: boolean } | null
  readonly now: Date
}

/** How much is on record, and what happened last. */
export function ledgerSentence({ last, total, only, now }: LedgerFacts): Sentence {
  if (only !== null) return [...onlyWords(only, total), ...lastWords(last, now)]
  if (total === 0 || (total === null && last === null)) return ['Nothing is on record yet.']
  const count = total ?? last?.seq ?? 0
  return [
    { text: formatCount(count, 'act'), strong: true },
    ` ${count === 1 ? 'is' : 'are'} on record, each bound to the one before.`,
    ...lastWords(last, now),
  ]
}

function onlyWords({ subject, loaded, more }: NonNullable<LedgerFacts['only']>, total: number | null): Sentence {
  const name = subject.kind === '' ? subject.name : `${subject.kind.toLowerCase().replace('api', 'API')} ${subject.name}`
  const whole = total === null ? '' : ` of ${formatCount(total, 'act')} in all`
  if (loaded === 0) return ['No act', total === null ? '' : whole, ' is about ', { text: name, strong: true }, '.']
  return [
    { text: `${more ? 'More than ' : ''}${formatCount(loaded, 'act')}`, strong: true },
    `${whole} ${loaded === 1 && !more ? 'is' : 'are'} about `,
    { text: name, strong: true },
    '.',
  ]
}

function lastWords(last: LedgerEntry | null, now: Date): Sentence {
  if (last === null) return []
  const said = /[.!?…]$/.test(last.sentence) ? last.sentence : `${last.sentence}.`
  return [` The last one, ${formatRelative(new Date(last.at), now)}: `, { text: last.actor.name, strong: true }, ` ${said}`]
}
