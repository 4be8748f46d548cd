import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What came to a receiver. */
export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** The body as JSON, as a form, or undefined. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects to be there, and fails where it isn't
  readonly body: any
}

export interface ReceiverAnswer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Answers after so many milliseconds; `Infinity` never. */
  readonly afterMs?: number
}

/** A real HTTP server on this machine that takes what the product sends out, and answers as the test says. */
export interface Receiver {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  readonly received: readonly Received[]
  /** How the next ones are answered; 200 with `{}` unless said. */
  answer(how: ReceiverAnswer | ((received: Received) => ReceiverAnswer)): void
  close(): Promise<void>
}

export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = []
  let how: (received: Received) => ReceiverAnswer = () => ({ status: 200, body: {} })
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
      const text = Buffer.concat(chunks).toString('utf8')
      const { method = '', url: path = '', headers } = request
      const one: Received = { method, path, headers, text, body: bodyOf(headers, text) }
      received.push(one)
      const { status, body = {}, headers: given = {}, afterMs = 0 } = how(one)
      if (afterMs === Infinity) return
      if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs))
      response.writeHead(status, { 'content-type': 'application/json', ...given })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: taken } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${String(taken)}`,
    received,
    answer(next) {
      how = typeof next === 'function' ? next : () => next
    },
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function bodyOf(headers: IncomingHttpHeaders, text: string): unknown {
  const type = headers['content-type'] ?? ''
  if (type.includes('json')) return JSON.parse(text)
  if (type.includes('form')) return Object.fromEntries(new URLSearchParams(text))
  return undefined
}
