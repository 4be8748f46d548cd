import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileContract } from '../../routing/contracts/compile-contract.ts'
import { beforeAfter } from './before-after.ts'
import { breaksOf, refusalInWords, silenceBreak, volumeBreak, withoutValue } from './crossing.ts'
import { FIX_STEPS, fixOrder, projectErrors, whoseJob, whyNotAutomate } from './fix-order.ts'
import { inHead, inSystem, OWNED, seamWith, soundSeam, told } from './sample-seams.ts'
import { kindOf, partsOf, type Seam, type SeamPartBody, UNWRITTEN } from './seam.ts'
import { costCascade, rankSeams, seamCost } from './seam-cost.ts'
import { partFault } from './seam-part.ts'

const answer = (automate: boolean): SeamPartBody => ({ part: 'answer', automate, reason: 'It is time' })
const withParts = (seam: Seam, ...bodies: readonly SeamPartBody[]): Seam => ({
  ...seam,
  parts: [...seam.parts, ...told(...bodies)],
})
const conditionOf = (seam: Seam, id: string) =>
  fixOrder(seam)
    .steps.flatMap(({ conditions }) => conditions)
    .find((condition) => condition.id === id)

describe('the two sides', () => {
  test('S203 S204 a seam lies between teams or between tools, and its kind follows from them', () => {
    expect(kindOf('team', 'team')).toBe('handoff')
    expect(kindOf('tool', 'tool')).toBe('connection')
    expect(kindOf('team', 'tool')).toBe('handoff')
  })
})

