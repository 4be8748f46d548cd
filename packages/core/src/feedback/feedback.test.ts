import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../json/json.ts'
import { correctionKey, correctionOf, plainCorrection } from './correction.ts'
import { addWorkingDays } from './due-time.ts'
import type { FlagHead } from './flag.ts'
import { apiKeyDigest, keyReference, readFlagToken, signFlagToken } from './flag-token.ts'
import { addWords, judgeFlag } from './judge-flag.ts'
import { mayTriage, whoMayTriage } from './may-triage.ts'
import { receiptSentence } from './receipt.ts'
import { countByWeek, reworkOf } from './rework.ts'

const T0 = new Date('2026-11-20T09:00:00Z')
const MINUTE = 60_000

describe('due times', () => {
  test.each([
    // Friday, and two working days: Tuesday at the same time.
    ['2026-11-20T09:00:00Z', 2, '2026-11-24T09:00:00Z'],
    ['2026-11-23T23:59:59Z', 1, '2026-11-24T23:59:59Z'],
    // What comes on a weekend counts from Monday.
    ['2026-11-21T15:00:00Z', 2, '2026-11-25T00:00:00Z'],
    ['2026-11-22T00:00:00Z', 1, '2026-11-24T00:00:00Z'],
    ['2026-11-20T09:00:00Z', 10, '2026-12-04T09:00:00Z'],
  ])('%s and %i working days are %s', (at, days, due) => {
    expect(addWorkingDays(new Date(at), days)).toEqual(new Date(due))
  })

  test('it never falls on a weekend, nor before the days are over', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 10 }),
        (at, days) => {
          const due = addWorkingDays(at, days)
          expect([0, 6]).not.toContain(due.getUTCDay())
          expect(due.getTime() - at.getTime()).toBeGreaterThanOrEqual(days * 24 * 60 * MINUTE)
        },
      ),
    )
  })
})

describe('flag tokens', () => {
  const digest = apiKeyDigest('ds_secret')
  const claims = {
    runId: 'run-1',
    reporter: { id: 'ria@example.com', name: 'Ria Ωmega' },
    expiresAt: new Date('2026-11-20T21:00:00Z'),
  }

  test('what was signed is read back, by the same key alone', () => {
    const read = readFlagToken(signFlagToken(digest, claims))
    expect(read?.claims).toEqual(claims)
    expect(read?.keyReference).toBe(keyReference(digest))
    expect(read?.isSignedWith(digest)).toBe(true)
    expect(read?.isSignedWith(apiKeyDigest('ds_other'))).toBe(false)
  })

  test('SHA-256 and HMAC are as published (FIPS 180-4; checked against OpenSSL)', () => {
    // printf ds_secret | openssl dgst -sha256
    expect(Buffer.from(digest).toString('hex')).toBe('b4b933f177e5250584f6ee7c1ef0c8be36c6bad9670dfaae9f942957a05bf603')
  })

  test('a token with one letter changed is not signed, or none', () => {
    const token = signFlagToken(digest, claims)
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'ABCxyz019-_.'), (at, letter) => {
        fc.pre(token.charAt(at) !== letter)
        const changed = token.slice(0, at) + letter + token.slice(at + 1)
        // The last digit of Base64 holds bits that mean nothing; the text differs all the same.
        expect(readFlagToken(changed)?.isSignedWith(digest) ?? false).toBe(false)
      }),
    )
  })

  test('whatever is no token is read as none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readFlagToken(text)?.isSignedWith(digest) ?? false).toBe(false)
      }),
    )
    for (const bad of ['', 'ds1..', 'ds1.W10.x', 'ds2.a.b', 'ds1.a.b.c', 'ds1.____.x'])
      expect(readFlagToken(bad)).toBeNull()
  })
})

