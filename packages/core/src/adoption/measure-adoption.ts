import { attribute, type Attribution } from './attribution.ts'
import type { Span } from './denominator.ts'
import { influenceOf } from './influence.ts'
import { funnelOf, type JourneyCount, type Journeys } from './journey.ts'
import { showGroups } from '../people/privacy.ts'
import { shareOf, type Proportion } from '../runs/proportion.ts'

/** Units that went the same way, in one span of time, by one release, of one team. */
export interface CountedUnits extends JourneyCount {
  /** Place of the span in the list of spans. */
  readonly span: number
  /** Name of the release that met them; null where none did. */
  readonly release: string | null
  /** As the feed says; null where it says none. */
  readonly team: string | null
}

export interface AdoptionFacts {
  readonly spans: readonly Span[]
  /** Place of the first span that is in the whole; those before it are told one by one alone. */
  readonly wholeFrom: number
  readonly counts: readonly CountedUnits[]
  /** The units of the whole by slice; a unit may be in several slices, or in none. */
  readonly slices: readonly (JourneyCount & { readonly slice: string; readonly label: string })[]
  /** How many people decided, by team. */
  readonly deciders: ReadonlyMap<string, number>
  /** A team of fewer deciding people is a figure about persons, and isn't shown. */
  readonly leastGroup: number
}

export interface MeasuredUnits extends Journeys {
  readonly influence: Proportion
}

export interface MeasuredGroup extends MeasuredUnits {
  readonly name: string
}

export interface AdoptionMeasured extends MeasuredUnits {
  readonly attribution: Attribution
  /** Each cause and each gap as a share of all, with interval. */
  readonly gaps: { readonly [gap in keyof Attribution['gaps']]: Proportion }
  /** Span by span, the oldest first; null where what was declared is less than what was seen. */
  readonly spans: readonly (Span & { readonly measured: MeasuredUnits | null; readonly seenUnits: number })[]
  readonly releases: readonly MeasuredGroup[]
  readonly teams: readonly MeasuredGroup[]
  readonly slices: readonly (MeasuredGroup & { readonly slice: string })[]
  /** How many teams aren't shown, because single people could be told in them. */
  readonly hiddenTeams: number
}

/** All figures of adoption from what was counted. The order of the counts plays no part. */
export function measureAdoption({
  spans,
  wholeFrom,
  counts,
  slices,
  deciders,
  leastGroup,
}: AdoptionFacts): AdoptionMeasured {
  const bySpan = spans.map((span, place) => {
    const own = counts.filter((count) => count.span === place)
    const seenUnits = sumOf(own)
    if (span.declared === null) return { span, seenUnits, own }
    // Declared less than was seen: one of the two is wrong, so nothing is said of the period.
    if (span.declared < seenUnits) return { span, seenUnits, own: null }
    return { span, seenUnits, own: [...own, { ...NEVER_CAME, span: place, n: span.declared - seenUnits }] }
  })
  const whole = bySpan.slice(wholeFrom).flatMap(({ own }) => own ?? [])
  const attribution = attribute(whole)
  const all = sumOf(whole)
  const { handoff, model, unknown, none } = attribution.gaps
  const teams = groupsOf(whole, ({ team }) => team)
  const { shown, hidden } = showGroups(teams, ({ name }) => deciders.get(name) ?? 0, { leastGroup })
  const sliceNames = [...new Set(slices.map(({ slice }) => slice))].toSorted()
  return {
    ...measured(whole),
    attribution,
    gaps: {
      handoff: shareOf({ k: handoff, n: all }),
      model: shareOf({ k: model, n: all }),
      unknown: shareOf({ k: unknown, n: all }),
      none: shareOf({ k: none, n: all }),
    },
    spans: bySpan.map(({ span, seenUnits, own }) => ({
      ...span,
      seenUnits,
      measured: own === null ? null : measured(own),
    })),
    releases: groupsOf(whole, ({ release }) => release),
    teams: shown,
    hiddenTeams: hidden,
    slices: sliceNames.flatMap((slice) =>
      groupsOf(
        slices.filter((count) => count.slice === slice),
        ({ label }) => label,
      ).map((group) => ({ ...group, slice })),
    ),
  }
}

const NEVER_CAME = {
  offer: 'none',
  act: 'untold',
  seen: false,
  automatic: false,
  unchecked: false,
  right: null,
  release: null,
  team: null,
} as const

function measured(counts: readonly JourneyCount[]): MeasuredUnits {
  const journeys = funnelOf(counts)
  return { ...journeys, influence: influenceOf(journeys) }
}

/** By name, the largest first; what has none is in no group. */
function groupsOf<Count extends JourneyCount>(
  counts: readonly Count[],
  nameOf: (count: Count) => string | null,
): MeasuredGroup[] {
  const groups = new Map<string, Count[]>()
  for (const count of counts) {
    const name = nameOf(count)
    if (name === null) continue
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [count])
    else group.push(count)
  }
  return [...groups]
    .map(([name, group]) => ({ name, ...measured(group) }))
    .toSorted((a, b) => b.funnel.toInform - a.funnel.toInform || (a.name < b.name ? -1 : 1))
}

function sumOf(counts: readonly JourneyCount[]): number {
  return counts.reduce((sum, { n }) => sum + n, 0)
}
