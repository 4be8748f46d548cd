import { type Assignment, type DutyPerson, holdersAt } from './assignment.ts'

/** Whose turn it is when the one before is nobody's; the last is the active admin who has been here longest. */
export const WATCH_RULES = ['daily-care', 'backup', 'business-owner', 'admin'] as const
export type WatchRule = (typeof WATCH_RULES)[number]

export interface Watch {
  /** Null only where the workspace has no active admin, which people's own rule prevents. */
  readonly person: string | null
  readonly rule: WatchRule | null
  /** True where nobody holds the daily care: somebody else stands in. */
  readonly orphaned: boolean
}

/**
 * The one person who is on watch at an instant: whoever holds the daily care; where nobody does, the backup, then the
 * business owner, then the active admin who joined first. Of exactly one name at every instant, by construction.
 */
export function onWatch(assignments: readonly Assignment[], people: readonly DutyPerson[], instant: Date): Watch {
  const isActive = (id: string) => people.some((person) => person.id === id && person.active)
  for (const rule of ['daily-care', 'backup', 'business-owner'] as const) {
    const holder = holdersAt(assignments, rule, instant).find(({ person }) => isActive(person))
    if (holder !== undefined) return { person: holder.person, rule, orphaned: rule !== 'daily-care' }
  }
  const [admin] = people
    .filter(({ role, active }) => role === 'admin' && active)
    .toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime() || (a.id < b.id ? -1 : 1))
  return { person: admin?.id ?? null, rule: admin === undefined ? null : 'admin', orphaned: true }
}

/** The answer in one sentence. */
export function watchSentence({ rule }: Watch, name: string): string {
  switch (rule) {
    case 'daily-care':
      return `${name} is on watch and holds the daily care.`
    case 'backup':
      return `${name} is on watch as the backup: nobody holds the daily care.`
    case 'business-owner':
      return `${name} is on watch as the business owner: nobody holds the daily care, and there is no backup.`
    case 'admin':
      return `${name} is on watch as the admin who has been here longest: daily care, backup and business owner are nobody's.`
    case null:
      return 'Nobody is on watch: the workspace has no active admin.'
    default:
      return rule satisfies never
  }
}
