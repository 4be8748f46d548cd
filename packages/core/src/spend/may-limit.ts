import { type DutiesFacts, holdersAt, nameIn } from '../duties/assignment.ts'
import { whoMayAssign } from '../duties/may-assign.ts'
import type { Actor } from '../people/roles.ts'
import { listInWords } from '../workflows/in-words.ts'

/** The duty whose holder answers for what a workflow costs. */
export const SPEND_DUTY = 'spend'

export type MayLimit =
  | { readonly kind: 'may' }
  | {
      readonly kind: 'may-not'
      readonly code: 'person-needed' | 'spend-not-yours' | 'spend-nobodys'
      readonly message: string
      readonly mend: string
    }

/** Limits are set by the one person who holds the spend, whatever else somebody may do. */
export function mayLimit(facts: DutiesFacts, actor: Actor, now: Date): MayLimit {
  if (actor.kind !== 'person') {
    return {
      kind: 'may-not',
      code: 'person-needed',
      message: `Cannot set a limit with the key "${actor.name}": what may be spent is decided by a person.`,
      mend: 'Sign in and do it there.',
    }
  }
  const holder = holdersAt(facts.assignments, SPEND_DUTY, now)[0]?.person ?? null
  if (holder === actor.id) return { kind: 'may' }
  if (holder !== null) {
    const name = nameIn(facts.people, holder)
    return {
      kind: 'may-not',
      code: 'spend-not-yours',
      message: `${actor.name} may not set limits: ${name} holds the spend, and answers for it alone.`,
      mend: `Ask ${name}.`,
    }
  }
  const who = whoMayAssign(facts, SPEND_DUTY, now).map((id) => nameIn(facts.people, id))
  return {
    kind: 'may-not',
    code: 'spend-nobodys',
    message: `${actor.name} may not set limits: nobody holds the spend, so nobody answers for it.`,
    mend: `Have the duty "Spend" given to somebody first; ${listInWords(who).replace(/ and (?=[^,]*$)/, ' or ')} may.`,
  }
}
