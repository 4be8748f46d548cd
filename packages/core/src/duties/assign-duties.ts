import type { PlaybookDuty } from '../handover/playbook.ts'
import { listInWords } from '../workflows/in-words.ts'
import { type Assignment, type AssignmentEnd, type DutiesFacts, holdersAt, nameIn } from './assignment.ts'

/** A duty and whoever shall hold it; `person` null empties it. */
export interface DutyWish {
  readonly duty: string
  readonly person: string | null
}

export interface DutyMove {
  readonly duty: string
  readonly before: string | null
  readonly after: string | null
}

export interface DutyRefusal {
  readonly kind: 'refused'
  readonly code: 'unknown-duty' | 'unknown-person' | 'not-active' | 'vendor' | 'combination' | 'twice'
  readonly duty: string
  readonly message: string
  readonly mend: string
}

export type DutiesAssigned =
  | {
      readonly kind: 'assigned'
      /** The one instant at which all former holds end and all new ones begin. */
      readonly at: Date
      readonly moves: readonly DutyMove[]
      readonly warnings: readonly string[]
    }
  | DutyRefusal

/**
 * Decides on new holders for some duties, all at one instant or none: whoever held one of them ceases in the instant in
 * which the next begins, so that a duty never has two. What stays as it is makes no move. Combinations are judged as
 * they stand after all moves. The instant is never before one at which one of these duties moved already.
 */
export function assignDuties(facts: DutiesFacts, wishes: readonly DutyWish[], now: Date): DutiesAssigned {
  const { playbook, people, assignments } = facts
  const seen = new Set<string>()
  for (const { duty, person } of wishes) {
    const refusal = refusalOf(facts, duty, person)
    if (refusal !== null) return refusal
    if (seen.has(duty)) {
      return {
        kind: 'refused',
        code: 'twice',
        duty,
        message: `Cannot assign "${duty}" twice at one instant: a duty has exactly one name.`,
        mend: 'Name each duty once.',
      }
    }
    seen.add(duty)
  }
  const at = instantFor(assignments, seen, now)
  const moves = wishes.flatMap(({ duty, person }) => {
    const before = holdersAt(assignments, duty, at)[0]?.person ?? null
    return before === person ? [] : [{ duty, before, after: person }]
  })
  const after = applyMoves(assignments, moves, at, 'reassigned')
  for (const { duty, after: person } of moves) {
    if (person === null) continue
    const clash = clashOf(playbook.duties, after, duty, person, at)
    if (clash !== null) {
      return {
        kind: 'refused',
        code: 'combination',
        duty,
        message: `Cannot give "${nameOf(playbook.duties, duty)}" to ${nameIn(people, person)}, who also holds "${nameOf(playbook.duties, clash)}": the playbook "${playbook.name}" wants two people for these.`,
        mend: `Give one of the two to somebody else.`,
      }
    }
  }
  return { kind: 'assigned', at, moves, warnings: warningsOf(facts, after, moves, at) }
}

/** The assignments as they stand after moves that were decided: former holds are ended, new ones open. */
export function applyMoves(
  assignments: readonly Assignment[],
  moves: readonly DutyMove[],
  at: Date,
  because: AssignmentEnd,
): Assignment[] {
  const moved = new Map(moves.map((move) => [move.duty, move]))
  const kept = assignments.map((assignment) => {
    const move = moved.get(assignment.duty)
    if (move === undefined || assignment.to !== null) return assignment
    return { ...assignment, to: at, ended: move.after === null && because === 'reassigned' ? 'given-up' : because }
  })
  const begun = moves.flatMap(({ duty, after }) =>
    after === null ? [] : [{ duty, person: after, from: at, to: null, ended: null }],
  )
  return [...kept, ...begun]
}

/**
 * Where a leaver's duties go: each to the backup at once, except where there is none who may hold it: then to nobody,
 * and it shows as orphaned. Combinations are not asked here: one name with a warning is better than none.
 */
export function leaverMoves(facts: DutiesFacts, leaver: string, now: Date): { at: Date; moves: DutyMove[] } {
  const open = facts.assignments.filter(({ person, to }) => person === leaver && to === null)
  const backup = holdersAt(facts.assignments, 'backup', now).find(({ person }) => person !== leaver)?.person ?? null
  const at = instantFor(facts.assignments, new Set(open.map(({ duty }) => duty)), now)
  const moves = open.map(({ duty }) => {
    const mayTakeIt = duty !== 'backup' && backup !== null && refusalOf(facts, duty, backup) === null
    return { duty, before: leaver, after: mayTakeIt ? backup : null }
  })
  return { at, moves }
}

