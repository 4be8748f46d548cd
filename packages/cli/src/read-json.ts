import { readFileSync } from 'node:fs'
import { CliFailure, fileTrouble } from './failure.ts'

/** Reads a JSON file; what is wrong with it is said with its name and the place. */
export function readJson(file: string, what: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    throw new CliFailure('file-unread', `Cannot read the ${what} "${file}": ${fileTrouble(cause)}.`, { cause })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = text.trim() === '' ? 'it is empty' : placed(cause, text)
    throw new CliFailure('file-not-json', `Cannot use the ${what} "${file}": it must be JSON, and ${why}.`, { cause })
  }
}

/** V8 says a position, or the text around the place, depending on the fault. */
function placed(cause: unknown, text: string): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  const position = /^(.*) in JSON at position (\d+)/s.exec(message)
  if (position !== null) {
    const before = text.slice(0, Number(position[2])).split('\n')
    return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1} is wrong: ${position[1]}`
  }
  const around = /^(.*?), (?:\.\.\.)?"(.*?)"(?:\.\.\.)? is not valid JSON$/s.exec(message)
  if (around === null) return message
  return `it is wrong near "${(around[2] ?? '').replaceAll(/\s+/g, ' ').trim()}": ${around[1]}`
}
