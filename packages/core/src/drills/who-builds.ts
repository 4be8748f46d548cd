/** Duties of those who build: what runs is theirs. */
const BUILDS = ['change-owner', 'model', 'prompts'] as const

interface Held {
  readonly duty: string
  readonly person: string
}

/**
 * Whoever is to run the workflow: the operator who was named for it, before and after the transfer; where a playbook
 * names none, whoever has the daily care.
 */
export function operatorsOf(held: readonly Held[]): ReadonlySet<string> {
  const named = holdersOf(held, ['operational-owner'])
  return named.size > 0 ? named : holdersOf(held, ['daily-care'])
}

/**
 * Whoever builds it: the holders of what runs, and, while somebody else is named as the operator, whoever still has the
 * daily care. One person who holds both jobs is an operator.
 */
export function buildersOf(held: readonly Held[]): ReadonlySet<string> {
  const operators = operatorsOf(held)
  return new Set([...holdersOf(held, [...BUILDS, 'daily-care'])].filter((person) => !operators.has(person)))
}

/** Everybody who has a duty of building, operators too: without such a name nobody can be shown to have stayed away. */
export function namedBuilders(held: readonly Held[]): ReadonlySet<string> {
  return new Set([...holdersOf(held, BUILDS), ...buildersOf(held)])
}

function holdersOf(held: readonly Held[], duties: readonly string[]): ReadonlySet<string> {
  return new Set(held.flatMap(({ duty, person }) => (duties.includes(duty) ? [person] : [])))
}
