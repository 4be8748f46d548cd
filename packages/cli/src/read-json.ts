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

function placed(cause: unknown, text: string): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  const position = /position (\d+)/.exec(message)?.[1]
  const what = message.replace(/ in JSON at position.*$/s, '').replace(/, ".*is not valid JSON$/s, '')
  if (position === undefined) return what
  const before = text.slice(0, Number(position)).split('\n')
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1} is wrong: ${what}`
}
