import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TraceParts } from '@dayshift/core'

/** So many characters are kept in memory before parts go to files. */
const MOST_KEPT = 16 * 1024 * 1024
const FILES = 128
/** What waits to be written to one of them. */
const WAITING = 32 * 1024

export interface SpilledParts extends TraceParts {
  /** Takes the files away. */
  close(): void
}

/** Keeps parts of traces in memory, and from some size on in files: all of a trace in one, so that one at a time is read back. */
export function createSpilledParts(): SpilledParts {
  const kept = new Map<string, string[]>()
  let size = 0
  let files: PartFiles | null = null
  return {
    add(trace, part) {
      const text = JSON.stringify(part)
      if (files !== null) return files.add(trace, text)
      const known = kept.get(trace)
      if (known === undefined) kept.set(trace, [text])
      else known.push(text)
      size += text.length + trace.length
      if (size <= MOST_KEPT) return
      files = openFiles()
      for (const [id, texts] of kept) for (const each of texts) files.add(id, each)
      kept.clear()
    },
    *take() {
      if (files === null) {
        for (const [trace, texts] of kept) {
          yield new Map([[trace, texts.map((text): unknown => JSON.parse(text))]])
          kept.delete(trace)
        }
      } else yield* files.take()
    },
    close: () => files?.close(),
  }
}

interface PartFiles {
  add(trace: string, text: string): void
  take(): Iterable<ReadonlyMap<string, readonly unknown[]>>
  close(): void
}

function openFiles(): PartFiles {
  const folder = mkdtempSync(join(tmpdir(), 'dayshift-import-'))
  const files = Array.from({ length: FILES }, (_, n) => {
    const path = join(folder, String(n))
    return { path, file: openSync(path, 'w'), waiting: '' }
  })
  const write = (each: (typeof files)[number]) => {
    writeSync(each.file, each.waiting)
    each.waiting = ''
  }
  return {
    add(trace, text) {
      const each = files[placeOf(trace)]
      if (each === undefined) throw new TypeError('Cannot find the file of a trace')
      each.waiting += `${JSON.stringify(trace)}\t${text}\n`
      if (each.waiting.length > WAITING) write(each)
    },
    *take() {
      for (const each of files) {
        write(each)
        const traces = new Map<string, unknown[]>()
        for (const line of readFileSync(each.path, 'utf8').split('\n')) {
          const tab = line.indexOf('\t')
          if (tab === -1) continue
          const trace = JSON.parse(line.slice(0, tab)) as string // as it was written
          const known = traces.get(trace)
          const part: unknown = JSON.parse(line.slice(tab + 1))
          if (known === undefined) traces.set(trace, [part])
          else known.push(part)
        }
        yield traces
      }
    },
    close() {
      for (const { file } of files) closeSync(file)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The same trace goes to the same file. */
function placeOf(trace: string): number {
  let hash = 0
  for (let at = 0; at < trace.length; at++) hash = (Math.imul(hash, 31) + trace.charCodeAt(at)) | 0
  return ((hash % FILES) + FILES) % FILES
}
