import type { Answer } from './watch-share.ts'

/** What a signal that is judged as it stands remembers: what it is held against, and whether it is departed. */
export interface StateMemory {
  readonly baseline: string | null
  readonly departed: {
    readonly since: number
    readonly between: readonly [from: number, to: number] | null
    readonly foundAt: number
    readonly what: string
  } | null
}

/** How a signal stands now, by its own rule. */
export type Judged =
  | { readonly verdict: 'same'; readonly sentence: string }
  | { readonly verdict: 'unknown'; readonly sentence: string }
  | {
      readonly verdict: 'moved'
      readonly since: Date
      /** Where it lies with 95 % confidence, if that can be told. */
      readonly between?: { readonly from: Date; readonly to: Date }
      readonly sentence: string
      /** What has moved, where that can be one thing and then another: after an answer, another one is told anew. */
      readonly what?: string
    }

export interface StateLook {
  readonly state: 'well' | 'departed' | 'unknown'
  readonly since: Date | null
  readonly between: { readonly from: Date; readonly to: Date } | null
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
  const nothing = { since: null, between: null, foundAt: null, sentence, memory: { baseline, departed: null } } as const
  const over = before === null ? null : 'calmed'
  switch (judged.verdict) {
    case 'same':
      return { ...nothing, state: 'well', change: over }
    case 'unknown':
      if (known === null) return { ...nothing, state: 'unknown', change: over }
      return { ...told(known), sentence, memory: { baseline, departed: known }, change: null }
    case 'moved': {
      const what = judged.what ?? ''
      const isAnswered = known !== null && answer !== null && answer.at.getTime() >= known.foundAt
      const stays = known !== null && !(isAnswered && known.what !== what)
      const departed = stays ? known : departureOf(judged, now)
      return { ...told(departed), sentence, memory: { baseline, departed }, change: stays ? null : 'raised' }
    }
    default:
      return judged satisfies never
  }
}

type Departed = NonNullable<StateMemory['departed']>

function departureOf({ since, between, what = '' }: Extract<Judged, { verdict: 'moved' }>, now: Date): Departed {
  return {
    since: since.getTime(),
    between: between === undefined ? null : [between.from.getTime(), between.to.getTime()],
    foundAt: now.getTime(),
    what,
  }
}

function told({ since, between, foundAt }: Departed): Pick<StateLook, 'state' | 'since' | 'between' | 'foundAt'> {
  return {
    state: 'departed',
    since: new Date(since),
    between: between === null ? null : { from: new Date(between[0]), to: new Date(between[1]) },
    foundAt: new Date(foundAt),
  }
}