describe('verdicts', () => {
  const flag: FlagHead = { kind: 'output', state: 'waiting', verdict: null, failureCaseId: null, dueAt: T0 }

  test('wrong needs a failure case; right, unclear and elsewhere need words', () => {
    const judge = (
      verdict: 'wrong' | 'right' | 'unclear' | 'elsewhere' | 'reliability',
      answer = '',
      failureCaseId: string | null = null,
    ) => judgeFlag(flag, { verdict, answer, failureCaseId })
    expect(judge('wrong')).toMatchObject({ kind: 'refused', code: 'failure-case-needed' })
    expect(judge('wrong', '', 'case-1')).toMatchObject({ state: 'answered', failureCaseId: 'case-1' })
    for (const verdict of ['right', 'unclear', 'elsewhere'] as const) {
      expect(judge(verdict, '  ')).toMatchObject({ kind: 'refused', code: 'answer-needed' })
    }
    expect(judge('unclear', 'Which?')).toMatchObject({ state: 'asked' })
    expect(judge('right', 'Because.', 'case-1')).toMatchObject({ state: 'answered', failureCaseId: null })
    expect(judge('reliability')).toMatchObject({ state: 'answered' })
  })

  test('S030 what speaks of the workflow as a whole is no wrong output', () => {
    const whole = { ...flag, kind: 'reliability' as const }
    expect(judgeFlag(whole, { verdict: 'wrong', answer: '', failureCaseId: 'case-1' })).toMatchObject({
      code: 'no-output',
    })
  })

  test('the same verdict again without words changes nothing; with words it is said once more', () => {
    const answered: FlagHead = { ...flag, state: 'answered', verdict: 'reliability' }
    expect(judgeFlag(answered, { verdict: 'reliability', answer: '', failureCaseId: null })).toEqual({
      kind: 'unchanged',
    })
    expect(judgeFlag(answered, { verdict: 'reliability', answer: 'More.', failureCaseId: null })).toMatchObject({
      kind: 'judged',
    })
  })

  test('words after a question bring it back with a new due time; words before and after an answer move nothing', () => {
    expect(addWords({ ...flag, state: 'asked' }, T0, 2)).toEqual({
      state: 'waiting',
      dueAt: new Date('2026-11-24T09:00:00Z'),
    })
    expect(addWords(flag, T0, 2)).toEqual({ state: 'waiting', dueAt: T0 })
    expect(addWords({ ...flag, state: 'answered' }, T0, 2)).toEqual({ state: 'answered', dueAt: T0 })
  })
})

test('S043 who may answer: whoever is on watch first, then holders of duties and admins; nobody who left, and no key', () => {
  const person = (id: string, role: 'admin' | 'member' | 'viewer', active = true) => ({
    id,
    name: id,
    role,
    active,
    vendor: false,
    joinedAt: new Date('2026-01-01T00:00:00Z'),
  })
  const hold = (duty: string, id: string) => ({
    duty,
    person: id,
    from: new Date('2026-02-01T00:00:00Z'),
    to: null,
    ended: null,
  })
  const facts = {
    playbook: { duties: [] } as never, // not read
    people: [
      person('ada', 'admin'),
      person('olu', 'member'),
      person('bo', 'member'),
      person('gone', 'member', false),
      person('mara', 'member'),
    ],
    assignments: [hold('model', 'bo'), hold('daily-care', 'olu'), hold('backup', 'gone')],
  }
  expect(whoMayTriage(facts, T0)).toEqual(['olu', 'bo', 'ada'])
  const actor = (id: string) => ({ kind: 'person', id, name: id, role: 'member' }) as const
  expect(['olu', 'bo', 'mara', 'gone'].map((id) => mayTriage(facts, actor(id), T0))).toEqual([true, true, false, false])
  expect(mayTriage(facts, { kind: 'key', id: 'olu', name: 'key', scopes: ['cases:write'] }, T0)).toBe(false)
})

test('S021 the receipt says who answers by when, then what was answered', () => {
  const facts = {
    state: 'waiting',
    verdict: null,
    by: 'Olu',
    dueAt: new Date('2026-12-02T09:00:00Z'),
    answeredAt: null,
    now: T0,
  } as const
  expect(receiptSentence(facts)).toBe('Thank you; Olu will answer by 2 Dec 2026.')
  expect(receiptSentence({ ...facts, by: null })).toBe('Thank you; The team will answer by 2 Dec 2026.')
  expect(receiptSentence({ ...facts, now: new Date('2026-12-02T09:00:01Z') })).toBe(
    'Thank you; Olu was to answer by 2 Dec 2026 and has been reminded.',
  )
  const answered = { ...facts, state: 'answered', answeredAt: new Date('2026-11-21T09:00:00Z') } as const
  expect(receiptSentence({ ...answered, verdict: 'right' })).toBe('Olu answered on 21 Nov 2026: it is right after all.')
  expect(receiptSentence({ ...answered, state: 'asked', verdict: 'unclear' })).toBe('Olu asked back on 21 Nov 2026.')
})

