import type { CriterionVerdict } from '../handover/verdict.ts'

export interface AuditAnswer {
  readonly question: string
  /** `met`: nothing stands out; `unmet`: something does; `unknown`: what is there can't say. */
  readonly verdict: CriterionVerdict
  readonly sentence: string
  readonly findings: readonly string[]
  readonly next: readonly string[]
}

export type Answered = Omit<AuditAnswer, 'question'>

/** A part of a handoff: there, or how it is lacking. */
export interface Part {
  readonly name: string
  /** `left`: to whoever notices, as nobody by name has it. */
  readonly state: 'there' | 'absent' | 'underfunded' | 'left'
  /** Why it counts so, where it isn't there. */
  readonly because: string
}
