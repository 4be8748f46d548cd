import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dayshift-adoption-'))
afterAll(() => rmSync(folder, { recursive: true }))

const report = (...args: readonly string[]) => adoption('report', ...args)
const routing = (...args: readonly string[]) => adoption('routing', ...args)

function adoption(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'packages/cli/bin/dayshift.cjs'), 'adoption', ...args],
    { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder }, encoding: 'utf8', maxBuffer: 1e9 },
  )
  return { code: status, out: stdout, err: stderr }
}

const MAP = join(root, 'examples/maps/human-alignment.yaml')
const STUDY = join(root, '../shared/data/human_alignment_study')

describe.skipIf(!existsSync(STUDY))('the human-alignment study (skipped where ../shared/data is absent)', () => {
  // Computed from the published data by the definitions that stand beside it.
  test.each([
    ['A', 100, 2400, [0.6704, 0.6942, 0.7333], 891, 323, [198, 521], [245, 370], [0.1294, 0.1032, 0.025]],
    ['B', 102, 2448, [0.6438, 0.6879, 0.723], 558, 295, [209, 376], [96, 182], [0.1219, 0.0839, 0.0184]],
    ['C', 99, 2376, [0.689, 0.7096, 0.7357], 585, 295, [186, 348], [128, 237], [0.0978, 0.0793, 0.0102]],
  ])('group %s: people, accuracy, RAIR, RSR and calibration are as computed', (...expected) => {
    const [group, people, units, accuracy, disagreements, switched, rair, rsr, ece] = expected
    const { code, out, err } = report(join(STUDY, `group_${group}.csv`), '--map', MAP, '--json')
    expect(err).toBe('')
    expect(code).toBe(0)
    const told = JSON.parse(out)
    expect(told).toMatchObject({
      units,
      people,
      disagreements,
      switched,
      rair: { k: rair[0], n: rair[1] },
      rsr: { k: rsr[0], n: rsr[1] },
      notes: ['Use is up and value is left behind: people improve with the AI and stay below the AI alone.'],
    })
    const four = (value: number) => Math.round(value * 1e4) / 1e4
    expect([told.accuracy.before, told.accuracy.after, told.accuracy.ai].map(four)).toEqual(accuracy)
    expect([told.calibration.before.ece, told.calibration.after.ece, told.calibration.ai.ece].map(four)).toEqual(ece)
  })
})

test('what is wrong with a map or a table is said with its place, and nothing is printed as if it were right', () => {
  writeFileSync(join(folder, 'map.yaml'), 'person: who\nfinal: decided\nai: answer\n')
  writeFileSync(join(folder, 'decisions.csv'), 'who,answer\nada,yes\n')
  expect(report('decisions.csv', '--map', 'map.yaml')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('it has no column "decided"; it has "who", "answer"'),
  })
  writeFileSync(join(folder, 'bad.yaml'), 'person: who\nfinl: decided\nai: answer\n')
  expect(report('decisions.csv', '--map', 'bad.yaml')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('bad.yaml:2:1'),
  })
  expect(report('none.csv', '--map', 'map.yaml')).toMatchObject({ code: 2, out: '' })
})

test('a table in words: influence first, then where it was lost', () => {
  writeFileSync(join(folder, 'few.yaml'), 'person: who\nfinal: decided\nai: answer\ntruth: right\n')
  writeFileSync(join(folder, 'few.csv'), 'who,answer,decided,right\nada,yes,yes,yes\nbo,yes,no,yes\ncy,,no,\n')
  const { code, out } = report('few.csv', '--map', 'few.yaml')
  expect(code).toBe(0)
  expect(out).toContain('Influence      33.3 % (1 of 3, 95 % 6.1 to 79.2): decided as the AI said')
  expect(out).toContain('1  Overridden although the AI was right')
  expect(out).toContain('1  The AI gave no answer')
  expect(out).toContain('Nobody said an own answer first')
})

