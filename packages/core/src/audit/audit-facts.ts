import { type ImportedRun, tokensOf } from '../imports/imported-run.ts'
import type { RunPricing } from '../imports/price-runs.ts'
import { formatAmount } from '../spend/amount.ts'
import type { AgentRun } from '../imports/agent-run.ts'
import { AUDIT_DECISIONS, type AuditDecision, type AuditMap } from './audit-map.ts'
import type { AuditRecords } from './audit-records.ts'
import { passAtAll, type TaskTrials } from './pass-at-all.ts'

export interface HandoverCounts {
  /** Runs in which the agent handed over to a person. */
  readonly made: number
  /** Runs in which it should have; null, as the next three, where the truth isn't told. */
  readonly due: number | null
  readonly hit: number | null
  /** Due and not made. */
  readonly missed: number | null
  /** Made and not due. */
  readonly extra: number | null
}

/** What runs prove of one workflow, or of all. */
export interface WorkflowFacts {
  readonly name: string
  readonly runs: number
  readonly failed: number
  readonly right: number
  /** Runs of which it is known whether they were right. */
  readonly judged: number
  readonly decided: number
  readonly accepted: number
}

export interface AuditFacts {
  readonly runs: number
  readonly units: number
  /** Runs that name their unit, or their task. */
  readonly withUnit: number
  readonly from: number | null
  readonly to: number | null
  readonly failed: number
  /** Sources that say of a run whether it failed. */
  readonly failuresTold: boolean
  readonly calls: number
  readonly tokens: number
  readonly costs: readonly { readonly amount: string; readonly currency: string }[]
  readonly unpriced: number
  readonly models: readonly { readonly name: string; readonly calls: number }[]
  readonly releases: number
  readonly withRelease: number
  readonly judged: number
  readonly right: number
  readonly scores: readonly { readonly name: string; readonly n: number; readonly mean: number | null }[]
  readonly consistency: {
    readonly tasks: number
    readonly trials: number
    readonly passAtAll: readonly number[]
  } | null
  /** Null where no tools are logged. */
  readonly handovers: HandoverCounts | null
  readonly toolCalls: number
  /** Decisions by kind; null where none is told. */
  readonly decisions: { readonly [kind in AuditDecision]: number } | null
  /** Decisions that no run of the logs is known for. */
  readonly decisionsElsewhere: number
  /** Decisions in a spelling that nobody explained. */
  readonly decisionsUnknown: number
  readonly workflows: readonly WorkflowFacts[]
  readonly rejected: number
  /** What is kept besides runs; null where logs are all there is. */
  readonly records: AuditRecords | null
}

/** Gathers facts one record after the other. */
export interface AuditFactsGatherer {
  addRun(run: ImportedRun): void
  addAgentRun(run: AgentRun): void
  /** After all runs. */
  addDecision(unitKey: string, decision: string): void
  reject(): void
  facts(): AuditFacts
}

interface Tally {
  runs: number
  failed: number
  right: number
  judged: number
  decided: number
  accepted: number
}

