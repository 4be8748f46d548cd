import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Playbook, PlaybookDuty } from '../handover/playbook.ts'
import type { Actor } from '../people/roles.ts'
import { type Assignment, type DutiesFacts, type DutyPerson, holdersAt } from './assignment.ts'
import { applyMoves, assignDuties, type DutyWish, leaverMoves } from './assign-duties.ts'
import { problemsOf } from './duty-problems.ts'
import { mayAssign } from './may-assign.ts'
import { onWatch, watchSentence } from './on-watch.ts'
import { whoseWas } from './whose-was.ts'

const START = Date.parse('2026-11-20T09:00:00Z')
const at = (minutes: number) => new Date(START + minutes * 60_000)

const duty = (id: string, more: Partial<PlaybookDuty> = {}): PlaybookDuty => ({
  id,
  name: id,
  does: '',
  layer: null,
  vendorMayHold: false,
  movesAtTransfer: false,
  requiredFrom: 'pilot',
  notWith: [],
  ...more,
})

const playbook: Playbook = {
  playbook: 1,
  id: 'p',
  name: 'P',
  purpose: '',
  onePersonMayHoldBoth: true,
  transfer: { parallelDays: 5, settleDays: 5, supportDays: 7 },
  stages: [],
  documents: [],
  reviews: [],
  duties: [
    duty('change-owner', { requiredFrom: 'design' }),
    duty('daily-care', { layer: 'performance', movesAtTransfer: true, notWith: ['backup'] }),
    duty('backup', { movesAtTransfer: true }),
    duty('informs'),
    duty('business-owner', { layer: 'performance' }),
    duty('spend', { movesAtTransfer: true }),
    duty('servers', { layer: 'infrastructure', vendorMayHold: true, requiredFrom: null }),
  ],
}

const person = (id: string, more: Partial<DutyPerson> = {}): DutyPerson => ({
  id,
  name: id[0]?.toUpperCase() + id.slice(1),
  active: true,
  vendor: false,
  role: 'member',
  joinedAt: at(0),
  ...more,
})
const ada = person('ada', { role: 'admin', joinedAt: at(-100) })
const people = [
  ada,
  person('bo'),
  person('cy'),
  person('dee', { role: 'admin', joinedAt: at(-200), active: false }),
  person('vic', { vendor: true }),
  person('vito', { role: 'viewer', active: false }),
]
const holds = (...pairs: readonly (readonly [string, string])[]): Assignment[] =>
  pairs.map(([id, who]) => ({ duty: id, person: who, from: at(0), to: null, ended: null }))
const facts = (assignments: readonly Assignment[] = []): DutiesFacts => ({ playbook, assignments, people })
const actor = (id: string, role: 'admin' | 'member' = 'member'): Actor => ({ kind: 'person', id, name: id, role })

function given(assignments: readonly Assignment[], wishes: readonly DutyWish[], minutes: number) {
  const decided = assignDuties(facts(assignments), wishes, at(minutes))
  if (decided.kind !== 'assigned') throw new Error(decided.message)
  return applyMoves(assignments, decided.moves, decided.at, 'reassigned')
}

