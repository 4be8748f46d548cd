import type { AdoptionFigures, AdoptionPage } from '@dayshift/contract'
import {
  hiddenGroupsInWords,
  LEAST_DWELL_MS,
  DAY_MS,
  type AdoptionMeasured,
  adoptionSigns,
  adoptionState,
  asProportion,
  type ClaimFigures,
  createDecimalSum,
  declaredSpans,
  type DutyPerson,
  type HandoffRecord,
  holdersAt,
  type MeasuredUnits,
  measureAdoption,
  nameIn,
  OUTCOMES,
  type Outcome,
  shareOf,
  type Span,
  testClaim,
  weeksUntil,
} from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesFacts } from '../duties/index.ts'
import { sampledShare } from '../outcomes/index.ts'
import { privacyOf } from '../people/index.ts'
import { readCostDays } from '../runs/index.ts'
import { knownWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { countUnits, type UnitCounts } from './count-units.ts'
import type { AdoptionNeeds } from './needs.ts'
import {
  claimsOf,
  declaredOf,
  denominatorOf,
  dwellsOf,
  fedUnits,
  lessonsElsewhere,
  lookOf,
  type Place,
  type StoredDeclared,
  utilisationOf,
} from './store.ts'

/** What figures and verdicts speak of unless asked otherwise: now, with the weeks of a pilot behind it. */
export const WINDOW_WEEKS = 5
export const ADOPTION_WINDOW_DAYS = WINDOW_WEEKS * 7
/** Week by week a quarter of a year is shown. */
const SHOWN_WEEKS = 13
/** From so many units on a count takes longer than a page may wait for each of its workflows. */
const VERY_MANY = 20_000
const FRESH_MS = 2 * 3_600_000
const WEEK_MS = 7 * DAY_MS

/** The page of a workflow's adoption, computed now. */
export async function readAdoption(
  trx: Trx,
  world: World,
  needs: AdoptionNeeds,
  workspaceId: string,
  { slug, weeks }: { readonly slug: string; readonly weeks: number },
): Promise<AdoptionPage> {
  const workflow = await knownWorkflow(trx, workspaceId, slug)
  const place = { workspaceId, workflowId: workflow.id }
  const now = world.clock.now()
  const measured = await measure(trx, place, now, weeks, 'all')
  const { chosen, declared, spans, from } = measured
  const figures = measured.kind === 'measured' ? measured.figures : null
  const accuracy = await accuracyOf(trx, place, now, measured.kind === 'measured' ? measured.accuracy : null)
  const live = isLive(workflow)
  const state = figures === null ? null : adoptionState(figures, live)
  const dwells = await dwellsOf(trx, place)
  const owner = await businessOwnerOf(trx, place, now)
  const changes = await needs.changesOf(trx, workspaceId, workflow.id, new Date(0), now)
  const claimed = await claims(trx, needs, place, figures, { accuracy, liveSince: firstLive(changes, workflow) })
  const signs = adoptionSigns(
    {
      liveSince: live ? firstLive(changes, workflow) : null,
      verdict: state?.verdict ?? 'unknown',
      inversions: claimed.filter(({ inversion }) => inversion).length,
    },
    now,
  )
  return {
    workflow: { slug, name: workflow.name, live },
    sentence: state?.sentence ?? NOT_CHOSEN,
    verdict: state?.verdict ?? 'unknown',
    loss: state?.loss ?? null,
    workaroundTrap: state?.workaroundTrap ?? false,
    signs: [...signs],
    mostLost: state?.mostLost ?? null,
    from: from.toISOString(),
    to: now.toISOString(),
    denominator: {
      kind: chosen?.kind ?? null,
      chosenAt: chosen?.at.toISOString() ?? null,
      chosenBy: chosen?.by ?? null,
      declared: declared.map(wireDeclared),
      businessOwner: owner,
      fed: await fedUnits(trx, place, from),
      notInFeed: measured.kind === 'measured' ? (measured.notInFeed ?? 0) : 0,
    },
    figures: figures === null ? null : wireFigures(figures),
    causes:
      figures === null
        ? []
        : (Object.keys(OUTCOMES) as Outcome[]) // its own keys
            .map((outcome) => ({
              outcome,
              ...OUTCOMES[outcome],
              share: shareOf({ k: figures.attribution.outcomes[outcome], n: figures.funnel.toInform }),
            }))
            .filter(({ share }) => share.k > 0),
    notOffered: measured.kind === 'measured' ? withRest(measured.notOffered, measured.figures) : [],
    gaps: figures?.gaps ?? null,
    spans:
      figures?.spans.map(({ measured: of, ...span }) => ({
        ...wireSpan(span),
        seenUnits: span.seenUnits,
        figures: of === null ? null : wireFigures(of),
      })) ?? spans.map((span) => ({ ...wireSpan(span), seenUnits: 0, figures: null })),
    marks: changes.filter(({ at }) => at >= from).map(({ at, label }) => ({ at: at.toISOString(), label })),
    releases: figures?.releases.map(wireGroup) ?? [],
    teams: figures?.teams.map(wireGroup) ?? [],
    hiddenTeams: figures?.hiddenTeams ?? 0,
    whyHidden: hiddenGroupsInWords(figures?.hiddenTeams ?? 0, (await privacyOf(trx, workspaceId)).leastGroup),
    slices: figures?.slices.map((group) => ({ ...wireGroup(group), slice: group.slice })) ?? [],
    utilisation: await utilisationOf(trx, place, from),
    costs: await costs(trx, place, from, now, figures?.influence.k ?? 0),
    accuracy,
    leastDwell: {
      seconds: leastDwellOf(dwells) / 1000,
      slices: dwells
        .filter(({ slice }) => slice !== '')
        .map(({ slice, label, ms }) => ({ slice, label, seconds: ms / 1000 })),
    },
    claims: claimed,
    lessons: (await lessonsElsewhere(trx, place)).map((lesson) => ({ ...lesson, at: lesson.at.toISOString() })),
  }
}

const NOT_CHOSEN =
  'has no denominator yet: from which decisions it was to inform is not known, and so neither is the share of them that it does.'

/** What its figures say now, in one sentence that names it. */
export async function adoptionSaid(
  trx: Trx,
  { clock }: Pick<World, 'clock'>,
  workspaceId: string,
  workflow: StoredWorkflow,
): Promise<{ readonly verdict: 'met' | 'unmet' | 'unknown'; readonly sentence: string }> {
  const figures = await presentFigures(trx, { workspaceId, workflowId: workflow.id }, clock.now())
  const state = figures === null ? null : adoptionState(figures, isLive(workflow))
  return {
    verdict: state?.verdict ?? 'unknown',
    sentence: `“${workflow.name}” ${state?.sentence ?? NOT_CHOSEN}`,
  }
}

interface Influence {
  readonly influenced: number
  readonly toInform: number
  readonly windowDays: number
}

/**
 * Influence in the present window, as verdicts read it; null until it is measured. Of a workflow with very many units it
 * is that of the last look, at most two hours old; of all others it is counted now.
 */
export async function influenceFact(
  trx: Trx,
  { clock }: Pick<World, 'clock'>,
  workspaceId: string,
  workflowId: string,
): Promise<Influence | null> {
  const place = { workspaceId, workflowId }
  const chosen = await denominatorOf(trx, place)
  if (chosen === null) return null
  const look = await lookOf(trx, place)
  if (
    look !== null &&
    chosen.kind !== 'declared' &&
    look.toInform >= VERY_MANY &&
    look.at >= chosen.at &&
    clock.now().getTime() - look.at.getTime() <= FRESH_MS
  ) {
    return { influenced: look.influenced, toInform: look.toInform, windowDays: ADOPTION_WINDOW_DAYS }
  }
  const figures = await presentFigures(trx, place, clock.now())
  if (figures === null || figures.influence.n === 0) return null
  return { influenced: figures.influence.k, toInform: figures.influence.n, windowDays: ADOPTION_WINDOW_DAYS }
}

/** The figures of the present window alone; null where nothing is measured. */
export async function presentFigures(trx: Trx, place: Place, now: Date): Promise<AdoptionMeasured | null> {
  const measured = await measure(trx, place, now, WINDOW_WEEKS, 'whole')
  return measured.kind === 'measured' ? measured.figures : null
}

/** The figures of the last weeks with how often answers were right; null where nothing is measured. */
export async function figuresOver(trx: Trx, place: Place, now: Date, weeks: number) {
  const measured = await measure(trx, place, now, weeks, 'whole')
  if (measured.kind === 'unmeasured') return null
  const { figures, from } = measured
  return { figures, from, accuracy: await accuracyOf(trx, place, now, measured.accuracy) }
}

/** All that a claim is held against. */
export async function claimFigures(
  trx: Trx,
  world: Pick<World, 'clock'>,
  needs: AdoptionNeeds,
  place: Place,
  workflow: StoredWorkflow,
) {
  const now = world.clock.now()
  const measured = await measure(trx, place, now, WINDOW_WEEKS, 'whole')
  const isKnown = measured.kind === 'measured'
  const changes = await needs.changesOf(trx, place.workspaceId, place.workflowId, new Date(0), now)
  return await figuresFor(trx, needs, place, isKnown ? measured.figures : null, {
    accuracy: await accuracyOf(trx, place, now, isKnown ? measured.accuracy : null),
    liveSince: firstLive(changes, workflow),
  })
}

/** By a sample where one says it; it speaks of all answers. Else by what turned out and quality checks. */
async function accuracyOf(trx: Trx, place: Place, now: Date, counted: UnitCounts['accuracy'] | null) {
  const sampled = await sampledShare(trx, place, now)
  return sampled === null ? shareOf(counted ?? { k: 0, n: 0 }) : asProportion(sampled)
}

async function measure(trx: Trx, place: Place, now: Date, weeks: number, parts: 'all' | 'whole') {
  const chosen = await denominatorOf(trx, place)
  const declared = await declaredOf(trx, place)
  const shown = parts === 'all' ? Math.max(weeks, SHOWN_WEEKS) : weeks
  const byWeek = weeksUntil(now, shown)
  const windowFrom = byWeek[shown - weeks]?.from ?? new Date(now.getTime() - weeks * WEEK_MS)
  if (chosen === null) {
    return { kind: 'unmeasured', chosen, declared, spans: byWeek, from: windowFrom } as const
  }
  // A period is declared for a month or a quarter: all that ended within a quarter count together.
  const isDeclared = chosen.kind === 'declared'
  const spans = isDeclared
    ? declaredSpans(declared, new Date(now.getTime() - Math.max(weeks, SHOWN_WEEKS) * WEEK_MS), now)
    : byWeek
  const wholeFrom = isDeclared ? 0 : shown - weeks
  const counted = await countUnits(trx, {
    ...place,
    denominator: chosen.kind,
    spans,
    wholeFrom,
    parts,
  })
  const { leastGroup } = await privacyOf(trx, place.workspaceId)
  const figures = measureAdoption({ ...counted, spans, wholeFrom, leastGroup })
  const { accuracy, notOffered, notInFeed } = counted
  return {
    kind: 'measured',
    chosen,
    declared,
    spans,
    from: spans[wholeFrom]?.from ?? windowFrom,
    figures,
    accuracy,
    notOffered,
    notInFeed,
  } as const
}

/** Declared units of which nothing else is known never came to the gate either. */
function withRest(
  notOffered: UnitCounts['notOffered'],
  { attribution }: Pick<AdoptionMeasured, 'attribution'>,
): AdoptionPage['notOffered'] {
  const rest = attribution.outcomes['not-offered'] - notOffered.reduce((sum, { n }) => sum + n, 0)
  return rest > 0 ? [...notOffered, { reason: null, n: rest }].toSorted((a, b) => b.n - a.n) : [...notOffered]
}

function leastDwellOf(dwells: readonly { readonly slice: string; readonly ms: number }[]): number {
  return dwells.find(({ slice }) => slice === '')?.ms ?? LEAST_DWELL_MS
}

function isLive({ activeReleaseId, paused }: StoredWorkflow): boolean {
  return activeReleaseId !== null && paused === null
}

/** Whoever answers for the outcome now. */
export async function businessOwnerOf(
  trx: Trx,
  place: Place,
  now: Date,
): Promise<{ readonly id: string; readonly name: string } | null> {
  const { assignments, people }: { assignments: Parameters<typeof holdersAt>[0]; people: readonly DutyPerson[] } =
    await dutiesFacts(trx, place, now)
  const [holder] = holdersAt(assignments, 'business-owner', now)
  return holder === undefined ? null : { id: holder.person, name: nameIn(people, holder.person) }
}

/** When units first met it: by its first change, else by the release that is active. */
export function firstLive(changes: readonly { readonly at: Date }[], { activatedAt }: StoredWorkflow): Date | null {
  return changes[0]?.at ?? activatedAt
}

/** What is known besides the figures of the funnel. */
type Known = Pick<ClaimFigures, 'accuracy'> & Pick<HandoffRecord, 'liveSince'>

async function claims(
  trx: Trx,
  needs: AdoptionNeeds,
  place: Place,
  figures: AdoptionMeasured | null,
  known: Known,
): Promise<AdoptionPage['claims']> {
  const stored = await claimsOf(trx, place)
  if (stored.length === 0) return []
  const against = await figuresFor(trx, needs, place, figures, known)
  return stored.map(({ evidence, at, ...claim }) => ({
    ...claim,
    at: at.toISOString(),
    ...testClaim(claim, against),
    whenClaimed: evidence,
  }))
}

async function figuresFor(
  trx: Trx,
  needs: AdoptionNeeds,
  { workspaceId, workflowId }: Place,
  figures: AdoptionMeasured | null,
  { accuracy, liveSince }: Known,
): Promise<ClaimFigures> {
  const nothing = shareOf({ k: 0, n: 0 })
  const record = await needs.handoffOf(trx, workspaceId, workflowId)
  const gaps = figures?.gaps ?? { handoff: nothing, model: nothing }
  return { accuracy, gaps, record: { ...record, liveSince } }
}

/** What the calls of the window cost, whether or not anybody used their answers (S047). */
async function costs(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  from: Date,
  now: Date,
  influenced: number,
): Promise<AdoptionPage['costs']> {
  const days = await readCostDays(trx, workspaceId, workflowId, isoDay(from), isoDay(now))
  const byCurrency = Map.groupBy(days, ({ currency }) => currency)
  return [...byCurrency].map(([currency, of]) => {
    const sum = createDecimalSum()
    for (const { amount } of of) sum.add(amount)
    const amount = sum.total()
    return { currency, amount, perInfluenced: influenced === 0 ? null : (Number(amount) / influenced).toFixed(6) }
  })
}

function isoDay(at: Date): string {
  return at.toISOString().slice(0, 10)
}

function wireFigures({ funnel, influence, unchecked, automatic, known }: MeasuredUnits): AdoptionFigures {
  return { funnel, influence, unchecked, automatic, known }
}

function wireGroup(group: MeasuredUnits & { readonly name: string }) {
  return { name: group.name, ...wireFigures(group) }
}

function wireSpan({ from, to, declared }: Span) {
  return { from: from.toISOString(), to: to.toISOString(), declared }
}

function wireDeclared({ from, to, n, source, declaredAt, declaredBy, confirmedAt, confirmedBy }: StoredDeclared) {
  return {
    from,
    to,
    n,
    source,
    declaredAt: declaredAt.toISOString(),
    declaredBy,
    confirmedAt: confirmedAt?.toISOString() ?? null,
    confirmedBy,
  }
}
