import { type DutiesFacts, holdsAt } from '../duties/assignment.ts'
import { onWatch } from '../duties/on-watch.ts'
import type { Actor } from '../people/roles.ts'

/** Ids of those who may answer a flag: whoever is on watch first, then all who hold a duty of the workflow, then admins. */
export function whoMayTriage(facts: DutiesFacts, now: Date): string[] {
  const { person } = onWatch(facts.assignments, facts.people, now)
  const holders = facts.assignments.filter((each) => holdsAt(each, now)).map((each) => each.person)
  const admins = facts.people.filter(({ role }) => role === 'admin').map(({ id }) => id)
  const active = new Set(facts.people.filter((each) => each.active).map(({ id }) => id))
  return [...new Set([...(person === null ? [] : [person]), ...holders, ...admins])].filter((id) => active.has(id))
}

/** A flag is read and answered by people: a key may hand flags in, not judge them. */
export function mayTriage(facts: DutiesFacts, actor: Actor, now: Date): boolean {
  return actor.kind === 'person' && whoMayTriage(facts, now).includes(actor.id)
}
