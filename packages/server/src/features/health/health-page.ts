import type { Baseline, FirstDaysNumber, Health, PurposeNumber as PurposeNumberWire } from '@dayshift/contract'
import {
  DAY_MS,
  type Candidate,
  chartsOf,
  dayOf,
  daysWithin,
  FIRST_RUNS,
  type HealthFacts,
  healthSentence,
  type Look,
  lookAtHealth,
  lookKey,
  measure,
  mergeTallies,
  PURPOSE_DAYS,
  type PurposeNumber,
  purposeNumbers,
  type RunDay,
  wilson,
} from '@dayshift/core'
import type { z } from 'zod'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { readRunDays } from '../runs/index.ts'
import { findWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { listBaselines, type StoredBaseline } from './baseline-store.ts'
import { candidatesAt, modelMoves, upstreamMoves } from './candidates.ts'
import type { HealthNeeds } from './needs.ts'
import { countDeciders } from './read-decided.ts'
import { readFacts } from './read-facts.ts'

type HealthWire = z.output<typeof Health>

/** The page of a workflow's health, computed now: what was found before is kept beside it (since when, which alert). */
export async function readHealth(
  trx: Trx,
  world: World,
  needs: HealthNeeds,
  workspaceId: string,
  { slug, days }: { readonly slug: string; readonly days: number },
): Promise<HealthWire> {
  const workflow = await findWorkflow(trx, workspaceId, slug)
  if (workflow === null) throw notFound('workflow', slug)
  const now = world.clock.now()
  const of = { workspaceId, workflowId: workflow.id }
  const { facts, plan, manifest } = await readFacts(trx, needs, workspaceId, workflow, now)
  const looks = lookAtHealth(facts)
  const charts = chartsOf(facts, looks, days)
  const baselines = await listBaselines(trx, of)
  const [counts] = baselines
  const from = new Date(now.getTime() - (days - 1) * DAY_MS)
  const known = [
    ...(await needs.changesOf(trx, workspaceId, workflow.id, new Date(from.getTime() - 3 * DAY_MS), now)),
    ...modelMoves(facts.hours),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const runDays = await readRunDays(trx, workspaceId, workflow.id, now)
  const numbers = purposeNumbers(
    manifest?.metrics ?? [],
    await needs.targetsOf(trx, workspaceId, workflow.id),
    daysWithin(runDays, PURPOSE_DAYS, now),
  )
  const noBaseline = counts === undefined ? whyNone(workflow, facts) : null
  const first = firstDeparted(looks)
  const said = healthSentence(`“${workflow.name}”`, {
    baseline: facts.baseline,
    why: noBaseline ?? '',
    looks,
    numbers,
    beside: first?.since == null ? [] : candidatesAt(first.since, [...known, ...upstreamMoves(looks, first)]),
  })
  const alerts = await alertsOf(trx, workflow.id)
  const toldAs = await openAlertsOf(trx, workflow.id)
  const evaluated = await trx
    .selectFrom('health_watches')
    .select('evaluated_at')
    .where('workflow_id', '=', workflow.id)
    .executeTakeFirst()
  return {
    workflow: { slug, name: workflow.name },
    state: said.state,
    sentence: said.sentence,
    since: said.since?.toISOString() ?? null,
    baseline: counts === undefined ? null : wireBaseline(counts, true),
    noBaseline,
    baselines: baselines.map((baseline) => wireBaseline(baseline, baseline.id === counts?.id)),
    releases: await releasesOf(trx, workflow.id),
    evaluatedAt: evaluated?.evaluated_at?.toISOString() ?? null,
    from: dayOf(from),
    to: dayOf(now),
    numbers: numbers.map(wireNumber),
    numberDays: PURPOSE_DAYS,
    firstDays: await firstDays(trx, of, facts, runDays),
    signals: looks.map((look) => {
      const chart = charts.get(lookKey(look.signal.id, look.slice))
      return {
        signal: look.signal.id,
        slice: look.slice,
        name: look.signal.name,
        group: look.signal.group,
        unit: look.signal.unit,
        currency: chart?.currency ?? null,
        worse: look.signal.worse,
        says: look.signal.says,
        state: look.state,
        since: look.since?.toISOString() ?? null,
        between:
          look.between === null ? null : { from: look.between.from.toISOString(), to: look.between.to.toISOString() },
        foundAt: look.foundAt?.toISOString() ?? null,
        answeredAt: look.answeredAt?.toISOString() ?? null,
        alertId: alerts.get(lookKey(look.signal.id, look.slice)) ?? toldAs.get(look.signal.toldAs ?? '') ?? null,
        sentence: look.sentence,
        next: look.signal.next,
        runbookSection: look.signal.section,
        baseline: chart?.baseline ?? null,
        points: [...(chart?.points ?? [])],
        behind: {
          status: look.signal.behind.status ?? null,
          route: look.signal.behind.route ?? null,
          reason: look.signal.behind.reason ?? null,
        },
      }
    }),
    marks: known
      .filter(({ at }) => dayOf(at) >= dayOf(from))
      .map((mark: Candidate) => ({ ...mark, at: mark.at.toISOString() })),
    unmeasured: [...plan.unmeasured],
  }
}

export function wireBaseline(baseline: StoredBaseline, counts: boolean): z.output<typeof Baseline> {
  return {
    id: baseline.id,
    name: baseline.name,
    source: baseline.source,
    dataKind: baseline.dataKind,
    release: baseline.release,
    from: baseline.from.toISOString(),
    to: baseline.to.toISOString(),
    runs: baseline.runs,
    createdAt: baseline.createdAt.toISOString(),
    createdBy: baseline.createdBy,
    counts,
  }
}

function whyNone({ activeReleaseId }: StoredWorkflow, { hours }: HealthFacts): string {
  const runs = hours.reduce((sum, { tally }) => sum + (tally.counts['runs'] ?? 0), 0)
  return activeReleaseId === null
    ? 'no release is live.'
    : `its baseline comes from the first ${String(FIRST_RUNS)} runs of a release; ${String(Math.min(runs, FIRST_RUNS))} are there.`
}

function firstDeparted(looks: readonly Look[]): Look | null {
  return (
    looks
      .filter(({ state, since }) => state === 'departed' && since !== null)
      .toSorted((a, b) => (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0))[0] ?? null
  )
}

async function alertsOf(trx: Trx, workflowId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .selectFrom('health_signals')
    .select(['signal', 'slice', 'label', 'alert_id'])
    .where('workflow_id', '=', workflowId)
    .where('alert_id', 'is not', null)
    .execute()
  return new Map(
    rows.map(({ signal, slice, label, alert_id }) => [
      lookKey(signal, slice === '' ? null : { name: slice, label }),
      alert_id ?? '',
    ]),
  )
}

/** The open alerts of a workflow by their signal, for those that another part tells. */
async function openAlertsOf(trx: Trx, workflowId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .selectFrom('alerts')
    .select(['id', 'signal'])
    .where('workflow_id', '=', workflowId)
    .where('slice_name', 'is', null)
    .where('resolved_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, signal }) => [signal, id]))
}

async function releasesOf(trx: Trx, workflowId: string): Promise<{ hash: string; name: string }[]> {
  const rows = await trx
    .selectFrom('releases')
    .select(['content_hash', 'name'])
    .where('workflow_id', '=', workflowId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return rows.map(({ content_hash: hash, name }) => ({ hash, name }))
}

function wireNumber(number: PurposeNumber): z.output<typeof PurposeNumberWire> {
  const { measured } = number
  const figure = measured?.kind === 'figure' ? measured : null
  return {
    name: number.name,
    means: number.means,
    threshold: number.threshold,
    unit: number.unit,
    value: figure?.value ?? null,
    low: figure?.interval?.low ?? null,
    high: figure?.interval?.high ?? null,
    n: measured?.n ?? 0,
    needed: measured?.kind === 'insufficient' ? measured.needed : null,
    bound: number.bound === null ? null : { kind: number.bound.bound, value: number.bound.value },
    verdict: number.verdict,
    sentence: number.sentence,
    source: number.source,
  }
}

const FIRST_DAYS = 90

/** The five numbers of the first 90 days (S188 to S192), over the last 90 days. */
async function firstDays(
  trx: Trx,
  of: { readonly workspaceId: string; readonly workflowId: string },
  { hours, now }: HealthFacts,
  runDays: readonly RunDay[],
): Promise<z.output<typeof FirstDaysNumber>[]> {
  const days = daysWithin(runDays, FIRST_DAYS, now)
  const from = new Date(now.getTime() - FIRST_DAYS * DAY_MS)
  const tally = mergeTallies(hours.filter(({ hour }) => hour >= from).map((hour) => hour.tally))
  const [checked, faulty] = [tally.counts['checked'] ?? 0, tally.counts['faulty'] ?? 0]
  const clean = checked - faulty
  const quality = checked === 0 ? null : wilson(clean, checked)
  const deciders = await countDeciders(trx, { ...of, from, to: new Date(now.getTime() + 1) })
  const measured = (which: 'automatic-share' | 'human-share' | 'latency-p95') => {
    const of = measure(days, which)
    if (of.kind === 'insufficient') {
      return {
        value: null,
        low: null,
        high: null,
        n: of.n,
        sentence: `Not enough yet: ${String(of.n)} of ${String(of.needed)}.`,
      }
    }
    return { value: of.value, low: of.interval?.low ?? null, high: of.interval?.high ?? null, n: of.n, sentence: '' }
  }
  const said = (
    id: z.output<typeof FirstDaysNumber>['id'],
    name: string,
    unit: '%' | 'ms' | 'people',
    of: ReturnType<typeof measured>,
    says: string,
  ) => ({
    ...of,
    id,
    name,
    unit,
    sentence: of.sentence === '' ? says : of.sentence,
  })
  return [
    said('completion', 'Task completion', '%', measured('automatic-share'), 'Units handled without a person.'),
    said('exceptions', 'Exceptions', '%', measured('human-share'), 'Units that went to a person.'),
    said(
      'data-quality',
      'Data quality',
      '%',
      checked < 30 || quality === null
        ? { value: null, low: null, high: null, n: checked, sentence: `Not enough yet: ${String(checked)} of 30.` }
        : {
            value: (100 * clean) / checked,
            low: 100 * quality.low,
            high: 100 * quality.high,
            n: checked,
            sentence: '',
          },
      'Inputs without a fault against their contract.',
    ),
    said(
      'active-users',
      'People who use it',
      'people',
      {
        value: deciders === 0 ? null : deciders,
        low: null,
        high: null,
        n: deciders,
        sentence: deciders === 0 ? 'Nobody has decided on an output.' : '',
      },
      'People who decided on an output; a share needs to be told how many are meant to.',
    ),
    said(
      'decision-latency',
      'Input to output',
      'ms',
      measured('latency-p95'),
      '95 % of the calls answered within this time.',
    ),
  ]
}
