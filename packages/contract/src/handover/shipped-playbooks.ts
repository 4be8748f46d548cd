import type { Playbook } from '@dayshift/core'
import { parsePlaybook } from './parse-playbook.ts'
import { SHIPPED_SOURCES } from './shipped-sources.ts'

export type ShippedId = keyof typeof SHIPPED_SOURCES

/** A playbook that ships, with the text that people copy. */
export interface ShippedPlaybook {
  readonly id: ShippedId
  readonly source: string
  readonly playbook: Playbook
  readonly hash: string
}

/** What a workflow has while nobody has chosen. */
export const DEFAULT_PLAYBOOK: ShippedId = 'lean'

const read = new Map<string, ShippedPlaybook>()

/** All that ship, the default first. */
export function shippedPlaybooks(): readonly ShippedPlaybook[] {
  const ids = Object.keys(SHIPPED_SOURCES) as ShippedId[] // the names of the table
  return ids
    .toSorted((a, b) => Number(b === DEFAULT_PLAYBOOK) - Number(a === DEFAULT_PLAYBOOK))
    .map((id) => shippedPlaybook(id))
}

/** One that ships. Read once, and at the first need: most programs need none. */
export function shippedPlaybook(id: ShippedId): ShippedPlaybook {
  const known = read.get(id)
  if (known !== undefined) return known
  const source = SHIPPED_SOURCES[id]
  const { playbook, hash, errors } = parsePlaybook(source)
  if (playbook === null || hash === null) {
    throw new Error(`Cannot read the playbook "${id}" that ships: ${errors[0]?.message ?? 'it has errors'}`)
  }
  const shipped = { id, source, playbook, hash }
  read.set(id, shipped)
  return shipped
}
