import type { RunsSearch } from '../../paths.ts'
import { NBSP } from '../../words/format.ts'
import { REASON_NAMES, ROUTE_NAMES } from '../../words/names.ts'
import type { Sentence } from '../../words/sentence.ts'

const WINDOWS = { '1h': 'the last hour', '24h': `the last${NBSP}24${NBSP}h`, '7d': `the last${NBSP}7${NBSP}d`, '30d': `the last${NBSP}30${NBSP}d` } as const

/** What the list holds, read off its filters. */
export function runsSentence(search: RunsSearch, nameOf: (slug: string) => string): Sentence {
  const { workflow, route, reason, rule, status, unit, window, from, to, release } = search
  const pieces: (string | { readonly text: string; readonly strong: true })[] = []
  const strong = (text: string) => ({ text, strong: true }) as const
  pieces.push(
    unit !== undefined || workflow !== undefined || route !== undefined || reason !== undefined || rule !== undefined || status !== undefined || release !== undefined || window !== undefined || from !== undefined || to !== undefined
      ? 'Runs'
      : 'All runs',
  )
  if (workflow !== undefined) pieces.push(' of ', strong(nameOf(workflow)))
  if (unit !== undefined) pieces.push(' of unit ', strong(unit))
  if (status === 'failed') pieces.push(' whose AI call ', strong('failed'))
  if (status === 'not-called') pieces.push(' for which the AI was ', strong('not called'))
  if (status === 'ok') pieces.push(' that the AI ', strong('answered'))
  if (route !== undefined) pieces.push(status === undefined ? ' that took the route ' : ' and that took the route ', strong(ROUTE_NAMES[route]))
  if (rule !== undefined) pieces.push(', held by the rule ', strong(rule))
  else if (reason !== undefined) pieces.push(', because: ', strong(REASON_NAMES[reason]))
  if (release !== undefined) pieces.push(', by one release')
  if (from !== undefined || to !== undefined) pieces.push(', in a fixed window')
  else if (window !== undefined) pieces.push(', in ', WINDOWS[window])
  pieces.push('.')
  return pieces
}
