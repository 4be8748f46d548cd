/** A log that can't be read any further, or not as it was asked, with the place at which that shows where it has one. */
export class LogRefusal extends Error {
  override readonly name = 'LogRefusal'
  readonly code = 'log-refused'
  /** A clause: what is, and what would be right. */
  readonly why: string
  readonly place: { readonly line: number; readonly byte: number } | null

  constructor(why: string, place: { readonly line: number; readonly byte: number } | null = null) {
    super(
      place === null
        ? `Cannot use the log: ${why}.`
        : `Cannot read on at line ${String(place.line)}, byte ${String(place.byte)}: ${why}.`,
    )
    this.why = why
    this.place = place
  }
}
