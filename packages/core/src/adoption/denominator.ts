import { DAY_MS } from '../time.ts'

/** Where it is known from which decisions the AI was to inform. One a workflow; none is chosen until a person does. */
export const DENOMINATORS = {
  feed: {
    name: 'A feed of units',
    says: 'every unit that the process’s own system of record tells, those that never reach the AI among them',
  },
  gate: {
    name: 'What the gate saw',
    says: 'every unit that came to the gate, and those that were told as decided without it',
  },
  declared: {
    name: 'A declared figure',
    says: 'how many decisions there were in a period, as declared and confirmed by the business owner',
  },
} as const
export type Denominator = keyof typeof DENOMINATORS
export const DENOMINATOR_KINDS = Object.keys(DENOMINATORS) as Denominator[] // its own keys

/** How many decisions there were, as somebody says of a period of whole days (UTC). */
export interface DeclaredFigure {
  /** ISO dates, both within. */
  readonly from: string
  readonly to: string
  readonly n: number
  readonly confirmed: boolean
}

/** A stretch of time whose units are counted together. */
export interface Span {
  readonly from: Date
  /** The first instant after it. */
  readonly to: Date
  /** How many decisions there were, where that is declared; else null and the units themselves are counted. */
  readonly declared: number | null
}

const WEEK_MS = 7 * DAY_MS
/** Thursday 1 Jan 1970 was four days after a Monday's midnight. */
const FIRST_MONDAY_MS = 4 * DAY_MS

/** The week (from Monday, UTC) in which `now` lies, and those before it: `weeks` of them, the oldest first. */
export function weeksUntil(now: Date, weeks: number): readonly Span[] {
  const monday = Math.floor((now.getTime() - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS
  return Array.from({ length: weeks }, (_, i) => {
    const from = monday - (weeks - 1 - i) * WEEK_MS
    return { from: new Date(from), to: new Date(from + WEEK_MS), declared: null }
  })
}

/**
 * The periods that count of a declared denominator: confirmed, over, and ended within the window. What nobody confirmed is
 * unknown: it counts neither as nothing nor as all.
 */
export function declaredSpans(figures: readonly DeclaredFigure[], since: Date, now: Date): readonly Span[] {
  return figures
    .filter(({ confirmed }) => confirmed)
    .map(({ from, to, n }) => ({
      from: new Date(`${from}T00:00:00Z`),
      to: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS),
      declared: n,
    }))
    .filter(({ to }) => to > since && to <= now)
    .toSorted((a, b) => a.from.getTime() - b.from.getTime())
}

/** Why a figure can't be declared; null where it can. Periods don't overlap, the same one again takes the place of its figure. */
export function declarationFault(
  { from, to }: Pick<DeclaredFigure, 'from' | 'to'>,
  known: readonly DeclaredFigure[],
): string | null {
  if (to < from) return `The period ends on ${to}, before it begins on ${from}.`
  const other = known.find((figure) => from <= figure.to && figure.from <= to)
  if (other === undefined || (other.from === from && other.to === to)) return null
  return `The period from ${from} to ${to} overlaps with the one from ${other.from} to ${other.to}, for which ${other.n} are declared.`
}
