import {
  createRunCounter,
  createRunPricing,
  type ImportedRun,
  type RejectedRecord,
  RUN_FIELDS,
  type RunCounts,
  unpricedInWords,
  type UnpricedCalls,
} from '@dayshift/core'
import { counted } from '../cost/cost-in-words.ts'
import { createProgress } from '../progress.ts'
import { readPrices } from '../read-prices.ts'
import { fieldsSaid } from './columns-said.ts'
import { readRunsFile, type RunsFile } from './read-runs-file.ts'
import { createRejectList } from './reject-list.ts'

export interface ImportRunsFlags {
  readonly dryRun?: true
  readonly column?: readonly string[]
  readonly prices?: string
  readonly model?: string
  readonly rejects?: string
  readonly json?: true
}

interface Read {
  readonly file: RunsFile
  readonly counts: RunCounts
  readonly unpriced: readonly UnpricedCalls[]
  /** Runs that the file tells more than once; they count once. */
  readonly repeated: number
  readonly rejected: number
  readonly firstRejected: readonly RejectedRecord[]
  readonly preview: readonly ImportedRun[]
}

/** Says what a file of runs holds, and what would be taken in; nothing is sent. */
export async function previewRuns(path: string, flags: ImportRunsFlags): Promise<void> {
  const read = await readFile(path, flags)
  if (flags.json === true) {
    const { file, counts, repeated, rejected } = read
    const { runs, observations, tokens, cost, costs, scores, unpriced } = counts
    process.stdout.write(
      `${JSON.stringify({
        format: file.format,
        runs,
        observations,
        tokens,
        cost,
        scores,
        rejected,
        unpriced,
        repeated,
        ...(costs.length > 1 ? { costs } : {}),
        ...(file.columns === null ? {} : { columns: Object.fromEntries(file.columns) }),
      })}\n`,
    )
  } else process.stdout.write(inWords(path, read))
}

async function readFile(path: string, flags: ImportRunsFlags): Promise<Read> {
  const pricing = createRunPricing(flags.prices === undefined ? null : readPrices(flags.prices), flags.model ?? null)
  const counter = createRunCounter(pricing)
  const progress = createProgress('Reading')
  const rejects = createRejectList(flags.rejects)
  const known = new Set<string>()
  const preview: ImportedRun[] = []
  let repeated = 0
  try {
    const file = await readRunsFile(
      path,
      {
        run(run) {
          if (run.id !== null) {
            if (known.has(run.id)) {
              repeated += 1
              return
            }
            known.add(run.id)
          }
          if (preview.length < PREVIEWED) preview.push(run)
          counter.add(run)
        },
        reject: rejects.add,
      },
      { said: fieldsSaid(RUN_FIELDS, flags.column ?? []), onBytes: progress.show },
    )
    return {
      file,
      counts: counter.counts(),
      unpriced: pricing.unpriced(),
      repeated,
      rejected: rejects.count(),
      firstRejected: rejects.first(),
      preview,
    }
  } finally {
    progress.clear()
    rejects.close()
  }
}

const PREVIEWED = 5

function inWords(path: string, { file, counts, unpriced, repeated, rejected, firstRejected, preview }: Read): string {
  const { runs, observations, tokens, costs, scores } = counts
  const cost = costs.map(({ amount, currency }) => `${amount} ${currency}`).join(' and ')
  const lines = [
    `${path} holds ${counted(runs, 'run')} (${FORMATS[file.format]}): ${counted(observations, 'observation')}, ${counted(tokens, 'token')}, ${cost === '' ? 'no price' : cost}, ${counted(scores, 'score')}.`,
  ]
  if (repeated > 0) lines.push(`${counted(repeated, 'run')} more stand in it again, and count once.`)
  if (counts.unpriced > 0) {
    lines.push(`Unpriced: ${counted(counts.unpriced, 'run')}. What they cost is not known, which is not nothing.`)
    for (const { n, why, model } of unpriced)
      lines.push(`  ${counted(n, 'call')}: ${unpricedInWords(why, model, 'the file')}`)
  }
  if (file.columns !== null) {
    lines.push('', `Columns (${file.encoding}), as taken; --column FIELD=NAME says otherwise`)
    for (const [field, column] of file.columns) lines.push(`  ${field.padEnd(16)}  ${column}`)
  }
  if (preview.length > 0) {
    lines.push('', runs > preview.length ? `The first ${String(preview.length)} of them` : 'They are')
    for (const run of preview) lines.push(`  ${runInWords(run)}`)
  }
  if (rejected > 0) {
    lines.push('', `${counted(rejected, 'record')} can't be used:`)
    for (const { place, why } of firstRejected) lines.push(`  ${place === 0 ? '' : `${String(place)}: `}${why}`)
    if (rejected > firstRejected.length)
      lines.push(`  and ${String(rejected - firstRejected.length)} more; --rejects FILE lists all`)
  }
  return `${lines.join('\n')}\n`
}

const FORMATS = {
  'run-records': 'run records of Dayshift',
  langfuse: 'traces of Langfuse',
  langsmith: 'traces of LangSmith',
  otlp: 'traces of OpenTelemetry',
  csv: 'a table',
  jsonl: 'JSON by lines',
  'agent-runs': 'tries of an agent',
} as const

function runInWords({ startedAt, id, workflow, name, calls, failure }: ImportedRun): string {
  const at = startedAt === null ? 'no time' : new Date(startedAt).toISOString()
  const models = [...new Set(calls.map(({ model }) => model).filter((model) => model !== null))]
  const what = [
    workflow ?? name,
    models.join(', '),
    counted(calls.length, 'call'),
    failure === null ? null : `failed: ${failure}`,
  ]
  return `${at}  ${id ?? 'no id'}  ${what.filter((each) => each !== null && each !== '').join(', ')}`
}
