/**
 * Why an expression gave no answer for one unit. It is a value, never thrown: the gate sends the unit to a person and
 * shows the message.
 */
export class RuleError {
  readonly code: RuleErrorCode
  /** One plain sentence without a full stop, made to stand in brackets. */
  readonly message: string

  constructor(code: RuleErrorCode, message: string) {
    this.code = code
    this.message = message
  }
}

export type RuleErrorCode =
  /** A field that the expression reads is not there. */
  | 'missing'
  /** A value has a type that the operator or function can't take. */
  | 'wrong-type'
  /** An index, a number or a conversion outside of what is possible. */
  | 'out-of-range'
  /** A pattern built at run time is not valid. */
  | 'pattern'
  /** The result is not of the kind that is needed here. */
  | 'result'
  /** The expression looked at more list elements than it may. */
  | 'cost'
  | 'failed'
