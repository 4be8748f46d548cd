/** What somebody says: that one output looks wrong, or that the workflow isn't as reliable as it used to be (S030). */
export const FLAG_KINDS = ['output', 'reliability'] as const
export type FlagKind = (typeof FLAG_KINDS)[number]

/** From where it was said: the screens, the component in a host's page, a program, Slack. */
export const FLAG_VIAS = ['screen', 'component', 'rest', 'slack'] as const
export type FlagVia = (typeof FLAG_VIAS)[number]

/** `waiting` for somebody to read it, `asked` the reporter for more, `answered`. */
export const FLAG_STATES = ['waiting', 'asked', 'answered'] as const
export type FlagState = (typeof FLAG_STATES)[number]

/**
 * What whoever read it says: the output is wrong and becomes an example of a failure case; it is right after all; it is
 * unclear and goes back with a question; it isn't about this workflow; it is a word about the workflow's reliability.
 */
export const FLAG_VERDICTS = ['wrong', 'right', 'unclear', 'elsewhere', 'reliability'] as const
export type FlagVerdict = (typeof FLAG_VERDICTS)[number]

/** A flag as far as deciding about it needs it. */
export interface FlagHead {
  readonly kind: FlagKind
  readonly state: FlagState
  readonly verdict: FlagVerdict | null
  readonly failureCaseId: string | null
  readonly dueAt: Date
}