describe('fix order', () => {
  test('S230 S231 S232 S233 map, explicit, owner, automate: each step counts only when all before it are met', () => {
    expect(FIX_STEPS).toEqual(['map', 'explicit', 'owner', 'automate'])
    const states = [
      seamWith(),
      seamWith({ owner: OWNED }),
      seamWith({ parts: told(inHead('Start date')) }),
      seamWith({ parts: told(inSystem('Start date')) }),
      seamWith({ parts: told(inSystem('Start date')), owner: OWNED }),
      soundSeam(),
      withParts(soundSeam(), answer(true)),
    ].map((seam) => fixOrder(seam).state)
    expect(states).toEqual(['unmapped', 'unmapped', 'mapped', 'explicit', 'owned', 'owned', 'ready'])
  })

  test('S233 over random seams, ready is never reached with an earlier step open', () => {
    const part = fc.constantFrom<SeamPartBody>(
      inHead('a'),
      inSystem('b'),
      answer(true),
      answer(false),
      { part: 'assessment', fits: true, words: 'w' },
      { part: 'assessment', fits: false, words: 'w' },
      { part: 'check', words: 'w', by: 'x' },
      { part: 'covering', who: 'x', words: 'w', capturedAs: null },
      { part: 'pressure', from: 'board', words: 'w' },
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), fc.boolean(), fc.boolean(), (bodies, isOwned, isKnown) => {
        const seam = seamWith({
          parts: told(...bodies),
          owner: isOwned ? OWNED : null,
          ...(isKnown
            ? {
                volumePerWeek: 10,
                errorShare: 0.01,
                crossings: { n: 9, refused: 0, confirmed: 9, incomplete: 0, bad: 0 },
              }
            : {}),
        })
        const { state, steps } = fixOrder(seam)
        if (state === 'ready') {
          expect(steps.every(({ verdict }) => verdict === 'met')).toBe(true)
          expect(
            isOwned && isKnown && bodies.every((each) => each.part !== 'context' || each.lives.kind === 'system'),
          ).toBe(true)
        }
      }),
    )
  })

  test('S221 S222 without an owner it belongs to neither side; one of the two sides is no owner either', () => {
    expect(fixOrder(seamWith()).errors).toEqual(['Owner: Nobody: it belongs neither to Sales nor to Operations.'])
    const bySide = seamWith({ owner: { ...OWNED, id: 'sam', name: 'Sam Sol' } })
    expect(fixOrder(bySide).errors[0]).toContain('Sam Sol answers for Sales')
    expect(fixOrder(seamWith({ owner: { ...OWNED, active: false } })).errors).toEqual([
      'Owner: Dana Diaz is here no longer.',
    ])
    expect(fixOrder(seamWith({ owner: OWNED })).errors).toEqual([])
  })

  test('S224 whose job this was is one sentence from the record', () => {
    expect(whoseJob(seamWith({ owner: OWNED }))).toBe(
      'Dana Diaz: owner of “Sales → Operations”, may change both forms and spend 5,000 EUR.',
    )
    expect(whoseJob(seamWith())).toBe(
      'Nobody’s: “Sales → Operations” has no owner. Its sides have Sam Sol for Sales and Ola Ort for Operations.',
    )
  })

  test('S197 S202 a seam that nobody assessed is not ready, nor one that does not fit how the work flows', () => {
    const { parts } = soundSeam()
    const unassessed = soundSeam({ parts: parts.filter(({ part }) => part !== 'assessment') })
    expect(whyNotAutomate(unassessed)).toEqual(['Nobody has assessed how the work really flows here.'])
    const misfit = withParts(soundSeam(), { part: 'assessment', fits: false, words: 'They phone.' })
    expect(conditionOf(misfit, 'assessed')?.verdict).toBe('unmet')
    expect(whyNotAutomate(soundSeam())).toEqual([])
  })

  test('S213 volume × error is projected; a fragile seam and one of which nothing is known are held', () => {
    const fragile = soundSeam({ volumePerWeek: 420, errorShare: 0.1 })
    expect(projectErrors(fragile)).toEqual({ perWeek: 42, volumePerWeek: 420, share: 0.1 })
    expect(whyNotAutomate(fragile)).toEqual([
      'It is fragile: 420 a week × 10 % wrong = 42 a week with nobody to catch them; at most 5 % may be wrong.',
    ])
    expect(conditionOf(soundSeam({ errorShare: null }), 'solid')?.verdict).toBe('unknown')
    // What was observed counts instead of what is said, from 20 crossings on.
    const observed = soundSeam({
      errorShare: 0.01,
      crossings: { n: 40, refused: 6, confirmed: 8, incomplete: 0, bad: 6 },
    })
    expect(projectErrors(observed)?.share).toBe(0.15)
    const breaking = soundSeam({ openSignals: [{ signal: 'renamed-field', sentence: '“plan” is missing.' }] })
    expect(whyNotAutomate(breaking)).toEqual(['It is breaking now: “plan” is missing.'])
  })

  test('S208 S214 informal covering is on record, and holds automation until what is carried is captured', () => {
    const covering: SeamPartBody = {
      part: 'covering',
      who: 'Rosa',
      words: 'walks over when a client is new',
      capturedAs: null,
    }
    const covered = withParts(soundSeam(), covering)
    expect(partsOf(covered, 'covering')[0]?.words).toBe('walks over when a client is new')
    expect(whyNotAutomate(covered)).toEqual([
      'Rosa would be gone, and nothing captures what is covered: walks over when a client is new',
    ])
    const captured = withParts(soundSeam(), { ...covering, capturedAs: 'New client' }, inSystem('New client'))
    expect(whyNotAutomate(captured)).toEqual([])
    const namedOnly = withParts(soundSeam(), { ...covering, capturedAs: 'New client' })
    expect(whyNotAutomate(namedOnly)).toHaveLength(1)
  })

  test('S215 output that looks finished needs a check of its own', () => {
    const unchecked = soundSeam({ parts: soundSeam().parts.filter(({ part }) => part !== 'check') })
    expect(whyNotAutomate(unchecked)).toEqual([
      'A wrong output that is complete and on time would pass: nothing checks but delay and blank fields.',
    ])
  })

  test('S237 the receiver must have confirmed that context was complete, and her no counts', () => {
    const silent = soundSeam({ crossings: { n: 12, refused: 0, confirmed: 2, incomplete: 0, bad: 0 } })
    expect(conditionOf(silent, 'confirmed')?.verdict).toBe('unknown')
    const no = soundSeam({ crossings: { n: 12, refused: 0, confirmed: 6, incomplete: 2, bad: 2 } })
    expect(conditionOf(no, 'confirmed')?.sentence).toBe('Operations said of 2 of 6 that context was missing.')
    expect(fixOrder(withParts(no, answer(true))).state).toBe('owned')
  })

  test('S235 “do not automate yet” is an answer, and the last one counts', () => {
    const notYet = withParts(soundSeam(), answer(true), answer(false))
    expect(fixOrder(notYet).state).toBe('owned')
    expect(conditionOf(notYet, 'answered')?.sentence).toBe('Dana Diaz: do not automate yet. It is time')
    expect(partFault(seamWith(), answer(false))).toBeNull()
    expect(partFault(seamWith(), answer(true))).toContain('automation comes last')
    expect(partFault(soundSeam(), answer(true))).toBeNull()
  })

  test('S236 pressure to add AI is on record and moves nothing', () => {
    const pressures: SeamPartBody[] = [
      { part: 'pressure', from: 'board', words: 'An AI story by March' },
      { part: 'pressure', from: 'competitors', words: 'They have one' },
      { part: 'pressure', from: 'process', words: 'We automate everything' },
    ]
    for (const seam of [seamWith(), soundSeam(), withParts(soundSeam(), answer(true))]) {
      expect(fixOrder(withParts(seam, ...pressures))).toEqual(fixOrder(seam))
    }
  })
})

