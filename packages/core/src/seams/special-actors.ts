import type { ActorTally } from './fold-cases.ts'

export interface SpecialActor {
  readonly actor: string
  /** `nobody`: a word that stands for an empty field. `system`: perhaps a program. */
  readonly kind: 'nobody' | 'system'
  readonly why: string
}

const NOBODY =
  /^(empty|none|null|nobody|unknown|unassigned|not assigned|__invalid__|missing|undefined|n\/?a|tbd|-+|\?+)$/i
const PROGRAM =
  /(^|[^a-z])(system|sys|batch|bot|robot|rpa|service|svc|auto|automatic|automated|daemon|job|scheduler|cron|api|interface|integration|workflow engine|siebel|sap|oracle|salesforce|servicenow|jira)([^a-z]|$)/i
const LEAST_EVENTS = 200

/**
 * Says of an actor that it is nobody or perhaps a program: by its name, because it works in every part of the day alike (a
 * person's least busy eight hours in a row, the night of her zone, hold next to nothing), or because it takes up nearly all
 * that it receives within a second.
 */
export function specialActor(actor: string, { events, hours, received, atOnce }: ActorTally): SpecialActor | null {
  if (NOBODY.test(actor.trim())) return { actor, kind: 'nobody', why: 'its name stands for an empty field' }
  if (PROGRAM.test(actor)) return { actor, kind: 'system', why: 'its name is one of a program' }
  if (events < LEAST_EVENTS) return null
  let least = Number.POSITIVE_INFINITY
  for (let start = 0; start < 24; start += 1) {
    let night = 0
    for (let hour = 0; hour < 8; hour += 1) night += hours[(start + hour) % 24] ?? 0
    least = Math.min(least, night)
  }
  if (least / events > 0.2)
    return {
      actor,
      kind: 'system',
      why: `it works around the clock: even its quietest eight hours hold ${String(Math.round((100 * least) / events))} % of its events`,
    }
  if (received >= LEAST_EVENTS && atOnce / received > 0.9)
    return {
      actor,
      kind: 'system',
      why: `it takes up ${String(Math.round((100 * atOnce) / received))} % of what it receives within a second`,
    }
  return null
}
