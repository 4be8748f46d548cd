import type { ChangeEffect } from '@dayshift/contract'
import { DAY_MS, type Effect, effectOf, listInWords, type Measured } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { readRunWindow } from '../runs/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { findRelease, knownWorkflow } from '../workflows/index.ts'
import type { ChangesWorld } from './on-change.ts'
import { invalid, noSuchChange } from './problems.ts'
import { allChangesOf, findChange, type StoredChange } from './store.ts'

type Wire = z.output<typeof ChangeEffect>

/** How far back and how far on a change is compared. */
const WINDOW_MS = 14 * DAY_MS

/**
 * What a change did: the runs of what ran before, in the 14 days up to its start, against its own runs since, until
 * something else went live; so a step in cost, quality or time is laid at the change before it.
 */
export async function changeEffect(
  { world }: ChangesWorld,
  workspaceId: string,
  slug: string,
  id: string,
): Promise<Wire> {
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const workflow = await knownWorkflow(trx, workspaceId, slug)
      const change = await findChange(trx, workspaceId, workflow.id, id)
      if (change === null) throw noSuchChange(id)
      return await effectNow(trx, world, workspaceId, change)
    },
    { isolation: 'repeatable read' },
  )
}

/** What a change did so far, in one sentence; null where no unit has met it, or where there is no such change. */
export async function effectSentence(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  workflowId: string,
  id: string,
): Promise<string | null> {
  const change = await findChange(trx, workspaceId, workflowId, id)
  if (change === null || change.liveAt === null) return null
  return (await effectNow(trx, world, workspaceId, change)).sentence
}

async function effectNow(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  { workflowId, liveAt, releaseId, baseReleaseId, kind, endedAt }: StoredChange,
): Promise<Wire> {
  if (liveAt === null) {
    throw invalid(
      'never-ran',
      'It has not run yet',
      'Cannot say what this change did: no unit has met it yet.',
      'Look again after it was started.',
    )
  }
  const later = (await allChangesOf(trx, workspaceId, workflowId))
    .map((each) => each.liveAt)
    .filter((at) => at !== null && at > liveAt)
    .map((at) => at?.getTime() ?? 0)
  const until = new Date(
    Math.min(
      world.clock.now().getTime() + 1,
      liveAt.getTime() + WINDOW_MS,
      endedAt?.getTime() ?? Number.POSITIVE_INFINITY,
      ...later,
    ),
  )
  const since = new Date(liveAt.getTime() - WINDOW_MS)
  const named = async (release: string | null) =>
    release === null ? null : ((await findRelease(trx, workspaceId, workflowId, { id: release }))?.name ?? null)
  const sideOf = (release: string | null, from: Date, to: Date) =>
    readRunWindow(trx, workspaceId, {
      workflowId,
      releaseId: kind === 'release' ? release : null,
      from,
      to,
    })
  const before =
    kind === 'release' && baseReleaseId === null
      ? { days: [], cost: null, tokens: null }
      : await sideOf(baseReleaseId, since, liveAt)
  const after = await sideOf(releaseId, liveAt, until)
  const effects = effectOf(before, after)
  const n = (days: readonly { readonly n: number }[]) => days.reduce((sum, day) => sum + day.n, 0)
  return {
    before: {
      release: await named(baseReleaseId),
      from: since.toISOString(),
      to: liveAt.toISOString(),
      n: n(before.days),
    },
    after: {
      release: await named(releaseId ?? baseReleaseId),
      from: liveAt.toISOString(),
      to: until.toISOString(),
      n: n(after.days),
    },
    measures: effects.map((effect) => ({
      ...effect,
      before: wireOf(effect.before),
      after: wireOf(effect.after),
      sentence: sentenceOf(effect),
    })),
    currency: after.days[0]?.cost?.currency ?? before.days[0]?.cost?.currency ?? null,
    sentence: summaryOf(effects, n(after.days)),
  }
}

function wireOf(measured: Measured): Wire['measures'][number]['before'] {
  return measured.kind === 'insufficient'
    ? measured
    : { ...measured, interval: measured.interval && { ...measured.interval } }
}

function sentenceOf({ name, unit, before, after, verdict }: Effect): string {
  const [was, is] = [figureOf(before, unit), figureOf(after, unit)]
  return `${name}: ${was} before, ${is} since. ${VERDICT_WORDS[verdict]}`
}

const VERDICT_WORDS: { readonly [V in Effect['verdict']]: string } = {
  better: 'Better, beyond chance.',
  worse: 'Worse, beyond chance.',
  'no-clear-difference': 'No clear difference.',
  unknown: 'Not enough to compare.',
}

function figureOf(measured: Measured, unit: Effect['unit']): string {
  if (measured.kind === 'insufficient') return `not enough yet (${measured.n} of ${measured.needed})`
  const { value, interval, n } = measured
  const between = interval === null ? '' : `, ${rounded(interval.low, unit)} to ${rounded(interval.high, unit)}`
  return `${rounded(value, unit)}${SUFFIX[unit]}${between} (n = ${n})`
}

const SUFFIX: { readonly [U in Effect['unit']]: string } = { '%': ' %', ms: ' ms', money: '', tokens: '' }

function rounded(value: number, unit: Effect['unit']): string {
  if (unit === 'money') return String(Number(value.toPrecision(4)))
  return String(Number(value.toFixed(unit === '%' ? 1 : 0)))
}

function summaryOf(effects: readonly Effect[], n: number): string {
  const moved = (['worse', 'better'] as const).flatMap((verdict) => {
    const these = effects.filter((each) => each.verdict === verdict)
    if (these.length === 0) return []
    const said = these.map((each) => `${each.name.charAt(0).toLowerCase()}${each.name.slice(1)} ${fromTo(each)}`)
    return [`${verdict === 'worse' ? 'Worse' : 'Better'} since this change, beyond chance: ${listInWords(said)}.`]
  })
  if (moved.length > 0) return moved.join(' ')
  return effects.every(({ verdict }) => verdict === 'unknown')
    ? `Not enough yet to compare: ${n} units have met it.`
    : 'No measure moved beyond chance since this change.'
}

function fromTo({ before, after, unit }: Effect): string {
  if (before.kind === 'insufficient' || after.kind === 'insufficient') return ''
  return `(${rounded(before.value, unit)} to ${rounded(after.value, unit)}${SUFFIX[unit]})`
}
