import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyMoves, assignDuties, leaverMoves } from '../../duties/assign-duties.ts'
import { type Assignment, type DutiesFacts, type DutyPerson, holdersAt } from '../../duties/assignment.ts'
import { onWatch } from '../../duties/on-watch.ts'
import type { Actor } from '../../people/roles.ts'
import type { ChangeFact } from '../facts.ts'
import type { Playbook, PlaybookDuty } from '../playbook.ts'
import { checkDay, closeSupport, type EarlySupport, supportState } from './early-support.ts'
import { planTransfer, type TransferPlan } from './plan-transfer.ts'
import {
  acceptTransfer,
  actRefusal,
  cancelTransfer,
  handBack,
  postponeTransfer,
  type TransferDecided,
  transferDue,
  whoMay,
} from './transfer-acts.ts'
import { transferBlocks, type TransferFacts } from './transfer-blocks.ts'
import { DAY_MS } from '../../time.ts'
import { dayInZone, instantInZone, isOpen, type Transfer, wishesOf } from './transfer.ts'

const START = Date.parse('2026-11-20T09:00:00Z')
const day = (days: number) => new Date(START + days * DAY_MS)
const ZONE = 'Europe/Stockholm'

const duty = (id: string, movesAtTransfer: boolean, notWith: string[] = []): PlaybookDuty => ({
  id,
  name: id,
  does: '',
  layer: null,
  vendorMayHold: false,
  movesAtTransfer,
  requiredFrom: 'transfer',
  notWith,
})
const playbook: Playbook = {
  playbook: 1,
  id: 'p',
  name: 'P',
  purpose: '',
  onePersonMayHoldBoth: true,
  transfer: { parallelDays: 5, settleDays: 7, supportDays: 7 },
  stages: [],
  documents: [],
  reviews: [],
  duties: [
    duty('change-owner', false),
    duty('daily-care', true, ['backup']),
    duty('backup', true),
    duty('informs', true),
    duty('business-owner', false),
    duty('spend', true),
  ],
}
const person = (id: string, more: Partial<DutyPerson> = {}): DutyPerson => ({
  id,
  name: id[0]?.toUpperCase() + id.slice(1),
  active: true,
  vendor: false,
  role: 'member',
  joinedAt: day(-90),
  ...more,
})
const people = [person('ada', { role: 'admin' }), person('ben'), person('olga'), person('pim'), person('boss')]
const assignments: Assignment[] = Object.entries({
  'change-owner': 'ben',
  'daily-care': 'ben',
  informs: 'ben',
  'business-owner': 'boss',
  spend: 'ben',
}).map(([id, who]) => ({ duty: id, person: who, from: day(-30), to: null, ended: null }))
const facts: DutiesFacts = { playbook, people, assignments }
const wish: TransferPlan = {
  at: new Date(day(10).getTime() + 37_000),
  zone: ZONE,
  receiver: 'olga',
  backup: 'pim',
  moves: null,
  parallelSince: null,
}
const actor = (id: string): Actor => ({ kind: 'person', id, name: id, role: id === 'ada' ? 'admin' : 'member' })

function planned(more: Partial<TransferPlan> = {}, now = day(0)): Transfer {
  const answer = planTransfer(facts, null, { ...wish, ...more }, now)
  if (answer.kind === 'refused') throw new Error(answer.message)
  return { ...answer.transfer, id: 't' }
}
const accepted = (): Transfer => ({ ...planned(), state: 'accepted', acceptedAt: day(1) })
const all = (more: Partial<TransferFacts> = {}): TransferFacts => ({
  transfer: accepted(),
  duties: facts,
  stage: 'transfer',
  changes: [],
  ...more,
})
const change = (more: Partial<ChangeFact>): ChangeFact => ({
  id: 'c',
  state: 'live',
  touches: ['prompt'],
  proposedBy: 'ben',
  proposedAt: day(0),
  liveAt: day(1),
  endedAt: null,
  ...more,
})

