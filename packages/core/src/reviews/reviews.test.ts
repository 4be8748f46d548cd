import { describe, expect, test } from 'vitest'
import type { ActFact } from '../handover/facts.ts'
import { deviationsSeen } from '../handover/deviations.ts'
import { daysAgo, factsWith } from '../handover/evaluators/sample-facts.ts'
import { emptyRunDay } from '../runs/measures.ts'
import { attendanceGap, refuseReview, type ReviewTold, type ReviewToHold, signedHash } from './hold-review.ts'
import { launchCommunication } from './launch-communication.ts'
import { PLAN_TEMPLATES } from './plan-templates.ts'
import { isBehind, refuseRelease } from './policy-change.ts'
import { editsSentence, packDeviations, packMetrics, packSentence } from './review-pack.ts'

const act = (kind: ActFact['kind'], at: Date, details: ActFact['details']): ActFact => ({
  id: `${kind}-${at.toISOString()}`,
  kind,
  at,
  by: 'bea',
  people: ['bea'],
  details,
})

describe('holding a review', () => {
  const review: ReviewToHold = {
    name: 'Weekly review',
    day: '2026-11-23',
    state: 'due',
    packHash: 'a'.repeat(64),
    attendedBy: [
      { duty: 'business-owner', name: 'Business owner', person: 'bea' },
      { duty: 'end-user', name: 'Voice of the users', person: 'una' },
    ],
    asks: [{ id: 'scope', question: 'Should it do more?' }],
  }
  const told: ReviewTold = {
    packHash: review.packHash,
    attendance: [
      { duty: 'business-owner', attendance: 'present' },
      { duty: 'end-user', attendance: 'excused' },
    ],
    verdict: 'act',
    words: 'Refunds are slow.',
    answers: { scope: 'The same.' },
    deviations: ['Asks twice for the invoice number'],
    closed: [],
    actions: [{ what: 'Shorten the refund prompt', person: 'una', due: '2026-12-04' }],
  }
  const by = {
    person: { id: 'bea', name: 'Bea' },
    isAdmin: false,
    people: ['bea', 'una'],
    today: '2026-11-24',
  }
  const refusal = (
    overTold: Partial<ReviewTold> = {},
    overReview: Partial<ReviewToHold> = {},
    overBy: Partial<typeof by> = {},
  ) => refuseReview({ ...review, ...overReview }, { ...told, ...overTold }, { ...by, ...overBy })?.code ?? null

  test('S147 one who attends signs it over the pack, and everybody’s attendance is said', () => {
    expect(refusal()).toBeNull()
    expect(refusal({}, { state: 'overdue' })).toBeNull()
    expect(refusal({}, {}, { person: { id: 'max', name: 'Max' } })).toBe('not-your-duty')
    expect(refusal({}, {}, { person: { id: 'max', name: 'Max' }, isAdmin: true })).toBeNull()
    expect(refusal({ attendance: told.attendance.slice(0, 1) })).toBe('attendance-missing')
    expect(refusal({ packHash: 'b'.repeat(64) })).toBe('pack-changed')
    const absent = told.attendance.map((each) => ({ ...each, attendance: 'absent' as const }))
    expect(refusal({ attendance: absent })).toBe('signer-absent')
    expect(refusal({ attendance: absent }, {}, { person: { id: 'max', name: 'Max' }, isAdmin: true })).toBe(
      'nobody-present',
    )
    const nobody = review.attendedBy.map((each) => ({ ...each, person: each.duty === 'end-user' ? null : each.person }))
    const all = told.attendance.map((each) => ({ ...each, attendance: 'present' as const }))
    expect(refusal({ attendance: all }, { attendedBy: nobody })).toBe('attended-by-nobody')
  })

  test('a review is held once, and one that was missed stays missed', () => {
    expect(refusal({}, { state: 'held' })).toBe('review-held')
    expect(refusal({}, { state: 'missed' })).toBe('review-missed')
  })

  test('S160 what a review asks is answered in words; a verdict that wants something names who does it by when', () => {
    expect(refusal({ answers: { scope: ' ' } })).toBe('answer-missing')
    expect(refusal({ words: '' })).toBe('words-missing')
    expect(refusal({ actions: [] })).toBe('action-missing')
    expect(refusal({ verdict: 'on-course', words: '', actions: [] })).toBeNull()
    const [action] = told.actions
    if (action === undefined) throw new Error('no action')
    expect(refusal({ actions: [{ ...action, person: 'nobody' }] })).toBe('action-of-stranger')
    expect(refusal({ actions: [{ ...action, due: '2026-11-23' }] })).toBe('action-past')
  })

  test('the signature holds the pack and every word that was said over it', () => {
    const hash = signedHash(told)
    expect(signedHash({ ...told })).toBe(hash)
    expect(signedHash({ ...told, packHash: 'b'.repeat(64) })).not.toBe(hash)
    expect(signedHash({ ...told, verdict: 'on-course' })).not.toBe(hash)
    expect(signedHash({ ...told, actions: [] })).not.toBe(hash)
  })

  test('S147 who was excused was not there', () => {
    expect(
      attendanceGap([{ duty: 'end-user', name: 'Voice of the users', person: 'una', attendance: 'present' }]),
    ).toBe(null)
    expect(
      attendanceGap([{ duty: 'end-user', name: 'Voice of the users', person: 'una', attendance: 'excused' }]),
    ).toBe('Not there: “Voice of the users” (excused).')
  })
})