describe('routing by confidence', () => {
  const lines = (rows: readonly (readonly string[])[]) => `${rows.map((row) => row.join(',')).join('\n')}\n`
  const rows = Array.from({ length: 600 }, (_, i) => {
    const sure = i % 3 !== 0
    return ['a', sure ? 'a' : 'b', sure ? '0.9' : '0.3', i % 2 === 0 ? 'val' : 'test']
  })

  test("a model's own answers: accuracy by coverage, and the threshold that keeps the budget", () => {
    writeFileSync(join(folder, 'answers.csv'), lines([['truth', 'answer', 'sure', 'part'], ...rows]))
    const columns = ['--label', 'truth', '--prediction', 'answer', '--confidence', 'sure', '--split', 'part']
    const { code, out, err } = routing('answers.csv', ...columns, '--json')
    expect([code, err]).toEqual([0, ''])
    const told = JSON.parse(out)
    expect(told).toMatchObject({ validation: 300, test: 300, inScope: { k: 200, n: 300 }, notes: [] })
    expect(
      told.atCoverage.map(({ coverage, accuracy }: { coverage: number; accuracy: { k: number; n: number } }) => [
        coverage,
        accuracy.k,
        accuracy.n,
      ]),
    ).toEqual([
      [0.5, 200, 200],
      [0.7, 200, 300],
      [0.8, 200, 300],
      [0.9, 200, 300],
    ])
    expect(told.routed).toMatchObject({ threshold: 0.9, automatic: { k: 200 }, review: { k: 100 }, errors: { k: 0 } })
    expect(told.curve).toHaveLength(100)
    expect(routing('answers.csv', ...columns).out).toContain(
      'With at most 5.0 % errors (sure to 95 %): from a confidence of 0.9000 on',
    )
  })

  test('what is wrong is said, and nothing is printed as if it were right', () => {
    writeFileSync(
      join(folder, 'answers.csv'),
      lines([['truth', 'answer', 'sure', 'part'], ...rows, ['a', 'a', 'high', 'dev']]),
    )
    const columns = ['--label', 'truth', '--prediction', 'answer', '--confidence', 'sure']
    const failures = [
      [routing('answers.csv', ...columns), '"high" in the column "sure", row 601, is no number'],
      [
        routing('answers.csv', '--label', 'truth', '--text', 'answer', '--split', 'part'),
        '"dev" in the column "part", row 601, is none of train, validation, test',
      ],
      [
        routing('answers.csv', '--label', 'truth', '--text', 'answer'),
        'the rows to learn from name 1 labels, and 2 are needed',
      ],
      [routing('answers.csv', '--label', 'truth'), 'Say where the answers come from'],
      [routing('answers.csv', ...columns, '--errors', '2'), 'A share lies between 0 and 1'],
    ] as const
    for (const [{ code, out, err }, said] of failures) {
      expect([out, err]).toEqual(['', expect.stringContaining(said)])
      expect(code).toBe(2)
    }
  })

  const CLINC = join(root, '../shared/data/clinc150/data_full.train_val.json.gz')
  test.skipIf(!existsSync(CLINC))(
    'CLINC150 (skipped where ../shared/data is absent): the surer, the more often right; what is out of scope goes to a person',
    () => {
      const data: { readonly [part: string]: readonly (readonly [string, string])[] } = JSON.parse(
        gunzipSync(readFileSync(CLINC)).toString(),
      )
      const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
      // The published test part is kept back: half of the validation part stands for it here.
      const part = (name: string, i: number) => (name.endsWith('train') ? 'train' : i % 2 === 0 ? 'val' : 'test')
      const table = Object.entries(data).flatMap(([name, queries]) =>
        queries.map(([text, label], i) => [cell(text), label, part(name, i)]),
      )
      writeFileSync(join(folder, 'clinc.csv'), lines([['query', 'intent', 'part'], ...table]))
      const columns = ['--text', 'query', '--label', 'intent', '--outside', 'oos', '--split', 'part', '--errors', '0.1']
      const { code, out, err } = routing('clinc.csv', ...columns, '--json')
      expect([code, err]).toEqual([0, ''])
      const told = JSON.parse(out)
      expect(told).toMatchObject({ validation: 1550, test: 1550, inScope: { n: 1500 } })
      const accuracies = told.atCoverage.map(
        ({ accuracy }: { accuracy: { k: number; n: number } }) => accuracy.k / accuracy.n,
      )
      expect(accuracies).toEqual(accuracies.toSorted((a: number, b: number) => b - a))
      expect(accuracies[0]).toBeGreaterThan(0.85)
      expect(told.routed.errors.k / told.routed.errors.n).toBeLessThan(0.1)
      expect(told.routed.outsideToPerson.k / told.routed.outsideToPerson.n).toBeGreaterThan(0.8)
    },
  )
})
