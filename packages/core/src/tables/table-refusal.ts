/** A file that can't be read any further, with the place at which that shows. */
export class TableRefusal extends Error {
  override readonly name = 'TableRefusal'
  readonly code = 'table-refused'
  /** A clause: what is, and what would be right. */
  readonly why: string
  /** From 1. */
  readonly line: number
  /** From 0, in the file's own encoding where that has one byte a character, else in UTF-8. */
  readonly byte: number

  constructor(why: string, place: { readonly line: number; readonly byte: number }) {
    super(`Cannot read on at line ${String(place.line)}, byte ${String(place.byte)}: ${why}.`)
    this.why = why
    this.line = place.line
    this.byte = place.byte
  }
}
