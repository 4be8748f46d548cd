import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { readSealed, writeSealed } from '../files/sealed-file.ts'
import { messageOf, type Tell } from '../files/tell.ts'
import type { ServerLink } from '../server-link.ts'
import { noState, readGateState, type ControlState } from './gate-state.ts'
import { createLease, type Lease } from './lease.ts'

/** One workflow's word from the server: the last state, how long it counts, and the pulling of the next one. */
export interface Control {
  state(): ControlState
  /** True when the server has been out of reach for longer than the lease; never without a server. */
  leaseExpired(): boolean
  /** Ends after the first answer or failure of the server; at once without one. */
  firstPull(): Promise<void>
  pullNow(): Promise<void>
  /** A release at hand counts until the server was reached for the first time. */
  useLocal(state: ControlState): void
  lease: Lease
  lastPull(): LastPull | null
  stop(): void
}

export interface LastPull {
  readonly at: number
  /** Null where it succeeded. */
  readonly failure: string | null
}

export interface ControlOptions {
  readonly workflow: string
  readonly link: ServerLink | null
  /** Null keeps nothing on disk. */
  readonly directory: string | null
  readonly pullMs: number
  readonly clock: Clock
  readonly random: () => number
  readonly tell: Tell
  readonly onState: (state: ControlState) => void
}

/** A state kept on disk: the server's own answer and when it was last confirmed. */
interface KeptState {
  readonly heardAt: number
  readonly answer: unknown
}

export function createControl(options: ControlOptions): Control {
  const { workflow, link, clock, tell } = options
  const lease = createLease(clock)
  const file =
    options.directory === null ? null : join(options.directory, 'gate', `${encodeURIComponent(workflow)}.json`)

  let state = noState(link === null ? 'no server and no manifest were given' : 'the server was not reached yet')
  let answer: unknown = null
  let etag: string | null = null
  let heard = false
  let keptAt = Number.NEGATIVE_INFINITY
  let lastPull: LastPull | null = null
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  let underway: Promise<void> | null = null

  restore()
  const first = link === null ? Promise.resolve() : pull()

  function restore(): void {
    if (file === null || link === null) return
    const read = readSealed(file)
    if (read.kind === 'missing') return
    if (read.kind === 'corrupt') {
      tell(
        `state-${workflow}`,
        `The kept state of "${workflow}" is damaged and was left aside: ${read.why}. It comes again from the server.`,
      )
      return
    }
    const kept = read.value as Partial<KeptState> | null // its own checksum; the answer is checked by its reader
    const known = readGateState(kept?.answer, null)
    if (known.kind === 'unreadable' || typeof kept?.heardAt !== 'number') {
      tell(
        `state-${workflow}`,
        `The kept state of "${workflow}" can't be read and was left aside. It comes again from the server.`,
      )
      return
    }
    // Reruns and faults are taken from a living server only.
    state = { ...known.state, reruns: [], faults: [] }
    answer = kept.answer
    heard = true
    lease.inherit(kept.heardAt, state.leaseMs)
    if (lease.expired()) {
      tell(
        `lease-${workflow}`,
        `The kept state of "${workflow}" is older than its lease, or the clock was set: units take the fallback until the server answers.`,
      )
    }
  }

  function pull(): Promise<void> {
    underway ??= ask().finally(() => {
      underway = null
      schedule()
    })
    return underway
  }

  async function ask(): Promise<void> {
    if (link === null) return
    try {
      const response = await link.get(
        `/workflows/${encodeURIComponent(workflow)}/gate`,
        etag === null ? {} : { 'if-none-match': etag },
      )
      if (response.status === 304) {
        await response.body?.cancel()
        confirm()
      } else if (response.status === 200) {
        take(await response.json(), response.headers.get('etag'))
      } else if (response.status === 404) {
        await response.body?.cancel()
        take({ workflow, release: null, rolloutPercent: 0, paused: null, leaseMs: state.leaseMs, reruns: [] }, null)
        tell(
          `pull-${workflow}`,
          `The server knows no workflow "${workflow}": units go to people. Take its manifest in and make the release the one that runs.`,
        )
      } else {
        await response.body?.cancel()
        throw new Error(
          response.status === 401 || response.status === 403
            ? `the server refused the API key (${response.status}); it needs the scope gate:read`
            : `the server answered ${response.status}`,
        )
      }
      lastPull = { at: clock.now(), failure: null }
    } catch (error) {
      if (stopped) return
      const failure = messageOf(error)
      lastPull = { at: clock.now(), failure }
      tell(
        `pull-${workflow}`,
        `Could not ask the server about "${workflow}" (${failure}); what it said last counts for ${Math.round(lease.remainingMs() / 1000)} s more.`,
      )
    }
  }

  function take(body: unknown, tag: string | null): void {
    const read = readGateState(body, heard ? state : null)
    if (read.kind === 'unreadable') throw new Error(`the server's answer can't be used: ${read.why}`)
    const before = state
    state = read.state
    // The inputs of reruns are not for the disk, nor is a drill.
    answer = { ...(body as object), reruns: [], faults: [] } // read above as an object
    etag = tag
    if (state.gate === null && state.why !== before.why)
      tell(`release-${workflow}`, `"${workflow}" has no release that may run: ${state.why}. Units go to people.`)
    const { candidate } = body as { candidate?: unknown } // read above as an object
    if (candidate !== null && candidate !== undefined && state.gate !== null && state.candidate === null)
      tell(
        `candidate-${workflow}`,
        `A release of "${workflow}" that rolls out can't run in this host: its units meet the active release. Is this version of the SDK older than the server's?`,
      )
    keptAt = Number.NEGATIVE_INFINITY
    confirm()
  }

  /** The server stands by its last answer. */
  function confirm(): void {
    heard = true
    lease.renew(state.leaseMs)
    keep()
    options.onState(state)
  }

  /** An unchanged state is written again only now and then, so that the kept instant is at most a quarter lease old. */
  function keep(): void {
    if (file === null || clock.monotonic() - keptAt < state.leaseMs / 4) return
    keptAt = clock.monotonic()
    try {
      writeSealed(file, { heardAt: clock.now(), answer } satisfies KeptState)
    } catch (error) {
      tell(`keep-${workflow}`, `Could not keep the state of "${workflow}" on disk: ${messageOf(error)}.`)
    }
  }

  function schedule(): void {
    if (stopped || link === null) return
    // Between three quarters and the whole of the interval, so that many hosts don't ask at the same time.
    timer = setTimeout(() => void pull(), options.pullMs * (0.75 + 0.25 * options.random()))
    timer.unref()
  }

  return {
    state: () => state,
    leaseExpired: () => link !== null && state.gate !== null && lease.expired(),
    firstPull: () => first,
    pullNow: () => {
      if (timer !== null) clearTimeout(timer)
      return link === null ? Promise.resolve() : pull()
    },
    useLocal(local) {
      if (heard) return
      state = local
      // Nobody can stop it from afar yet: without word from the server it counts for one lease.
      if (link !== null) lease.renew(local.leaseMs)
    },
    lease,
    lastPull: () => lastPull,
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
