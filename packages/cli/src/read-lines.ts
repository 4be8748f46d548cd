import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { CliFailure, fileTrouble } from './failure.ts'

/** The lines of a file, one after the other, so that a file of any size will do. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    for await (const line of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) yield line
  } catch (cause) {
    throw new CliFailure('file-unread', `Cannot read "${file}": ${fileTrouble(cause)}.`, { cause })
  }
}

/** All lines of a file as JSON; empty ones don't count. */
export async function readNdjson(file: string): Promise<unknown[]> {
  const values: unknown[] = []
  let number = 0
  for await (const line of linesOf(file)) {
    number += 1
    if (line.trim() === '') continue
    try {
      values.push(JSON.parse(line))
    } catch (cause) {
      throw new CliFailure('file-not-json', `Cannot use "${file}": line ${number} is no JSON.`, { cause })
    }
  }
  return values
}
