import type { HandoverFacts, PersonFact } from '../facts.ts'
import type { Playbook } from '../playbook.ts'

/** Whoever holds a duty now. A holder whom nobody knows counts as inactive. */
export function holdersOf({ duties, people }: HandoverFacts, duty: string): readonly PersonFact[] {
  return duties
    .filter((fact) => fact.duty === duty)
    .map(({ person }) => {
      const unknown = { id: person, name: 'somebody who is no longer known', active: false, vendor: false }
      return people.find(({ id }) => id === person) ?? unknown
    })
}

/** The one active person who holds a duty; null where it is nobody, several, or somebody who has left. */
export function holderOf(facts: HandoverFacts, duty: string): PersonFact | null {
  const [holder, ...others] = holdersOf(facts, duty)
  return holder !== undefined && others.length === 0 && holder.active ? holder : null
}

export function nameOf({ people }: HandoverFacts, person: string): string {
  return people.find(({ id }) => id === person)?.name ?? 'somebody who is no longer known'
}

export function dutyName({ duties }: Playbook, duty: string): string {
  return duties.find(({ id }) => id === duty)?.name ?? duty
}
