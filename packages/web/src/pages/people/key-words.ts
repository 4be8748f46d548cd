import { SCOPES, type Scope } from '@dayshift/core'
import type { ApiKey } from '../../api/people.ts'
import { formatRelative, listOf, NBSP } from '../../words/format.ts'

/** What a key does, in the fewest words; `SCOPE_MEANINGS` says it in full. */
const SCOPE_WORDS: { readonly [S in Scope]: string } = {
  'runs:write': 'deliver runs',
  'gate:read': 'fetch the release',
  'runs:read': 'read runs',
  'cases:write': 'decide cases',
  'workflows:write': 'change workflows',
  'ledger:read': 'read the ledger',
}

/** `Deliver runs and fetch the release`, in the order in which scopes are offered everywhere. */
export function scopeWords(scopes: readonly Scope[]): string {
  const words = listOf(SCOPES.filter((scope) => scopes.includes(scope)).map((scope) => SCOPE_WORDS[scope]))
  return words.charAt(0).toUpperCase() + words.slice(1)
}

type Ending = Pick<ApiKey, 'expiresAt'>

export function hasEnded({ expiresAt }: Ending, now: Date): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= now.getTime()
}

/** Within two weeks: time enough to give its hosts another one. */
export function endsSoon(key: Ending, now: Date): boolean {
  if (key.expiresAt === null || hasEnded(key, now)) return false
  return Date.parse(key.expiresAt) - now.getTime() < SOON_MS
}

const SOON_MS = 14 * 86_400_000

/** What happens to whoever uses a key that ends now, most pressing first. */
export function revokeEffects(key: Pick<ApiKey, 'scopes' | 'lastUsedAt'>, now: Date): readonly string[] {
  const { scopes, lastUsedAt } = key
  const isHosts = scopes.includes('gate:read') || scopes.includes('runs:write')
  const use =
    lastUsedAt === null
      ? 'It was never used: nothing stops.'
      : `It was last used ${formatRelative(new Date(lastUsedAt), now)}: whatever uses it is refused within${NBSP}10${NBSP}s.`
  return [
    use,
    ...(isHosts && lastUsedAt !== null
      ? [
          `A host with this key goes on by its last orders until its lease ends; then every unit goes to a person. Its runs wait on its disk until it has another key.`,
        ]
      : []),
    'It can’t be restored. What was done with it stays in the record.',
  ]
}
