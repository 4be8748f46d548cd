/** What a signal that is judged as it stands remembers: only whether it is departed. */
export interface StateMemory {
  readonly baseline: string | null
  readonly departed: { readonly since: number; readonly foundAt: number } | null
}

/** How a signal stands now, by its own rule. */
export type Judged =
  | { readonly verdict: 'same'; readonly sentence: string }
  | { readonly verdict: 'unknown'; readonly sentence: string }
  | { readonly verdict: 'moved'; readonly since: Date; readonly sentence: string }

export interface StateLook {
  readonly state: 'well' | 'departed' | 'unknown'
  readonly since: Date | null
  readonly foundAt: Date | null
  readonly sentence: string
  readonly memory: StateMemory
  readonly change: 'raised' | 'calmed' | null
}

/** Brings what is remembered together with what is: what can't be judged now neither raises nor calms. */
export function lookAtState(judged: Judged, memory: StateMemory | null, baseline: string | null, now: Date): StateLook {
  const known = memory?.departed ?? null
  const { sentence } = judged
  switch (judged.verdict) {
    case 'same':
      return {
        state: 'well',
        since: null,
        foundAt: null,
        sentence,
        memory: { baseline, departed: null },
        change: known === null ? null : 'calmed',
      }
    case 'unknown':
      return {
        state: known === null ? 'unknown' : 'departed',
        since: known === null ? null : new Date(known.since),
        foundAt: known === null ? null : new Date(known.foundAt),
        sentence,
        memory: { baseline, departed: known },
        change: null,
      }
    case 'moved': {
      const departed = known ?? { since: judged.since.getTime(), foundAt: now.getTime() }
      return {
        state: 'departed',
        since: new Date(departed.since),
        foundAt: new Date(departed.foundAt),
        sentence,
        memory: { baseline, departed },
        change: known === null ? 'raised' : null,
      }
    }
    default:
      return judged satisfies never
  }
}
