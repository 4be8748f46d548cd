import { queryOptions, skipToken } from '@tanstack/react-query'
import type { Wire } from '../../api/client.ts'

export type TakenIn = Wire['ReleaseCreated']

/** What the server said when this browser handed a release in; kept for the release's page until it is left for good. */
export const takenInQuery = (hash: string) =>
  queryOptions<TakenIn>({ queryKey: ['taken-in', hash], queryFn: skipToken, staleTime: Infinity, gcTime: Infinity })
