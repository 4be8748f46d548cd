import type { Actor, Role } from '@dayshift/core'

/** Who calls, in which workspace; set on each request before a handler runs. */
export interface Caller {
  readonly workspaceId: string
  readonly actor: Actor
  /** The signed-in person's account; null for an API key. */
  readonly person: { readonly id: string; readonly name: string; readonly email: string; readonly role: Role } | null
}
