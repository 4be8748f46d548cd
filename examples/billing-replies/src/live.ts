import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDayshift } from '@dayshift/sdk'
import { answerFromPolicy } from './answer.ts'
import { trainTopics } from './classifier.ts'
import { modelFromEnvironment } from './model.ts'
import { exampleTicket, type Ticket } from './tickets.ts'

export interface LiveOptions {
  readonly server: string
  readonly apiKey: string
  /** Where the SDK keeps its spool and state. */
  readonly directory: string | undefined
  /** Pause between tickets after the first ones, in milliseconds. */
  readonly paceMs: number
  /** Stop when standard input ends: whoever started this process is gone. */
  readonly withParent: boolean
  /** The manifest's text: what the host runs until it has reached the server once. */
  readonly manifest: string
}

/** So many tickets come at once, as after a night; then one at a time. */
const FIRST_TICKETS = 60
const PACE_OF_FIRST_MS = 150

/** Runs the example's tickets against a server until the process is stopped, like a support desk's own host would. */
export async function runLive({ server, apiKey, directory, paceMs, withParent, manifest }: LiveOptions): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

  if (withParent) process.stdin.resume().once('end', () => stop.abort())

  const dayshift = createDayshift({ server, apiKey, manifest, ...(directory === undefined ? {} : { directory }) })
  const classifier = trainTopics()
  const askModel = modelFromEnvironment(process.env)
  const replies = dayshift.workflow<Ticket>('billing-replies', async (ticket, call) => {
    if (askModel !== null) return askModel(ticket, call.signal)
    call.record({
      model: 'tfidf-centroid',
      resolvedModel: 'tfidf-centroid',
      provider: 'example',
      costAmount: '0',
      costCurrency: 'USD',
    })
    return answerFromPolicy(classifier, ticket)
  })

  const counter = ticketCounter(directory ?? '.dayshift-host')
  for (let index = 0; !stop.signal.aborted; index += 1) {
    const ticket = exampleTicket(counter.next())
    await replies.run(ticket, { unitKey: ticket.ticketId })
    await sleep(index < FIRST_TICKETS ? PACE_OF_FIRST_MS : paceMs, undefined, { signal: stop.signal }).catch(
      () => undefined,
    )
  }
  await dayshift.close()
  // An open pipe would keep the process alive.
  if (withParent) process.stdin.destroy()
}

/** Counts tickets over restarts, so that each start goes on with tickets that were not there before. */
function ticketCounter(directory: string): { next(): number } {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, 'next-ticket')
  return {
    next() {
      let next = 0
      try {
        next = Number.parseInt(readFileSync(file, 'utf8'), 10) || 0
      } catch {
        // The first start: there is no file yet.
      }
      writeFileSync(file, String(next + 1))
      return next
    },
  }
}
