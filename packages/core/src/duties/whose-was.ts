import { type Assignment, type AssignmentEnd, holdersAt } from './assignment.ts'

/** Whose job it was: a person with the limits of her hold, or nobody, between whom. */
export type WhoseWas =
  | { readonly kind: 'person'; readonly person: string; readonly since: Date; readonly until: Date | null }
  | {
      readonly kind: 'nobody'
      /** Who held it last before, and how that ended; null where nobody ever had. */
      readonly before: { readonly person: string; readonly until: Date; readonly ended: AssignmentEnd } | null
      /** When somebody took it again; null where nobody has. */
      readonly until: Date | null
    }

/** "Whose job was this at that time?": one look-up. */
export function whoseWas(assignments: readonly Assignment[], duty: string, instant: Date): WhoseWas {
  const [holder] = holdersAt(assignments, duty, instant)
  if (holder !== undefined) return { kind: 'person', person: holder.person, since: holder.from, until: holder.to }
  const ofDuty = assignments.filter((assignment) => assignment.duty === duty)
  const at = instant.getTime()
  const before = ofDuty
    .flatMap(({ person, to, ended }) =>
      to !== null && ended !== null && to.getTime() <= at ? [{ person, until: to, ended }] : [],
    )
    .toSorted((a, b) => b.until.getTime() - a.until.getTime())[0]
  const next = ofDuty
    .filter(({ from, to }) => from.getTime() > at && (to === null || to.getTime() > from.getTime()))
    .toSorted((a, b) => a.from.getTime() - b.from.getTime())[0]
  return { kind: 'nobody', before: before ?? null, until: next?.from ?? null }
}