describe('assigning', () => {
  test('S281 one name per job: giving a duty to the next ends the former in the same instant', () => {
    const after = given(holds(['daily-care', 'bo']), [{ duty: 'daily-care', person: 'cy' }], 10)
    expect(after).toEqual([
      { duty: 'daily-care', person: 'bo', from: at(0), to: at(10), ended: 'reassigned' },
      { duty: 'daily-care', person: 'cy', from: at(10), to: null, ended: null },
    ])
    expect(holdersAt(after, 'daily-care', at(10)).map(({ person: who }) => who)).toEqual(['cy'])
    expect(holdersAt(after, 'daily-care', new Date(at(10).getTime() - 1)).map(({ person: who }) => who)).toEqual(['bo'])
  })

  test('a clock that is behind never makes a hold end before it began', () => {
    const after = given(holds(['daily-care', 'bo']), [{ duty: 'daily-care', person: 'cy' }], -10)
    expect(after.map(({ from, to }) => [from, to])).toEqual([
      [at(0), at(0)],
      [at(0), null],
    ])
    expect(whoseWas(after, 'daily-care', at(0))).toMatchObject({ person: 'cy' })
  })

  test('S168 a vendor holds no duty that stays inside, and may hold one of the infrastructure', () => {
    expect(assignDuties(facts(), [{ duty: 'business-owner', person: 'vic' }], at(1))).toMatchObject({
      kind: 'refused',
      code: 'vendor',
      message: 'Cannot give "business-owner" to Vic, who works for a vendor: it stays inside the organisation.',
    })
    expect(assignDuties(facts(), [{ duty: 'servers', person: 'vic' }], at(1)).kind).toBe('assigned')
  })

  test('S270 persons, not teams: who left, who only reads and who is unknown hold nothing', () => {
    const codes = ['dee', 'vito', 'the-ops-team'].map((who) =>
      assignDuties(facts(), [{ duty: 'daily-care', person: who }], at(1)),
    )
    expect(codes).toMatchObject([{ code: 'not-active' }, { code: 'not-active' }, { code: 'unknown-person' }])
    expect(codes[1]).toMatchObject({ message: expect.stringContaining('a viewer reads and may not act') })
  })

  test('S280 first responder and backup are two people; both at once can be swapped', () => {
    const before = holds(['daily-care', 'bo'], ['backup', 'cy'])
    expect(assignDuties(facts(before), [{ duty: 'backup', person: 'bo' }], at(1))).toMatchObject({
      kind: 'refused',
      code: 'combination',
    })
    const swapped = given(
      before,
      [
        { duty: 'backup', person: 'bo' },
        { duty: 'daily-care', person: 'cy' },
      ],
      1,
    )
    expect(holdersAt(swapped, 'daily-care', at(2))[0]?.person).toBe('cy')
    expect(holdersAt(swapped, 'backup', at(2))[0]?.person).toBe('bo')
  })

  test('S345 one person may hold both jobs in a small team, and it is said', () => {
    const decided = assignDuties(facts(holds(['change-owner', 'bo'])), [{ duty: 'daily-care', person: 'bo' }], at(1))
    expect(decided).toMatchObject({
      kind: 'assigned',
      warnings: [expect.stringContaining('Bo holds both jobs, the next version and the daily care')],
    })
  })

  test('a duty can not be named twice at one instant, and one that is as wished does not move', () => {
    const twice = ['bo', 'cy'].map((who) => ({ duty: 'spend', person: who }))
    expect(assignDuties(facts(), twice, at(1))).toMatchObject({ kind: 'refused', code: 'twice' })
    expect(assignDuties(facts(holds(['spend', 'bo'])), [{ duty: 'spend', person: 'bo' }], at(1))).toMatchObject({
      kind: 'assigned',
      moves: [],
    })
  })
})

describe('who may assign', () => {
  const held = facts(holds(['change-owner', 'bo'], ['business-owner', 'cy'], ['daily-care', 'bo']))
  const may = (who: Actor, wish: DutyWish) => mayAssign(held, who, [wish], at(1)).kind

  test('S332 admins, the business owner and the change owner; anybody an unfilled one for herself, or her own away', () => {
    const give = { duty: 'daily-care', person: 'cy' }
    expect([may(actor('ada', 'admin'), give), may(actor('cy'), give), may(actor('bo'), give)]).toEqual([
      'may',
      'may',
      'may',
    ])
    expect(may(actor('eve'), give)).toBe('may-not')
    expect(may(actor('eve'), { duty: 'spend', person: 'eve' })).toBe('may')
    expect(may(actor('eve'), { duty: 'spend', person: 'bo' })).toBe('may-not')
    expect(may(actor('eve'), { duty: 'daily-care', person: 'eve' })).toBe('may-not')
    expect(may(actor('bo'), { duty: 'daily-care', person: null })).toBe('may')
  })

  test('the builder does not replace the business owner, and a key assigns nothing', () => {
    expect(mayAssign(held, actor('bo'), [{ duty: 'business-owner', person: 'bo' }], at(1))).toMatchObject({
      kind: 'may-not',
      code: 'not-yours',
      mend: 'Ask Cy or Ada.',
    })
    const key: Actor = { kind: 'key', id: 'k', name: 'host', scopes: ['workflows:write'] }
    expect(mayAssign(held, key, [{ duty: 'spend', person: 'bo' }], at(1))).toMatchObject({ code: 'person-needed' })
  })
})

