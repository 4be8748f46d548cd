import type { Permission } from '@dayshift/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { sessionQuery, type Session } from '../api/people.ts'

/** Who is signed in; the shell is shown to nobody else. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

/** Whether the one who is signed in may do this. The server decides; this only spares a button that would be refused. */
export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission)
}
