import type { TrustPage } from '@dayshift/contract'
import {
  calibrationOf,
  confidenceFault,
  DAY_MS,
  findWrongSlices,
  type Forecasts,
  groupForecasts,
  guidanceHash,
  guidanceOf,
  LEAST_KNOWN,
  outputFields,
  reliabilityOf,
  seededRandom,
  shareOf,
} from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { sampledShare } from '../outcomes/index.ts'
import { knownWorkflow, workflowToRun } from '../workflows/index.ts'
import { type Place, type ReadAnswer, readAnswers, readOpenFailures, unitKeysOf } from './read-answers.ts'
import { readOffFlow } from './read-off-flow.ts'
import { readReliance } from './read-reliance.ts'
import { enoughOf, newestGuidance } from './store.ts'

const WINDOW_DAYS = 180
const RESAMPLES = 300
/** Duties whose holders may stand by the guidance; the first of them answers who says that an output seems wrong. */
const KEEPERS = ['operational-owner', 'daily-care'] as const
/** Duties whose holders may have people answer first: it costs their team's time. */
export const SETTERS = ['business-owner', ...KEEPERS] as const

/** The page on when to rely on a workflow's output, from what is known of its answers. */
export async function readTrust(
  trx: Trx,
  { clock }: Pick<World, 'clock'>,
  { workspaceId, readerId }: { readonly workspaceId: string; readonly readerId: string },
  slug: string,
): Promise<TrustPage> {
  const workflow = await knownWorkflow(trx, workspaceId, slug)
  const place: Place = { workspaceId, workflowId: workflow.id }
  const running = await workflowToRun(trx, workspaceId, { slug })
  const release = running?.release == null ? null : { hash: running.release.hash, name: running.release.name }
  const from = new Date(clock.now().getTime() - WINDOW_DAYS * DAY_MS)
  const answers = await readAnswers(trx, place, from)
  const enough = await enoughOf(trx, place)
  const keepers = await keepersOf(trx, place)
  const wrongSlices = findWrongSlices(answers)
  const lines = guidanceOf({
    answers,
    enough: enough.share,
    wrongSlices,
    failures: await readOpenFailures(trx, place),
    whoAnswers: keepers[0]?.name ?? null,
  })
  const contentHash = guidanceHash(lines)
  const keys = await unitKeysOf(trx, place, [...new Set(lines.flatMap(({ examples }) => examples))])
  const confirmed = await newestGuidance(trx, place)
  const stale =
    confirmed === null || confirmed.release.hash !== release?.hash
      ? 'release'
      : confirmed.contentHash === contentHash
        ? null
        : 'words'
  return {
    workflow: { slug, name: workflow.name },
    release,
    from: from.toISOString(),
    right: rightOf(answers),
    sampled: await sampledShare(trx, place, clock.now()),
    enough: { share: enough.share, by: enough.by, at: enough.at?.toISOString() ?? null },
    ...diagramOf(answers, workflow.id),
    parts: partsOf(answers),
    wrongSlices: wrongSlices.map((slice) => ({ ...slice, where: [...slice.where] })),
    guidance: {
      lines: lines.map((line) => ({
        ...line,
        where: [...line.where],
        examples: line.examples.flatMap((runId) => {
          const unitKey = keys.get(runId)
          return unitKey === undefined ? [] : [{ runId, unitKey }]
        }),
      })),
      contentHash,
      confirmation: confirmed && {
        by: confirmed.by,
        at: confirmed.at.toISOString(),
        release: confirmed.release,
        stale,
      },
      mayConfirm: keepers,
    },
    offFlow: (await readOffFlow(trx, place, from)).map((kind) => ({ ...kind })),
    reliance: {
      ...(await readReliance(trx, place, readerId, clock.now())),
      maySet: await holdersOf(trx, place, SETTERS),
      fields: [...outputFields(running?.release?.manifest.output ?? {})],
    },
  }
}

/** Whoever holds the duties to stand by the guidance, the operational owner first; each once. */
export async function keepersOf(trx: Trx, place: Place): Promise<{ id: string; name: string }[]> {
  return await holdersOf(trx, place, KEEPERS)
}

/** Whoever holds these duties now, in the order of the duties; each once. */
export async function holdersOf(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  needed: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const duties = await dutiesOf(trx, workspaceId, workflowId)
  const ids = new Set(needed.flatMap((each) => duties.filter(({ duty }) => duty === each).map(({ person }) => person)))
  if (ids.size === 0) return []
  const rows = await trx
    .selectFrom('people')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return [...ids].flatMap((id) => {
    const name = names.get(id)
    return name === undefined ? [] : [{ id, name }]
  })
}

function rightOf(answers: readonly ReadAnswer[]) {
  return shareOf({ k: answers.filter(({ right }) => right).length, n: answers.length })
}

function forecastsOf(answers: readonly ReadAnswer[]): Forecasts {
  const told = answers.flatMap(({ confidence, right }) =>
    confidence === null || confidence < 0 || confidence > 1 ? [] : [{ confidence, right }],
  )
  return groupForecasts(
    Float64Array.from(told, ({ confidence }) => confidence),
    Uint8Array.from(told, ({ right }) => (right ? 1 : 0)),
  )
}

function diagramOf(
  answers: readonly ReadAnswer[],
  seed: string,
): Pick<TrustPage, 'calibration' | 'noDiagram' | 'diagram'> {
  const forecasts = forecastsOf(answers)
  const fault =
    forecasts.total < LEAST_KNOWN && forecasts.total > 0
      ? `Not enough yet: of ${String(forecasts.total)} answers with a confidence it is known whether they were right; ${String(LEAST_KNOWN)} are needed.`
      : confidenceFault(forecasts)
  if (fault !== null) return { calibration: null, noDiagram: fault, diagram: [] }
  return {
    calibration: calibrationOf(forecasts),
    noDiagram: null,
    // Whoever loads the page twice sees the same intervals.
    diagram: [...reliabilityOf(forecasts, { resamples: RESAMPLES, random: seededRandom(seed) })],
  }
}

function partsOf(answers: readonly ReadAnswer[]): TrustPage['parts'] {
  const groups = new Map<string, { kind: 'release' | 'slice'; name: string; label: string; answers: ReadAnswer[] }>()
  for (const answer of answers) {
    const of = [
      { kind: 'release' as const, name: 'release', label: answer.release },
      ...Object.entries(answer.labels).map(([name, label]) => ({ kind: 'slice' as const, name, label })),
    ]
    for (const part of of) {
      const key = JSON.stringify(part)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { ...part, answers: [answer] })
      else group.answers.push(answer)
    }
  }
  return [...groups.values()]
    .filter((group) => group.answers.length >= LEAST_KNOWN)
    .map(({ answers: own, ...part }) => {
      const forecasts = forecastsOf(own)
      const told = forecasts.total >= LEAST_KNOWN ? calibrationOf(forecasts) : null
      return { ...part, right: rightOf(own), ece: told?.ece ?? null, brier: told?.brier ?? null }
    })
    .toSorted(
      (a, b) =>
        (a.kind < b.kind ? -1 : 1) * Number(a.kind !== b.kind) || b.right.n - a.right.n || (a.label < b.label ? -1 : 1),
    )
}
