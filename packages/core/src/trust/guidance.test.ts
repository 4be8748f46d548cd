import { describe, expect, test } from 'vitest'
import { guidanceHash, guidanceOf, linesFor, type GuidanceFacts, type KnownAnswer } from './guidance.ts'

const known = (n: number, right: number, confidence: number | null, from = 0): KnownAnswer[] =>
  Array.from({ length: n }, (_, i) => ({
    runId: `r${from + i}`,
    unitKey: `u${from + i}`,
    labels: {},
    right: i < right,
    confidence,
  }))
const facts = (more: Partial<GuidanceFacts> = {}): GuidanceFacts => ({
  answers: [...known(400, 399, 0.9), ...known(100, 60, 0.4, 400)],
  enough: 0.95,
  wrongSlices: [],
  failures: [],
  whoAnswers: 'Olu Operator',
  ...more,
})
const said = (lines: ReturnType<typeof guidanceOf>) => lines.map(({ kind, text }) => [kind, text])

describe('one plain page', () => {
  test('S019 S023 S041 when to act on it, when to check, when to override, and what to do when it seems wrong', () => {
    const lines = guidanceOf(
      facts({
        wrongSlices: [
          {
            where: [{ slice: 'topic', label: 'refund' }],
            wrong: { k: 21, n: 100, interval: { low: 0.14, high: 0.3 } },
            elsewhere: { k: 30, n: 400 },
            effect: { value: 0.135, low: 0.06, high: 0.22 },
          },
        ],
        failures: [
          {
            name: 'Old plan named',
            guidance: 'The plan is called Plus since May',
            runs: ['r1', 'r2', 'r3', 'r4'],
            times: 4,
          },
        ],
      }),
    )
    expect(said(lines)).toEqual([
      ['act', 'Act on it when it is at least 90 % sure.'],
      ['check', 'Check it when it is less than 90 % sure.'],
      ['check', 'Check it where topic is “refund”: it is wrong there more often.'],
      ['override', 'Old plan named. The plan is called Plus since May.'],
      ['seems-wrong', 'Flag it, decide without it, and say what is right. Olu Operator answers you.'],
    ])
    expect(lines[0]?.figures).toBe('99.7 % of 400 were right (95 % interval 99 % to 99.9 %).')
    expect(lines[1]?.examples).toEqual(['r460', 'r461', 'r462'])
    expect(lines[2]?.figures).toBe('21 % of 100 were wrong there (95 % interval 14 % to 30 %), 8 % of 400 elsewhere.')
    expect(lines[3]).toMatchObject({ figures: 'Seen 4 times.', examples: ['r1', 'r2', 'r3'] })
  })

  test.each([
    ['too little is known', facts({ answers: known(12, 12, 0.9) }), 'Check every answer: too little is known yet.'],
    [
      'it never says how sure it is',
      facts({ answers: known(200, 150, null) }),
      'Check every answer: it does not say how sure it is.',
    ],
    [
      'no confidence is enough',
      facts({ answers: known(200, 120, 0.9) }),
      'Check every answer: no confidence makes 95 % right answers certain.',
    ],
    [
      'all of it is right, without a confidence',
      facts({ answers: known(400, 400, null) }),
      'Act on it, but for what stands below.',
    ],
  ])('S019 where %s it says so instead of inventing a threshold', (_what, given, first) => {
    expect(guidanceOf(given)[0]?.text).toBe(first)
  })

  test('figures that move leave the words that were confirmed as they are; another threshold does not', () => {
    const hash = (given: GuidanceFacts) => guidanceHash(guidanceOf(given))
    const more = [...facts().answers, ...known(1, 1, 0.9, 900)]
    expect(hash(facts({ answers: more }))).toBe(hash(facts()))
    expect(hash(facts({ answers: known(400, 399, 0.8) }))).not.toBe(hash(facts()))
    expect(hash(facts({ whoAnswers: 'Tom Backup' }))).not.toBe(hash(facts()))
  })

  test('S019 beside an output stands what holds for its slices alone', () => {
    const where = [
      { slice: 'language', label: 'fr' },
      { slice: 'topic', label: 'refund' },
    ]
    const line = { kind: 'check', where, text: '', figures: '', examples: [] } as const
    const everywhere = { ...line, where: [] }
    expect(linesFor([line, everywhere], { language: 'fr', topic: 'refund' })).toEqual([line, everywhere])
    expect(linesFor([line, everywhere], { language: 'de', topic: 'refund' })).toEqual([everywhere])
  })
})
