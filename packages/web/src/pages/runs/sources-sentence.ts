import type { Wire } from '../../api/client.ts'
import type { Sentence } from '../../words/sentence.ts'
import { formatCount } from '../../words/format.ts'

export function sourcesSentence({ items, late }: Wire['TraceSourceList']): Sentence {
  if (items.length === 0) return ['No application sends traces yet.']
  const waiting = items.filter(({ state }) => state === 'unmapped')
  const traces = waiting.reduce((sum, source) => sum + source.waiting, 0)
  const after =
    late === 0
      ? ''
      : ` In the last 7 days ${formatCount(late, 'span')} came after their trace had become a run, and count in none: a longer wait of their source would have caught them.`
  if (waiting.length === 0)
    return [
      `${formatCount(items.length, 'source')} ${items.length === 1 ? 'sends' : 'send'} traces, and it is known which workflow each is.${after}`,
    ]
  return [
    {
      text: `${formatCount(waiting.length, 'source')} of ${String(items.length)} ${waiting.length === 1 ? 'waits until somebody says which workflow it is' : 'wait until somebody says which workflow each is'}`,
      strong: true,
      tone: 'person',
    },
    `: ${formatCount(traces, 'trace')} can become no run before that.${after}`,
  ]
}
