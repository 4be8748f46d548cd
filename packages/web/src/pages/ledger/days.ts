import { formatDate } from '../../words/format.ts'

export interface Day<T> {
  /** `Today`, `Yesterday`, or null before that. */
  readonly word: 'Today' | 'Yesterday' | null
  /** `20 Nov 2026`. */
  readonly date: string
  readonly items: readonly T[]
}

/** What stands next to each other on the same day of the reader's zone, in the order given. */
export function byDay<T extends { readonly at: string }>(items: readonly T[], now: Date): readonly Day<T>[] {
  const days: { date: string; word: Day<T>['word']; items: T[] }[] = []
  for (const item of items) {
    const at = new Date(item.at)
    const date = formatDate(at)
    const last = days.at(-1)
    if (last?.date === date) last.items.push(item)
    else days.push({ date, word: wordOf(at, now), items: [item] })
  }
  return days
}

function wordOf(at: Date, now: Date): 'Today' | 'Yesterday' | null {
  if (formatDate(at) === formatDate(now)) return 'Today'
  // By the calendar: a day of the change to summer time has 23 hours.
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
  return formatDate(at) === formatDate(yesterday) ? 'Yesterday' : null
}
