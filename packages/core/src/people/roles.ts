/** What a member of a workspace may do. */
export const ROLES = ['admin', 'member', 'viewer'] as const
export type Role = (typeof ROLES)[number]

/** What an API key may do. */
export const SCOPES = ['runs:write', 'runs:read', 'gate:read', 'cases:write', 'workflows:write', 'ledger:read'] as const
export type Scope = (typeof SCOPES)[number]

/** What an act needs; every route and every service function names one. */
export type Permission = Scope | 'people:write' | 'handover:write' | 'cases:read' | 'workflows:read' | 'people:read'

const VIEWER: readonly Permission[] = [
  'runs:read',
  'cases:read',
  'workflows:read',
  'people:read',
  'gate:read',
  'ledger:read',
]
const MEMBER: readonly Permission[] = [...VIEWER, 'cases:write', 'runs:write', 'workflows:write', 'handover:write']
const ADMIN: readonly Permission[] = [...MEMBER, 'people:write']
const OF_ROLE: { readonly [R in Role]: readonly Permission[] } = { viewer: VIEWER, member: MEMBER, admin: ADMIN }

/** What a key with these scopes may do besides the scopes themselves: reading what it writes. */
const OF_SCOPE: { readonly [S in Scope]: readonly Permission[] } = {
  'runs:write': ['runs:write'],
  'runs:read': ['runs:read', 'workflows:read'],
  'gate:read': ['gate:read', 'workflows:read'],
  'cases:write': ['cases:write', 'cases:read'],
  'workflows:write': ['workflows:write', 'workflows:read'],
  'ledger:read': ['ledger:read'],
}

/** Who acts: a person in a role, a key with scopes, or a rule of the product itself. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: 'key'; readonly id: string; readonly name: string; readonly scopes: readonly Scope[] }
  | { readonly kind: 'rule'; readonly id: string; readonly name: string }

export function permits(actor: Actor, permission: Permission): boolean {
  switch (actor.kind) {
    case 'person':
      return OF_ROLE[actor.role].includes(permission)
    case 'key':
      return actor.scopes.some((scope) => OF_SCOPE[scope].includes(permission))
    case 'rule':
      return true
    default:
      return actor satisfies never
  }
}
