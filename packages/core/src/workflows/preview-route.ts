import type { Gate } from '../routing/gate.ts'
import type { Verdict } from '../routing/verdict.ts'

export interface PreviewedUnit {
  readonly input: unknown
  /** The AI's answer, where one is tried; undefined to look at the input side alone. */
  readonly output?: unknown
  /** Else the manifest's expression gives it, else it is `unit-1`. */
  readonly unitKey?: string | undefined
  /** Percent, 0..100. */
  readonly rolloutPercent: number
  readonly paused: string | null
}

/**
 * Says where the gate would send a unit, without a call, a reservation or a record. Nothing is left to chance: no
 * duplicate, budget there, not drawn for the quality sample.
 */
export function previewRoute(gate: Gate, unit: PreviewedUnit): Verdict {
  const admission = gate.admit(unit.input, {
    unitKey: unit.unitKey ?? gate.unitKeyOf(unit.input) ?? PREVIEWED_UNIT,
    leaseExpired: false,
    paused: unit.paused,
    rolloutPercent: unit.rolloutPercent,
    duplicate: null,
    reserve: () => null,
  })
  if (admission.kind === 'settled') return admission.verdict
  const { bucket } = admission
  if (unit.output === undefined) return { route: 'human', reason: INPUT_PASSES, bucket }
  return gate.settle(unit.input, { kind: 'answered', output: unit.output }, { bucket, draw: NEVER_DRAWN }).verdict
}

/** The key of a previewed unit that names none. */
export const PREVIEWED_UNIT = 'unit-1'
const NEVER_DRAWN = 1

const INPUT_PASSES = {
  code: 'no-output',
  rule: null,
  message:
    'The input side passes: the AI would be called. Give its answer as the output to see the rest; without an answer a person decides.',
} as const
