import { createReadStream, statSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { CliFailure, fileTrouble } from './failure.ts'

/** Told how many bytes of how many of the file were read. */
export type OnBytes = (read: number, whole: number) => void

/** A packed file that gives more than this, and so many times as many bytes as it has, is a bomb. */
const MOST_UNSUSPECTED = 64 * 1024 * 1024
const MOST_TIMES = 250

/** The bytes of a file in parts, unpacked where it is gzipped, so that a file of any size will do. */
export async function* chunksOf(file: string, onBytes: OnBytes = () => {}): AsyncGenerator<Uint8Array> {
  let whole = 0
  let read = 0
  const source = (async function* () {
    whole = statSync(file).size
    for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      read += chunk.length
      onBytes(read, whole)
      yield chunk
    }
  })()
  try {
    const first = await source.next()
    if (first.done === true) return
    const rest = (async function* () {
      yield first.value
      yield* source
    })()
    const isPacked = first.value[0] === 0x1f && first.value[1] === 0x8b
    if (!isPacked) {
      yield* rest
      return
    }
    let given = 0
    for await (const chunk of unpacked(rest)) {
      given += chunk.length
      if (given > MOST_UNSUSPECTED && given > MOST_TIMES * read) {
        throw new CliFailure(
          'file-refused',
          `Cannot read "${file}": it unpacks to more than ${String(MOST_TIMES)} times its size. If that is right, unpack it first.`,
        )
      }
      yield chunk
    }
  } catch (cause) {
    if (cause instanceof CliFailure) throw cause
    const isBroken = cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_')
    const why = isBroken ? `it is gzipped and broken (${cause.message})` : fileTrouble(cause)
    throw new CliFailure('file-unread', `Cannot read "${file}": ${why}.`, { cause })
  }
}

async function* unpacked(source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  const feeding = (async () => {
    try {
      for await (const chunk of source) {
        if (!gunzip.write(chunk)) await new Promise<void>((done) => void gunzip.once('drain', done).once('close', done))
        if (gunzip.destroyed) return
      }
      gunzip.end()
    } catch (error) {
      gunzip.destroy(error instanceof Error ? error : new Error(String(error)))
    }
  })()
  try {
    yield* gunzip as AsyncIterable<Buffer>
  } finally {
    gunzip.destroy()
    await feeding
  }
}