describe('the plan', () => {
  test('S306 S307 one written date to the minute in its zone, the builder who answers until then, and what moves', () => {
    expect(planned()).toMatchObject({
      at: day(10),
      from: 'ben',
      to: 'olga',
      state: 'planned',
      moves: ['daily-care', 'backup', 'informs', 'spend'],
      parallelSince: day(0),
    })
    expect(instantInZone(day(10), ZONE)).toBe('30 Nov 2026, 10:00 Europe/Stockholm')
    expect(dayInZone(new Date('2026-11-30T23:30:00Z'), ZONE)).toBe('1 Dec 2026')
    expect(wishesOf(planned())).toContainEqual({ duty: 'backup', person: 'pim' })
  })

  test.each<[string, Partial<TransferPlan>, string]>([
    ['a date that is past', { at: day(-1) }, 'date-past'],
    ['a date beyond all planning', { at: day(500) }, 'date-far'],
    ['a zone that is none', { zone: 'Mars/Base' }, 'unknown-zone'],
    ['a receiver who has it already', { receiver: 'ben' }, 'receiver-has-it'],
    ['the receiver as her own backup', { backup: 'olga' }, 'backup-is-receiver'],
    ['a receiver who is a team', { receiver: 'the team' }, 'duty-unknown-person'],
    ['a duty that there is none of', { moves: ['catering'] }, 'duty-unknown-duty'],
    ['parallel operation in the future', { parallelSince: day(1) }, 'parallel-ahead'],
    ['too few days of parallel operation', { at: day(4) }, 'too-soon'],
  ])('%s is refused', (_what, more, code) => {
    expect(planTransfer(facts, null, { ...wish, ...more }, day(0))).toMatchObject({ kind: 'refused', code })
  })

  test('one transfer at a time, and none where nobody could hand over', () => {
    expect(planTransfer(facts, planned(), wish, day(0))).toMatchObject({ code: 'transfer-planned' })
    expect(planTransfer({ ...facts, assignments: [] }, null, wish, day(0))).toMatchObject({ code: 'nobody-hands-over' })
    expect(planTransfer(facts, null, { ...wish, at: day(4), parallelSince: day(-1) }, day(0)).kind).toBe('planned')
  })
})

describe('who may', () => {
  test('S306 the receiver alone accepts, no key and no admin for her', () => {
    expect(whoMay(facts, 'accept', planned(), day(1))).toEqual(['olga'])
    expect(actRefusal(facts, actor('ada'), 'accept', planned(), day(1))).toMatchObject({
      why: 'not-yours',
      message: 'ada may not accept the transfer: the receiver alone does.',
      mend: 'Ask Olga.',
    })
    const key: Actor = { kind: 'key', id: 'olga', name: 'k', scopes: ['workflows:write'] }
    expect(actRefusal(facts, key, 'accept', planned(), day(1))).toMatchObject({ code: 'person-needed' })
    expect(actRefusal(facts, actor('olga'), 'accept', planned(), day(1))).toBeNull()
  })

  test('S332 the receiver can say "not yet", whoever else answers can move it, others not', () => {
    for (const who of ['olga', 'ben', 'boss', 'ada']) {
      expect(actRefusal(facts, actor(who), 'postpone', planned(), day(1))).toBeNull()
    }
    expect(actRefusal(facts, actor('pim'), 'cancel', planned(), day(1))).not.toBeNull()
  })
})

