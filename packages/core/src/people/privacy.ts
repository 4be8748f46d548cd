/** How a workspace keeps figures of its people. */
export interface PrivacyTerms {
  /** A group of fewer people is shown nowhere. */
  readonly leastGroup: number
  /** Ids of those who may see the figures of other persons; everybody sees her own. */
  readonly maySee: readonly string[]
}

export const DEFAULT_PRIVACY: PrivacyTerms = { leastGroup: 5, maySee: [] }

/** Whether somebody may see the figures of a person. */
export function maySeePerson({ maySee }: PrivacyTerms, reader: string, person: string): boolean {
  return reader === person || maySee.includes(reader)
}

export interface ShownGroups<Group> {
  readonly shown: readonly Group[]
  /** How many are not shown. */
  readonly hidden: number
}

/**
 * Groups in which no single person can be told. Those with fewer people than the least are hidden; where the hidden ones
 * together are still that few, they could be told by taking the others off the whole, so the next smallest is hidden too.
 * A group of nobody tells of nobody.
 */
export function showGroups<Group>(
  groups: readonly Group[],
  peopleIn: (group: Group) => number,
  { leastGroup }: Pick<PrivacyTerms, 'leastGroup'>,
): ShownGroups<Group> {
  const bySize = groups
    .map((group, place) => ({ place, people: peopleIn(group) }))
    .filter(({ people }) => people > 0)
    .toSorted((a, b) => a.people - b.people)
  const hidden = new Set<number>()
  let left = 0
  for (const { place, people } of bySize) {
    if (people >= leastGroup && (hidden.size === 0 || left >= leastGroup)) break
    hidden.add(place)
    left += people
  }
  return { shown: groups.filter((_, place) => !hidden.has(place)), hidden: hidden.size }
}

/** Why groups are missing; null where none is. */
export function hiddenGroupsInWords(hidden: number, leastGroup: number): string | null {
  if (hidden === 0) return null
  return `${hidden === 1 ? 'One group is' : `${String(hidden)} groups are`} not shown: in groups of fewer than ${String(leastGroup)} people single persons could be told.`
}
