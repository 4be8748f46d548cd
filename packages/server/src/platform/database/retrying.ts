import { setTimeout as sleep } from 'node:timers/promises'
import { isOutdatedPlan } from './dialect.ts'
import { codeOf, messageOf } from './failure.ts'

const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'
const ATTEMPTS = 5
const FIRST_PAUSE_MS = 10

export interface RetryOptions {
  /** All tries together, the first included. */
  readonly attempts?: number
  /** From 0 up to, not including, 1; spreads those that collided. */
  readonly random?: () => number
}

/**
 * Runs a whole transaction again when PostgreSQL ended it because it collided with another one (serialization failure,
 * deadlock, a migration); nothing of it has happened then. Every other failure, and the last of five collisions, is passed on.
 */
export async function retrying<Result>(work: () => Promise<Result>, options: RetryOptions = {}): Promise<Result> {
  const { attempts = ATTEMPTS, random = Math.random } = options
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= attempts || !isCollision(error)) throw error
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + random()))
    }
  }
}

function isCollision(error: unknown): boolean {
  const code = codeOf(error)
  return code === SERIALIZATION_FAILURE || code === DEADLOCK || isOutdatedPlan(error)
}

/**
 * Whether the database could not be reached or went away: it may work again in a moment (503 to a caller). What was
 * asked of it may or may not have happened.
 */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error)
  if (code !== null) return /^(08|57P0|53300)/.test(code) || UNREACHABLE.has(code)
  // pg gives these no code.
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    messageOf(error),
  )
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
