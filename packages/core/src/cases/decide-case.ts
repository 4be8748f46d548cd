import { canonicalJson } from '../json/canonical.ts'
import type { Json } from '../json/json.ts'
import type { DecisionKind } from './case.ts'
import { raisePriority, unclaimed } from './case-record.ts'
import type { CaseActor, CaseRecord } from './case-record.ts'
import type { Conflict } from './conflict.ts'
import { conflictOf } from './conflict.ts'

/** What a person does with the output of a case. */
export type CaseDecision =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'edited'; readonly finalOutput: Json }
  | { readonly kind: 'overridden'; readonly reason: string; readonly finalOutput?: Json }
  | { readonly kind: 'ignored'; readonly reason: string }
  /** Stays open, for the named person or for anybody. */
  | { readonly kind: 'escalated'; readonly reason: string; readonly to: CaseActor | null }

/** The output that the case shows: `not-kept` was made and valid, but is only with the host; `none` is none usable. */
export type Draft =
  | { readonly kind: 'kept'; readonly output: Json }
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'none'; readonly why: string }

export interface DecisionFacts {
  readonly draft: Draft
  /** The output contract of the release: what is wrong with a value; nothing where there is no contract. */
  readonly check: (output: Json) => readonly { readonly path: string; readonly message: string }[]
}

export type DecisionAnswer =
  | { readonly kind: 'completed'; readonly record: CaseRecord }
  | { readonly kind: 'escalated'; readonly record: CaseRecord }
  | Conflict
  | Refusal

/** The decision itself can't stand; the case is as it was and still claimed. */
export interface Refusal {
  readonly kind: 'refused'
  readonly code: 'no-output' | 'same-as-draft' | 'output-contract' | 'reason-missing'
  readonly message: string
  readonly faults: readonly { readonly path: string; readonly message: string }[]
}

/** Decides a claimed case. The token must be that of the newest claim; a lease that has just run out does no harm. */
export function decideCase(
  record: CaseRecord,
  actor: CaseActor,
  token: number,
  decision: CaseDecision,
  facts: DecisionFacts,
  now: number,
): DecisionAnswer {
  const conflict = conflictOf(record, actor, token)
  if (conflict !== null) return conflict
  const refusal = refusalOf(decision, facts)
  if (refusal !== null) return refusal
  if (decision.kind === 'escalated') {
    const { priority } = record
    return {
      kind: 'escalated',
      record: { ...unclaimed(record), priority: raisePriority(priority), assignedTo: decision.to },
    }
  }
  return { kind: 'completed', record: { ...unclaimed(record), state: 'completed', closedAt: now } }
}

function refusalOf(decision: CaseDecision, { draft, check }: DecisionFacts): Refusal | null {
  switch (decision.kind) {
    case 'accepted':
      return draft.kind === 'none' ? noOutput('accepted', draft.why) : null
    case 'edited':
      if (draft.kind === 'none') return noOutput('edited', draft.why)
      if (draft.kind === 'kept' && canonicalJson(draft.output) === canonicalJson(decision.finalOutput)) {
        return refused('same-as-draft', 'The edited answer is the same as the draft: accept it, or change something.')
      }
      return offContract(decision.finalOutput, check)
    case 'overridden':
      if (decision.reason.trim() === '') return reasonMissing(decision.kind)
      return decision.finalOutput === undefined ? null : offContract(decision.finalOutput, check)
    case 'ignored':
    case 'escalated':
      return decision.reason.trim() === '' ? reasonMissing(decision.kind) : null
    default:
      return decision satisfies never
  }
}

function noOutput(act: string, why: string): Refusal {
  return refused('no-output', `There is no answer that could be ${act}: ${why} Override with your own answer instead.`)
}

function reasonMissing(kind: DecisionKind): Refusal {
  return refused('reason-missing', `A decision "${kind}" needs a reason in words.`)
}

function offContract(output: Json, check: DecisionFacts['check']): Refusal | null {
  const faults = check(output)
  if (faults.length === 0) return null
  return { ...refused('output-contract', 'The answer does not fit the output contract of the workflow.'), faults }
}

function refused(code: Refusal['code'], message: string): Refusal {
  return { kind: 'refused', code, message, faults: [] }
}
