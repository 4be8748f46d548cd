import type { CrossingAnswer, SeamDetail, SeamList } from '@dayshift/contract'
import { amountInWords, nameOfSeam, SEAM_STATES } from '@dayshift/core'
import { callServer } from '../call-server.ts'
import { CliFailure } from '../failure.ts'
import { readJson } from '../read-json.ts'

export interface SeamFlags {
  readonly server: string
  readonly key?: string
  readonly json?: true
}

/** Prints all seams, the dearest first. */
export async function listSeams({ server, key, json }: SeamFlags): Promise<void> {
  const list = (await (await callServer({ server, key, method: 'GET', path: '/seams' })).json()) as SeamList // the server checked it
  if (json) {
    process.stdout.write(`${JSON.stringify(list)}\n`)
    return
  }
  if (list.seams.length === 0) process.stdout.write('No seam is in the register yet.\n')
  for (const seam of list.seams) {
    const cost =
      seam.cost.yearly === null ? 'no workaround told' : `${amountInWords(seam.cost.yearly)} ${seam.currency} a year`
    const next = seam.next === null ? '' : ` ${seam.next}`
    process.stdout.write(
      `${nameOfSeam(seam)}: ${cost}, owner ${seam.owner?.name ?? 'nobody'}, ${SEAM_STATES[seam.state].toLowerCase()}.${next}\n  ${seam.id}\n`,
    )
  }
}

/** Prints one seam: whose job it is, and how far it is in the fix order. */
export async function showSeam(id: string, { server, key, json }: SeamFlags): Promise<void> {
  const path = `/seams/${encodeURIComponent(id)}`
  const detail = (await (await callServer({ server, key, method: 'GET', path })).json()) as SeamDetail // the server checked it
  if (json) {
    process.stdout.write(`${JSON.stringify(detail)}\n`)
    return
  }
  const { seam, steps, signals } = detail
  process.stdout.write(`${nameOfSeam(seam)}: ${seam.what}\nWhose job: ${detail.whoseJob}\n`)
  if (seam.cost.yearly !== null)
    process.stdout.write(`Costs ${amountInWords(seam.cost.yearly)} ${seam.currency} a year.\n`)
  for (const { sentence, resolved } of signals) {
    if (resolved === null) process.stdout.write(`Breaking: ${sentence}\n`)
  }
  for (const { step, conditions } of steps) {
    for (const { verdict, sentence } of conditions) process.stdout.write(`  ${step}: ${verdict}. ${sentence}\n`)
  }
}

/** Tells that a unit crosses, and says whether all that must cross is there; fails where it isn't. */
export async function checkCrossing(
  id: string,
  file: string,
  { server, key, json, unit }: SeamFlags & { readonly unit: string },
): Promise<void> {
  const body = { unitKey: unit, context: readJson(file, 'context') }
  const path = `/seams/${encodeURIComponent(id)}/crossings`
  const answer = (await (await callServer({ server, key, method: 'POST', path, body })).json()) as CrossingAnswer // the server checked it
  process.stdout.write(json ? `${JSON.stringify(answer)}\n` : `${answer.sentence}\n`)
  if (answer.accepted) return
  const told = answer.told.length === 0 ? 'nobody' : answer.told.map(({ name }) => name).join(', ')
  throw new CliFailure('crossing-refused', `“${unit}” lacks what must cross; told: ${told}.`)
}
