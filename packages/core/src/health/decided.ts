/** What people did with outputs in some hours: counts, which merge by addition. */
export interface Decided {
  readonly accepted: number
  readonly edited: number
  readonly overridden: number
  readonly ignored: number
  readonly escalated: number
  /** Decisions that were made without the output. */
  readonly bypass: number
  /** Decisions of which it is known when the output was shown; and those made within {@link QUICK_MS} of it. */
  readonly dwelt: number
  readonly quick: number
  /** Decisions on the quality sample, and those that overrode or edited its output. */
  readonly sampled: number
  readonly sampledWrong: number
  /** Runs whose output somebody flagged. */
  readonly flagged: number
  /** Outputs that a person put right and whose draft is kept; and the sum of how much was changed of each, 0..1. */
  readonly compared: number
  readonly distance: number
}

/** Nobody reads and judges an output in less: S031, checking that has become a click. */
export const QUICK_MS = 3_000

export const NOTHING_DECIDED: Decided = {
  accepted: 0,
  edited: 0,
  overridden: 0,
  ignored: 0,
  escalated: 0,
  bypass: 0,
  dwelt: 0,
  quick: 0,
  sampled: 0,
  sampledWrong: 0,
  flagged: 0,
  compared: 0,
  distance: 0,
}

export function addDecided(a: Decided, b: Decided): Decided {
  return {
    accepted: a.accepted + b.accepted,
    edited: a.edited + b.edited,
    overridden: a.overridden + b.overridden,
    ignored: a.ignored + b.ignored,
    escalated: a.escalated + b.escalated,
    bypass: a.bypass + b.bypass,
    dwelt: a.dwelt + b.dwelt,
    quick: a.quick + b.quick,
    sampled: a.sampled + b.sampled,
    sampledWrong: a.sampledWrong + b.sampledWrong,
    flagged: a.flagged + b.flagged,
    compared: a.compared + b.compared,
    distance: a.distance + b.distance,
  }
}

/** Decisions on an output, a bypass not among them. */
export function onOutputs({ accepted, edited, overridden, ignored }: Decided): number {
  return accepted + edited + overridden + ignored
}
