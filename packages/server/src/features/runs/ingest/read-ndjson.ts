import { BrokenLine } from './run-intake.ts'

/** The records of an NDJSON body, one a line; a line that is no JSON stands for a bad record. Empty lines don't count. */
export function readNdjson(text: string): readonly unknown[] {
  const records: unknown[] = []
  for (const line of text.split('\n')) {
    if (line.trim() !== '') records.push(readLine(line))
  }
  return records
}

function readLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    return new BrokenLine(line, `The line is not JSON: ${error instanceof Error ? error.message : 'it does not parse'}`)
  }
}
