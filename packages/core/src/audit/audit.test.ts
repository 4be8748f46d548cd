import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAgentRun } from '../imports/agent-run.ts'
import type { ImportedRun } from '../imports/imported-run.ts'
import { createRunPricing } from '../imports/price-runs.ts'
import { gatherAuditFacts } from './audit-facts.ts'
import { DEFAULT_AUDIT_MAP } from './audit-map.ts'
import { auditReport } from './audit-report.ts'
import { passAtAll } from './pass-at-all.ts'

const run = (more: Partial<ImportedRun>): ImportedRun => ({
  id: null,
  name: null,
  workflow: 'replies',
  release: null,
  unitKey: 'u1',
  startedAt: Date.UTC(2026, 10, 20),
  endedAt: null,
  failure: null,
  decision: null,
  verdict: null,
  failedCalls: 0,
  observations: 1,
  calls: [],
  scores: [],
  ...more,
})
const gather = () => gatherAuditFacts(DEFAULT_AUDIT_MAP, createRunPricing(null))
const agentRun = (tools: readonly string[], due: readonly string[] | null, reward = 0, task = 1) => {
  const read = readAgentRun({
    task_id: task,
    trial: 0,
    reward,
    traj: tools.map((name) => ({ role: 'assistant', tool_calls: [{ function: { name } }] })),
    ...(due === null ? {} : { info: { task: { actions: due.map((name) => ({ name, kwargs: {} })) } } }),
  })
  if (typeof read === 'string') throw new Error(read)
  return read
}

test('the share of tasks that come out right each time: by hand, and against every choice of k trials', () => {
  expect(passAtAll([])).toEqual([])
  // 2 of 3 and 3 of 3: pairs 1/3 and 1, threes 0 and 1.
  const shares = passAtAll([
    { trials: 3, successes: 2 },
    { trials: 3, successes: 3 },
  ])
  expect(shares.map((share) => share.toFixed(12))).toEqual([5 / 6, 2 / 3, 1 / 2].map((share) => share.toFixed(12)))
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }), (trials) => {
      const shares = passAtAll([{ trials: trials.length, successes: trials.filter(Boolean).length }])
      for (const [index, share] of shares.entries()) {
        const sets = choices(trials, index + 1)
        expect(share).toBeCloseTo(sets.filter((set) => set.every(Boolean)).length / sets.length, 12)
      }
    }),
  )
})

function choices<Item>(items: readonly Item[], k: number): readonly (readonly Item[])[] {
  if (k === 0) return [[]]
  return items.flatMap((item, at) => choices(items.slice(at + 1), k - 1).map((rest) => [item, ...rest]))
}

test('hand-overs to a person are counted by run: due ones made and missed, and those without need', () => {
  const facts = gather()
  const [transfer, other] = ['transfer_to_human_agents', 'book']
  facts.addAgentRun(agentRun([transfer, transfer], [transfer]))
  facts.addAgentRun(agentRun([other], [other, transfer]))
  facts.addAgentRun(agentRun([other, transfer], [other]))
  facts.addAgentRun(agentRun([other], []))
  expect(auditReport(facts.facts()).handovers).toEqual({ made: 2, due: 2, hit: 1, missed: 1, extra: 1 })
  const untold = gather()
  untold.addAgentRun(agentRun([transfer], null))
  const report = auditReport(untold.facts())
  expect(report.handovers).toEqual({ made: 1, due: null, hit: null, missed: null, extra: null })
  expect(report.unknowable.map(({ log }) => log)).toContainEqual(['info.task.actions'])
})

test.each([
  [
    'OpenAI',
    { role: 'assistant', tool_calls: [{ function: { name: 'transfer_to_human', arguments: '{"why":"x"}' } }] },
  ],
  ['OpenAI before there could be several', { role: 'assistant', function_call: { name: 'transfer_to_human' } }],
  ['OpenAI items', { type: 'function_call', name: 'transfer_to_human', arguments: '{}' }],
  ['Anthropic', { role: 'assistant', content: [{ type: 'text' }, { type: 'tool_use', name: 'transfer_to_human' }] }],
  ['τ²-bench', { role: 'assistant', tool_calls: [{ name: 'transfer_to_human', arguments: {} }] }],
])('a hand-over is seen in the form of %s', (_form, message) => {
  const facts = gather()
  for (const [task, traj] of [
    ['1', [message]],
    ['2', [{ role: 'assistant', tool_calls: [{ function: { name: 'book' } }] }]],
  ] as const) {
    const read = readAgentRun({ task_id: task, reward: '1.0', messages: traj })
    if (typeof read === 'string') throw new Error(read)
    facts.addAgentRun(read)
  }
  expect(auditReport(facts.facts())).toMatchObject({ handovers: { made: 1, due: null }, proven: { right: { k: 2 } } })
})

