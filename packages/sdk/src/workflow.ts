import type { DecisionKind } from '@dayshift/core'
import type { CallReport } from './call/usage.ts'
import type { RunResult } from './result.ts'

/** One AI workflow of this host, behind its gate. Nothing here throws. */
export interface Workflow<Input, Output> {
  readonly slug: string
  /** Takes one unit through the gate, calls the wrapped function where the gate lets it, and says where the unit goes. */
  run(input: Input, options?: RunOptions): Promise<RunResult<Output>>
  /**
   * Takes an answer that is there already (from a batch, a cache, another process) through the same gate, with the same
   * record, and calls nothing. Synchronous: the record reaches the disk at the end of this turn of the event loop
   * together with all others of the turn, or when `written()` of the host has ended.
   */
  route(input: Input, answer: Output | string | null, options?: RouteOptions): RunResult<Output>
  /** Tells what a person did with an output in the host's own screens; `bypass`: the decision was made without one. */
  decided(unit: DecidedUnit, decision: DecisionMade): Promise<void>
}

export interface RunOptions {
  /** The unit's stable key. Without it the manifest's expression gives it, else the hash of the input. */
  readonly unitKey?: string | undefined
  /** Key of the person whom the content is about, for erasure. Without it the manifest's expression gives it. */
  readonly subject?: string | undefined
  /** The caller gives up: the call is told, and the unit goes to a person. */
  readonly signal?: AbortSignal | undefined
}

export interface RouteOptions extends Omit<RunOptions, 'signal'> {
  /** What the call that gave the answer used. */
  readonly usage?: CallReport | undefined
}

/** A run's result is one; a bypass has only the unit. */
export interface DecidedUnit {
  readonly unitKey: string
  readonly runId?: string | null | undefined
}

export interface DecisionMade {
  readonly kind: DecisionKind
  /** Who decided, as the host knows the person. */
  readonly by: string
  readonly reason?: string | undefined
  /** When the person saw the output. */
  readonly shownAt?: Date | undefined
  /** Now, where it isn't given. */
  readonly decidedAt?: Date | undefined
  readonly finalOutput?: unknown
  /** What the person said before the output was shown to her. */
  readonly ownAnswer?: { readonly answer: unknown; readonly answeredAt: Date } | undefined
}
