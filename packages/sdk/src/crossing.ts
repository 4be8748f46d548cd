import type { Clock } from './clock.ts'
import type { Dayshift } from './dayshift.ts'
import { messageOf, type Tell } from './files/tell.ts'
import type { ServerLink } from './server-link.ts'

/** What crosses a seam with a unit of work. */
export interface Crossing {
  readonly unitKey: string
  /** As the seam's contract names it. */
  readonly context: { readonly [field: string]: unknown }
  /** Names this crossing: the same again changes nothing. */
  readonly key?: string | undefined
}

/** What the seam says of it: accepted, or what is missing and who was told. */
export interface CrossingSaid {
  readonly accepted: boolean
  readonly sentence: string
  readonly faults: readonly { readonly path: string; readonly message: string }[]
  readonly told: readonly string[]
}

const TIMEOUT_MS = 4_000

/** Tells the server of a crossing; null, and told to the log, where it can't be told: the work goes on in any case. */
export function createCrossing(link: ServerLink | null, clock: Clock, tell: Tell): Dayshift['crossing'] {
  return async (seam, { unitKey, context, key }) => {
    if (link === null) return null
    const at = new Date(clock.now()).toISOString()
    try {
      const body = JSON.stringify({ unitKey, context, at, ...(key === undefined ? {} : { key }) })
      const answer = await link.post(`/seams/${encodeURIComponent(seam)}/crossings`, body, TIMEOUT_MS)
      const said = (await answer.json()) as Partial<Omit<CrossingSaid, 'told'>> & {
        readonly detail?: string
        readonly told?: readonly { readonly name: string }[]
      }
      if (answer.ok && typeof said.accepted === 'boolean') {
        return {
          accepted: said.accepted,
          sentence: said.sentence ?? '',
          faults: said.faults ?? [],
          told: (said.told ?? []).map(({ name }) => name),
        }
      }
      tell('crossing', `The crossing of "${unitKey}" was not taken in: ${said.detail ?? `HTTP ${answer.status}`}`)
    } catch (error) {
      tell('crossing', `The crossing of "${unitKey}" could not be told: ${messageOf(error)}`)
    }
    return null
  }
}
