import type { Failure, Reason } from '@dayshift/core'

interface Routed {
  /** Why the unit goes there: a stable code, the rule's name where one decided, a sentence for people. */
  readonly reason: Reason
  /** The unit's fixed place in the rollout, 0..9999. */
  readonly bucket: number
  readonly runId: string
  readonly unitKey: string
  /** The first run of the same unit, where this one is a duplicate: its effect has been, or is being, taken care of. */
  readonly duplicateOf: string | null
  /** Why the call gave nothing that can be used. */
  readonly failure: Failure | null
  /** 0..1 by the manifest's expression; null where it declares none or there was no answer. */
  readonly confidence: number | null
  /**
   * True where a drill made the answer wrong on purpose. The route is never `automatic` then. In the inbox the unit is run
   * again once somebody has decided; a host that shows drafts in screens of its own must not let this one take effect,
   * and says after the decision what it was.
   */
  readonly wrongOnPurpose: boolean
  /**
   * The field of the output that a person is to answer before she sees it, '' for all of it; null where she need not. A host
   * that shows drafts in screens of its own asks first, and tells the answer with the decision (`ownAnswer`).
   */
  readonly answerFirst: string | null
}

/**
 * Where a unit goes. Only `automatic` carries an `output` that may be used as it is; `review` carries a `draft`, which
 * must not take effect before a person decided.
 */
export type RunResult<Output> =
  | (Routed & { readonly route: 'automatic'; readonly output: Output })
  | (Routed & { readonly route: 'review'; readonly draft: Output })
  | (Routed & { readonly route: 'human' })
  | (Routed & { readonly route: 'existing-process' })
