/** The exercises that show whether a workflow can be run without the people who built it. */
export const DRILL_KINDS = ['practice', 'operator-day', 'forced-failure', 'target-check'] as const
export type DrillKind = (typeof DRILL_KINDS)[number]

/** `planned` has not begun; `running` may still be acted in; `closed` has a verdict; `called-off` proves nothing. */
export const DRILL_STATES = ['planned', 'running', 'closed', 'called-off'] as const
export type DrillState = (typeof DRILL_STATES)[number]

/** Messy: the workflow stays with its builders, with the list of what to cut or to write first (S331). */
export const DRILL_VERDICTS = ['passed', 'messy', 'inconclusive'] as const
export type DrillVerdict = (typeof DRILL_VERDICTS)[number]

/** How a drill came out: the verdict in a sentence, and what to cut or write first, each a sentence. */
export interface DrillOutcome {
  readonly verdict: DrillVerdict
  readonly sentence: string
  readonly findings: readonly string[]
}

/** Somebody as drills name people. */
export interface DrillPerson {
  readonly id: string
  readonly name: string
}
