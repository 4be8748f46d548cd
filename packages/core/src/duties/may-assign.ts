import type { Actor } from '../people/roles.ts'
import { listInWords } from '../workflows/in-words.ts'
import { type DutiesFacts, holdersAt, nameIn } from './assignment.ts'
import type { DutyWish } from './assign-duties.ts'

export type MayAssign =
  | { readonly kind: 'may' }
  | {
      readonly kind: 'may-not'
      readonly code: 'person-needed' | 'not-yours'
      readonly message: string
      readonly mend: string
    }

/**
 * Who may move duties: an admin, the business owner and the change owner any of them (the business owner's own duty
 * only an admin or herself); everybody may take one that nobody holds, and give up her own. A key may none.
 */
export function mayAssign(facts: DutiesFacts, actor: Actor, wishes: readonly DutyWish[], now: Date): MayAssign {
  if (actor.kind !== 'person') {
    return {
      kind: 'may-not',
      code: 'person-needed',
      message: `Cannot assign duties with the key "${actor.name}": who answers for what is decided by a person.`,
      mend: 'Sign in and do it there.',
    }
  }
  const holds = (duty: string) => holdersAt(facts.assignments, duty, now).some(({ person }) => person === actor.id)
  const may = ({ duty, person }: DutyWish): boolean => {
    if (actor.role === 'admin' || holds('business-owner')) return true
    const holders = holdersAt(facts.assignments, duty, now)
    if (holds('change-owner') && (duty !== 'business-owner' || holders.length === 0)) return true
    // Taking what is hers already changes nothing: a request that is sent twice is no fault.
    if (person === actor.id && (holders.length === 0 || holds(duty))) return true
    return person === null && holds(duty)
  }
  const refused = wishes.find((wish) => !may(wish))
  if (refused === undefined) return { kind: 'may' }
  const name = facts.playbook.duties.find(({ id }) => id === refused.duty)?.name ?? refused.duty
  const who = whoMayAssign(facts, refused.duty, now)
  return {
    kind: 'may-not',
    code: 'not-yours',
    message: `${actor.name} may not assign "${name}": it takes an admin, the business owner${refused.duty === 'business-owner' ? '' : ' or the change owner'}.`,
    mend: `Ask ${listInWords(who.map((id) => nameIn(facts.people, id))).replace(/ and (?=[^,]*$)/, ' or ')}.`,
  }
}

/** Ids of those who may assign this duty whatever its state, without doubles. */
export function whoMayAssign(facts: DutiesFacts, duty: string, now: Date): string[] {
  const owners = ['business-owner', ...(duty === 'business-owner' ? [] : ['change-owner'])]
  const active = (id: string) => facts.people.some((person) => person.id === id && person.active)
  const holders = owners.flatMap((owner) => holdersAt(facts.assignments, owner, now).map(({ person }) => person))
  const admins = facts.people.filter(({ role, active: here }) => role === 'admin' && here).map(({ id }) => id)
  return [...new Set([...holders.filter(active), ...admins])]
}
