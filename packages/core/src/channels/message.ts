import type { Severity } from '../alerts/departure.ts'

/** What a person can do about an alert from where she reads of it. */
export const MESSAGE_ACTS = ['acknowledge', 'resolve-useful', 'resolve-noise'] as const
export type MessageAct = (typeof MESSAGE_ACTS)[number]

/** What is told to people outside the screens, in words that are ready to read. */
export interface Message {
  /** One for each thing that is told: the same key reaches the same person once. */
  readonly key: string
  readonly severity: Severity
  /** At most 120 characters. */
  readonly subject: string
  /** Paragraphs of plain text. */
  readonly lines: readonly string[]
  /** Path of the page to go on at. */
  readonly link: string
  readonly workflow: { readonly slug: string; readonly name: string } | null
  /** The alert that it speaks of, where it speaks of one, and what can be done about it from here. */
  readonly alert: {
    readonly id: string
    readonly acts: readonly MessageAct[]
    readonly state: 'open' | 'acknowledged' | 'resolved'
    /** What became of it, in one sentence; null while it waits for an answer. */
    readonly news: string | null
  } | null
}
