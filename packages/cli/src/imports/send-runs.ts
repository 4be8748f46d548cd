import type { RunBatchResult } from '@dayshift/contract'
import { asRunRecord, DEFAULT_AUDIT_MAP, type ImportedRun, RUN_FIELDS, type TakenRun } from '@dayshift/core'
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { callServer } from '../call-server.ts'
import { counted } from '../cost/cost-in-words.ts'
import { CliFailure } from '../failure.ts'
import { createProgress } from '../progress.ts'
import { fieldsSaid } from './columns-said.ts'
import { readRunsFile } from './read-runs-file.ts'
import { createRejectList } from './reject-list.ts'

export interface SendRunsFlags {
  readonly server?: string
  readonly key?: string
  readonly workflow?: string
  readonly column?: readonly string[]
  readonly model?: string
  readonly rejects?: string
  readonly json?: true
}

interface Waiting {
  readonly record: Readonly<Record<string, unknown>>
  readonly run: ImportedRun
}

const AT_ONCE = 1000

/**
 * Sends the runs of a file in batches while it is read, with their scores and verdicts. A run's id is made of what the file says
 * of it, so that a file that is sent again, also after the command was killed in the middle, changes nothing that is known.
 */
export async function sendRuns(path: string, flags: SendRunsFlags): Promise<void> {
  const { server, workflow } = flags
  if (server === undefined)
    throw new CliFailure(
      'server-missing',
      'Say where the runs go with --server, or see with --dry-run what the file holds.',
    )
  const progress = createProgress('Sending')
  const rejects = createRejectList(flags.rejects)
  const waiting: Waiting[] = []
  const rows = new Map<string, number>()
  const sums = { accepted: 0, duplicates: 0, scores: 0, outcomes: 0, decisions: 0 }
  let own: Readonly<Record<string, unknown>> | null = null
  let read = 0

  try {
    await readRunsFile(
      path,
      {
        runRecord: (record) => void (own = record),
        run(run) {
          read += 1
          const record = own === null ? recordOf(run) : asSent(own, workflow)
          own = null
          if (typeof record === 'string') rejects.add({ place: read, why: record })
          else waiting.push({ record, run })
          if (run.decision !== null) sums.decisions += 1
        },
        reject(rejected) {
          own = null
          rejects.add(rejected)
        },
      },
      {
        said: fieldsSaid(RUN_FIELDS, flags.column ?? []),
        onBytes: (done, whole) => progress.show(done, whole, `${counted(sums.accepted, 'run')} taken in`),
        afterChunk: async () => {
          while (waiting.length >= AT_ONCE) await send(waiting.splice(0, AT_ONCE))
        },
      },
    )
    while (waiting.length > 0) await send(waiting.splice(0, AT_ONCE))
  } catch (cause) {
    if (cause instanceof CliFailure && sums.accepted > 0) {
      const words = `${cause.message}\n${counted(sums.accepted, 'run')} were taken in before. Send the file again: what is known changes nothing.`
      throw new CliFailure(cause.code, words, { exitCode: 1, cause })
    }
    throw cause
  } finally {
    progress.clear()
    rejects.close()
  }
  const rejected = rejects.count()
  if (flags.json === true) process.stdout.write(`${JSON.stringify({ ...sums, rejected })}\n`)
  else process.stdout.write(inWords())
  if (rejected > 0)
    throw new CliFailure('runs-rejected', `${counted(rejected, 'record')} could not be taken in.`, { exitCode: 1 })

  function recordOf(run: ImportedRun): TakenRun | string {
    if (workflow === undefined)
      throw new CliFailure('workflow-missing', `Say with --workflow whose runs "${basename(path)}" holds.`)
    const named = run.calls.map((call) => ({ ...call, model: call.model ?? flags.model ?? null }))
    return asRunRecord({ ...run, id: run.id ?? idOf(run), calls: named }, { workflow, source: 'import' })
  }

  /** Of a row without an id: what it says, and which one of equal rows it is. */
  function idOf(run: ImportedRun): string {
    const [call] = run.calls
    const said = [
      run.startedAt,
      run.endedAt,
      run.unitKey,
      run.failure,
      run.verdict,
      call?.model,
      call?.inputTokens,
      call?.outputTokens,
      call?.totalTokens,
      String(call?.cost?.amount ?? ''),
    ]
    const row = JSON.stringify(said)
    // Short, so that those of 10⁶ rows fit into memory.
    const key = createHash('sha256').update(row).digest('base64').slice(0, 22)
    const nth = (rows.get(key) ?? 0) + 1
    rows.set(key, nth)
    return `${row} ${String(nth)}`
  }

  async function send(batch: readonly Waiting[]): Promise<void> {
    const result = (await post('/runs', { records: batch.map(({ record }) => record) })) as RunBatchResult // the server checked it
    sums.accepted += result.accepted
    sums.duplicates += result.duplicates
    const refused = new Set(result.rejected.map(({ index }) => index))
    for (const { index, errors } of result.rejected) {
      const why = errors.map(({ path: at, message }) => `${at.slice(1) || 'the record'}: ${message}`).join('; ')
      rejects.add({ place: read - waiting.length - batch.length + index + 1, why })
    }
    const kept = batch.filter((_, index) => !refused.has(index))
    await sendScores(kept)
    await sendVerdicts(kept)
  }

  async function sendScores(batch: readonly Waiting[]): Promise<void> {
    const scores = batch.flatMap(({ record, run }) =>
      run.scores.flatMap(({ name, value, source, comment, at }) => {
        if (value === null) return []
        const when = at ?? run.startedAt
        const said = typeof value === 'number' ? { value } : { label: String(value).slice(0, 200) }
        return when === null
          ? []
          : [
              {
                runId: record['id'],
                name: name.slice(0, 200),
                ...said,
                source: (source ?? 'import').slice(0, 200),
                comment: comment?.slice(0, 4000) ?? null,
                at: new Date(when).toISOString(),
              },
            ]
      }),
    )
    for (let start = 0; start < scores.length; start += AT_ONCE) {
      const part = scores.slice(start, start + AT_ONCE)
      await post('/runs/scores', { scores: part })
      sums.scores += part.length
    }
  }

  async function sendVerdicts(batch: readonly Waiting[]): Promise<void> {
    const outcomes = batch.flatMap(({ record, run }) => {
      const verdict = verdictOf(run.verdict)
      return verdict === null ? [] : [{ unitKey: record['unitKey'], verdict, at: record['endedAt'], source: 'import' }]
    })
    if (outcomes.length === 0 || workflow === undefined) return
    await post('/outcomes', { workflow, outcomes })
    sums.outcomes += outcomes.length
  }

  async function post(at: string, body: object): Promise<unknown> {
    const response = await callServer({ server: server ?? '', key: flags.key, method: 'POST', path: at, body })
    return await response.json()
  }

  function inWords(): string {
    const lines = [`${counted(sums.accepted, 'run')} taken in, ${sums.duplicates.toLocaleString('en')} known already.`]
    if (sums.scores > 0) lines.push(`${counted(sums.scores, 'score')} sent with them.`)
    if (sums.outcomes > 0) lines.push(`${counted(sums.outcomes, 'verdict')} sent as outcomes of their units.`)
    if (sums.decisions > 0)
      lines.push(
        `${counted(sums.decisions, 'row')} tell what a person decided; that is not taken in from files. "dayshift audit" counts it.`,
      )
    if (rejected > 0) {
      lines.push(`${counted(rejected, 'record')} can't be taken in:`)
      for (const { place, why } of rejects.first()) lines.push(`  ${place === 0 ? '' : `${String(place)}: `}${why}`)
      if (rejected > rejects.first().length)
        lines.push(`  and ${String(rejected - rejects.first().length)} more; --rejects FILE lists all`)
    }
    return `${lines.join('\n')}\n`
  }
}

/** One of our own records as hosts send it: the server's lists give the release with its name. */
function asSent(
  record: Readonly<Record<string, unknown>>,
  workflow: string | undefined,
): Readonly<Record<string, unknown>> {
  const release: unknown = record['release']
  const hash: unknown = typeof release === 'object' && release !== null ? Reflect.get(release, 'hash') : release
  return { ...record, release: hash ?? null, workflow: workflow ?? record['workflow'] }
}

function verdictOf(verdict: string | null): 'right' | 'wrong' | null {
  const plain = (verdict ?? '').toLowerCase()
  return DEFAULT_AUDIT_MAP.right.has(plain) ? 'right' : DEFAULT_AUDIT_MAP.wrong.has(plain) ? 'wrong' : null
}
