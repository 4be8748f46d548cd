import { DAY_MS } from '../../time.ts'
import { partsOf, type Seam } from './seam.ts'

export interface ComplaintSpan {
  readonly n: number
  /** Days between two complaints of the kind, in the middle; null with fewer than two. */
  readonly medianGapDays: number | null
  /** Hours from the gap to somebody seeing it, in the middle; null with none. */
  readonly medianHoursToSurface: number | null
  readonly cleanUpHours: number
}

export interface ComplaintKind {
  readonly kind: string
  readonly before: ComplaintSpan
  readonly after: ComplaintSpan
  /** The same complaint as before, arriving faster (S198); null where either side has too few to say. */
  readonly faster: boolean | null
}

/** Complaints before and after a seam was automated; null while it isn't (S198, S199). */
export function beforeAfter(seam: Pick<Seam, 'parts'>): {
  readonly automatedAt: string
  readonly kinds: readonly ComplaintKind[]
  readonly before: ComplaintSpan
  readonly after: ComplaintSpan
} | null {
  const automation = partsOf(seam, 'automation').at(-1)
  if (automation === undefined) return null
  const complaints = partsOf(seam, 'complaint').toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const at = Date.parse(automation.at)
  const isBefore = (each: { readonly at: string }) => Date.parse(each.at) < at
  const kinds = [...new Set(complaints.map(({ kind }) => kind))].toSorted()
  return {
    automatedAt: automation.at,
    before: spanOf(complaints.filter(isBefore)),
    after: spanOf(complaints.filter((each) => !isBefore(each))),
    kinds: kinds.map((kind) => {
      const of = complaints.filter((each) => each.kind === kind)
      const [before, after] = [spanOf(of.filter(isBefore)), spanOf(of.filter((each) => !isBefore(each)))]
      const [was, is] = [before.medianGapDays, after.medianGapDays]
      return { kind, before, after, faster: was === null || is === null ? null : is < was }
    }),
  }
}

interface Told {
  readonly at: string
  readonly hoursToSurface: number
  readonly cleanUpHours: number
}

/** Of complaints in the order of time. */
function spanOf(complaints: readonly Told[]): ComplaintSpan {
  const gaps = complaints.slice(1).map(({ at }, i) => (Date.parse(at) - Date.parse(complaints[i]?.at ?? at)) / DAY_MS)
  return {
    n: complaints.length,
    medianGapDays: medianOf(gaps),
    medianHoursToSurface: medianOf(complaints.map(({ hoursToSurface }) => hoursToSurface)),
    cleanUpHours: complaints.reduce((sum, each) => sum + each.cleanUpHours, 0),
  }
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
