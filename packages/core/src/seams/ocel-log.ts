import type { Rejection } from './rejections.ts'

/** An object-centric event log (OCEL 2.0), as far as handovers need it. */
export interface OcelLog {
  readonly events: readonly OcelEvent[]
  /** Type of each object by its id. */
  readonly objects: ReadonlyMap<string, string>
  /** What could not be taken as an event. */
  readonly rejected?: readonly Rejection[]
}

export interface OcelEvent {
  readonly id: string
  /** Where the log has lines of its own. */
  readonly line?: number
  readonly type: string
  /** As it is written. */
  readonly time: string
  readonly attributes: ReadonlyMap<string, string>
  /** Ids of the objects that it touches. */
  readonly objects: readonly string[]
}