describe('accepting and moving the date', () => {
  test('what is accepted is the date that was seen; another date needs another yes, unless she moves it herself', () => {
    const open = planned()
    expect(acceptTransfer(open, day(9), 'transfer', day(1))).toMatchObject({ code: 'date-moved' })
    expect(acceptTransfer(open, day(10), 'transfer', day(11))).toMatchObject({ code: 'date-past' })
    const yes = acceptTransfer(open, day(10), 'transfer', day(1))
    expect(yes).toMatchObject({ kind: 'decided', transfer: { state: 'accepted', acceptedAt: day(1) } })
    const later = { at: day(12), zone: ZONE }
    expect(postponeTransfer(accepted(), later, 'ben', day(2))).toMatchObject({
      transfer: { state: 'planned', acceptedAt: null, at: day(12) },
    })
    expect(postponeTransfer(accepted(), later, 'olga', day(2))).toMatchObject({ transfer: { state: 'accepted' } })
    expect(postponeTransfer(accepted(), { at: day(9), zone: ZONE }, 'ben', day(2))).toMatchObject({ code: 'not-later' })
  })

  test('S171 a date is proposed before readiness is passed, and nobody can commit to it', () => {
    for (const stage of ['design', 'pilot', 'readiness'] as const) {
      expect(acceptTransfer(planned(), day(10), stage, day(1))).toMatchObject({ kind: 'refused', code: 'not-ready' })
    }
    for (const stage of ['transfer', 'launch', 'operation'] as const) {
      expect(acceptTransfer(planned(), day(10), stage, day(1))).toMatchObject({ kind: 'decided' })
    }
    // An acceptance that was given stays one when the workflow falls back: the instant itself asks for the stage.
    expect(acceptTransfer(accepted(), day(10), 'pilot', day(1))).toMatchObject({ transfer: { state: 'accepted' } })
  })

  test('what is over is not accepted, postponed or cancelled', () => {
    for (const state of ['done', 'cancelled', 'handed-back'] as const) {
      const over = { ...accepted(), state }
      expect([
        acceptTransfer(over, day(10), 'transfer', day(1)).kind,
        postponeTransfer(over, { at: day(12), zone: ZONE }, 'ben', day(1)).kind,
        cancelTransfer(over).kind,
      ]).toEqual(['refused', 'refused', 'refused'])
    }
  })
})

describe('what blocks it', () => {
  const codes = (more: Partial<TransferFacts>, now = day(10)) => transferBlocks(all(more), now).map(({ code }) => code)

  test('nothing, where all holds', () => {
    expect(codes({})).toEqual([])
  })

  test('S306 without the receiver’s yes it does not happen', () => {
    expect(codes({ transfer: planned() })).toEqual(['not-accepted'])
  })

  test('S282 S340 a moving target: a prompt, model, tool or rule that changed within the settle period, with the day from which on it may', () => {
    const [block] = transferBlocks(
      all({ changes: [change({ liveAt: day(4) }), change({ touches: ['model'], liveAt: day(6) })] }),
      day(10),
    )
    expect(block).toEqual({
      code: 'moving-target',
      sentence:
        'The target still moves: 2 changes (prompt and model) within the 7 days before the date, the last on 26 Nov 2026, 10:00 Europe/Stockholm.',
      mend: 'Change nothing more and postpone to 3 Dec 2026, 10:00 Europe/Stockholm or later.',
    })
    expect(codes({ changes: [change({ liveAt: day(2) })] })).toEqual([])
    expect(codes({ changes: [change({ liveAt: day(3) })] })).toEqual(['moving-target'])
    expect(codes({ changes: [change({ state: 'rolling-out', liveAt: day(1) })] })).toEqual(['moving-target'])
    expect(codes({ changes: [change({ state: 'rolled-back', liveAt: day(1), endedAt: day(9) })] })).toEqual([
      'moving-target',
    ])
    expect(codes({ changes: [change({ state: 'withdrawn', liveAt: null, endedAt: day(9) })] })).toEqual([])
    expect(codes({ changes: [change({ touches: ['wording', 'runbook'], liveAt: day(9) })] })).toEqual([])
    // What nobody told counts as moving.
    expect(codes({ changes: [change({ touches: [], liveAt: day(9) })] })).toEqual(['moving-target'])
  })

  test('a receiver who left, one of a vendor, a duty that is nobody’s or somebody’s who is gone', () => {
    const without = (id: string, more: Partial<DutyPerson>) => ({
      ...facts,
      people: people.map((each) => (each.id === id ? { ...each, ...more } : each)),
    })
    expect(codes({ duties: without('olga', { active: false }) })).toEqual(['receiver'])
    expect(codes({ duties: without('pim', { vendor: true }) })).toEqual(['receiver'])
    expect(codes({ duties: without('boss', { active: false }) })).toEqual(['duty'])
    const open = assignments.filter((each) => each.duty !== 'business-owner' && each.duty !== 'change-owner')
    expect(transferBlocks(all({ duties: { ...facts, assignments: open } }), day(10))).toEqual([
      {
        code: 'duty',
        sentence: '"change-owner" and "business-owner" are held by nobody.',
        mend: 'Give each one name.',
      },
    ])
  })

  test('a stage that has not come: no exit is skipped', () => {
    expect(codes({ stage: 'readiness' })).toEqual(['stage'])
    expect(codes({ stage: 'operation' })).toEqual([])
  })
})

