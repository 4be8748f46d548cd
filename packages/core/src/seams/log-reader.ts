import type { TableEncoding } from '../tables/encodings.ts'
import type { Rejections } from './rejections.ts'

/** Reads a log of one format in chunks of bytes and hands its events to an intake. */
export interface LogReader {
  push(chunk: Uint8Array): void
  /** Says that no more bytes come. */
  end(): void
  readonly rejected: Rejections
  /** What the numbers of cases, activities, actors and attributes stand for. */
  readonly names: LogNames
  /** What was found in the log while it was read. */
  readonly found: LogFound
}

export interface LogNames {
  case(id: number): string
  /** An order of names that rests on nothing else. */
  isCaseBefore(id: number, other: number): boolean
  activity(id: number): string
  actor(id: number): string
  attribute(place: number): string
  readonly attributes: number
}

export interface LogFound {
  readonly encoding: TableEncoding
  readonly delimiter: string | null
  readonly times: { readonly withOffset: number; readonly withoutOffset: number }
  readonly notes: readonly string[]
}
