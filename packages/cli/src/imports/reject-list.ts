import { closeSync, openSync, writeSync } from 'node:fs'
import type { RejectedRecord } from '@dayshift/core'
import { CliFailure, fileTrouble } from '../failure.ts'

export interface RejectList {
  readonly add: (rejected: RejectedRecord) => void
  readonly count: () => number
  /** Those that are shown. */
  readonly first: () => readonly RejectedRecord[]
  readonly close: () => void
}

const SHOWN = 20

/** Counts what can't be used, keeps the first for the screen, and writes all to a CSV where one is wanted. */
export function createRejectList(path: string | undefined): RejectList {
  const first: RejectedRecord[] = []
  let count = 0
  let file: number | null = null
  if (path !== undefined) {
    try {
      file = openSync(path, 'w')
      writeSync(file, 'place,why\n')
    } catch (cause) {
      throw new CliFailure('file-unwritten', `Cannot write "${path}": ${fileTrouble(cause)}.`, { cause })
    }
  }
  return {
    add(rejected) {
      count += 1
      if (first.length < SHOWN) first.push(rejected)
      if (file !== null) writeSync(file, `${String(rejected.place)},"${rejected.why.replaceAll('"', '""')}"\n`)
    },
    count: () => count,
    first: () => first,
    close() {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}
