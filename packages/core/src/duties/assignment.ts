import type { Playbook } from '../handover/playbook.ts'
import type { PersonFact } from '../handover/facts.ts'

/** Why a person's hold on a duty ended. */
export const ASSIGNMENT_ENDS = ['reassigned', 'given-up', 'left', 'transfer', 'hand-back'] as const
export type AssignmentEnd = (typeof ASSIGNMENT_ENDS)[number]

/** One person's hold on one duty: from its beginning until, not including, its end. */
export interface Assignment {
  readonly duty: string
  readonly person: string
  readonly from: Date
  /** Null while it holds. */
  readonly to: Date | null
  /** Null while it holds. */
  readonly ended: AssignmentEnd | null
}

/** A person as duties see her; `active` is true for a member who may act: not one who left, not a viewer. */
export interface DutyPerson extends PersonFact {
  readonly role: 'admin' | 'member' | 'viewer'
  readonly joinedAt: Date
}

/** What is decided on: the playbook's duties, everything that was ever assigned, and the people of the workspace. */
export interface DutiesFacts {
  readonly playbook: Playbook
  readonly assignments: readonly Assignment[]
  readonly people: readonly DutyPerson[]
}

export function holdsAt({ from, to }: Assignment, instant: Date): boolean {
  return from.getTime() <= instant.getTime() && (to === null || instant.getTime() < to.getTime())
}

/** Whoever holds a duty at an instant, the latest first; more than one is an error state that `problemsOf` tells. */
export function holdersAt(assignments: readonly Assignment[], duty: string, instant: Date): Assignment[] {
  return assignments
    .filter((assignment) => assignment.duty === duty && holdsAt(assignment, instant))
    .toSorted((a, b) => b.from.getTime() - a.from.getTime())
}

export function nameIn(people: readonly PersonFact[], id: string): string {
  return people.find((person) => person.id === id)?.name ?? id
}
