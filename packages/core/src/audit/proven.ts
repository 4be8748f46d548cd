import { type Proportion, shareOf } from '../runs/proportion.ts'
import type { AuditFacts, WorkflowFacts } from './audit-facts.ts'
import { countOf, shareWords } from './audit-words.ts'

/** What is shown by figures. */
export interface Proven {
  /** Days in UTC. */
  readonly from: string | null
  readonly to: string | null
  readonly failed: Proportion | null
  readonly right: Proportion | null
  /** Decisions made with the output: of those that were told; where a workspace knows from which it was to inform, of these. */
  readonly influenced: Proportion | null
  readonly decisions: AuditFacts['decisions']
  readonly calls: number
  readonly tokens: number
  readonly costs: AuditFacts['costs']
  /** Runs whose cost nobody knows. */
  readonly unpriced: number
  readonly models: AuditFacts['models']
  readonly releases: number
  readonly scores: AuditFacts['scores']
  readonly workflows: readonly (WorkflowFacts & { readonly sentence: string })[]
}

export function provenOf(facts: AuditFacts): Proven {
  const { decisions, records } = facts
  const all = decisions === null ? 0 : Object.values(decisions).reduce((sum, n) => sum + n, 0)
  const told = all === 0 || decisions === null ? null : shareOf({ k: decisions.accepted + decisions.edited, n: all })
  return {
    from: dayOf(facts.from),
    to: dayOf(facts.to),
    failed: facts.failuresTold && facts.runs > 0 ? shareOf({ k: facts.failed, n: facts.runs }) : null,
    right: facts.judged === 0 ? null : shareOf({ k: facts.right, n: facts.judged }),
    influenced: records?.adoption.influence ?? told,
    decisions,
    calls: facts.calls,
    tokens: facts.tokens,
    costs: facts.costs,
    unpriced: facts.unpriced,
    models: facts.models,
    releases: facts.releases,
    scores: facts.scores,
    workflows: facts.workflows.map((each) => ({ ...each, sentence: workflowSentence(each) })),
  }
}

export function workflowSentence({ name, runs, failed, right, judged, decided, accepted }: WorkflowFacts): string {
  const parts = [countOf(runs, 'run')]
  if (failed > 0) parts.push(`${String(failed)} failed`)
  parts.push(judged === 0 ? 'right: unknown' : `${shareWords(shareOf({ k: right, n: judged }))} right`)
  parts.push(
    decided === 0
      ? 'adopted: unknown'
      : `${shareWords(shareOf({ k: accepted, n: decided }))} of decisions made with it`,
  )
  return `${workflowName(name)}: ${parts.join(', ')}.`
}

/** Runs that name no workflow are all of one. */
export function workflowName(name: string): string {
  return name === '' ? 'All runs' : name
}

function dayOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString().slice(0, 10)
}
