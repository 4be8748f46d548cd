import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { People } from './people.ts'
import type { StoryClient } from './story-client.ts'

/** What the chapters are told with. */
export interface Telling {
  readonly people: People
  /** A key's client that sends runs and reads the gate's state. */
  readonly host: Pick<StoryClient, 'get' | 'post'>
  readonly now: () => Date
  readonly draw: () => number
}

/** One workflow's way through the story's days, counted from its first. */
export interface Chapter {
  /** In the morning: what people do that day; null where nobody does anything. */
  morning(day: number): (() => Promise<void>) | null
  /** Whether units come that day. */
  works(day: number): boolean
  /** In an evening: the units of those days (their midnights, the present one last) are sent; people close their cases. */
  evening(day: number, midnights: readonly Date[]): Promise<void>
}

/** A chapter of acts by day, of the days on which units come, and of what happens in their evenings. */
export function chapterOf(
  acts: Readonly<Record<number, () => Promise<void>>>,
  works: Chapter['works'],
  evening: Chapter['evening'],
): Chapter {
  return { morning: (day) => acts[day] ?? null, works, evening }
}

/** The text of a manifest of the examples. */
export function readManifest(path: string): string {
  return readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8')
}

/** About that many units come on a day. */
export function unitsOn(units: number, draw: () => number): number {
  return Math.round(units * (0.85 + 0.3 * draw()))
}