describe('problems', () => {
  const kinds = (assignments: Assignment[], stage: 'design' | 'pilot' = 'pilot') =>
    problemsOf(facts(assignments), stage, at(1)).map(
      ({ kind, severity, duties }) => `${severity} ${kind} ${duties.join('+')}`,
    )
  const filled: readonly (readonly [string, string])[] = [
    ['change-owner', 'ada'],
    ['daily-care', 'bo'],
    ['backup', 'cy'],
    ['informs', 'bo'],
    ['business-owner', 'cy'],
    ['spend', 'bo'],
  ]

  test('S281 a duty of nobody and one of two people are errors from the stage on that needs it', () => {
    expect(kinds(holds(...filled))).toEqual([])
    expect(kinds(holds(...filled.slice(0, -1)))).toEqual(['error unfilled spend'])
    expect(kinds(holds(...filled.slice(0, -1)), 'design')).toEqual([])
    expect(kinds(holds(...filled, ['spend', 'cy']))).toEqual(['error doubled spend'])
  })

  test('S165 a holder who left and whom nobody follows leaves an orphan, whatever the stage', () => {
    const left = holds(...filled).map((each) =>
      each.duty === 'spend' ? { ...each, to: at(1), ended: 'left' as const } : each,
    )
    expect(kinds(left, 'design')).toEqual(['error orphaned spend'])
  })

  test('S166 S175 one person in both layers is a warning; a vendor on performance is an error (S168, S174)', () => {
    expect(kinds(holds(...filled, ['servers', 'bo']))).toEqual(['warning layers daily-care+servers'])
    const vendor = holds(...filled.slice(0, -2), ['business-owner', 'vic'], ['spend', 'bo'])
    expect(kinds(vendor)).toEqual(['error vendor business-owner'])
    expect(kinds(holds(...filled.slice(0, -1), ['spend', 'dee']))).toEqual(['error inactive spend'])
  })
})

describe('who is on watch', () => {
  test('S309 whoever holds the daily care; else the backup, the business owner, the admin who is here longest', () => {
    const all = holds(['daily-care', 'bo'], ['backup', 'cy'], ['business-owner', 'ada'])
    const rules = [0, 1, 2, 3].map((n) => onWatch(all.slice(n), people, at(1)))
    expect(rules).toEqual([
      { person: 'bo', rule: 'daily-care', orphaned: false },
      { person: 'cy', rule: 'backup', orphaned: true },
      { person: 'ada', rule: 'business-owner', orphaned: true },
      { person: 'ada', rule: 'admin', orphaned: true },
    ])
    const [first] = rules
    expect(first && watchSentence(first, 'Bo')).toBe('Bo is on watch and holds the daily care.')
  })

  test('S309 of two who would hold it, as no database of ours lets it be, one is on watch', () => {
    const doubled = [...holds(['daily-care', 'bo']), { ...holds(['daily-care', 'cy'])[0]!, from: at(5) }]
    expect(onWatch(doubled, people, at(6)).person).toBe('cy')
  })
})

