import type { AdoptionSign } from '../adoption/adoption-state.ts'
import type { Denominator } from '../adoption/denominator.ts'
import type { HandoverFacts } from '../handover/facts.ts'
import type { Playbook } from '../handover/playbook.ts'
import type { Proportion } from '../runs/proportion.ts'

/** What a workspace keeps of a workflow besides its runs, as it stands now; no log holds any of it. */
export interface AuditRecords {
  readonly now: Date
  readonly handover: HandoverFacts
  readonly playbook: Playbook
  readonly adoption: {
    /** Null until somebody chose one. */
    readonly denominator: Denominator | null
    readonly verdict: 'met' | 'unmet' | 'unknown'
    /** Reads after the workflow's name. */
    readonly sentence: string
    /** Null until it is measured, as the next two. */
    readonly influence: Proportion | null
    readonly gaps: { readonly handoff: Proportion; readonly model: Proportion } | null
    /** What became of decisions that were lost, the most frequent first. */
    readonly causes: readonly { readonly name: string; readonly share: Proportion }[]
    readonly signs: readonly AdoptionSign[]
  }
  /** Of the window. */
  readonly feedback: {
    readonly came: number
    readonly answered: number
    readonly inTime: number
    /** Waits past its due time, now. */
    readonly overdue: number
  }
  readonly failureCases: { readonly open: number; readonly mended: number }
  readonly reviews: { readonly held: number; readonly missed: number; readonly lastHeldAt: Date | null }
  /** When somebody last stood by the guidance; null where nobody did. */
  readonly guidanceAt: Date | null
  /** Share of right answers that is enough, 0..1. */
  readonly enough: number
}