describe('the instant', () => {
  test('S306 before it nothing happens, at it all moves, after it as soon as a server runs, and it says how late', () => {
    expect(transferDue(accepted(), [], day(9))).toEqual({ kind: 'wait', until: day(10) })
    expect(transferDue(accepted(), [], day(10))).toMatchObject({ kind: 'transfer', lateMs: 0 })
    expect(transferDue(accepted(), [], day(11))).toMatchObject({ kind: 'transfer', lateMs: DAY_MS })
  })

  test('a condition that does not hold at the instant holds the transfer; only another written date frees it', () => {
    const blocks = transferBlocks(all({ transfer: planned() }), day(10))
    const due = transferDue(planned(), blocks, day(10))
    expect(due).toMatchObject({
      kind: 'hold',
      transfer: { state: 'planned', held: { because: [{ code: 'not-accepted' }] } },
    })
    if (due.kind !== 'hold') return
    expect(transferDue(due.transfer, [], day(11))).toEqual({ kind: 'over' })
    expect(acceptTransfer(due.transfer, day(10), 'transfer', day(11))).toMatchObject({ code: 'date-past' })
    expect(postponeTransfer(due.transfer, { at: day(20), zone: ZONE }, 'olga', day(11))).toMatchObject({
      kind: 'decided',
      transfer: { held: null, state: 'planned' },
    })
  })
})

test('S331 handed back, every duty that moved returns to the builder; where she left, to whoever decides on changes', () => {
  const moves = wishesOf(accepted()).map(({ duty: id, person: after }) => ({ duty: id, before: null, after }))
  const moved = applyMoves(assignments, moves, day(10), 'transfer')
  const done: Transfer = { ...accepted(), state: 'done', doneAt: day(10) }
  const back = handBack({ ...facts, assignments: moved }, done, day(12))
  expect(back).toMatchObject({ kind: 'handed-back', to: 'ben', transfer: { state: 'handed-back' } })
  if (back.kind === 'refused') return
  expect(back.wishes).toEqual(['daily-care', 'informs', 'spend'].map((id) => ({ duty: id, person: 'ben' })))
  const gone = { ...facts, assignments: [], people: people.map((each) => ({ ...each, active: each.id !== 'ben' })) }
  expect(handBack(gone, done, day(12))).toMatchObject({ code: 'no-builder' })
  expect(handBack(facts, accepted(), day(12))).toMatchObject({ code: 'transfer-accepted' })
})

