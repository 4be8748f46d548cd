import { describe, expect, test } from 'vitest'
import { daysAgo, factsWith, held, lastDays, NOW, PEOPLE } from '../handover/evaluators/sample-facts.ts'
import type { HandoverFacts } from '../handover/facts.ts'
import { shareOf } from '../runs/proportion.ts'
import { type ArrivalFacts, arrivalOf, handoffPhase, type Quarter, valueSigns } from './arrival.ts'
import { lifecycleMoney } from './lifecycle-money.ts'
import { worthOf, type WorthFacts } from './worth.ts'

const line = (
  name: 'prototype' | 'transition' | 'operation' | 'maintenance',
  planned: string,
  actual: string | null,
) => ({
  line: name,
  planned,
  actual,
  why: 'w',
})
const worthFacts = (over: Partial<WorthFacts> = {}): WorthFacts => ({
  currency: 'EUR',
  days: 91,
  cost: 700,
  maintenance: 500,
  influence: shareOf({ k: 0, n: 4000 }),
  lostAtHandoff: 3500,
  perDecision: { low: 2, high: 4 },
  promise: { yearly: 36_500, days: 91, influenced: 0 },
  ...over,
})

/** Deployed, in time, within budget, accurate, demonstrated to everybody; its influence is the test's to say. */
function delivered(over: Partial<WorthFacts> = {}, handover: Partial<HandoverFacts> = {}): ArrivalFacts {
  const at = daysAgo(240)
  const facts = factsWith({
    workflow: {
      ...factsWith().workflow,
      stage: 'operation',
      startedAt: daysAgo(300),
      activeRelease: { hash: 'a'.repeat(64), name: '2026-04', activatedAt: at },
      rolloutPercent: 100,
    },
    people: PEOPLE,
    duties: held({ 'daily-care': 'olaf', 'operational-owner': 'olaf' }),
    days: lastDays(3, { called: 40 }),
    money: {
      currency: 'EUR',
      committedValue: '36500',
      lines: [
        line('prototype', '18000', '17000'),
        line('transition', '4000', '3900'),
        line('operation', '5000', null),
        line('maintenance', '6000', null),
      ],
    },
    transfer: {
      id: 't',
      at,
      state: 'done',
      from: 'bea',
      to: 'olaf',
      acceptedAt: at,
      doneAt: at,
      parallelSince: daysAgo(270),
      support: null,
    },
    ...handover,
  })
  const phases = lifecycleMoney({ plan: facts.money, currency: 'EUR', entries: [], calls: null, liveDays: 240 })
  const worth = worthFacts(over)
  return {
    handover: facts,
    liveSince: daysAgo(260),
    dueWeeks: 16,
    phases,
    accuracy: shareOf({ k: 970, n: 1000 }),
    enough: 0.95,
    adopted: 'unmet',
    influence: worth.influence,
    worth: worthOf(worth),
  }
}

const signsOf = (
  facts: ArrivalFacts,
  over: Partial<WorthFacts> = {},
  quarters: readonly Quarter[] = [],
  slower: string | null = null,
) =>
  Object.fromEntries(
    valueSigns(facts, { worthFacts: worthFacts(over), quarters, slower }, NOW).map(({ sign, sentence }) => [
      sign,
      sentence,
    ]),
  )

describe('what was delivered beside what came of it', () => {
  test('S012 speed, accuracy and deployment stand beside adoption and business impact, and decide neither', () => {
    const { delivered: hit, arrived } = arrivalOf(delivered(), NOW)
    expect(hit.map(({ id, verdict }) => `${id}: ${verdict}`)).toEqual([
      'deployed: met',
      'on-time: met',
      'budget: met',
      'accuracy: met',
    ])
    expect(arrived.map(({ id, verdict }) => `${id}: ${verdict}`)).toEqual(['adoption: unmet', 'impact: unmet'])
    expect(hit[1]?.sentence).toBe(
      'Units first met it on 13 Mar 2026, 40 days after the start. Transferred on 2 Apr 2026, planned by 24 May 2026.',
    )
    expect(hit[2]?.sentence).toBe(
      'Prototype: 17,000 spent of 18,000 planned. Transition: 3,900 spent of 4,000 planned.',
    )
    expect(arrived[1]?.sentence).toMatch('spend without return')
  })

  test('late, dear and wrong are said; what nobody told is unknown and never met', () => {
    const late = delivered({}, { transfer: null })
    expect(arrivalOf({ ...late, dueWeeks: 16 }, NOW).delivered[1]).toMatchObject({ verdict: 'unmet' })
    expect(arrivalOf({ ...late, dueWeeks: null }, NOW).delivered[1]).toMatchObject({ verdict: 'unknown' })
    const nothing = { currency: null, lines: [], committedValue: null }
    expect(arrivalOf(delivered({}, { money: nothing }), NOW).delivered[2]).toMatchObject({
      verdict: 'unknown',
      sentence:
        'Prototype: what it cost is not told, nothing planned. Transition: what it cost is not told, nothing planned.',
    })
    const few = { ...delivered(), accuracy: shareOf({ k: 12, n: 12 }) }
    expect(arrivalOf(few, NOW).delivered[3]).toMatchObject({ verdict: 'unknown' })
    expect(arrivalOf({ ...delivered(), accuracy: shareOf({ k: 80, n: 100 }) }, NOW).delivered[3]?.verdict).toBe('unmet')
  })
})

