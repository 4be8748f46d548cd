import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { createGunzip, createInflateRaw } from 'node:zlib'
import { CliFailure, fileTrouble } from '../failure.ts'
import { type ZippedFile, zippedFile } from './zipped-file.ts'

export interface LogFile {
  readonly path: string
  /** Bytes on the disk. */
  readonly size: number
  readonly packing: 'none' | 'gzip' | ZippedFile
}

/** What is packed says so in its first bytes, whatever the file is called. */
export function openLog(path: string): LogFile {
  let file: number | null = null
  try {
    const stat = statSync(path)
    if (stat.isDirectory())
      throw new CliFailure('log-unread', `Cannot read the log "${path}": it is a folder, not a file.`)
    file = openSync(path, 'r')
    const start = Buffer.alloc(6)
    readSync(file, start)
    const magic = start.toString('latin1')
    const other = OTHERS.find((each) => magic.startsWith(each.magic))
    if (other !== undefined)
      throw new CliFailure(
        'log-unread',
        `Cannot read the log "${path}": it is packed with ${other.name}; unpack it, or pack it with gzip.`,
      )
    if (magic.startsWith('PK\u0003\u0004')) {
      const zipped = zippedFile(file, stat.size)
      if ('why' in zipped) throw new CliFailure('log-unread', `Cannot read the log "${path}": ${zipped.why}.`)
      return { path, size: stat.size, packing: zipped }
    }
    return { path, size: stat.size, packing: magic.startsWith('\u001f\u008b') ? 'gzip' : 'none' }
  } catch (cause) {
    throw unread(path, cause)
  } finally {
    if (file !== null) closeSync(file)
  }
}

const OTHERS = [
  { magic: 'BZh', name: 'bzip2' },
  { magic: '\u00fd7zXZ', name: 'xz' },
  { magic: '7z\u00bc\u00af', name: '7-Zip' },
  { magic: '\u0028\u00b5\u002f\u00fd', name: 'Zstandard' },
  { magic: 'Rar!', name: 'RAR' },
]

const CHUNK_BYTES = 262_144

/**
 * The log's bytes, unpacked; each chunk is valid until the next one is asked for. `seen` is told how many bytes of the file have
 * been read.
 */
export async function* chunksOf(
  { path, packing }: LogFile,
  seen: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  if (packing === 'none') {
    yield* plainChunksOf(path, seen)
    return
  }
  const place = packing === 'gzip' ? {} : { start: packing.from, end: packing.to - 1 }
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES, ...place })
  let read = 0
  let unpacked = 0
  file.on('data', (chunk) => {
    read += chunk.length
    seen(read)
  })
  const unpacking =
    packing === 'gzip'
      ? createGunzip({ chunkSize: 262_144 })
      : packing.isDeflated
        ? createInflateRaw({ chunkSize: 262_144 })
        : null
  if (unpacking !== null) {
    file.on('error', (error) => unpacking.destroy(error))
    file.pipe(unpacking)
  }
  try {
    for await (const chunk of (unpacking ?? file) as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length
      yield chunk
    }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    if (!code.startsWith('Z_')) throw unread(path, cause)
    const what =
      code === 'Z_BUF_ERROR' ? 'it is cut off; its packed content ends within itself' : 'its packed content is damaged'
    throw new CliFailure(
      'log-unread',
      `Cannot read the log "${path}": ${what}, after ${unpacked.toLocaleString('en')} unpacked bytes.`,
      { cause },
    )
  } finally {
    file.destroy()
  }
}

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
