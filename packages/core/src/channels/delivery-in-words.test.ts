import { expect, test } from 'vitest'
import { type DeliveryFacts, deliveryInWords, reached } from './delivery-in-words.ts'

const toldAt = new Date('2026-11-20T08:00:00Z')
const after = (minutes: number) => new Date(toldAt.getTime() + minutes * 60_000)
const words = (more: Partial<DeliveryFacts>) =>
  deliveryInWords({
    state: 'waiting',
    toldAt,
    endedAt: null,
    attempts: 0,
    lastError: null,
    channel: { state: 'active', failures: 0, lastFailure: null },
    ...more,
  })

test('S280 what became of a message is said in words: arrived, waiting and why, given up and why', () => {
  const fails = { state: 'active', failures: 3, lastFailure: 'The receiver answered 500.' } as const
  expect([
    words({ state: 'delivered', endedAt: after(0.5) }),
    words({ state: 'delivered', endedAt: after(12) }),
    words({ state: 'delivered', endedAt: after(300) }),
    words({}),
    words({ attempts: 1, lastError: 'The receiver answered 422.' }),
    words({ channel: fails }),
    words({ channel: { ...fails, state: 'paused' } }),
    words({ state: 'dead', channel: { ...fails, state: 'off', lastFailure: null } }),
    words({ state: 'dead', lastError: 'The receiver answered 410.' }),
    words({ state: 'dropped', channel: { ...fails, state: 'removed' } }),
    words({ state: 'dropped', lastError: 'Slack knows nobody by this address.' }),
  ]).toEqual([
    'arrived.',
    'arrived 12 minutes later.',
    'arrived 5 hours later.',
    'is on its way.',
    'was not taken yet and is tried again. The receiver answered 422.',
    'waits: the channel fails. The receiver answered 500.',
    'waits: the channel is paused.',
    'did not arrive: the channel was switched off.',
    'did not arrive. The receiver answered 410.',
    'was not sent: the channel was removed.',
    'was not sent. Slack knows nobody by this address.',
  ])
})

test('S280 one way that arrived reached the person; while one waits nobody knows; none left reached nobody', () => {
  expect(reached(['dead', 'delivered'])).toBe(true)
  expect(reached(['dead', 'waiting'])).toBeNull()
  expect(reached([])).toBeNull()
  expect(reached(['dead', 'dropped'])).toBe(false)
})