describe('early support', () => {
  const support = (more: Partial<EarlySupport> = {}): EarlySupport => ({
    since: day(0),
    zone: ZONE,
    days: 7,
    checks: [],
    verdicts: [],
    ...more,
  })
  const told = { logsChecked: true, exceptionsReviewed: true, rough: '', by: 'olga' }
  /** Looks after some days of a pass. */
  function looked(start: EarlySupport, ...days: readonly number[]): EarlySupport {
    return days.reduce((state, n) => {
      const answer = checkDay(state, told, new Date(day(n).getTime() - DAY_MS / 2))
      if (answer.kind === 'refused') throw new Error(answer.message)
      return { ...state, checks: [...state.checks, answer.check] }
    }, start)
  }

  /** Midnight in Stockholm after the nth day. */
  const midnight = (n: number) => new Date(Date.parse('2026-11-19T23:00:00Z') + n * DAY_MS)

  test('S308 each day has its checklist; a day that nobody looked at stays missed', () => {
    const state = supportState(looked(support(), 1, 3), day(3.5))
    expect(state.days.map(({ state: its }) => its)).toEqual([
      'done',
      'missed',
      'done',
      'open',
      'ahead',
      'ahead',
      'ahead',
    ])
    expect(state).toMatchObject({ today: 4, daysChecked: 2, until: midnight(7), pass: 1 })
    expect(state.days[0]).toMatchObject({ from: day(0), until: midnight(1) })
  })

  test('S308 half a checklist is not a day, and the later one of a day counts', () => {
    const half = checkDay(support(), { ...told, exceptionsReviewed: false }, day(0.1))
    if (half.kind === 'refused') throw new Error(half.message)
    const begun = support({ checks: [half.check] })
    expect(supportState(begun, day(0.2))).toMatchObject({
      daysChecked: 0,
      days: [{ state: 'open' }, {}, {}, {}, {}, {}, {}],
    })
    expect(supportState(looked(begun, 1), day(0.9)).daysChecked).toBe(1)
  })

  test('S308 it ends as settled only where every day was looked at, from the last day on', () => {
    const whole = looked(support(), 1, 2, 3, 4, 5, 6, 7)
    expect(closeSupport(whole, 'settled', day(5))).toMatchObject({ code: 'support-runs' })
    expect(closeSupport(whole, 'settled', day(6.9))).toMatchObject({ kind: 'closed' })
    expect(closeSupport(looked(support(), 1, 2, 3, 5, 6, 7), 'settled', day(7))).toMatchObject({
      code: 'days-missing',
      message: 'Cannot call it settled: 1 day of 7 was not looked at.',
    })
    const settled = { ...whole, verdicts: [{ verdict: 'settled' as const, at: day(7), by: 'olga', note: '' }] }
    expect(checkDay(settled, told, day(6.9))).toMatchObject({ code: 'support-settled' })
  })

  test('S308 one more pass adds the same days, from the end or from the verdict where that came later', () => {
    const once = (at: Date) => support({ verdicts: [{ verdict: 'one-more-pass', at, by: 'olga', note: '' }] })
    expect(supportState(once(day(6.5)), day(8.5))).toMatchObject({ pass: 2, today: 2, until: midnight(14) })
    expect(supportState(once(day(9)), day(9.5))).toMatchObject({ pass: 2, today: 1, until: midnight(16) })
    const second = looked(once(day(6.5)), 8, 9, 10, 11, 12, 13, 14)
    expect(closeSupport(second, 'settled', day(14))).toMatchObject({ kind: 'closed' })
    expect(checkDay(support(), told, day(8))).toMatchObject({ code: 'support-over' })
  })
})

