import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const NAME = /^(\d{12})\.log$/

/** The numbers of the segment files in a folder, rising; a missing folder has none. */
export function listSegments(directory: string): readonly number[] {
  let names: readonly string[]
  try {
    names = readdirSync(directory)
  } catch {
    return []
  }
  const numbers: number[] = []
  for (const name of names) {
    const match = NAME.exec(name)
    if (match !== null) numbers.push(Number(match[1]))
  }
  return numbers.toSorted((a, b) => a - b)
}

export function segmentPath(directory: string, segment: number): string {
  return join(directory, `${String(segment).padStart(12, '0')}.log`)
}
