/** A statement gets a name when it is asked for this often: PostgreSQL then parses and plans it once in a session. */
const REPEATED = 2
/** Names at most: each session keeps the plans of those that it has been asked for. */
const MOST_NAMES = 400
/** Texts whose repetition is counted; above it the count begins anew. */
const MOST_COUNTED = 2_000
/** Longer ones are lists of values, which seldom come again. */
const LONGEST = 8_000

export interface StatementNames {
  /** The name under which sessions prepare this text; none for one that is new, rare or long. */
  readonly of: (text: string) => string | undefined
}

/** Names for the statements of one pool, so that what is asked again and again is planned once in a session. */
export function createStatementNames(): StatementNames {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  return {
    of(text) {
      const name = names.get(text)
      if (name !== undefined || names.size >= MOST_NAMES || text.length > LONGEST) return name
      const count = (counts.get(text) ?? 0) + 1
      if (count < REPEATED) {
        if (counts.size >= MOST_COUNTED) counts.clear()
        counts.set(text, count)
        return undefined
      }
      counts.delete(text)
      const given = `dayshift_${names.size}`
      names.set(text, given)
      return given
    },
  }
}