test('S309 S306 property: from the day on which the date is set there is exactly one on watch at every instant, whoever accepts, cancels, leaves, returns or hands back, in any order', () => {
  const who = fc.constantFrom('ben', 'olga', 'pim', 'boss')
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('accept' as const, 'wait' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('cancel' as const, 'plan' as const, 'postpone' as const, 'hand-back' as const),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('leave' as const, 'return' as const, 'return' as const),
        person: who,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('assign' as const),
        duty: fc.constantFrom('daily-care', 'backup', 'business-owner'),
        person: fc.option(who),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('change' as const) }) },
  )
  const reached = new Set<string>()
  const doneOrHeld = fc.property(
    fc.array(fc.tuple(step, fc.double({ min: 0, max: 6, noNaN: true })), { maxLength: 30 }),
    (steps) => {
      let log = assignments
      let present = people
      let transfer: Transfer | null = planned()
      let changes: ChangeFact[] = []
      let now = 0
      /** Everything that was on watch, to be asked again at the end: the past must not change. */
      const seen: { at: Date; person: string | null }[] = []
      const state = (): DutiesFacts => ({ playbook, people: present, assignments: log })
      const look = (): void => {
        const watch = onWatch(log, present, day(now))
        expect(watch.person).not.toBeNull()
        if (!watch.orphaned) seen.push({ at: day(now), person: watch.person })
        for (const { id } of playbook.duties) expect(holdersAt(log, id, day(now)).length).toBeLessThanOrEqual(1)
      }
      /** What the server's timer does before anything else happens at this instant. */
      const tick = (): void => {
        if (transfer === null) return
        const blocks = transferBlocks({ transfer, duties: state(), stage: 'transfer', changes }, day(now))
        const due = transferDue(transfer, blocks, day(now))
        if (due.kind !== 'hold' && due.kind !== 'transfer') return
        reached.add(due.kind)
        const before = onWatch(log, present, day(now)).person
        if (due.kind === 'transfer') {
          const decided = assignDuties(state(), wishesOf(transfer), day(now))
          if (decided.kind === 'refused') throw new Error('a transfer whose conditions hold was refused')
          log = applyMoves(log, decided.moves, decided.at, 'transfer')
          expect(onWatch(log, present, day(now)).person).toBe(transfer.to)
          for (const { duty: id, person: after } of wishesOf(transfer)) {
            expect(holdersAt(log, id, day(now)).map((each) => each.person)).toEqual([after])
          }
        } else {
          expect(onWatch(log, present, day(now)).person).toBe(before)
        }
        transfer = due.transfer
      }
      for (const [act, days] of steps) {
        now += days
        tick()
        look()
        if (act.kind === 'leave' || act.kind === 'return') {
          present = present.map((each) => (each.id === act.person ? { ...each, active: act.kind === 'return' } : each))
          if (act.kind === 'leave') {
            const { at, moves } = leaverMoves(state(), act.person, day(now))
            log = applyMoves(log, moves, at, 'left')
          }
        } else if (act.kind === 'assign') {
          const decided = assignDuties(state(), [{ duty: act.duty, person: act.person }], day(now))
          if (decided.kind === 'assigned') log = applyMoves(log, decided.moves, decided.at, 'reassigned')
        } else if (act.kind === 'change') {
          changes = [...changes, change({ id: `c${now}`, liveAt: day(now) })]
        } else if (act.kind === 'plan') {
          const answer = planTransfer(state(), transfer, { ...wish, at: day(now + 6) }, day(now))
          if (answer.kind === 'planned') transfer = { ...answer.transfer, id: 't' }
        } else if (transfer !== null && act.kind !== 'wait') {
          const answer: TransferDecided | ReturnType<typeof handBack> =
            act.kind === 'accept'
              ? acceptTransfer(transfer, transfer.at, 'transfer', day(now))
              : act.kind === 'cancel'
                ? cancelTransfer(transfer)
                : act.kind === 'postpone'
                  ? postponeTransfer(transfer, { at: day(now + 8), zone: ZONE }, 'ben', day(now))
                  : handBack(state(), transfer, day(now))
          if (answer.kind === 'decided') transfer = answer.transfer
          if (answer.kind === 'handed-back') {
            const decided = assignDuties(state(), answer.wishes, day(now))
            if (decided.kind === 'assigned') {
              reached.add('handed-back')
              log = applyMoves(log, decided.moves, decided.at, 'hand-back')
              transfer = answer.transfer
              expect(onWatch(log, present, day(now)).person).toBe(answer.to)
            }
          }
        }
        look()
        if (transfer !== null && isOpen(transfer)) expect(transfer.doneAt).toBeNull()
      }
      // A person who was on watch by her duty is found there ever after, except where the same instant moved it on.
      for (const { at, person: was } of seen) {
        const holders = log.filter(
          (each) => each.duty === 'daily-care' && each.from <= at && (each.to === null || each.to >= at),
        )
        expect(holders.map((each) => each.person)).toContain(was)
      }
    },
  )
  fc.assert(doneOrHeld, { numRuns: 500, seed: 20_261_120 })
  expect([...reached].toSorted()).toEqual(['handed-back', 'hold', 'transfer'])
})
