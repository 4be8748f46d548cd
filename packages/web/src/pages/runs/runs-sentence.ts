import type { Run } from '../../api/runs.ts'
import type { RunsSearch } from '../../paths.ts'
import { formatCount, formatNumber, formatStanding, NBSP } from '../../words/format.ts'
import { REASON_NAMES, reasonName, ROUTE_NAMES } from '../../words/names.ts'
import { joinParts, type Piece, type Sentence } from '../../words/sentence.ts'

const WINDOWS = {
  '1h': 'the last hour',
  '24h': `the last${NBSP}24${NBSP}h`,
  '7d': `the last${NBSP}7${NBSP}d`,
  '30d': `the last${NBSP}30${NBSP}d`,
} as const

/** What the page of runs shows, read off its filters, and where these runs went. */
export function runsSentence(
  search: RunsSearch,
  nameOf: (slug: string) => string,
  items: readonly Pick<Run, 'route' | 'startedAt'>[],
  now: Date,
): Sentence {
  const which = filterWords(search, nameOf)
  if (items.length === 0) return ['No runs', ...which, '.']
  const oldest = items.at(-1)
  const older = search.cursor === undefined ? `The newest${NBSP}` : ''
  const reach: Sentence =
    oldest === undefined || search.cursor !== undefined ? [] : [`, all begun ${since(new Date(oldest.startedAt), now)}`]
  return [
    older,
    { text: formatCount(items.length, 'run'), strong: true },
    ...which,
    ...reach,
    ...wentWhere(items, search),
    '.',
  ]
}

function filterWords(
  { workflow, route, reason, rule, status, unit, window, from, to, release }: RunsSearch,
  nameOf: (slug: string) => string,
): Sentence {
  const pieces: (string | Piece)[] = []
  const strong = (text: string): Piece => ({ text, strong: true })
  if (workflow !== undefined) pieces.push(' of ', strong(nameOf(workflow)))
  if (unit !== undefined) pieces.push(' of unit ', strong(unit))
  if (release !== undefined) pieces.push(' by one release')
  if (status === 'failed') pieces.push(' whose AI call ', strong('failed'))
  if (status === 'not-called') pieces.push(' for which the AI was ', strong('not called'))
  if (status === 'ok') pieces.push(' that the AI ', strong('answered'))
  if (route !== undefined)
    pieces.push(
      status === undefined ? ' that took the route ' : ' and that took the route ',
      strong(ROUTE_NAMES[route]),
    )
  if (rule !== undefined) pieces.push(', held by the rule ', strong(reasonName('output-rule', rule)))
  else if (reason !== undefined) pieces.push(', because: ', strong(REASON_NAMES[reason]))
  if (from !== undefined || to !== undefined) pieces.push(', in a fixed window')
  else if (window !== undefined) pieces.push(', in ', WINDOWS[window])
  return pieces
}

/** Said only where the filter doesn't say it already. */
function wentWhere(items: readonly Pick<Run, 'route'>[], search: RunsSearch): Sentence {
  if (search.route !== undefined || search.rule !== undefined || items.length < 2) return []
  const count = (route: Run['route']): number => items.filter((item) => item.route === route).length
  const parts: Sentence[] = []
  const add = (n: number, words: string): void => {
    if (n > 0) parts.push([{ text: formatNumber(n), strong: true }, ` ${words}`])
  }
  add(count('automatic'), 'went through automatically')
  add(count('review'), 'went to review')
  add(count('human'), 'went to a person')
  add(count('existing-process'), 'took the existing process')
  return [': ', ...joinParts(parts)]
}

function since(oldest: Date, now: Date): string {
  return formatStanding(oldest, now).replace(`for${NBSP}`, `in the last${NBSP}`)
}
