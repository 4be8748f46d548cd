import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACT_KINDS, type ActKind, DETAIL_CHOICES, DETAIL_DATES } from './acts.ts'
import type { CriterionResult } from './criterion-result.ts'
import { documentHash, signatureState } from './document.ts'
import type { DutyFact, PersonFact } from './facts.ts'
import { decideAdvance, decideGoBack, decideState, rolloutAtMost } from './move-stage.ts'
import { nextActOf } from './next-act.ts'
import { STAGES, type Playbook } from './playbook.ts'
import { refuseAct } from './told-act.ts'
import { letsThrough, waiverHolds } from './waiver.ts'
import { HANDOVER_ACTS, may, refuseUnlessMay, type HandoverAct } from './who-may.ts'

const NOW = new Date('2026-11-20T09:00:00.000Z')
const DAY = 86_400_000
const people: readonly PersonFact[] = ['ada', 'bo', 'cleo'].map((id) => ({
  id,
  name: id.toUpperCase(),
  active: true,
  vendor: false,
}))

const result = (over: Partial<CriterionResult> = {}): CriterionResult => ({
  id: 'one',
  name: 'One',
  gate: 'normal',
  verdict: 'met',
  sentence: 'It is.',
  evidence: [],
  missing: [],
  who: [],
  warnings: [],
  asOf: null,
  waiver: null,
  ...over,
})
const waiver = { by: 'BO', reason: 'because', expiresAt: new Date(NOW.getTime() + DAY) }
const results = fc.array(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    verdict: fc.constantFrom('met', 'unmet', 'unknown'),
    gate: fc.constantFrom('hard', 'normal'),
    waived: fc.boolean(),
  }),
  { maxLength: 8 },
)

describe('leaving a stage', () => {
  test('only where every criterion is met or waived, a hard gate by somebody else; unknown never passes', () => {
    fc.assert(
      fc.property(results, fc.subarray(['a', 'b', 'c', 'd']), (some, own) => {
        const all = some.map(({ waived, ...each }) => result({ ...each, waiver: waived ? waiver : null }))
        const byAsker = new Set(own)
        const decided = decideAdvance('X', { stage: 'pilot', state: 'going' }, 'pilot', all, byAsker)
        const passes = all.every(
          ({ id, verdict, gate, waiver: its }) =>
            verdict === 'met' || (its !== null && (gate === 'normal' || !byAsker.has(id))),
        )
        expect(decided.kind).toBe(passes && all.length > 0 ? 'moves' : 'refused')
        if (decided.kind === 'moves') expect(decided.to).toBe('readiness')
      }),
    )
  })

  test('S122 S135 exits are never skipped: each stage leads to the one after it, and the last to none', () => {
    for (const [index, stage] of STAGES.entries()) {
      const decided = decideAdvance('X', { stage, state: 'going' }, stage, [result()], new Set())
      const next = STAGES[index + 1]
      expect(decided).toMatchObject(
        next === undefined ? { kind: 'refused', code: 'last-stage' } : { kind: 'moves', from: stage, to: next },
      )
    }
  })

  test('whoever saw another stage than the present one moves nothing', () => {
    const decided = decideAdvance('X', { stage: 'readiness', state: 'going' }, 'pilot', [result()], new Set())
    expect(decided).toMatchObject({ kind: 'refused', why: 'conflict', code: 'stage-moved' })
  })

  test('what is open is named, with the first thing to do', () => {
    const open = result({ name: 'Practised', verdict: 'unknown', missing: ['Pass 5 more practice cases.'] })
    const decided = decideAdvance('Billing', { stage: 'pilot', state: 'going' }, 'pilot', [result(), open], new Set())
    expect(decided).toMatchObject({
      message: 'Cannot leave stage “pilot” of “Billing”: 1 of 2 criteria are open (Practised).',
      mend: 'Pass 5 more practice cases.',
    })
  })

  test('back is before the present stage and has a reason; retired has seen its last unit', () => {
    const place = { stage: 'launch', state: 'going' } as const
    expect(decideGoBack('X', place, 'pilot', 'messy')).toEqual({ kind: 'moves', from: 'launch', to: 'pilot' })
    expect(decideGoBack('X', place, 'launch', 'messy')).toMatchObject({ code: 'not-back' })
    expect(decideGoBack('X', place, 'pilot', '  ')).toMatchObject({ code: 'reason-missing' })
    expect(decideState('X', place, 'retired', 'over', 5)).toMatchObject({ code: 'still-runs' })
    expect(decideState('X', place, 'retired', 'over', 0)).toEqual({ kind: 'stays', from: 'going', to: 'retired' })
    expect(decideState('X', { ...place, state: 'retired' }, 'going', 'again', 0)).toMatchObject({
      code: 'handover-retired',
    })
  })

  test('S152 the stage bounds the share of units; a retired workflow may show the AI none', () => {
    const playbook = {
      stages: STAGES.map((id, index) => ({ id, rolloutAtMost: index * 20 })),
    } as unknown as Playbook // what the function reads of it
    expect(rolloutAtMost(playbook, { stage: 'pilot', state: 'going' })).toBe(20)
    expect(rolloutAtMost(playbook, { stage: 'pilot', state: 'on-hold' })).toBe(20)
    expect(rolloutAtMost(playbook, { stage: 'operation', state: 'retired' })).toBe(0)
  })
})

