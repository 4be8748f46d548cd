import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CliFailure, fileTrouble } from './failure.ts'

/**
 * Writes what a server sends to a file and gives the number of lines. The file appears when all of it is there: an
 * answer that breaks off leaves what was there before.
 */
export async function writeStream(response: Response, file: string): Promise<number> {
  const unfinished = `${file}.part`
  let lines = 0
  try {
    await pipeline(
      Readable.from(response.body ?? []),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          for (const byte of chunk) if (byte === 0x0a) lines += 1
          yield chunk
        }
      },
      createWriteStream(unfinished),
    )
    renameSync(unfinished, file)
  } catch (cause) {
    rmSync(unfinished, { force: true })
    throw new CliFailure('file-unwritten', `Cannot write "${file}": ${fileTrouble(cause)}.`, { cause })
  }
  return lines
}
