import type { AtLimit, Limits } from '../workflows/manifest.ts'

/** What happens to a unit whose call would pass a limit; where the manifest doesn't say, it takes the fallback. */
export function atLimitOf({ atLimit }: Limits): AtLimit {
  return atLimit ?? HUMAN
}

const HUMAN: AtLimit = { kind: 'human' }

/** The same in words that follow "beyond that". */
export function atLimitInWords(limits: Limits, fallback: 'human' | 'existing-process'): string {
  const at = atLimitOf(limits)
  switch (at.kind) {
    case 'human':
      return fallback === 'human' ? 'units go to a person' : 'units take the existing process'
    case 'alert':
      return 'the holder of the spend is told, and units go on'
    case 'cheaper-model':
      return `units go to the cheaper model ${at.model.name} from ${at.model.provider}`
    default:
      return at satisfies never
  }
}
