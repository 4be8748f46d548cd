/** An instant as a `datetime-local` field wants it, in the reader's zone, to the minute. */
export function localInput(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** The same for a `date` field. */
export function localDay(at: Date): string {
  return localInput(at).slice(0, 10)
}
