import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AuditReport } from '@dayshift/core'
import { runDayshift } from '@dayshift/testkit'
import { afterAll, expect, test } from 'vitest'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const RUNS = join(ROOT, '../shared/data/tau_bench_runs/gpt-4o-airline.task0-24.json.gz')
const found = existsSync(RUNS)
const folder = mkdtempSync(join(tmpdir(), 'dayshift-audit-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

test.skipIf(!found)(
  `a hundred real tries of an agent: pass^k, hand-overs, five answers, and a page that needs nothing else${found ? '' : ' (skipped: ../shared/data is absent)'}`,
  async () => {
    const html = join(folder, 'audit.html')
    const { code, out } = await runDayshift(['audit', RUNS, '--json', '--html', html])
    expect(code).toBe(0)
    const report = JSON.parse(out) as AuditReport
    expect(report).toMatchObject({
      runs: 100,
      units: 25,
      handovers: { made: 18, due: 4, hit: 1, missed: 3, extra: 17 },
      consistency: { tasks: 25, trials: 4 },
    })
    expect(report.consistency.passAtAll.map((share) => Number(share.toFixed(4)))).toEqual([0.31, 0.1933, 0.17, 0.16])
    expect(report.answers).toHaveLength(5)
    const page = readFileSync(html, 'utf8')
    expect(page).toContain('Is it ready?')
    expect(page).not.toMatch(/<script|src=|href=|url\(/)
    const mapped = await runDayshift(['audit', RUNS, '--json', '--map', join(ROOT, 'examples/maps/airline-audit.yaml')])
    expect((JSON.parse(mapped.out) as AuditReport).handovers).toEqual(report.handovers)
    const other = await runDayshift([
      'audit',
      RUNS,
      '--json',
      '--map',
      file('map.yaml', 'handover: {tools: [think]}\n'),
    ])
    expect((JSON.parse(other.out) as AuditReport).handovers).toMatchObject({ due: 0, missed: 0 })
  },
)

test('S054 a table of runs and one of decisions, in their own words, tell what is adopted', async () => {
  const rows = Array.from({ length: 40 }, (_, n) => `t${String(n)},2026-11-20T09:00:00Z,m,10,1`)
  const runs = file('runs.csv', `ticket,time,model,prompt_tokens,completion_tokens\n${rows.join('\n')}\n`)
  const decided = Array.from({ length: 40 }, (_, n) => `t${String(n)};${n < 4 ? 'sent as is' : 'wrote my own'}`)
  const decisions = file('decisions.csv', `ticket;what_i_did\n${decided.join('\n')}\n`)
  const map = join(ROOT, 'examples/maps/airline-audit.yaml')
  const { code, out } = await runDayshift(['audit', runs, '--decisions', decisions, '--map', map])
  expect(code).toBe(0)
  expect(out).toContain('10 % (4 of 40, 95 % 4 % to 23 %) of the decisions were made with the output.')
  const without = await runDayshift(['audit', runs, '--decisions', decisions])
  expect(without.code).toBe(2)
  expect(without.err).toContain('it has no column "unitKey"; it has "ticket", "what_i_did"')
  const traced = file(
    'traced.csv',
    `run_id,ticket,time,model\nr1,t1,2026-11-20T09:00:00Z,m\nr2,t2,2026-11-20T09:00:00Z,m\n`,
  )
  const byRun = file('by-run.csv', 'run_id,decision\nr1,accepted\nr2,overridden\nr9,accepted\n')
  const joined = JSON.parse((await runDayshift(['audit', traced, '--decisions', byRun, '--json'])).out) as AuditReport
  expect(joined.proven.workflows[0]).toMatchObject({ decided: 2, accepted: 1 })
  expect(joined.answers[0]?.findings.join()).toContain('1 decision belongs to no run')
  const hostile = file('hostile.jsonl', '{"task_id":"<script>","trial":0,"reward":1,"traj":[],"__proto__":{"x":1}}\n')
  const html = join(folder, 'hostile.html')
  expect((await runDayshift(['audit', hostile, '--html', html])).code).toBe(0)
  expect(readFileSync(html, 'utf8')).not.toContain('<script>')
})