/** Why this person may not hold this duty, whatever else she holds; null where she may. */
export function refusalOf(facts: DutiesFacts, dutyId: string, personId: string | null): DutyRefusal | null {
  const { playbook, people } = facts
  const duty = playbook.duties.find(({ id }) => id === dutyId)
  if (duty === undefined) {
    // A duty of an earlier playbook can still be emptied.
    if (personId === null && facts.assignments.some((each) => each.duty === dutyId && each.to === null)) return null
    return {
      kind: 'refused',
      code: 'unknown-duty',
      duty: dutyId,
      message: `Cannot assign the duty "${dutyId}": the playbook "${playbook.name}" has none of that name.`,
      mend: `Take one of ${playbook.duties.map(({ id }) => id).join(', ')}.`,
    }
  }
  if (personId === null) return null
  const person = people.find(({ id }) => id === personId)
  if (person === undefined) {
    return {
      kind: 'refused',
      code: 'unknown-person',
      duty: dutyId,
      message: `Cannot give "${duty.name}" to "${personId}": nobody of that id is in this workspace.`,
      mend: 'Take a person from the list of people, or add her there first.',
    }
  }
  if (!person.active) {
    const isViewer = person.role === 'viewer'
    return {
      kind: 'refused',
      code: 'not-active',
      duty: dutyId,
      message: `Cannot give "${duty.name}" to ${person.name}: ${isViewer ? 'a viewer reads and may not act' : 'the membership has ended'}.`,
      mend: isViewer ? 'Have an admin change the role to member first.' : 'Name somebody who is here.',
    }
  }
  if (person.vendor && !duty.vendorMayHold) {
    return {
      kind: 'refused',
      code: 'vendor',
      duty: dutyId,
      message: `Cannot give "${duty.name}" to ${person.name}, who works for a vendor: it stays inside the organisation.`,
      mend: "Name one of your own people; the vendor's part can be agreed in writing beside it.",
    }
  }
  return null
}

/** Another duty of the same person that must have another holder; null where all she holds go together. */
function clashOf(
  duties: readonly PlaybookDuty[],
  assignments: readonly Assignment[],
  duty: string,
  person: string,
  at: Date,
): string | null {
  const others = duties.filter(
    ({ id }) => id !== duty && holdersAt(assignments, id, at).some((each) => each.person === person),
  )
  return others.find(({ id }) => mayNotGoTogether(duties, duty, id))?.id ?? null
}

export function mayNotGoTogether(duties: readonly PlaybookDuty[], one: string, other: string): boolean {
  const forbids = (a: string, b: string) => duties.find(({ id }) => id === a)?.notWith.includes(b) ?? false
  return forbids(one, other) || forbids(other, one)
}

function warningsOf(
  { playbook, people }: DutiesFacts,
  after: readonly Assignment[],
  moves: readonly DutyMove[],
  at: Date,
): string[] {
  const movers = new Set(moves.flatMap(({ after: person }) => (person === null ? [] : [person])))
  return [...movers].flatMap((person) => {
    const held = playbook.duties.filter(({ id }) => holdersAt(after, id, at).some((each) => each.person === person))
    const has = (id: string) => held.some((duty) => duty.id === id)
    const name = nameIn(people, person)
    const layer = (wanted: PlaybookDuty['layer']) => held.filter(({ layer: its }) => its === wanted)
    const both = layer('performance').length > 0 && layer('infrastructure').length > 0
    return [
      ...(has('change-owner') && has('daily-care')
        ? [
            `${name} holds both jobs, the next version and the daily care: ${playbook.onePersonMayHoldBoth ? 'this playbook lets one person do so, and every approval of an own change says it' : 'before the transfer that is usual, after it it is not'}.`,
          ]
        : []),
      ...(both
        ? [
            `${name} holds ${listInWords(layer('performance').map((duty) => `"${duty.name}"`))} of the performance layer and ${listInWords(layer('infrastructure').map((duty) => `"${duty.name}"`))} of the infrastructure layer: these usually have different people.`,
          ]
        : []),
    ]
  })
}

/** Clocks of two servers may differ: a hold never ends before it began. */
function instantFor(assignments: readonly Assignment[], duties: ReadonlySet<string>, now: Date): Date {
  const latest = assignments
    .filter(({ duty }) => duties.has(duty))
    .reduce((last, { from, to }) => Math.max(last, from.getTime(), to?.getTime() ?? 0), 0)
  return new Date(Math.max(now.getTime(), latest))
}

function nameOf(duties: readonly PlaybookDuty[], id: string): string {
  return duties.find((duty) => duty.id === id)?.name ?? id
}
