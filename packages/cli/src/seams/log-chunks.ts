import { createReadStream, openSync, readSync, closeSync, statSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { CliFailure, fileTrouble } from '../failure.ts'

export interface LogFile {
  readonly path: string
  /** Bytes on the disk. */
  readonly size: number
  readonly isPacked: boolean
}

export function openLog(path: string): LogFile {
  try {
    const stat = statSync(path)
    if (stat.isDirectory())
      throw new CliFailure('log-unread', `Cannot read the log "${path}": it is a folder, not a file.`)
    const start = new Uint8Array(2)
    const file = openSync(path, 'r')
    readSync(file, start)
    closeSync(file)
    // What is packed says so in its first bytes, whatever the file is called.
    return { path, size: stat.size, isPacked: start[0] === 0x1f && start[1] === 0x8b }
  } catch (cause) {
    throw unread(path, cause)
  }
}

/** The log's bytes, unpacked; each chunk is valid until the next one is asked for. `seen` is told how many bytes of the file have been read. */
export async function* chunksOf(
  { path, isPacked }: LogFile,
  seen: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  if (!isPacked) {
    yield* plainChunksOf(path, seen)
    return
  }
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES })
  let read = 0
  let unpacked = 0
  file.on('data', (chunk) => {
    read += chunk.length
    seen(read)
  })
  const unpacking = createGunzip({ chunkSize: 262_144 })
  file.on('error', (error) => unpacking.destroy(error))
  file.pipe(unpacking)
  try {
    for await (const chunk of unpacking as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length
      yield chunk
    }
  } catch (cause) {
    const isCut = cause instanceof Error && 'code' in cause && cause.code === 'Z_BUF_ERROR'
    if (isCut)
      throw new CliFailure(
        'log-unread',
        `Cannot read the log "${path}": it is cut off; its packed content ends within itself, after ${unpacked.toLocaleString('en')} unpacked bytes.`,
        { cause },
      )
    throw unread(path, cause)
  } finally {
    file.destroy()
  }
}

const CHUNK_BYTES = 1_048_576

/** Each chunk lies in the same bytes as the one before. */
function* plainChunksOf(path: string, seen: (bytes: number) => void): Generator<Uint8Array> {
  let file: number | null = null
  try {
    file = openSync(path, 'r')
    const chunk = new Uint8Array(CHUNK_BYTES)
    let read = 0
    for (;;) {
      const length = readSync(file, chunk)
      if (length === 0) return
      read += length
      seen(read)
      yield chunk.subarray(0, length)
    }
  } catch (cause) {
    throw unread(path, cause)
  } finally {
    if (file !== null) closeSync(file)
  }
}

function unread(path: string, cause: unknown): CliFailure {
  return cause instanceof CliFailure
    ? cause
    : new CliFailure('log-unread', `Cannot read the log "${path}": ${fileTrouble(cause)}.`, { cause })
}
