import {
  compileContract,
  type ForcedFault,
  formatAmount,
  type Json,
  makeWrong,
  type Manifest,
  parseAmount,
  type Usage,
} from '@dayshift/core'
import type { Call } from '../call/call.ts'
import type { Faults } from '../control/faults.ts'

/** A host's function with a fault around it. */
export interface FaultyCall {
  /** Stands in the place of the host's function; the model isn't called where the fault needs no answer. */
  readonly invoke: (call: Call) => unknown
  /** True where the fault touched the run. One that ended meanwhile, or an answer that can't be made wrong, leaves it as it is. */
  readonly touched: () => boolean
  /** True where the host's own function ran: then what it cost counts. */
  readonly called: () => boolean
}

export interface FaultyCallParts {
  readonly fault: ForcedFault
  readonly faults: Pick<Faults, 'remainingMs'>
  readonly manifest: Manifest
  readonly random: () => number
  /** True where the output contract asks for text. */
  readonly textIsFine: boolean
  readonly invoke: (call: Call) => unknown
}

/** Puts a fault around a call. Each attempt asks whether it still lasts: after its end the host's function runs as ever. */
export function faultyCall({ fault, faults, manifest, random, textIsFine, invoke }: FaultyCallParts): FaultyCall {
  let touched = false
  let called = false

  function really(call: Call): unknown {
    called = true
    return invoke(call)
  }

  function underFault(call: Call): unknown {
    const remainingMs = faults.remainingMs(fault)
    if (remainingMs <= 0) return really(call)
    switch (fault.kind) {
      case 'error':
        touched = true
        throw new Error('503 Service Unavailable: the model is overloaded, try again later')
      case 'timeout':
        touched = true
        return silence(remainingMs, call.signal)
      case 'malformed':
        touched = true
        // Text that ends too soon; where text is right, something that is none.
        return textIsFine ? 0 : '{"answer": "Thank you for your mess'
      case 'slow':
        touched = true
        return late(Math.min(fault.slowMs, remainingMs), call)
      case 'wrong':
        return wrong(call)
      case 'cost-spike':
        touched = true
        return really(call)
      default:
        return fault.kind satisfies never
    }
  }

  async function late(ms: number, call: Call): Promise<unknown> {
    await pause(ms, call.signal)
    return await really(call)
  }

  async function wrong(call: Call): Promise<unknown> {
    if (fault.output !== null) {
      touched = true
      return fault.output
    }
    const answer = await really(call)
    const changed = changedAnswer(answer)
    if (changed === null) return answer
    touched = true
    return changed
  }

  function changedAnswer(answer: unknown): Json | null {
    const read = readAnswer(answer, textIsFine)
    if (read === null) return null
    return makeWrong(read, manifest.output, checkOf(manifest), random)?.output ?? null
  }

  return { invoke: underFault, touched: () => touched, called: () => called }
}

const MOST_TOKENS = 2_147_483_647

/** What a run used, told many times over; without a price of its own, many times what the manifest allows a run. */
export function spiked(usage: Usage, factor: number, manifest: Manifest): Usage {
  const own =
    usage.costAmount === null || usage.costCurrency === null
      ? manifest.limits.perRun
      : { amount: usage.costAmount, currency: usage.costCurrency }
  const amount = own === null ? null : parseAmount(own.amount)
  const many = (tokens: number | null): number | null =>
    tokens === null ? null : Math.min(MOST_TOKENS, Math.round(tokens * factor))
  return {
    ...usage,
    inputTokens: many(usage.inputTokens),
    outputTokens: many(usage.outputTokens),
    ...(own === null || amount === null
      ? {}
      : {
          costAmount: formatAmount((amount * BigInt(Math.round(factor * 100))) / 100n),
          costCurrency: own.currency,
          costSource: usage.costSource ?? 'caller',
        }),
  }
}

/** The answer as JSON; null where there is none that could be made wrong. */
function readAnswer(answer: unknown, textIsFine: boolean): Json | null {
  if (answer === undefined || answer === null) return null
  try {
    const text = typeof answer === 'string' && !textIsFine ? answer : JSON.stringify(answer)
    return text === undefined ? null : (JSON.parse(text) as Json) // its own JSON text
  } catch {
    return null
  }
}

const checks = new WeakMap<Manifest, (value: unknown) => readonly unknown[]>()

function checkOf(manifest: Manifest): (value: unknown) => readonly unknown[] {
  const known = checks.get(manifest)
  if (known !== undefined) return known
  const contract = compileContract(manifest.output)
  // Compiled before into the gate; where it doesn't compile, no answer fits.
  const check = contract.kind === 'compiled' ? contract.check : () => [contract.message]
  checks.set(manifest, check)
  return check
}

/** No answer: until the attempt's time is over, or the fault's. */
function silence(ms: number, signal: AbortSignal): Promise<never> {
  return pause(ms, signal).then(() => {
    throw new DOMException('the model gave no answer', 'TimeoutError')
  })
}

/** Ends after `ms`, or at once when the attempt is over. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    if (signal.aborted) done()
  })
}
