import { canonicalJson } from '../json/canonical.ts'
import type { Json, JsonSchema } from '../json/json.ts'
import { inRollout, rolloutBucket } from '../routing/bucket.ts'

/** For which share of the units a person answers before the output is shown, and what she answers. */
export interface HumanFirst {
  /** 0 to 100, at most two decimals. */
  readonly percent: number
  /** The field of the output that she answers; '' is the output as a whole. */
  readonly field: string
}

/**
 * Whether a person answers before the output of this unit is shown. The same unit is always asked the same; raising the
 * share only adds units, and it is drawn apart from the rollout.
 */
export function answersFirst(workflow: string, unitKey: string, { percent }: Pick<HumanFirst, 'percent'>): boolean {
  return inRollout(rolloutBucket(`answers-first:${workflow}`, unitKey), percent)
}

/** The fields that an output has by its schema; none where the schema names none. */
export function outputFields(schema: JsonSchema): readonly string[] {
  const properties = (schema as { readonly properties?: object }).properties ?? {} // as JSON Schema has it
  return Object.keys(properties)
}

/** The part of an output that is answered first; undefined where the output has none. */
export function answeredPart(output: Json, field: string): Json | undefined {
  if (field === '') return output
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return undefined
  return Object.hasOwn(output, field) ? (output as { readonly [name: string]: Json })[field] : undefined
}

/** An output with another answer in that part. */
export function withAnswer(output: Json, field: string, answer: Json): Json {
  if (field === '') return answer
  const members = typeof output === 'object' && output !== null && !Array.isArray(output) ? output : {}
  return { ...members, [field]: answer }
}

/**
 * The text by which two answers are the same: blanks around words play no part, nor whether a table gave a number as
 * words; what an answer may be is said by the contract.
 */
export function answerText(answer: Json): string {
  return typeof answer === 'object' ? canonicalJson(answer) : String(answer).trim()
}

/**
 * Weight of advice: how far a decision went from the own answer to the AI's, (final − own) / (ai − own); null where they
 * are no numbers, or were the same before. Held within 0 and 1, as Logg, Minson and Moore do, "Algorithm appreciation",
 * Organizational Behavior and Human Decision Processes 151 (2019); the measure is Harvey and Fischer's, ibid. 70 (1997).
 */
export function adviceWeight(own: Json, ai: Json, final: Json): number | null {
  if (typeof own !== 'number' || typeof ai !== 'number' || typeof final !== 'number' || own === ai) return null
  return Math.min(1, Math.max(0, (final - own) / (ai - own)))
}
