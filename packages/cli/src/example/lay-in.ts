import { readFileSync } from 'node:fs'
import { createApiClient } from './api-client.ts'

/** How to sign in to the example workspace; also shown on the sign-in page. */
export const EXAMPLE_SIGN_IN = { email: 'ada@example.com', password: 'day-shift-example' } as const

const PEOPLE = [
  { name: 'Olu Operator', email: 'olu@example.com', role: 'member' },
  { name: 'Vera Viewer', email: 'vera@example.com', role: 'viewer' },
] as const

/**
 * Lays the example workspace into an empty server, by the acts that a person would do: first set-up, people, the
 * workflow's manifest, its activation, a key for the host. Gives the key's secret.
 */
export async function layInExample(server: string, setupCode: string, manifestFile: string): Promise<string> {
  const client = createApiClient(server)
  await client.call('POST', '/api/v1/setup', {
    code: setupCode,
    workspace: 'Harbour Billing (example)',
    name: 'Ada Admin',
    ...EXAMPLE_SIGN_IN,
  })
  await client.call('POST', '/api/auth/sign-in/email', EXAMPLE_SIGN_IN)
  for (const person of PEOPLE)
    await client.call('POST', '/api/v1/people', { ...person, password: EXAMPLE_SIGN_IN.password })
  const { workflow, release } = await client.call<{ workflow: string; release: { hash: string } }>(
    'POST',
    '/api/v1/workflows',
    {
      manifest: readFileSync(manifestFile, 'utf8'),
    },
  )
  await client.call('POST', `/api/v1/workflows/${workflow}/activate`, { release: release.hash })
  const { secret } = await client.call<{ secret: string }>('POST', '/api/v1/keys', {
    name: 'Billing replies host',
    scopes: ['runs:write', 'gate:read'],
  })
  return secret
}
