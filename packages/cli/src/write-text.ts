import { writeFileSync } from 'node:fs'
import { CliFailure, fileTrouble } from './failure.ts'

export function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text)
  } catch (cause) {
    throw new CliFailure('file-unwritten', `Cannot write "${file}": ${fileTrouble(cause)}.`, { cause })
  }
}