describe('S247 the same error is recognised', () => {
  const schema = {
    type: 'object',
    properties: { category: { enum: ['refund', 'chargeback'] }, days: { type: 'integer' }, reply: { type: 'string' } },
  }
  const keyOf = (draft: Json, final: Json) => {
    const correction = correctionOf(draft, final, schema)
    return correction === null ? null : correctionKey(correction)
  }

  test('one skipped field is one error, whatever is filled in', () => {
    const one = keyOf({ reply: 'Hello Ann' }, { reply: 'Hello Ann', deadline: '1 May' })
    expect(one).not.toBeNull()
    expect(keyOf({ reply: 'Good day' }, { reply: 'Good day', deadline: '9 June' })).toBe(one)
    expect(keyOf({ reply: 'x', deadline: '' }, { reply: 'x', deadline: '3 July' })).toBe(one)
    expect(keyOf({ reply: 'x' }, { reply: 'x', other: 'y' })).not.toBe(one)
  })

  test('one odd classification is one error; the other way round it is another', () => {
    const one = keyOf({ category: 'refund', days: 3 }, { category: 'chargeback', days: 3 })
    expect(keyOf({ category: 'refund', days: 9 }, { category: 'chargeback', days: 9 })).toBe(one)
    expect(keyOf({ category: 'chargeback' }, { category: 'refund' })).not.toBe(one)
  })

  test('the same words replaced in two texts are one error; a text written anew is none', () => {
    const one = keyOf(
      { reply: 'Dear Ann, within 14 days you get it.' },
      { reply: 'Dear Ann, within 10 days you get it.' },
    )
    expect(keyOf({ reply: 'Hi Bo! It takes 14 days.' }, { reply: 'Hi Bo! It takes 10 days.' })).toBe(one)
    expect(keyOf({ reply: 'It takes 14 days.' }, { reply: 'It takes 30 days.' })).not.toBe(one)
    const anew = 'We are sorry to hear that and have sent the invoice once more today'
    expect(
      keyOf({ reply: 'It takes fourteen days until the money is back in your account' }, { reply: anew }),
    ).toBeNull()
    expect(keyOf({ reply: 'same' }, { reply: 'same' })).toBeNull()
    expect(keyOf({ reply: 'same' }, { reply: 'same', note: null })).toBeNull()
  })

  test('what is kept in the clear names no value but those that the schema lists', () => {
    const correction = correctionOf(
      { category: 'refund', reply: 'Dear Ann' },
      { category: 'chargeback', reply: 'Dear Bo' },
      schema,
    )
    expect(plainCorrection(correction ?? [])).toEqual([
      { path: '/category', kind: 'changed', from: 'refund', to: 'chargeback', listed: true },
      { path: '/reply', kind: 'reworded', from: null, to: null, listed: false },
    ])
  })

  test('whatever two outputs are, comparing them ends, and an output equals itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(correctionOf(a as Json, a as Json, schema)).toBeNull()
        const correction = correctionOf(a as Json, b as Json, schema)
        expect(correction === null || (correction.length > 0 && correction.length <= 8)).toBe(true)
      }),
    )
  })
})

test('S247 rework is summed from seeing to deciding; what nobody measured is unknown, never nothing', () => {
  const at = (shown: number | null, decided: number) => ({
    shownAt: shown === null ? null : new Date(T0.getTime() + shown * MINUTE),
    decidedAt: new Date(T0.getTime() + decided * MINUTE),
  })
  expect(reworkOf([at(0, 2), at(0, 1.5), at(null, 9), at(0, 61), at(5, 3)])).toEqual({
    n: 5,
    minutes: 3.5,
    known: 2,
    unknown: 3,
  })
  expect(reworkOf([])).toEqual({ n: 0, minutes: 0, known: 0, unknown: 0 })
})

test('weeks are counted back from now, the last one ends with it', () => {
  const ago = (days: number) => new Date(T0.getTime() - days * 24 * 60 * MINUTE)
  expect(countByWeek([ago(0), ago(6.9), ago(7), ago(20), ago(21), ago(-1)], T0, 3)).toEqual([1, 1, 2])
})
