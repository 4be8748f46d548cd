import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { callServer } from '../call-server.ts'
import { CliFailure } from '../failure.ts'
import { writeStream } from '../write-stream.ts'
import { serverOf } from './server-costs.ts'

interface Wanted {
  readonly server?: string
  readonly key?: string
  readonly workflow?: string
  readonly month?: string
  readonly unpriced?: true
  /** File to write; true prints. */
  readonly focus?: string | true
}

/** A month of costs as the server streams it, in the shape of FOCUS; what is left out is said beside it, on stderr. */
export async function exportFocus({ server, key, workflow, month, unpriced, focus }: Wanted): Promise<void> {
  if (month !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) {
    throw new CliFailure('month-refused', `Cannot use "${month}" as a month: write it like 2026-11.`)
  }
  const query = new URLSearchParams()
  if (month !== undefined) query.set('month', month)
  if (unpriced === true) query.set('unpriced', 'rows')
  const place = workflow === undefined ? '' : `/workflows/${encodeURIComponent(workflow)}`
  const path = `${place}/costs.csv?${query.toString()}`
  const response = await callServer({ server: serverOf(server), key, method: 'GET', path })
  if (typeof focus === 'string') {
    const lines = await writeStream(response, focus)
    process.stderr.write(`${String(lines - 1)} charges in ${focus}.\n`)
  } else {
    await pipeline(Readable.from(response.body ?? []), process.stdout, { end: false })
  }
  const unknown = Number(response.headers.get('x-dayshift-unpriced-runs') ?? 0)
  if (unknown === 0) return
  const runs = `${String(unknown)} ${unknown === 1 ? 'run has' : 'runs have'} no known cost`
  process.stderr.write(
    unpriced === true
      ? `${runs}: their rows have empty costs, not 0.\n`
      : `${runs} and ${unknown === 1 ? 'is' : 'are'} in no row; --unpriced lists them with empty costs.\n`,
  )
}
