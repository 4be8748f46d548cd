import {
  createJsonRuns,
  createTableRuns,
  type ImportFormat,
  type RunColumns,
  type RunField,
  type RunsEnd,
  type RunSink,
  TableReader,
  TableRefusal,
} from '@dayshift/core'
import { CliFailure } from '../failure.ts'
import { chunksOf, type OnBytes } from '../read-chunks.ts'
import { createSpilledParts } from './spilled-parts.ts'

export interface RunsFile {
  readonly format: ImportFormat
  /** Of a table: what its columns were taken for. */
  readonly columns: RunColumns | null
  /** As found: `utf-8`, `windows-1252`, … */
  readonly encoding: string
}

export interface ReadRunsOptions {
  readonly said?: ReadonlyMap<RunField, string>
  readonly onBytes?: OnBytes
  /** Waited for after each part of the file, so that what was read can be sent before more is. */
  readonly afterChunk?: () => Promise<void>
}

/** Reads the runs of a file of any size, by what stands in it: JSON, or a table. */
export async function readRunsFile(file: string, sink: RunSink, options: ReadRunsOptions = {}): Promise<RunsFile> {
  const { said = new Map<RunField, string>(), onBytes, afterChunk } = options
  const chunks = chunksOf(file, onBytes)
  const start = await startOf(chunks)
  const gathered = createSpilledParts()
  const all = (async function* () {
    yield* start.chunks
    yield* chunks
  })()
  try {
    return start.isJson ? await readJson(all) : await readTable(all)
  } catch (cause) {
    if (cause instanceof TableRefusal) throw refuse(file, `line ${String(cause.line)}: ${cause.why}`)
    if (cause instanceof TypeError && 'code' in cause && cause.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw refuse(file, 'it is not UTF-8 text')
    if (cause instanceof RangeError) throw refuse(file, cause.message)
    throw cause
  } finally {
    gathered.close()
  }

  async function readJson(parts: AsyncIterable<Uint8Array>): Promise<RunsFile> {
    const runs = createJsonRuns(sink, said, gathered)
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for await (const chunk of parts) {
      runs.push(decoder.decode(chunk, { stream: true }))
      await afterChunk?.()
    }
    runs.push(decoder.decode())
    return { format: await formatAtEnd(runs.end()), columns: null, encoding: 'utf-8' }
  }

  async function readTable(parts: AsyncIterable<Uint8Array>): Promise<RunsFile> {
    const runs = createTableRuns(sink, said, gathered)
    const reader = new TableReader(runs)
    for await (const chunk of parts) {
      reader.push(chunk)
      if (typeof runs.found === 'string') throw refuse(file, runs.found)
      await afterChunk?.()
    }
    reader.end()
    const format = await formatAtEnd(runs.end())
    const columns = typeof runs.found === 'string' || runs.found?.size === 0 ? null : runs.found
    return { format, columns, encoding: reader.encoding }
  }

  async function formatAtEnd(ending: Generator<void, RunsEnd>): Promise<ImportFormat> {
    for (;;) {
      const step = ending.next()
      await afterChunk?.()
      if (step.done !== true) continue
      if (step.value.kind === 'refused') throw refuse(file, step.value.why)
      return step.value.format
    }
  }
}

/** As many chunks as it takes to see the first sign that is no space. */
async function startOf(
  chunks: AsyncGenerator<Uint8Array>,
): Promise<{ chunks: readonly Uint8Array[]; isJson: boolean }> {
  const seen: Uint8Array[] = []
  for (;;) {
    const { value, done } = await chunks.next()
    if (done === true) return { chunks: seen, isJson: false }
    seen.push(value)
    const sign = value.find((byte) => !SPACES.has(byte))
    if (sign !== undefined) return { chunks: seen, isJson: sign === 0x7b || sign === 0x5b }
  }
}

/** Spaces, and the bytes of a byte order mark. */
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf])

function refuse(file: string, why: string): CliFailure {
  return new CliFailure('runs-refused', `Cannot read runs from "${file}": ${why}.`)
}