describe('launch communication', () => {
  const on = (day: string, phase: string) => act('training', new Date(`${day}T10:00:00.000Z`), { phase })

  test('S183 S184 S185 three phases around the launch, planned and dated, done once they were told', () => {
    const planned = launchCommunication('2026-06-15', [], '2026-05-20')
    expect(planned.phases.map(({ id, from, by, state }) => `${id} ${from} ${by} ${state}`)).toEqual([
      'orientation 2026-06-01 2026-06-15 planned',
      'launch week 2026-06-15 2026-06-22 planned',
      'thirty days 2026-06-22 2026-07-22 planned',
    ])
    expect(planned.sentence).toBe('Next: orientation before the launch, from 1 Jun 2026 to 15 Jun 2026.')
    const told = [on('2026-06-10', 'Orientation'), on('2026-06-17', 'launch week, two groups')]
    const running = launchCommunication('2026-06-15', told, '2026-06-30')
    expect(running.phases.map(({ state }) => state)).toEqual(['done', 'done', 'running'])
    const all = launchCommunication('2026-06-15', [...told, on('2026-07-20', 'Thirty days')], '2026-09-01')
    expect(all.sentence).toBe(
      'All three phases were done: before the launch, in its week, and in the thirty days after.',
    )
    expect(all.launchOnly).toBe(false)
  })

  test('S186 telling people at the launch alone is flagged', () => {
    const only = launchCommunication('2026-06-15', [on('2026-06-17', 'launch week')], '2026-06-30')
    expect(only.launchOnly).toBe(true)
    expect(only.sentence).toContain('People were told at the launch alone')
    expect(launchCommunication('2026-06-15', [], '2026-06-30').launchOnly).toBe(false)
    const after = [on('2026-06-17', 'launch week'), on('2026-07-10', 'thirty days')]
    expect(launchCommunication('2026-06-15', after, '2026-07-30').launchOnly).toBe(false)
  })
})

describe('policy changes', () => {
  const change = { holdsFrom: '2026-11-01', answered: false }
  const at = (day: string) => new Date(`${day}T12:00:00.000Z`)

  test('S320 what runs is behind a policy that holds since it went live, until somebody answers', () => {
    expect(isBehind(change, at('2026-10-01'), '2026-11-20')).toBe(true)
    expect(isBehind(change, at('2026-11-02'), '2026-11-20')).toBe(false)
    expect(isBehind(change, at('2026-10-01'), '2026-10-31')).toBe(false)
    expect(isBehind(change, null, '2026-11-20')).toBe(false)
    expect(isBehind({ ...change, answered: true }, at('2026-10-01'), '2026-11-20')).toBe(false)
  })

  test('S320 a release answers it only where it was made when the policy was known', () => {
    const toldAt = at('2026-11-05')
    const release = (day: string) => ({ name: '2026-11', createdAt: at(day) })
    expect(refuseRelease({ ...change, toldAt }, release('2026-11-06'))).toBeNull()
    expect(refuseRelease({ ...change, toldAt }, release('2026-10-20'))).toContain('before the policy changed')
    // Announced ahead of its day, it can be answered ahead of it.
    const ahead = { ...change, holdsFrom: '2027-01-01', toldAt }
    expect(refuseRelease(ahead, release('2026-11-20'))).toBeNull()
    expect(refuseRelease(ahead, release('2026-11-01'))).not.toBeNull()
  })
})

