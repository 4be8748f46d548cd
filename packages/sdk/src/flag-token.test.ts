import { apiKeyDigest, readFlagToken } from '@dayshift/core'
import { expect, test } from 'vitest'
import { createDayshift } from './create-dayshift.ts'

const RUN = '01937a2e-0000-7000-8000-000000000001'
const NOW = Date.UTC(2026, 10, 20, 9)

function hostWith(apiKey: string | undefined) {
  const told: string[] = []
  const dayshift = createDayshift({
    server: 'http://127.0.0.1:9',
    apiKey,
    directory: null,
    clock: { now: () => NOW, monotonic: () => 0 },
    fetch: () => Promise.reject(new Error('nobody is there')),
    log: (_level, message) => told.push(message),
  })
  return { dayshift, told }
}

test('S021 a flag token is signed while the server is away, with the API key that stays here', async () => {
  const { dayshift } = hostWith('ds_secret')
  const token = dayshift.flagToken(RUN, { id: 'ria@example.com', name: 'Ria' }) ?? ''
  const read = readFlagToken(token)
  expect(read?.isSignedWith(apiKeyDigest('ds_secret'))).toBe(true)
  expect(read?.claims).toEqual({
    runId: RUN,
    reporter: { id: 'ria@example.com', name: 'Ria' },
    expiresAt: new Date(NOW + 12 * 3_600_000),
  })
  const [, claims = ''] = token.split('.')
  expect(Buffer.from(claims, 'base64url').toString()).not.toContain('secret')
  await dayshift.close(0)
})

test('it holds as long as asked, a day at most', async () => {
  const { dayshift } = hostWith('ds_secret')
  const minutesOf = (minutes: number) => {
    const token = dayshift.flagToken(RUN, { id: 'r', name: '' }, { minutes })
    return ((readFlagToken(token ?? '')?.claims.expiresAt.getTime() ?? 0) - NOW) / 60_000
  }
  expect([minutesOf(5), minutesOf(1440), minutesOf(9999)]).toEqual([5, 1440, 1440])
  await dayshift.close(0)
})

test('where none can be signed it gives null, says why and never throws', async () => {
  const { dayshift, told } = hostWith(undefined)
  expect(dayshift.flagToken(RUN, { id: 'r', name: 'R' })).toBeNull()
  expect(told.join()).toContain('the host has no API key')
  await dayshift.close(0)
  const keyed = hostWith('ds_secret')
  expect(keyed.dayshift.flagToken(RUN, { id: '', name: 'R' })).toBeNull()
  // @ts-expect-error what plain JavaScript may hand in
  expect(keyed.dayshift.flagToken(RUN, undefined)).toBeNull()
  await keyed.dayshift.close(0)
})
