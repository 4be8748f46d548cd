import type { Call } from './call/call.ts'
import type { Clock } from './clock.ts'
import type { Crossing, CrossingSaid } from './crossing.ts'
import type { Log } from './files/tell.ts'
import type { Workflow } from './workflow.ts'

export interface DayshiftOptions {
  /** Like `http://127.0.0.1:4700`. Without it the gate runs from `manifest` alone. */
  readonly server?: string | undefined
  /** An API key with the scopes `gate:read` and `runs:write`. */
  readonly apiKey?: string | undefined
  /**
   * Where records, the last state and the dedupe window are kept; several processes may share it. `.dayshift-host` where
   * a server is given; null (and the default without a server) keeps nothing on disk.
   */
  readonly directory?: string | null | undefined
  /** Text or path of a manifest, or several: the release that counts until the server was reached for the first time. */
  readonly manifest?: string | readonly string[] | undefined
  /** Most bytes of records that wait on disk; what comes beyond is lost, counted and reported. 256 MB. */
  readonly spoolBytes?: number | undefined
  /** `written` (default): records are with the kernel before a result is returned and survive `kill -9`; `synced`: with the disk, and survive a power cut. */
  readonly durability?: 'written' | 'synced' | undefined
  readonly log?: Log | undefined
  readonly clock?: Clock | undefined
  /** Evenly from [0, 1). */
  readonly random?: (() => number) | undefined
  readonly fetch?: typeof globalThis.fetch | undefined
  /** Longest time between two questions to the server; 4 s. The pause switch works within it. */
  readonly pullMs?: number | undefined
  /** How long records gather before they are sent; 1 s. */
  readonly shipMs?: number | undefined
}

export interface WorkflowOptions {
  /** Run units again when a person asks for it in the inbox; true. */
  readonly reruns?: boolean | undefined
}

/** A host's connection to Dayshift. Nothing here throws into the host, and nothing but `ready`, `flush` and `crossing` waits for the server. */
export interface Dayshift {
  /** Puts a function behind the gate of a workflow. Text that the function returns is read as JSON. */
  workflow<Input = unknown, Output = unknown>(
    slug: string,
    invoke: (
      input: Input,
      call: Call,
    ) => Promise<Output | string | null | undefined> | Output | string | null | undefined,
    options?: WorkflowOptions,
  ): Workflow<Input, Output>
  /** Ends when the server was asked once about each workflow, or after `timeoutMs` (2 s). True where each may run. */
  ready(timeoutMs?: number): Promise<boolean>
  /** Ends when every record so far is with the kernel. */
  written(): Promise<void>
  /** Sends all records now; true where nothing is left to send. */
  flush(): Promise<boolean>
  /**
   * A token for a page of the host: it lets this reporter flag that run's output with `<dayshift-flag>`, and read the
   * answer. Signed here, without asking the server; null where the host has no API key. Put no run into a page that its
   * reader may not see.
   */
  flagToken(runId: string, reporter: Reporter, options?: FlagTokenOptions): string | null
  /**
   * Tells that a unit crosses a seam with its context: accepted, or what is missing and who is told. Waits at most 4 s
   * for the server; null where it can't be told, and the work goes on.
   */
  crossing(seam: string, crossing: Crossing): Promise<CrossingSaid | null>
  /** How it is: for a health page or a log line. */
  health(): Health
  /** Sends what can be sent within `timeoutMs` (5 s), keeps the rest on disk, and stops all timers. */
  close(timeoutMs?: number): Promise<void>
}

/** Who may flag. An `id` that is the e-mail address of a member makes it hers, so that she hears of the answer. */
export interface Reporter {
  readonly id: string
  readonly name: string
}

export interface FlagTokenOptions {
  /** How long the token holds; 720 (twelve hours) unless said, 1440 at most. */
  readonly minutes?: number | undefined
}

export interface Health {
  readonly workflows: readonly WorkflowHealth[]
  /** Keys of units that left the dedupe window early, because there were more than it holds: their duplicates are run. */
  readonly forgottenKeys: number
  readonly spool: {
    readonly bytes: number
    readonly shipped: number
    /** Records that could not be kept on disk since the start: nobody will ever see them. */
    readonly lost: number
    readonly quarantined: number
    readonly refused: number
    readonly damagedBytes: number
    readonly lastFailure: string | null
  }
}

export interface WorkflowHealth {
  readonly workflow: string
  readonly release: string | null
  /** Why no release may run; null where one may. */
  readonly why: string | null
  readonly paused: string | null
  readonly leaseRemainingMs: number
  readonly breaker: 'closed' | 'open' | 'half-open'
  readonly lastPull: { readonly at: number; readonly failure: string | null } | null
  /** Runs under a budget whose cost nobody told. */
  readonly unknownCosts: number
}