describe('the pack', () => {
  const until = new Date('2026-11-28T09:00:00.000Z')
  const dayAgo = (days: number, n: number) => ({
    ...emptyRunDay(new Date(until.getTime() - days * 86_400_000).toISOString().slice(0, 10)),
    n,
    automatic: Math.round(n * 0.6),
    review: Math.round(n * 0.3),
    human: Math.round(n * 0.1),
    faultyInputs: Math.round(n * 0.05),
  })

  test('S188 S189 S190 S191 S192 the five figures of the first 90 days, beside those of the window before', () => {
    const days = [dayAgo(1, 200), dayAgo(3, 200), dayAgo(10, 100)]
    const metrics = packMetrics({ days, windowDays: 7, until, users: { now: 4, before: 2, intended: 5 } })
    const of = (id: string) => metrics.find((each) => each.id === id)
    expect(of('completion')).toMatchObject({ now: { value: 60, n: 400 }, before: { value: 60, n: 100 } })
    expect(of('exceptions')).toMatchObject({ now: { value: 40 } })
    expect(of('input-quality')).toMatchObject({ now: { value: 95 } })
    expect(of('active-users')).toMatchObject({ now: { value: 80, n: 5 }, before: { value: 40 } })
    expect(of('latency')).toMatchObject({ now: { kind: 'insufficient' }, missing: 'Not enough yet: 0 of 30.' })
  })

  test('S191 how many use it is unknown until somebody says how many are to', () => {
    const metrics = packMetrics({ days: [], windowDays: 7, until, users: { now: 4, before: 2, intended: null } })
    expect(metrics.find(({ id }) => id === 'active-users')).toMatchObject({
      now: null,
      missing: 'Nobody has said how many people are to use it.',
    })
  })

  test('S318 edits are held against the week before, and chance is not called a change', () => {
    const share = (value: number, n: number, half: number) =>
      ({ kind: 'figure', value, n, interval: { low: value - half, high: value + half } }) as const
    expect(editsSentence(share(40, 100, 9), share(12, 100, 6))).toBe(
      '40 % of 100 drafts were edited, more than the week before (12 % of 100).',
    )
    expect(editsSentence(share(14, 100, 7), share(12, 100, 6))).toContain('much as in the week before')
    expect(editsSentence({ kind: 'insufficient', n: 4, needed: 30 }, share(12, 100, 6))).toContain('4 of 30')
  })

  test('S148 departures that came back stand first, week after week, until they are closed', () => {
    const acts = [
      act('deviation-noted', daysAgo(30), { what: 'Asks twice for the number' }),
      act('deviation-noted', daysAgo(20), { what: 'asks twice for the number ' }),
      act('deviation-noted', daysAgo(2), { what: 'Greets in French' }),
      act('deviation-noted', daysAgo(40), { what: 'Once, long ago' }),
      act('deviation-noted', daysAgo(41), { what: 'Closed since' }),
      act('deviation-noted', daysAgo(35), { what: 'Closed since' }),
      act('concern-closed', daysAgo(34), { what: 'Closed since' }),
    ]
    const found = packDeviations(deviationsSeen(factsWith({ acts }).acts), daysAgo(7))
    expect(found.map(({ what, times, weeks }) => `${what} ${times} ${weeks}`)).toEqual([
      'asks twice for the number 2 2',
      'Greets in French 1 1',
    ])
  })

  test('the pack in one sentence: what is met first, then what needs somebody', () => {
    const number = (verdict: 'met' | 'unmet' | 'unknown') => ({
      name: 'x',
      threshold: '',
      unit: null,
      measured: null,
      verdict,
      sentence: '',
      source: 'target' as const,
    })
    const none = { k: 0, n: 0, interval: null }
    expect(
      packSentence('Billing replies', {
        units: 214,
        purpose: [number('met'), number('unknown')],
        alerts: { raised: 3, useful: none, ignored: none },
        deviations: [{ what: 'x', times: 2, weeks: 2, first: '', last: '', closed: false }],
        openActions: [],
      }),
    ).toBe(
      'Billing replies: 1 of 2 purpose numbers is met and 1 can’t be told yet. 214 units, 3 alerts and 1 departure that comes back.',
    )
  })
})

test('S196 stabilisation over 90 days and the organisation around it are plans: each step has a duty and a day, in order', () => {
  expect(PLAN_TEMPLATES.map(({ id }) => id)).toEqual(['stabilisation', 'organisation'])
  for (const { steps } of PLAN_TEMPLATES) {
    expect(steps.map(({ days }) => days)).toEqual(steps.map(({ days }) => days).toSorted((a, b) => a - b))
    expect(steps.at(-1)?.days).toBe(90)
  }
})
