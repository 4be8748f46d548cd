import { readFileSync } from 'node:fs'
import { createApiClient } from './api-client.ts'

/** How to sign in to the example workspace; also shown on the sign-in page. */
export const EXAMPLE_SIGN_IN = { email: 'ada@example.com', password: 'day-shift-example' } as const

const OLU = 'olu@example.com'
const PASSWORD = EXAMPLE_SIGN_IN.password
const PEOPLE = [
  { name: 'Olu Operator', email: OLU, role: 'member' },
  { name: 'Vera Viewer', email: 'vera@example.com', role: 'viewer' },
] as const

/** Quick, so that the example moves while one looks at it: as many units as a judgement needs, no waiting time. */
const PACE = { hours: 0, units: 30 } as const

const BUDGET = {
  currency: 'USD',
  committedValue: '60000',
  basedOn: 0,
  lines: [
    { line: 'prototype', planned: '6000', why: 'Three weeks of one builder.' },
    { line: 'transition', planned: '4000', why: 'Practice, runbook and the early support.' },
    { line: 'operation', planned: '5000', why: 'Model, hosting and the daily care.' },
    { line: 'maintenance', planned: '6000', why: 'New policies and the yearly model change.' },
  ],
} as const

/**
 * Lays the example workspace into an empty server, by the acts that people would do: first set-up, people, the proposed
 * manifest, who answers for it, their approvals, the start, a key for the host. Gives the key's secret.
 */
export async function layInExample(server: string, setupCode: string, manifestFile: string): Promise<string> {
  const ada = createApiClient(server)
  await ada.call('POST', '/api/v1/setup', {
    code: setupCode,
    workspace: 'Harbour Billing (example)',
    name: 'Ada Admin',
    ...EXAMPLE_SIGN_IN,
  })
  await ada.call('POST', '/api/auth/sign-in/email', EXAMPLE_SIGN_IN)
  const { person: me } = await ada.call<{ person: { id: string } }>('GET', '/api/v1/session')
  const ids = new Map<string, string>()
  for (const person of PEOPLE) {
    const added = await ada.call<{ id: string }>('POST', '/api/v1/people', { ...person, password: PASSWORD })
    ids.set(person.email, added.id)
  }
  const olu = createApiClient(server)
  await olu.call('POST', '/api/auth/sign-in/email', { email: OLU, password: PASSWORD })

  const manifest = readFileSync(manifestFile, 'utf8')
  const slug = /^workflow: (.+)$/m.exec(manifest)?.[1] ?? ''
  const at = `/api/v1/workflows/${slug}`
  const { change } = await ada.call<{ change: { id: string; contentHash: string } }>('POST', `${at}/changes`, {
    manifest,
    why: 'The billing desk wants drafts within minutes.',
    pace: PACE,
  })
  await ada.call('POST', `${at}/duties`, {
    duties: [
      { duty: 'change-owner', person: me.id },
      { duty: 'business-owner', person: me.id },
      { duty: 'daily-care', person: ids.get(OLU) },
      { duty: 'operational-owner', person: ids.get(OLU) },
    ],
  })
  // No unit meets it before somebody will run it and its value carries its whole cost.
  await ada.call('POST', `${at}/money`, BUDGET)
  await ada.call('POST', `${at}/handover/advance`, { from: 'design' })
  const { contentHash } = change
  for (const client of [olu, ada]) {
    await client.call('POST', `${at}/changes/${change.id}/approve`, { contentHash })
  }
  await ada.call('POST', `${at}/changes/${change.id}/start`, { contentHash })
  const { secret } = await ada.call<{ secret: string }>('POST', '/api/v1/keys', {
    name: 'Billing replies host',
    scopes: ['runs:write', 'gate:read'],
  })
  return secret
}