describe('cost', () => {
  const sheet = (side: 'from' | 'to', hoursPerWeek: number, rate = '85.50', people = 1): SeamPartBody => ({
    part: 'workaround',
    side,
    kind: 'spreadsheet',
    words: 'copies rows from one system into the other',
    hoursPerWeek,
    people,
    rate,
  })

  test('S223 S226 S227 S228 S229 hours a week × 52 × rate of both sides, against the cost of a proper fix', () => {
    const seam = seamWith({
      fixCost: '20000',
      parts: told(
        sheet('from', 3),
        { ...sheet('to', 0.5, '60', 6), kind: 'meeting', words: 'Monday round' } as SeamPartBody,
        { ...sheet('to', 4, '90'), kind: 'person', words: 'Rosa remembers' } as SeamPartBody,
      ),
    })
    const cost = seamCost(seam)
    // 3 × 52 × 85.50 = 13,338; 3 × 52 × 60 = 9,360; 4 × 52 × 90 = 18,720
    expect(cost).toEqual({
      hoursPerWeek: 10,
      yearly: '41418',
      bySide: { from: '13338', to: '28080' },
      fixCost: '20000',
      fixPaysAfterWeeks: 26,
    })
  })

  test('S229 where no workaround is told the cost is unknown, never nothing', () => {
    expect(seamCost(seamWith({ fixCost: '100' }))).toMatchObject({ yearly: null, fixPaysAfterWeeks: null })
  })

  test('S225 S238 following the workarounds puts the dearest seam first and the unknown last', () => {
    const named = (name: string, ...parts: SeamPartBody[]) =>
      seamWith({ id: name, from: { ...seamWith().from, name }, parts: told(...parts) })
    const ranked = rankSeams([named('c'), named('a', sheet('from', 1)), named('b', sheet('to', 9))])
    expect(ranked.map(({ seam }) => seam.id)).toEqual(['b', 'a', 'c'])
    expect(ranked[0]?.cost.yearly).toBe('40014')
  })

  test('S220 what a failure cost whom is added up by who bears it', () => {
    const cascade = costCascade(
      seamWith({
        parts: told(
          { part: 'consequence', bearer: 'customer', words: 'paid the full fare', amount: '650.88' },
          { part: 'consequence', bearer: 'organisation', words: 'court', amount: '812.02' },
          { part: 'consequence', bearer: 'organisation', words: 'headlines', amount: null },
          { part: 'consequence', bearer: 'others', words: 'who run the same kind of bot', amount: null },
        ),
      }),
    )
    expect(cascade.map(({ bearer, amount, words }) => [bearer, amount, words.length])).toEqual([
      ['customer', '650.88', 1],
      ['organisation', '812.02', 2],
      ['others', null, 1],
    ])
  })
})