test('where no run calls a tool, hand-overs are unknown and not none; one try of each task says nothing of readiness', () => {
  const facts = gather()
  facts.addAgentRun(agentRun([], null, 1, 1))
  facts.addAgentRun(agentRun([], null, 0, 2))
  const report = auditReport(facts.facts())
  expect(report.handovers).toEqual({ made: null, due: null, hit: null, missed: null, extra: null })
  expect(report.consistency).toEqual({ tasks: 0, trials: 0, passAtAll: [] })
  expect(report.unknowable.map(({ question }) => question)).toEqual(
    expect.arrayContaining(['Is it ready?', 'Does it hand over to a person when it should?']),
  )
})

test('precision of hand-overs is of those whose truth is told', () => {
  const facts = gather()
  const transfer = 'transfer_to_human_agents'
  facts.addAgentRun(agentRun([transfer], [transfer]))
  for (let n = 0; n < 3; n++) facts.addAgentRun(agentRun([transfer], null))
  const report = auditReport(facts.facts())
  expect(report.handovers).toEqual({ made: 4, due: 1, hit: 1, missed: 0, extra: 0 })
  expect(report.answers[2]?.findings).toContainEqual(expect.stringContaining('(precision 100 %, recall 100 %)'))
})

test('S054 without decisions adoption is unknown, never 0, and the three fields to log are named', () => {
  const facts = gather()
  facts.addRun(run({ verdict: 'right' }))
  const { proven, answers, unknowable, sentence } = auditReport(facts.facts())
  expect(proven.influenced).toBeNull()
  expect(answers[0]?.verdict).toBe('unknown')
  expect(sentence).toContain('no decisions in these logs: adoption unknown')
  expect(unknowable[0]).toMatchObject({ log: ['unitKey', 'decision', 'decidedAt'] })
})

test('S054 with decisions the workflow that is deployed and not adopted is named', () => {
  const facts = gather()
  for (let n = 0; n < 80; n++) facts.addRun(run({ unitKey: `u${String(n)}`, workflow: n < 40 ? 'triage' : 'replies' }))
  for (let n = 0; n < 80; n++) facts.addDecision(`u${String(n)}`, n < 40 ? 'Rejected' : 'accepted')
  facts.addDecision('elsewhere', 'accepted')
  facts.addDecision('u1', 'whatever')
  const { answers, proven } = auditReport(facts.facts())
  expect(answers[0]).toMatchObject({
    verdict: 'unmet',
    sentence: expect.stringContaining('triage is deployed and not adopted'),
  })
  expect(answers[0]?.findings).toEqual(
    expect.arrayContaining([
      expect.stringContaining('1 decision belongs'),
      expect.stringContaining('1 decision in a spelling'),
    ]),
  )
  expect(proven.influenced).toMatchObject({ k: 41, n: 81 })
})

test('S055 S056 S057 S058 S059 each answer tells what is there, what the logs can’t say, and what to do next', () => {
  const facts = gather()
  for (let n = 0; n < 40; n++) {
    facts.addRun(
      run({
        id: `r${String(n)}`,
        unitKey: `u${String(n)}`,
        release: n < 20 ? '1' : '2',
        failure: n % 10 === 0 ? 'timeout' : null,
      }),
    )
  }
  const report = auditReport(facts.facts())
  const [, absent, redesign, hear, answers] = report.answers
  expect(absent).toMatchObject({
    verdict: 'unmet',
    sentence: '2 of the 7 parts that logs can show are there: releases, failures.',
  })
  expect(redesign).toMatchObject({
    verdict: 'unmet',
    findings: ['10 % (4 of 40, 95 % 4 % to 23 %) of the runs failed.'],
  })
  expect(hear).toMatchObject({ verdict: 'unmet' })
  expect(answers).toMatchObject({ verdict: 'unknown', sentence: expect.stringContaining('exactly one name') })
  expect(report.answers).toHaveLength(5)
  expect(report.definition.text).toContain('is not delivery')
  expect(report.definition.parts.map(({ verdict }) => verdict)).toEqual(['met', 'unknown', 'unknown', 'unknown'])
})
