/** A run that failed, as far as its grouping needs it. Times are milliseconds since the epoch. */
export interface FailedRun {
  readonly failureClass: string | null
  readonly failureMessage: string | null
  /** Attempts after the first: the rework that the failure made, with the person's work behind it counted apart. */
  readonly retries: number
  readonly startedAt: number
}

/** Runs that failed in the same way. */
export interface FailureGroup {
  readonly failureClass: string | null
  /** What the messages have in common; what differs from one to the next (numbers, ids, quoted values) is "…". */
  readonly message: string
  /** The latest message as it came. */
  readonly example: string
  readonly n: number
  readonly retries: number
  readonly firstAt: number
  readonly lastAt: number
}

/** Groups identical errors and counts them with the rework they made (S247), the most frequent first. */
export function groupFailures(runs: readonly FailedRun[]): readonly FailureGroup[] {
  const groups = new Map<string, FailureGroup>()
  for (const run of runs) {
    const example = run.failureMessage ?? ''
    const message = commonForm(example)
    const key = JSON.stringify([run.failureClass, message])
    const group = groups.get(key)
    if (group === undefined) {
      groups.set(key, {
        failureClass: run.failureClass,
        message,
        example,
        n: 1,
        retries: run.retries,
        firstAt: run.startedAt,
        lastAt: run.startedAt,
      })
      continue
    }
    groups.set(key, {
      ...group,
      example: run.startedAt >= group.lastAt ? example : group.example,
      n: group.n + 1,
      retries: group.retries + run.retries,
      firstAt: Math.min(group.firstAt, run.startedAt),
      lastAt: Math.max(group.lastAt, run.startedAt),
    })
  }
  return [...groups.values()].toSorted(
    (a, b) => b.n - a.n || b.lastAt - a.lastAt || (a.message < b.message ? -1 : a.message > b.message ? 1 : 0),
  )
}

const LONGEST = 300

/** Every step is linear in the text's length: a message comes from outside. */
function commonForm(message: string): string {
  return message
    .slice(0, 2 * LONGEST)
    .replaceAll(/"[^"]*"|`[^`]*`/g, '"…"')
    .replaceAll(/[\w-]*\d[\w-]*/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)
}