describe('signs that success is counted where none arrived', () => {
  test('S013 every milestone hit and zero measurable business impact is detected', () => {
    expect(signsOf(delivered())['no-impact']).toBe(
      'Every milestone is hit (deployed, on time, within budget and accurate), and there is no measurable business impact.',
    )
    const influence = shareOf({ k: 3800, n: 4000 })
    expect(signsOf(delivered({ influence }))['no-impact']).toBeUndefined()
    const unmeasured = signsOf(delivered({ influence: null }))['no-impact']
    expect(unmeasured).toMatch('whether it has any business impact is not known')
    // A missed milestone is said by itself; this sign is for those who hit all.
    expect(signsOf({ ...delivered(), accuracy: shareOf({ k: 80, n: 100 }) })['no-impact']).toBeUndefined()
  })

  test('S048 maintenance overhead of a system with no business value is reported', () => {
    expect(signsOf(delivered())['upkeep-without-value']).toBe(
      'Keeping it up cost 700 EUR in 91 days, 500 EUR of it maintenance: overhead of a system whose value doesn’t cover it.',
    )
    expect(signsOf(delivered({ influence: shareOf({ k: 3800, n: 4000 }) }))['upkeep-without-value']).toBeUndefined()
    expect(signsOf(delivered({ influence: null }))['upkeep-without-value']).toBeUndefined()
  })

  test('S050 the return that was promised and did not come; what the handoff lost counts twice', () => {
    const few = { influence: shareOf({ k: 400, n: 4000 }), promise: { yearly: 36_500, days: 91, influenced: 400 } }
    expect(
      signsOf(delivered(few), few, [], 'Sorting was adopted after 90 days, Replies after 40')['below-promise'],
    ).toBe(
      '9,100 EUR were promised for the last 91 days; 7,500 to 8,300 EUR of it did not come. In 91 days decisions worth 7,000 to 14,000 EUR were lost at the handoff, and count twice: no return now, and a slower start for the next one (Sorting was adopted after 90 days, Replies after 40).',
    )
    const many = { influence: shareOf({ k: 3900, n: 4000 }), promise: { yearly: 20_000, days: 91, influenced: 3900 } }
    expect(signsOf(delivered(many), many)['below-promise']).toBeUndefined()
  })

  test('S053 delivery strong quarter after quarter while the impact is flat', () => {
    const quarter = (k: number, changes = 4): Quarter => ({
      from: daysAgo(200),
      delivered: changes,
      influence: shareOf({ k, n: 1000 }),
    })
    expect(signsOf(delivered(), {}, [quarter(210), quarter(200), quarter(215)])['flat-impact']).toBe(
      'Delivery was strong for 3 quarters, 12 changes went live, and the impact is flat: 21 % of the decisions then, 22 % now.',
    )
    expect(signsOf(delivered(), {}, [quarter(210), quarter(400)])['flat-impact']).toBeUndefined()
    expect(signsOf(delivered(), {}, [quarter(210), quarter(200, 0)])['flat-impact']).toBeUndefined()
    expect(signsOf(delivered(), {}, [quarter(210)])['flat-impact']).toBeUndefined()
    const unknown = { ...quarter(0), influence: null }
    expect(signsOf(delivered(), {}, [unknown, quarter(200)])['flat-impact']).toBeUndefined()
    expect(signsOf({ ...delivered(), adopted: 'met' }, {}, [quarter(800), quarter(810)])['flat-impact']).toBeUndefined()
  })

  test('S010 effort, plan and owner of the handoff phase itself, and that it has the least of all', () => {
    expect(handoffPhase(delivered())).toMatchObject({
      planned: '4000',
      actual: '3900',
      owner: 'Olaf',
      missing: [],
      isLeast: true,
      sentence:
        'The handoff itself has effort, a plan and an owner. It has the least of all phases: 12 % of what is planned.',
    })
    const bare = handoffPhase(delivered({}, { transfer: null, duties: [], money: factsWith().money }))
    expect(bare.sentence).toBe(
      'The handoff itself has no effort on record, no plan with money and a date and no owner.',
    )
    expect(bare).toMatchObject({ share: null, isLeast: false })
  })
})