test('S224 whose job it was at any time is one look-up, with nobody told as nobody', () => {
  const log: Assignment[] = [
    { duty: 'spend', person: 'bo', from: at(0), to: at(10), ended: 'given-up' },
    { duty: 'spend', person: 'cy', from: at(20), to: null, ended: null },
  ]
  expect(whoseWas(log, 'spend', at(-1))).toEqual({ kind: 'nobody', before: null, until: at(0) })
  expect(whoseWas(log, 'spend', at(5))).toEqual({ kind: 'person', person: 'bo', since: at(0), until: at(10) })
  expect(whoseWas(log, 'spend', at(10))).toEqual({
    kind: 'nobody',
    before: { person: 'bo', until: at(10), ended: 'given-up' },
    until: at(20),
  })
  expect(whoseWas(log, 'spend', at(99))).toMatchObject({ person: 'cy', until: null })
})

test('a leaver: each duty goes to the backup at once; where there is none who may hold it, to nobody', () => {
  const held = holds(['daily-care', 'bo'], ['spend', 'bo'], ['backup', 'cy'], ['informs', 'ada'])
  expect(leaverMoves(facts(held), 'bo', at(3)).moves).toEqual([
    { duty: 'daily-care', before: 'bo', after: 'cy' },
    { duty: 'spend', before: 'bo', after: 'cy' },
  ])
  expect(leaverMoves(facts(held), 'cy', at(3)).moves).toEqual([{ duty: 'backup', before: 'cy', after: null }])
  const vendorBackup = holds(['daily-care', 'bo'], ['servers', 'bo'], ['backup', 'vic'])
  expect(leaverMoves(facts(vendorBackup), 'bo', at(3)).moves).toEqual([
    { duty: 'daily-care', before: 'bo', after: null },
    { duty: 'servers', before: 'bo', after: 'vic' },
  ])
})

test('S281 S309 property: after any sequence of acts each duty has at most one holder at every instant, and exactly one person is on watch', () => {
  const act = fc.oneof(
    fc.record({
      kind: fc.constant('assign' as const),
      duty: fc.constantFrom(...playbook.duties.map(({ id }) => id)),
      person: fc.option(fc.constantFrom('ada', 'bo', 'cy', 'dee', 'vic')),
      minutes: fc.integer({ min: -2, max: 5 }),
    }),
    fc.record({
      kind: fc.constantFrom('leave' as const, 'return' as const),
      person: fc.constantFrom('bo', 'cy', 'dee', 'vic'),
      minutes: fc.integer({ min: 0, max: 5 }),
    }),
  )
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      let now = 10
      let log: Assignment[] = []
      let present = people.map((each) => ({ ...each }))
      const instants: Date[] = [at(0)]
      for (const each of acts) {
        now += each.minutes
        const state = { playbook, assignments: log, people: present }
        if (each.kind === 'assign') {
          const decided = assignDuties(state, [{ duty: each.duty, person: each.person }], at(now))
          if (decided.kind === 'assigned') log = applyMoves(log, decided.moves, decided.at, 'reassigned')
        } else if (each.kind === 'leave') {
          present = present.map((one) => (one.id === each.person ? { ...one, active: false } : one))
          const { at: when, moves } = leaverMoves({ ...state, people: present }, each.person, at(now))
          log = applyMoves(log, moves, when, 'left')
        } else {
          present = present.map((one) => (one.id === each.person ? { ...one, active: true } : one))
        }
        instants.push(at(now))
        expect(onWatch(log, present, at(now)).person).not.toBeNull()
        for (const { person: who } of log.filter(({ to }) => to === null)) {
          expect(present.find(({ id }) => id === who)?.active).toBe(true)
        }
      }
      for (const instant of [...instants, ...log.map(({ from }) => from)]) {
        for (const { id } of playbook.duties) expect(holdersAt(log, id, instant).length).toBeLessThanOrEqual(1)
      }
      for (const { from, to } of log) expect(to === null || to >= from).toBe(true)
    }),
    { numRuns: 300 },
  )
})
