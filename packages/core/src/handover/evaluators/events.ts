import type { HandoverFacts } from '../facts.ts'

/** Moments that something must come before. */
export const EVENTS = ['any-time', 'build-started', 'first-unit', 'transfer'] as const
export type EventName = (typeof EVENTS)[number]

export type EventMoment =
  | { readonly kind: 'at'; readonly at: Date; readonly name: string }
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'untold'; readonly missing: string }

/** When an event was, or that it has not been yet, or that nobody told although it must have been. */
export function momentOf(event: EventName, facts: HandoverFacts): EventMoment {
  switch (event) {
    case 'any-time':
      return { kind: 'not-yet' }
    case 'build-started': {
      const [first] = facts.acts.filter(({ kind }) => kind === 'build-started')
      if (first !== undefined) return { kind: 'at', at: first.at, name: 'the build began' }
      return facts.manifest === null ? { kind: 'not-yet' } : { kind: 'untold', missing: 'Tell when the build began.' }
    }
    case 'first-unit': {
      const day = facts.days.find(({ called }) => called > 0)?.day
      if (day === undefined) return { kind: 'not-yet' }
      return { kind: 'at', at: new Date(`${day}T00:00:00.000Z`), name: 'the AI saw its first unit' }
    }
    case 'transfer': {
      const at = facts.transfer?.doneAt ?? null
      return at === null ? { kind: 'not-yet' } : { kind: 'at', at, name: 'daily care was transferred' }
    }
    default:
      return event satisfies never
  }
}
