import { queryOptions } from '@tanstack/react-query'
import { client, dataOf, type Wire } from './client.ts'
import { ApiProblem, serverGone } from './problem.ts'

export type Session = Wire['Session']
export type Person = Wire['Person']
export type ApiKey = Wire['ApiKey']
export type Privacy = Wire['Privacy']

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => dataOf(client.GET('/api/v1/session')),
  staleTime: 5 * 60_000,
  meta: { topics: ['people'] },
})

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => dataOf(client.GET('/api/v1/setup')),
  staleTime: 60_000,
})

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => dataOf(client.GET('/api/v1/people')),
  meta: { topics: ['people', 'cases'] },
})

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: () => dataOf(client.GET('/api/v1/keys')),
  meta: { topics: ['people'] },
})

export const privacyQuery = queryOptions({
  queryKey: ['privacy'],
  queryFn: () => dataOf(client.GET('/api/v1/privacy')),
  meta: { topics: ['people', 'trust'] },
})

export const setPrivacy = (body: Wire['PrivacyRequest']) => dataOf(client.POST('/api/v1/privacy', { body }))
export const setUp = (body: Wire['SetupRequest']) => dataOf(client.POST('/api/v1/setup', { body }))
export const addPerson = (body: Wire['AddPersonRequest']) => dataOf(client.POST('/api/v1/people', { body }))
export const changePerson = (id: string, body: Wire['ChangePersonRequest']) =>
  dataOf(client.PATCH('/api/v1/people/{id}', { params: { path: { id } }, body }))
export const resetPassword = (id: string, password: string) =>
  dataOf(client.POST('/api/v1/people/{id}/password', { params: { path: { id } }, body: { password } }))
export const createKey = (body: Wire['CreateKeyRequest']) => dataOf(client.POST('/api/v1/keys', { body }))
export const revokeKey = (id: string) => dataOf(client.DELETE('/api/v1/keys/{id}', { params: { path: { id } } }))

export const signIn = (email: string, password: string) =>
  identity('sign-in/email', { email, password }, 'Sign-in refused', 'E-mail and password do not belong together.')
export const signOut = () => identity('sign-out', {}, 'Sign-out failed', 'You are still signed in.')
export const changePassword = (currentPassword: string, newPassword: string) =>
  identity(
    'change-password',
    { currentPassword, newPassword, revokeOtherSessions: true },
    'Password not changed',
    'The present password is not right, or the new one is too short.',
  )

/** Sign-in is the identity part's own interface, beside `/api/v1` and not in its document. */
async function identity(path: string, body: object, title: string, refused: string): Promise<void> {
  const response = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null)
  if (response === null || response.status >= 502) throw serverGone()
  if (response.ok) return
  const tooMany = response.status === 429
  throw new ApiProblem({
    status: response.status,
    code: tooMany ? 'too-many-tries' : 'refused',
    title: tooMany ? 'Too many tries' : title,
    detail: tooMany ? 'Wait a minute, then try again.' : refused,
  })
}