describe('before and after automation', () => {
  const complaint = (kind: string, at: string, hoursToSurface: number): SeamPartBody => ({
    part: 'complaint',
    kind,
    at: `${at}T09:00:00Z`,
    hoursToSurface,
    cleanUpHours: 2,
  })

  test('S198 S199 the same complaint arriving faster, the time to surface and the clean-up are measured', () => {
    const seam = seamWith({
      parts: told(
        complaint('wrong address', '2026-08-01', 24),
        complaint('wrong address', '2026-08-11', 24),
        complaint('wrong address', '2026-08-21', 30),
        { part: 'automation', at: '2026-09-01T00:00:00Z', words: 'The draft goes out by itself' },
        complaint('wrong address', '2026-09-02', 1),
        complaint('wrong address', '2026-09-04', 1),
        complaint('late', '2026-09-05', 5),
      ),
    })
    const compared = beforeAfter(seam)
    expect(compared?.kinds).toEqual([
      {
        kind: 'late',
        before: expect.objectContaining({ n: 0 }),
        after: expect.objectContaining({ n: 1 }),
        faster: null,
      },
      {
        kind: 'wrong address',
        before: { n: 3, medianGapDays: 10, medianHoursToSurface: 24, cleanUpHours: 6 },
        after: { n: 2, medianGapDays: 2, medianHoursToSurface: 1, cleanUpHours: 4 },
        faster: true,
      },
    ])
    expect(beforeAfter(seamWith())).toBeNull()
  })
})

describe('crossings', () => {
  const schema = {
    type: 'object',
    required: ['customer_id', 'plan', 'seats'],
    properties: {
      customer_id: { type: 'string' },
      plan: { enum: ['free', 'pro'] },
      seats: { type: 'integer' },
      note: { type: 'string' },
    },
  }
  const check = (context: { readonly [name: string]: string | number }) => {
    const contract = compileContract(schema)
    if (contract.kind === 'invalid') throw new Error(contract.message)
    const faults = contract.check(context)
    return { faults, breaks: breaksOf(schema, context, faults) }
  }

  test('S210 a renamed field, another type, a value that nobody agreed on and missing context are told apart', () => {
    expect(check({ customerId: 'c1', plan: 'pro', seats: 3 }).breaks).toEqual([
      {
        signal: 'renamed-field',
        field: '/customer_id',
        sentence: '“customer_id” is missing, and “customerId” came instead: it looks renamed.',
      },
    ])
    expect(
      check({ customer_id: 'c1', plan: 'gold', seats: '3' }).breaks.map(({ signal, field }) => [signal, field]),
    ).toEqual(
      expect.arrayContaining([
        ['new-value', '/plan'],
        ['changed-type', '/seats'],
      ]),
    )
    expect(check({ plan: 'pro', seats: 3 }).breaks).toEqual([
      { signal: 'missing-context', field: '/customer_id', sentence: '“customer_id” is missing.' },
    ])
    expect(check({ customer_id: 'c1', plan: 'pro', seats: 3 }).breaks).toEqual([])
  })

  test('whoever sends reads all that is missing in one sentence; what is kept quotes no value', () => {
    const context = { plan: 'secret plan', seats: 3 }
    const { faults } = check(context)
    expect(refusalInWords(faults)).toContain('“customer_id” is missing')
    const kept = faults.map((fault) => withoutValue(fault, context))
    expect(JSON.stringify(kept)).not.toContain('secret')
    expect(kept.find(({ path }) => path === '/plan')?.message).toBe(
      "has a value that doesn’t fit, one of 'free', 'pro' is needed",
    )
  })

  test('S210 doubled and halved volume break the seam; too little to say does not', () => {
    const usual = [20, 22, 0, 18, 20, 21, 19, 0, 20]
    expect(volumeBreak(usual, 41)?.sentence).toBe(
      'Much more crossed yesterday than usual: 41, against 20 on the median of 7 days.',
    )
    expect(volumeBreak(usual, 9)?.signal).toBe('volume')
    expect(volumeBreak(usual, 30)).toBeNull()
    expect(volumeBreak(usual, 0)).toBeNull()
    expect(volumeBreak([20, 22, 18], 90)).toBeNull()
  })

  test('S211 silence is noticed at the seam, by its own rhythm', () => {
    const now = new Date('2026-11-20T12:00:00Z')
    const quietFor = (hours: number) => ({
      n: 40,
      lastAt: new Date(now.getTime() - hours * 3_600_000),
      longestGapMs: 2 * 3_600_000,
    })
    expect(silenceBreak(quietFor(5), now)).toBeNull()
    expect(silenceBreak(quietFor(7), now)?.sentence).toBe(
      'Nothing has crossed for 7 h; before, the longest gap was 2 h.',
    )
    expect(silenceBreak({ ...quietFor(900), n: 3 }, now)).toBeNull()
  })
})

