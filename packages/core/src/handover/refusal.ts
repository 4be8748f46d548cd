/** Why an act of the handover can't stand, in words: what is, and what to do. */
export interface Refused {
  readonly kind: 'refused'
  /** `not-yours`: another person may; `conflict`: not as things stand; `invalid`: never in this form. */
  readonly why: 'not-yours' | 'conflict' | 'invalid'
  /** Stable, kebab-case. */
  readonly code: string
  readonly message: string
  readonly mend: string | null
}

export function refused(why: Refused['why'], code: string, message: string, mend: string | null = null): Refused {
  return { kind: 'refused', why, code, message, mend }
}
