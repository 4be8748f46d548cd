import { appendFileSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { RunBatchResult } from '@dayshift/contract'
import type { Clock } from '../clock.ts'
import { messageOf, type Tell } from '../files/tell.ts'
import type { ServerLink } from '../server-link.ts'
import type { Outbox } from './spool.ts'

/** Sends what the outboxes hold, in order, and keeps trying. */
export interface Shipper {
  /** Begins to send soon, unless it waits after a failure. */
  wake(): void
  /** Sends everything now; says whether nothing is left. */
  drain(): Promise<boolean>
  addOrphan(outbox: Outbox, onEmpty: () => void): void
  figures(): ShipperFigures
  stop(): void
}

export interface ShipperFigures {
  readonly shipped: number
  /** Records that the server put in quarantine. */
  readonly quarantined: number
  /** Records that the server would not take in any form; they stay in the file `refused.ndjson`. */
  readonly refused: number
  readonly lastFailure: string | null
}

export interface ShipperOptions {
  readonly link: ServerLink
  readonly own: Outbox
  readonly shipMs: number
  readonly clock: Clock
  readonly random: () => number
  readonly tell: Tell
  readonly refusedFile: string
  readonly untold: () => number
  readonly told: (losses: number) => void
}

const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000

export function createShipper(options: ShipperOptions): Shipper {
  const { link, clock, tell } = options
  const outboxes: { readonly outbox: Outbox; readonly onEmpty: (() => void) | null }[] = [
    { outbox: options.own, onEmpty: null },
  ]
  let shipped = 0
  let quarantined = 0
  let refused = 0
  let failures = 0
  let lastFailure: string | null = null
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  let underway: Promise<boolean> | null = null
  let again = false

  function wake(): void {
    if (underway !== null) again = true
    else if (!stopped && timer === null) after(options.shipMs)
  }

  function after(ms: number): void {
    timer = setTimeout(() => {
      timer = null
      void drain()
    }, ms)
    timer.unref()
  }

  function drain(): Promise<boolean> {
    underway ??= sendAll().finally(() => {
      underway = null
      if (stopped || timer !== null) return
      if (lastFailure !== null)
        after(options.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures, 16)))
      else if (again) after(options.shipMs)
      again = false
    })
    return underway
  }

  async function sendAll(): Promise<boolean> {
    try {
      for (const entry of outboxes.slice()) {
        while (await sendNext(entry.outbox)) failures = 0
        if (entry.onEmpty === null) continue
        outboxes.splice(outboxes.indexOf(entry), 1)
        entry.onEmpty()
      }
      lastFailure = null
      failures = 0
      return true
    } catch (error) {
      if (stopped) return false
      failures++
      lastFailure = messageOf(error)
      tell('ship', `Could not send records to the server (${lastFailure}); they stay in the spool and are sent again.`)
      return false
    }
  }

  async function sendNext(outbox: Outbox): Promise<boolean> {
    const batch = await outbox.reader.next()
    if (batch === null) return false
    const path = batch.kind === 'decisions' ? '/decisions' : '/runs'
    await send(path, batch.lines)
    const before = outbox.reader.position()
    await outbox.reader.acknowledge(batch.end, outbox.leave)
    outbox.acknowledged(batch.end.segment === before.segment ? batch.end.offset - before.offset : batch.end.offset)
    return true
  }

  /** Ends when every line arrived, was quarantined or refused; throws where the server can't take any now. */
  async function send(path: '/runs' | '/decisions', lines: readonly string[]): Promise<void> {
    const losses = path === '/runs' ? options.untold() : 0
    const response = await link.post(
      path,
      path === '/runs' ? runsBody(lines, clock.now(), losses) : `{"decisions":[${lines.join(',')}]}`,
    )
    if (response.ok) {
      const result = (await response.json()) as Partial<RunBatchResult> // only counted; absent members count as none
      shipped += lines.length
      quarantined += result.rejected?.length ?? 0
      if (losses > 0) options.told(losses)
      const first = result.rejected?.[0]?.errors[0]
      if (first !== undefined)
        tell('quarantine', `The server put records in quarantine: ${first.path} ${first.message}.`)
      return
    }
    const why = `${response.status} ${await titleOf(response)}`
    if (!isRefusal(response.status)) throw new Error(`the server answered ${why}`)
    const [only] = lines
    if (lines.length === 1 && only !== undefined) return keepRefused(only, why)
    const half = Math.ceil(lines.length / 2)
    await send(path, lines.slice(0, half))
    await send(path, lines.slice(half))
  }

  function keepRefused(line: string, why: string): void {
    refused++
    tell('refused', `The server would not take a record (${why}); it is kept in "${options.refusedFile}".`)
    try {
      mkdirSync(dirname(options.refusedFile), { recursive: true })
      if (sizeOf(options.refusedFile) < MOST_REFUSED) appendFileSync(options.refusedFile, `${line}\n`, { mode: 0o600 })
    } catch {
      // Counted above; there is no place left to keep it.
    }
  }

  return {
    wake,
    async drain() {
      if (timer !== null) clearTimeout(timer)
      timer = null
      // What was appended after a sending began may not be in it.
      if (underway !== null) await underway
      return drain()
    },
    addOrphan(outbox, onEmpty) {
      outboxes.push({ outbox, onEmpty })
      wake()
    },
    figures: () => ({ shipped, quarantined, refused, lastFailure }),
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}

const MOST_REFUSED = 16 * 1024 * 1024

/** The batch itself is at fault: repeating it whole would never help. Rights, limits and time-outs may mend themselves. */
function isRefusal(status: number): boolean {
  return status === 400 || status === 413 || status === 415 || status === 422
}

function runsBody(lines: readonly string[], now: number, losses: number): string {
  const lost = losses > 0 ? `"lost":${losses},` : ''
  return `{"sentAt":"${new Date(now).toISOString()}",${lost}"records":[${lines.join(',')}]}`
}

async function titleOf(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { title?: unknown; detail?: unknown } | null // read as text below
    return [problem?.title, problem?.detail].filter((part) => typeof part === 'string').join(': ')
  } catch {
    return ''
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}