describe('fixtures', () => {
  test('S200 S205 S206 S207 sales → operations: three things that only a person knew', () => {
    const kinds = Object.keys(UNWRITTEN) as (keyof typeof UNWRITTEN)[]
    const deal = seamWith({
      owner: OWNED,
      parts: told(
        ...kinds.map((unwritten): SeamPartBody => ({ ...inHead(UNWRITTEN[unwritten]), unwritten }) as SeamPartBody),
      ),
    })
    const order = fixOrder(deal)
    expect(order.state).toBe('mapped')
    expect(order.errors).toEqual(['All that must cross is in heads: it leaves with them.'])
    expect(order.next?.conditions[0]?.sentence).toContain('3 of 3 pieces are in no system')
    expect(partFault(deal, answer(true))).toContain('in the head of Sam Sol')
  })

  test('S216 S217 Klarna: routine and judgement divide by rules, and “AI takes everything” is invalid', () => {
    const rule = (when: string, to: 'person' | 'ai'): SeamPartBody => ({ part: 'rule', when, to, stake: 'money' })
    const judgement = (...rules: SeamPartBody[]) =>
      soundSeam({ kind: 'judgement', parts: [...soundSeam().parts, ...told(...rules)] })
    expect(conditionOf(judgement(), 'routing')?.verdict).toBe('unmet')
    const everything = judgement(rule('any question', 'ai'))
    expect(fixOrder(everything).errors).toEqual(['The AI takes everything: no rule leads to a person.'])
    expect(fixOrder(everything).state).toBe('mapped')
    const divided = judgement(rule('where is my parcel', 'ai'), rule('a dispute, an exception', 'person'))
    expect(conditionOf(divided, 'routing')?.sentence).toBe('2 rules divide the work; 1 lead to a person.')
    expect(fixOrder(withParts(divided, answer(true))).state).toBe('ready')
    expect(partFault(seamWith(), rule('any question', 'ai'))).toContain('routine and judgement')
  })

  test('S218 S219 Air Canada: a bereavement fare is asked for under stress, so a person answers, and one is accountable', () => {
    const toAi: SeamPartBody = { part: 'rule', when: 'asks for a bereavement fare', to: 'ai', stake: 'stress' }
    const airline = soundSeam({ kind: 'judgement' })
    expect(partFault(airline, toAi)).toContain('needs a person')
    expect(fixOrder(withParts(airline, toAi, { ...toAi, to: 'person' } as SeamPartBody)).errors[0]).toContain(
      'under stress',
    )
    const toPerson = withParts(airline, { ...toAi, to: 'person' } as SeamPartBody)
    expect(fixOrder(toPerson).errors).toEqual([])
    expect(whoseJob(toPerson)).toContain('Dana Diaz')
    expect(fixOrder({ ...withParts(toPerson, answer(true)), owner: null }).state).toBe('explicit')
  })

  test('S234 FindFill: open shifts and verified nurses, the seam designed on both sides before anything is automated', () => {
    const sides = {
      from: { id: 'facility', kind: 'team', name: 'Facilities', aliases: [], owner: null },
      to: { id: 'nurse', kind: 'team', name: 'Nurses', aliases: [], owner: null },
    } as const
    const designed = soundSeam({
      ...sides,
      what: 'An open shift to a verified nurse nearby',
      parts: told(
        inSystem('Shift, place and hours'),
        inSystem('Licence, verified in the flow'),
        inSystem('Phone number, as sign-in'),
        inSystem('Where she is now'),
        { part: 'assessment', fits: true, words: 'Sat with four facilities and eleven nurses.' },
        { part: 'check', words: 'Each match is confirmed by both sides', by: 'the desk' },
      ),
    })
    expect(fixOrder(withParts(designed, answer(true))).state).toBe('ready')
    const oneSided = { ...designed, parts: designed.parts.filter(({ part }) => part !== 'assessment') }
    expect(partFault(oneSided, answer(true))).toContain('Nobody has assessed')
  })
})