describe('waivers', () => {
  test('a waiver holds from its signature until its expiry, not a millisecond longer, unless it was ended', () => {
    const at = (ms: number) => new Date(NOW.getTime() + ms)
    const signed = {
      id: 'w',
      criterion: 'one',
      reason: 'r',
      by: 'bo',
      at: NOW,
      expiresAt: at(DAY),
      endedAt: null,
    }
    expect([at(-1), NOW, at(DAY - 1), at(DAY)].map((now) => waiverHolds(signed, now))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(waiverHolds({ ...signed, endedAt: at(5) }, at(5))).toBe(false)
  })

  test('one of a hard gate lets everybody through but whoever signed it', () => {
    const hard = result({ gate: 'hard', verdict: 'unknown', waiver })
    expect(letsThrough(hard, new Set())).toBe(true)
    expect(letsThrough(hard, new Set(['one']))).toBe(false)
    expect(letsThrough({ ...hard, gate: 'normal' }, new Set(['one']))).toBe(true)
  })
})

describe('who may', () => {
  const duties: readonly DutyFact[] = [
    { duty: 'business-owner', person: 'bo', since: NOW },
    { duty: 'change-owner', person: 'cleo', since: NOW },
  ]
  test('an admin may do each act, a member only by a duty of hers, and a refusal names who may', () => {
    for (const act of Object.keys(HANDOVER_ACTS) as HandoverAct[]) {
      expect(may(act, { id: 'ada', role: 'admin' }, [])).toBe(true)
      expect(may(act, { id: 'ada', role: 'member' }, duties)).toBe(false)
    }
    expect(may('waive', { id: 'cleo', role: 'member' }, duties)).toBe(true)
    expect(may('waive-hard-gate', { id: 'cleo', role: 'member' }, duties)).toBe(false)
    const refused = refuseUnlessMay('waive-hard-gate', { id: 'cleo', name: 'CLEO', role: 'member' }, duties, people)
    expect(refused?.message).toBe("CLEO can't waive a hard gate: that is for the business owner (BO) or an admin.")
  })
})

describe('what people tell', () => {
  test('every kind of act is refused until those who must take part are named and what it must say is said', () => {
    for (const [kind, { with: atLeast, needs }] of Object.entries(ACT_KINDS)) {
      const act = {
        // The names of the table.
        kind: kind as ActKind,
        at: NOW,
        people: people.slice(0, atLeast).map(({ id }) => id),
        details: Object.fromEntries(
          needs.map((need) => [
            need,
            DETAIL_DATES[need] === undefined
              ? (Object.keys(DETAIL_CHOICES[need] ?? { words: '' })[0] ?? '')
              : '2026-12-01',
          ]),
        ),
      }
      expect(refuseAct(act, people, NOW)).toBeNull()
      if (atLeast > 0)
        expect(refuseAct({ ...act, people: act.people.slice(1) }, people, NOW)?.code).toBe('act-needs-people')
      if (needs.length > 0) expect(refuseAct({ ...act, details: {} }, people, NOW)?.code).toBe('act-needs-details')
      expect(refuseAct({ ...act, at: new Date(NOW.getTime() + 1) }, people, NOW)?.code).toBe('act-in-future')
    }
  })

  test('S066 S067 accepting two mandates says both: what innovation is measured by, and what operations', () => {
    const details = {
      words: 'We take it.',
      innovation: 'Explore: did we prove that this could work?',
      operations: 'Reliable service: did anything break today?',
    }
    const told = (without: Partial<typeof details>) =>
      refuseAct(
        { kind: 'mandates-accepted', at: NOW, people: ['bo'], details: { ...details, ...without } },
        people,
        NOW,
      )
    expect(told({})).toBeNull()
    expect(told({ innovation: ' ' })).toMatchObject({
      code: 'act-needs-details',
      message: expect.stringContaining('“innovation”'),
    })
    expect(told({ operations: '' })).toMatchObject({
      code: 'act-needs-details',
      message: expect.stringContaining('“operations”'),
    })
  })

  test('a document hashes the same in whatever order its sections come, and differently after any edit', () => {
    const sections = [
      { id: 'a', text: 'one', author: 'bo', at: NOW },
      { id: 'b', text: 'two', author: 'bo', at: NOW },
    ]
    const hash = documentHash('page', sections)
    expect(documentHash('page', sections.toReversed())).toBe(hash)
    expect(documentHash('other', sections)).not.toBe(hash)
    const later = { id: 'a', text: 'one', author: 'bo', at: new Date(NOW.getTime() + 1) }
    expect(documentHash('page', [later, ...sections.slice(1)])).not.toBe(hash)
    const signature = { person: 'bo', duty: 'business-owner', hash, at: NOW }
    expect(signatureState(signature, hash, () => 'bo')).toEqual({ kind: 'valid' })
    expect(signatureState(signature, 'x', () => 'bo')).toEqual({ kind: 'void', because: 'edited' })
    expect(signatureState(signature, hash, () => 'cleo')).toEqual({ kind: 'void', because: 'duty-moved' })
  })
})

describe('the next act', () => {
  const place = { stage: 'pilot', state: 'going' } as const
  const open = (id: string, over: Partial<CriterionResult>) =>
    result({ id, verdict: 'unmet', missing: [`Do ${id}.`], ...over })
  test('is the reader’s own first, hard gates before others, and the next stage where nothing is open', () => {
    const all = [
      open('normal', { who: [{ duty: 'x', person: 'bo' }] }),
      open('hard', { gate: 'hard', who: [{ duty: 'y', person: 'ada' }] }),
    ]
    expect(nextActOf(place, all, 'bo')).toMatchObject({ criterion: 'normal', act: 'Do normal.', mine: true })
    expect(nextActOf(place, all, 'cleo')).toMatchObject({ criterion: 'hard', mine: false })
    expect(nextActOf(place, all, null)).toMatchObject({ criterion: 'hard', mine: false })
    expect(nextActOf(place, [result()], 'bo')).toEqual({ kind: 'advance', to: 'readiness' })
    expect(nextActOf({ ...place, stage: 'operation' }, [result()], 'bo')).toEqual({ kind: 'none' })
    expect(nextActOf({ ...place, state: 'on-hold' }, all, 'bo')).toEqual({ kind: 'take-up' })
    expect(nextActOf({ ...place, state: 'retired' }, all, 'bo')).toEqual({ kind: 'none' })
  })
})