export function gatherAuditFacts(map: AuditMap, pricing: RunPricing): AuditFactsGatherer {
  // By unit: its workflow, so that a later decision finds it.
  const units = new Map<string, string>()
  const tasks = new Map<string, { trials: number; successes: number }>()
  const models = new Map<string, number>()
  const releases = new Set<string>()
  const costs = new Map<string, bigint>()
  const scores = new Map<string, { n: number; sum: number; numbers: number }>()
  const workflows = new Map<string, Tally>()
  const decisions = Object.fromEntries(AUDIT_DECISIONS.map((kind) => [kind, 0])) as Record<AuditDecision, number>
  const handovers = { made: 0, due: 0, hit: 0, missed: 0, extra: 0, known: 0, unknown: 0 }
  const tools = new Set(map.handoverTools)
  let [runs, withUnit, failed, calls, tokens, unpriced, withRelease] = [0, 0, 0, 0, 0, 0, 0]
  let [judged, right, toolCalls, elsewhere, unknown, decided, rejected] = [0, 0, 0, 0, 0, 0, 0]
  let from: number | null = null
  let to: number | null = null
  let failuresTold = false

  return {
    addRun(run) {
      runs += 1
      const workflow = run.workflow ?? run.name ?? ''
      const tally = tallyOf(workflow)
      tally.runs += 1
      const unit = run.unitKey ?? run.id
      if (run.unitKey !== null) withUnit += 1
      units.set(unit ?? `\0${String(runs)}`, workflow)
      const at = run.startedAt
      if (at !== null) {
        from = from === null || at < from ? at : from
        to = to === null || at > to ? at : to
      }
      if (run.failure !== null) {
        failed += 1
        tally.failed += 1
        failuresTold = true
      }
      if (run.release !== null) {
        withRelease += 1
        if (releases.size < MOST_NAMES) releases.add(run.release)
      }
      calls += run.calls.length
      for (const call of run.calls) {
        tokens += tokensOf(call)
        if (call.model !== null && (models.has(call.model) || models.size < MOST_NAMES))
          models.set(call.model, (models.get(call.model) ?? 0) + 1)
      }
      const entries = pricing.price(run)
      if (entries.length === 0 || entries.some((entry) => entry.unpriced > 0)) unpriced += 1
      for (const { currency, amount } of entries)
        if (currency !== null) costs.set(currency, (costs.get(currency) ?? 0n) + amount)
      for (const { name, value } of run.scores) addScore(name, value)
      const isRight = run.verdict === null ? null : verdictOf(run.verdict)
      if (isRight !== null) {
        count(isRight, tally)
        if (run.unitKey !== null) addTrial(run.unitKey, isRight)
      }
      if (run.decision !== null) decide(run.decision, workflow)
    },
    addAgentRun(run) {
      runs += 1
      withUnit += 1
      unpriced += 1
      const tally = tallyOf('')
      tally.runs += 1
      units.set(run.task, '')
      if (run.isRight !== null) {
        addTrial(run.task, run.isRight)
        count(run.isRight, tally)
      }
      toolCalls += run.toolCalls
      const made = has(run.tools)
      handovers.made += made ? 1 : 0
      if (run.dueTools === null) {
        handovers.unknown += 1
        return
      }
      const due = has(run.dueTools)
      handovers.known += 1
      handovers.due += due ? 1 : 0
      handovers.hit += due && made ? 1 : 0
      handovers.missed += due && !made ? 1 : 0
      handovers.extra += made && !due ? 1 : 0
    },
    addDecision(unitKey, decision) {
      const workflow = units.get(unitKey)
      if (workflow === undefined) elsewhere += 1
      decide(decision, workflow ?? null)
    },
    reject() {
      rejected += 1
    },
    facts: () => ({
      runs,
      units: units.size,
      withUnit,
      from,
      to,
      failed,
      failuresTold,
      calls,
      tokens,
      costs: Array.from(costs, ([currency, amount]) => ({ amount: formatAmount(amount), currency })),
      unpriced,
      models: Array.from(models, ([name, n]) => ({ name, calls: n })).toSorted((a, b) => b.calls - a.calls),
      releases: releases.size,
      withRelease,
      judged,
      right,
      scores: Array.from(scores, ([name, { n, sum, numbers }]) => ({
        name,
        n,
        mean: numbers === 0 ? null : sum / numbers,
      })),
      consistency: consistencyOf([...tasks.values()]),
      // Where no run calls any tool, tools aren't logged: that nobody was handed over is then not known.
      handovers: toolCalls === 0 ? null : handoverCounts(),
      toolCalls,
      decisions: decided === 0 ? null : { ...decisions },
      decisionsElsewhere: elsewhere,
      decisionsUnknown: unknown,
      workflows: Array.from(workflows, ([name, tally]) => ({ name, ...tally })).toSorted((a, b) => b.runs - a.runs),
      rejected,
      records: null,
    }),
  }

  function tallyOf(name: string): Tally {
    const known = workflows.get(name)
    if (known !== undefined) return known
    const tally = { runs: 0, failed: 0, right: 0, judged: 0, decided: 0, accepted: 0 }
    // Names that differ from run to run are no workflows: the rest is counted together.
    const key = workflows.size < MOST_NAMES ? name : REST
    const kept = workflows.get(key) ?? tally
    workflows.set(key, kept)
    return kept
  }
  function verdictOf(verdict: string): boolean | null {
    const plain = verdict
      .trim()
      .toLowerCase()
      .replace(/^([01])\.0+$/, '$1')
    return map.right.has(plain) ? true : map.wrong.has(plain) ? false : null
  }
  function addTrial(name: string, isRight: boolean): void {
    const task = tasks.get(name) ?? { trials: 0, successes: 0 }
    task.trials += 1
    task.successes += isRight ? 1 : 0
    tasks.set(name, task)
  }
  function count(isRight: boolean, tally: Tally): void {
    judged += 1
    tally.judged += 1
    right += isRight ? 1 : 0
    tally.right += isRight ? 1 : 0
  }
  function decide(word: string, workflow: string | null): void {
    const kind = map.decisionWords.get(word.trim().toLowerCase())
    if (kind === undefined) {
      unknown += 1
      return
    }
    decided += 1
    decisions[kind] += 1
    if (workflow === null) return
    const tally = tallyOf(workflow)
    tally.decided += 1
    tally.accepted += kind === 'accepted' || kind === 'edited' ? 1 : 0
  }
  function addScore(name: string, value: ImportedRun['scores'][number]['value']): void {
    const score = scores.get(name) ?? { n: 0, sum: 0, numbers: 0 }
    score.n += 1
    if (typeof value === 'number') {
      score.sum += value
      score.numbers += 1
    }
    if (scores.size < MOST_NAMES || scores.has(name)) scores.set(name, score)
  }
  function has(names: ReadonlySet<string>): boolean {
    for (const name of names) if (tools.has(name.toLowerCase())) return true
    return false
  }
  function handoverCounts(): HandoverCounts {
    const { made, due, hit, missed, extra, known } = handovers
    return known === 0 ? { made, due: null, hit: null, missed: null, extra: null } : { made, due, hit, missed, extra }
  }
}

const MOST_NAMES = 1000
const REST = '(others)'

/** Null where no task was tried twice: then nothing repeats. */
export function consistencyOf(tasks: readonly TaskTrials[]): AuditFacts['consistency'] {
  const trials = tasks.reduce((most, task) => Math.max(most, task.trials), 0)
  return trials < 2 ? null : { tasks: tasks.length, trials, passAtAll: passAtAll(tasks) }
}
