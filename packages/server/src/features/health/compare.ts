import type { CompareQuery, Comparison } from '@dayshift/contract'
import { DAY_MS, compareWindows, counted, type DataKind, inputPlan, listInWords } from '@dayshift/core'
import type { z } from 'zod'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import type { Trx } from '../../platform/world.ts'
import { declaredRelease, findRelease, findWorkflow } from '../workflows/index.ts'
import { findBaseline } from './baseline-store.ts'
import { statisticsOf, wholeHours } from './window-of.ts'

type Asked = z.output<typeof CompareQuery>

/** Two windows side by side: a baseline, or a window by its instants, against another. */
export async function compare(
  trx: Trx,
  workspaceId: string,
  slug: string,
  asked: Asked,
): Promise<z.output<typeof Comparison>> {
  const workflow = await findWorkflow(trx, workspaceId, slug)
  if (workflow === null) throw notFound('workflow', slug)
  const of = { workspaceId, workflowId: workflow.id }
  const reference = await referenceOf(trx, of, slug, asked)
  const current = await windowOf(trx, of, slug, asked.currentFrom, asked.currentTo, asked.currentRelease ?? null)
  const differences = compareWindows(reference.statistics, current.statistics).toSorted(
    (a, b) => RANK[a.verdict] - RANK[b.verdict] || (b.distance ?? 0) - (a.distance ?? 0),
  )
  const manifest = (await declaredRelease(trx, workspaceId, workflow))?.manifest
  return {
    sentence: sentenceOf(differences),
    reference: wire(reference),
    current: wire(current),
    differences: [...differences],
    unmeasured:
      manifest?.input === undefined
        ? []
        : [
            ...inputPlan({
              input: manifest.input,
              unitKey: manifest.unitKey,
              data: { ...manifest.data, redact: manifest.data.redact ?? [] },
            }).unmeasured,
          ],
  }
}

const RANK = { moved: 0, unknown: 1, same: 2 } as const

type Of = { readonly workspaceId: string; readonly workflowId: string }
type Compared = Awaited<ReturnType<typeof windowOf>>

async function referenceOf(trx: Trx, of: Of, slug: string, asked: Asked): Promise<Compared> {
  if (asked.referenceFrom !== undefined && asked.referenceTo !== undefined) {
    return await windowOf(trx, of, slug, asked.referenceFrom, asked.referenceTo, asked.referenceRelease ?? null)
  }
  const baseline = await findBaseline(trx, of, asked.baseline ?? null)
  if (baseline !== null) return baseline
  if (asked.baseline !== undefined) throw notFound(`baseline of "${slug}"`, asked.baseline)
  throw new ProblemError({
    status: 422,
    code: 'no-reference',
    title: 'Nothing to compare with',
    detail: `Cannot compare windows of "${slug}": it has no baseline, and no reference window was named.`,
    mend: 'Name one by referenceFrom and referenceTo, or take a baseline first.',
  })
}

async function windowOf(trx: Trx, of: Of, slug: string, fromText: string, toText: string, hash: string | null) {
  const { from, to } = wholeHours(new Date(fromText), new Date(toText))
  if (from >= to || to.getTime() - from.getTime() > MOST_MS) {
    throw new ProblemError({
      status: 422,
      code: 'window-out-of-range',
      title: 'This window can’t be compared',
      detail: `Cannot compare windows of "${slug}": from ${fromText} to ${toText} is no window of 1 hour to 180 days.`,
      mend: 'Choose a window that begins before it ends.',
    })
  }
  const release = hash === null ? null : await findRelease(trx, of.workspaceId, of.workflowId, { hash })
  if (hash !== null && release === null) throw notFound(`release of "${slug}"`, hash)
  const statistics = await statisticsOf(trx, { ...of, from, to }, release?.id ?? null)
  return {
    name: release === null ? 'All releases' : release.name,
    dataKind: null as DataKind | null,
    from,
    to,
    runs: statistics.tally.counts['runs'] ?? 0,
    statistics,
  }
}

const MOST_MS = 180 * DAY_MS

function wire({ name, dataKind, from, to, runs }: Pick<Compared, 'name' | 'dataKind' | 'from' | 'to' | 'runs'>) {
  return { name, dataKind, from: from.toISOString(), to: to.toISOString(), runs }
}

function sentenceOf(differences: z.output<typeof Comparison>['differences']): string {
  const moved = differences.filter(({ verdict }) => verdict === 'moved')
  const unknown = differences.filter(({ verdict }) => verdict === 'unknown').length
  const read = differences.length - unknown
  const rest = unknown === 0 ? '' : `; ${String(unknown)} can’t be told`
  if (moved.length === 0) {
    return read === 0
      ? 'Nothing can be compared: what one window has, the other lacks.'
      : `Nothing has moved: ${counted(read, 'measurement')} compared${rest}.`
  }
  const names = moved.slice(0, 3).map(({ name }) => `“${name}”`)
  return `${counted(moved.length, 'measurement')} of ${String(read)} moved: ${listInWords([...names, ...(moved.length > 3 ? [`${String(moved.length - 3)} more`] : [])])}${rest}.`
}
