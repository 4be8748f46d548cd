import type { CallPolicy, CallResult, Failure } from '@dayshift/core'
import type { Clock } from '../clock.ts'
import { messageOf } from '../files/tell.ts'
import type { Breaker } from './breaker.ts'
import type { Call, CallRelease } from './call.ts'
import { currentRun } from './current-run.ts'
import type { CallReport } from './usage.ts'

export interface CallWorld {
  readonly clock: Clock
  readonly random: () => number
  readonly breaker: Breaker
}

export interface CallRequest {
  readonly runId: string
  readonly release: CallRelease
  /** True where the release's model is the cheaper one. */
  readonly cheaper?: boolean
  /** True where the answer is only compared and never used. */
  readonly shadow?: boolean
  readonly policy: CallPolicy
  /** The caller's own signal. */
  readonly signal: AbortSignal | undefined
  readonly record: (report: CallReport) => void
  /** True where the output contract asks for text: then an answer needn't be JSON. */
  readonly textIsFine: boolean
  readonly invoke: (call: Call) => unknown
}

export interface CallOutcome {
  readonly result: CallResult
  readonly attempts: number
}

/**
 * Calls the wrapped function under its policy: each attempt has the policy's time, failed ones are repeated after a
 * pause that doubles, drawn evenly from zero to its full length (full jitter), while the breaker allows it. An attempt
 * whose time is over is told by its signal and left behind. Never throws.
 */
export async function callWithPolicy(world: CallWorld, request: CallRequest): Promise<CallOutcome> {
  const { policy, signal } = request
  let failure: Failure = ABORTED
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted) return outcome(ABORTED, attempt - 1)
    const asked = world.breaker.ask(policy.breaker, world.clock.monotonic())
    if (typeof asked === 'object') return outcome(attempt === 1 ? breakerOpen(asked.waitMs) : failure, attempt - 1)
    const ended = await attemptOnce(request, attempt)
    if (ended.kind === 'aborted') {
      world.breaker.gaveUp()
      return outcome(ABORTED, attempt)
    }
    if (ended.kind === 'answered') {
      world.breaker.succeeded()
      return { result: read(ended.answer, request.textIsFine), attempts: attempt }
    }
    world.breaker.failed(policy.breaker, world.clock.monotonic())
    failure = ended.failure
    if (attempt >= policy.attempts || !ended.again) return outcome(failure, attempt)
    await pause(world.random() * Math.min(policy.backoffMs * 2 ** (attempt - 1), LONGEST_PAUSE), signal)
  }
}

const LONGEST_PAUSE = 30_000

type Ended =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly again: boolean }

function attemptOnce(request: CallRequest, attempt: number): Promise<Ended> {
  const { policy, signal } = request
  return new Promise((resolve) => {
    const controller = new AbortController()
    const timer = setTimeout(() => {
      const message = `no answer within ${policy.timeoutMs} ms`
      end({ kind: 'failed', failure: { failureClass: 'timeout', message }, again: true })
      controller.abort(new DOMException(message, 'TimeoutError'))
    }, policy.timeoutMs)
    const onAbort = () => {
      end({ kind: 'aborted' })
      controller.abort(signal?.reason)
    }
    signal?.addEventListener('abort', onAbort, { once: true })

    let open = true
    function end(ended: Ended): void {
      if (!open) return
      open = false
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      resolve(ended)
    }

    const call: Call = {
      signal: controller.signal,
      attempt,
      runId: request.runId,
      release: request.release,
      cheaper: request.cheaper ?? false,
      shadow: request.shadow ?? false,
      record: (report) => {
        // What an attempt that was left behind still says belongs to no record any more.
        if (open) request.record(report)
      },
    }
    try {
      const answer = currentRun.run(call.record, () => request.invoke(call))
      if (isPromise(answer)) {
        answer.then(
          (value: unknown) => end({ kind: 'answered', answer: value }),
          (error: unknown) => end(failed(error)),
        )
      } else {
        end({ kind: 'answered', answer })
      }
    } catch (error) {
      end(failed(error))
    }
  })
}

function failed(error: unknown): Ended {
  const again = !(typeof error === 'object' && error !== null && 'isRetryable' in error && error.isRetryable === false)
  const timeout = error instanceof Error && error.name === 'TimeoutError'
  return {
    kind: 'failed',
    failure: { failureClass: timeout ? 'timeout' : 'error', message: cut(messageOf(error)) },
    again,
  }
}

/** An answer as JSON: `undefined` and `null` are none; text is read as JSON where it is to be JSON. */
function read(answer: unknown, textIsFine: boolean): CallResult {
  if (answer === undefined || answer === null) return { kind: 'none' }
  if (typeof answer === 'string' && !textIsFine) {
    try {
      const output: unknown = JSON.parse(answer)
      return output === null ? { kind: 'none' } : { kind: 'answered', output }
    } catch {
      const message = `the answer is not JSON: it begins with "${answer.trimStart().slice(0, 60)}"`
      return { kind: 'failed', failure: { failureClass: 'not-json', message } }
    }
  }
  if (typeof answer === 'function' || typeof answer === 'symbol' || typeof answer === 'bigint') {
    const message = `the answer is not JSON: it is a ${typeof answer}`
    return { kind: 'failed', failure: { failureClass: 'not-json', message } }
  }
  return { kind: 'answered', output: answer }
}

function outcome(failure: Failure, attempts: number): CallOutcome {
  return { result: { kind: 'failed', failure }, attempts }
}

const ABORTED: Failure = { failureClass: 'aborted', message: 'the caller gave up' }

function breakerOpen(waitMs: number): Failure {
  const next = waitMs > 0 ? `the next try is due in ${Math.ceil(waitMs)} ms` : 'one try is under way'
  return { failureClass: 'breaker-open', message: `no call was made after repeated failures; ${next}` }
}

/** Ends after `ms`, or at once when the caller gives up. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done, { once: true })
  })
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}

const LONGEST_MESSAGE = 2000

function cut(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message
}
