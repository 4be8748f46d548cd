import type { Severity } from '../alerts/departure.ts'

/** How a person herself is told. */
export const WAYS = ['email', 'slack'] as const
export type Way = (typeof WAYS)[number]

/** How somebody is told who has chosen nothing: of what is urgent on every way, of a note on the screen alone. */
export const PROPOSED_WAYS: { readonly [S in Severity]: readonly Way[] } = {
  urgent: ['email', 'slack'],
  today: ['email'],
  note: [],
}

/** A person's choices, of the severities that she has chosen for. */
export type ChosenWays = { readonly [S in Severity]?: readonly Way[] }

/** On which ways a person is told of a severity. */
export function waysFor(chosen: ChosenWays, severity: Severity): readonly Way[] {
  return chosen[severity] ?? PROPOSED_WAYS[severity]
}

/**
 * Why a choice can't be taken, null where it can. Somebody whom nothing urgent reaches can't be on watch, so that at
 * least one way stays.
 */
export function waysFault(severity: Severity, ways: readonly Way[]): string | null {
  if (severity !== 'urgent' || ways.length > 0) return null
  return 'Cannot leave out every way for what is urgent: whoever is on watch must be reached. Keep e-mail or Slack.'
}
