import type { Answer } from './watch-share.ts'

/** What a signal that is judged as it stands remembers: what it is held against, and whether it is departed. */
export interface StateMemory {
  readonly baseline: string | null
  readonly departed: { readonly since: number; readonly foundAt: number; readonly what: string } | null
}

/** How a signal stands now, by its own rule. */
export type Judged =
  | { readonly verdict: 'same'; readonly sentence: string }
  | { readonly verdict: 'unknown'; readonly sentence: string }
  | {
      readonly verdict: 'moved'
      readonly since: Date
      readonly sentence: string
      /** What has moved, where that can be one thing and then another: after an answer, another one is told anew. */
      readonly what?: string
    }

export interface StateLook {
  readonly state: 'well' | 'departed' | 'unknown'
  readonly since: Date | null
  readonly foundAt: Date | null
  readonly sentence: string
  readonly memory: StateMemory
  readonly change: 'raised' | 'calmed' | null
}

/**
 * Brings what is remembered together with what is: what can't be judged now neither raises nor calms. It is raised once,
 * whoever answers: again only when it was well in between, is held against another baseline, or it is something else.
 */
export function lookAtState(
  judged: Judged,
  memory: StateMemory | null,
  { baseline, answer, now }: { readonly baseline: string | null; readonly answer: Answer | null; readonly now: Date },
): StateLook {
  const before = memory?.departed ?? null
  const known = memory !== null && memory.baseline === baseline ? memory.departed : null
  const { sentence } = judged
  const nothing = { since: null, foundAt: null, sentence, memory: { baseline, departed: null } } as const
  const over = before === null ? null : 'calmed'
  switch (judged.verdict) {
    case 'same':
      return { ...nothing, state: 'well', change: over }
    case 'unknown':
      if (known === null) return { ...nothing, state: 'unknown', change: over }
      return {
        state: 'departed',
        since: new Date(known.since),
        foundAt: new Date(known.foundAt),
        sentence,
        memory: { baseline, departed: known },
        change: null,
      }
    case 'moved': {
      const what = judged.what ?? ''
      const isAnswered = known !== null && answer !== null && answer.at.getTime() >= known.foundAt
      const stays = known !== null && !(isAnswered && known.what !== what)
      const departed = stays ? known : { since: judged.since.getTime(), foundAt: now.getTime(), what }
      return {
        state: 'departed',
        since: new Date(departed.since),
        foundAt: new Date(departed.foundAt),
        sentence,
        memory: { baseline, departed },
        change: stays ? null : 'raised',
      }
    }
    default:
      return judged satisfies never
  }
}
