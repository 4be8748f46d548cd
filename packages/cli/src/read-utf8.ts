import { readFileSync } from 'node:fs'
import { CliFailure, fileTrouble } from './failure.ts'

/** The text of a file that people wrote; `noun` is what they call it. */
export function readUtf8(file: string, noun: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (cause) {
    const why = cause instanceof TypeError ? 'it is not UTF-8 text' : fileTrouble(cause)
    throw new CliFailure(`${noun}-unread`, `Cannot read the ${noun} "${file}": ${why}.`, { cause })
  }
}
