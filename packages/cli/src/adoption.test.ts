import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dayshift-adoption-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'packages/cli/bin/dayshift.cjs'), 'adoption', 'report', ...args],
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
