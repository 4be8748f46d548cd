import { describe, expect, test } from 'vitest'
import { duty, NOW, playbookWith } from './evaluators/sample-facts.ts'
import type { RunningCostFact } from './facts.ts'
import { approvingDuty, costStanding } from './running-cost.ts'

const asked = { amount: '400', currency: 'EUR', at: new Date('2026-09-01T09:00:00Z'), by: 'nadia' }
const answer = {
  verdict: 'approved',
  reason: 'Within the budget.',
  until: '2027-08-31',
  at: new Date('2026-09-03T09:00:00Z'),
  by: 'fay',
} as const
const NAMES: Readonly<Record<string, string>> = { nadia: 'Nadia', fay: 'Fay' }
const of = (fact: Partial<RunningCostFact>, now = NOW) =>
  costStanding({ asked, answer, month: null, ...fact }, (person) => NAMES[person] ?? '', now)

describe('what finance says to the running cost', () => {
  test.each([
    ['not asked', { asked: null, answer: null }, 'unknown', 'Nobody has asked whether it may cost what it costs.'],
    ['asked', { answer: null }, 'unknown', 'Nadia asked for 400.00 EUR a month on 1 Sep 2026; it is not answered.'],
    ['approved', {}, 'met', 'Fay approved 400.00 EUR a month on 3 Sep 2026, until 31 Aug 2027.'],
    [
      'approved and within it',
      { month: '400' },
      'met',
      'Fay approved 400.00 EUR a month on 3 Sep 2026, until 31 Aug 2027; the last 30 days cost 400.00 EUR.',
    ],
    [
      'outgrown by a cent',
      { month: '400.01' },
      'unmet',
      'Fay approved 400.00 EUR a month on 3 Sep 2026, and the last 30 days cost 400.01 EUR.',
    ],
    [
      'refused',
      { answer: { ...answer, verdict: 'refused', reason: 'Too dear.', until: null } },
      'unmet',
      'Fay refused 400.00 EUR a month on 3 Sep 2026: Too dear.',
    ],
  ] as const)('S079 %s', (_, fact, verdict, sentence) => {
    expect(of(fact)).toMatchObject({ verdict, sentence })
  })

  test('S079 an approval holds until its day, that day within', () => {
    expect(of({}, new Date('2027-08-31T23:59:59Z')).state).toBe('approved')
    expect(of({}, new Date('2027-09-01T00:00:00Z'))).toMatchObject({ state: 'lapsed', verdict: 'unmet' })
  })

  test('S079 finance approves it where the playbook has that duty, else whoever answers for the spend', () => {
    expect(approvingDuty(playbookWith([], { duties: [duty('finance'), duty('spend')] }))).toBe('finance')
    expect(approvingDuty(playbookWith([], { duties: [duty('spend')] }))).toBe('spend')
  })
})
