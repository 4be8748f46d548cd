/** The stages of a workflow's way from idea to operation, in their order. */
export const STAGES = ['design', 'pilot', 'readiness', 'transfer', 'launch', 'operation'] as const
export type StageId = (typeof STAGES)[number]

/** Stages and their exit criteria, duties and documents, as data. Two ship; an organisation can copy and change one. */
export interface Playbook {
  /** Version of this format. */
  readonly playbook: 1
  /** Lower-case words with hyphens: `lean`, `enterprise`, or an organisation's own. */
  readonly id: string
  readonly name: string
  readonly purpose: string
  /** True where one person may hold both the change owner's and the daily care's duty and approve a change of her own. */
  readonly onePersonMayHoldBoth: boolean
  /** Days that the parallel operation, the freeze before the transfer and the early-support time after it last. */
  readonly transfer: { readonly parallelDays: number; readonly settleDays: number; readonly supportDays: number }
  readonly stages: readonly PlaybookStage[]
  readonly duties: readonly PlaybookDuty[]
  readonly documents: readonly PlaybookDocument[]
  readonly reviews: readonly PlaybookReview[]
}

export interface PlaybookStage {
  readonly id: StageId
  readonly name: string
  /** What the stage answers, in one question. */
  readonly question: string
  /** Planned window in weeks from the handover's start; they may overlap, exits may not be skipped. `to` null: open. */
  readonly weeks: { readonly from: number; readonly to: number | null }
  /** Largest share of units, in percent, that the AI may see while this stage is the present one. */
  readonly rolloutAtMost: number
  /** What must hold before the stage may be left. */
  readonly criteria: readonly Criterion[]
}

/** One condition of a stage: a named evaluator with its parameters. */
export interface Criterion {
  /** Unique in the playbook. */
  readonly id: string
  readonly name: string
  /** Name of an evaluator in core/handover/evaluators; `dayshift playbook criteria` lists them. */
  readonly evaluator: string
  readonly params: { readonly [name: string]: CriterionParam }
  /** A hard gate can't be waived by the person who asks for the next stage. */
  readonly gate: 'hard' | 'normal'
  /** Duties whose holders can make it true. */
  readonly who: readonly string[]
  /** Lines of requirements.md that it meets, as `S282`. */
  readonly requirements: readonly string[]
}
export type CriterionParam = string | number | boolean | readonly string[]

/** A job around a workflow that has exactly one name. */
export interface PlaybookDuty {
  readonly id: string
  readonly name: string
  /** What the holder does, in one sentence. */
  readonly does: string
  /** `performance` stays with the business, `infrastructure` with IT. */
  readonly layer: 'performance' | 'infrastructure' | null
  readonly vendorMayHold: boolean
  /** True where the duty goes to the receiver at the instant of the transfer. */
  readonly movesAtTransfer: boolean
  /** First stage in which an unfilled duty is an error; null where it is optional. */
  readonly requiredFrom: StageId | null
  /** Duties that must have another holder. */
  readonly notWith: readonly string[]
}

/** Duties that the product itself needs to find a name for; every playbook has them. */
export const CORE_DUTIES = ['change-owner', 'daily-care', 'backup', 'informs', 'business-owner', 'spend'] as const
export type CoreDuty = (typeof CORE_DUTIES)[number]

export interface PlaybookDocument {
  readonly id: string
  readonly name: string
  readonly purpose: string
  /** What is exposed where it is missing, in one sentence. */
  readonly exposure?: string
  readonly sections: readonly {
    readonly id: string
    readonly name: string
    /** What to write there. */
    readonly hint: string
  }[]
  /** Duties whose holders sign it. */
  readonly signedBy: readonly string[]
  /** Duties whose holders confirm that they have read it. */
  readonly readBy: readonly string[]
}

/** What a review looks at beside the figures of every review. */
export const REVIEW_LOOKS = ['operator', 'scope'] as const
export type ReviewLook = (typeof REVIEW_LOOKS)[number]

/** A kind of review with its rhythm, counted from the workflow's one date. */
export interface PlaybookReview {
  readonly id: string
  readonly name: string
  /** The question that it answers. */
  readonly question: string
  /** So many days after the date; empty where it comes again and again. */
  readonly onDays: readonly number[]
  /** Every so many weeks or months (one of the two) from the `first`th on, so often; `times` null: for ever. */
  readonly every: {
    readonly weeks: number
    readonly months: number
    readonly first: number
    readonly times: number | null
  } | null
  /** Days after its instant within which it must be held and signed. */
  readonly heldWithinDays: number
  /** Duties whose holders attend; the first leads it. */
  readonly attendedBy: readonly string[]
  readonly looksAt: readonly ReviewLook[]
  /** What is answered in it besides the verdict. */
  readonly asks: readonly { readonly id: string; readonly question: string }[]
  /** The act that a review which was held is evidence of. */
  readonly countsAs: 'weekly-review' | 'monthly-review' | null
}
