import type { Shown } from '../../components/verdict-mark.tsx'
import type { ReviewSummary } from '../../api/reviews.ts'

/** How a review stands, as its mark and its word. */
export function stateOf({ state, verdict }: Pick<ReviewSummary, 'state' | 'verdict'>): {
  readonly verdict: Shown
  readonly word: string
} {
  switch (state) {
    case 'held':
      return verdict === 'on-course'
        ? { verdict: 'met', word: 'Held: on course' }
        : verdict === 'act'
          ? { verdict: 'attention', word: 'Held: something to do' }
          : { verdict: 'unmet', word: 'Held: should not go on' }
    case 'due':
      return { verdict: 'attention', word: 'Due' }
    case 'overdue':
      return { verdict: 'unmet', word: 'Overdue' }
    case 'missed':
      return { verdict: 'unmet', word: 'Missed' }
    default:
      return state satisfies never
  }
}

export const VERDICT_CHOICES = [
  { value: 'on-course', label: 'It goes on as it is' },
  { value: 'act', label: 'Something must be done' },
  { value: 'stop', label: 'It should not go on as it is' },
] as const

export const ATTENDANCE_CHOICES = [
  { value: 'present', label: 'Present' },
  { value: 'excused', label: 'Excused' },
  { value: 'absent', label: 'Absent' },
] as const
