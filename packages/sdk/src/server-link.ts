/** The way to the server's `/api/v1`. */
export interface ServerLink {
  get(path: string, headers: Readonly<Record<string, string>>): Promise<Response>
  post(path: string, body: string, timeoutMs?: number): Promise<Response>
  close(): void
}

export interface ServerLinkOptions {
  /** Like `http://127.0.0.1:4700`. */
  readonly server: string
  readonly apiKey: string
  readonly fetch: typeof globalThis.fetch
}

const GET_TIMEOUT = 4_000
const POST_TIMEOUT = 30_000

export function createServerLink(options: ServerLinkOptions): ServerLink {
  const base = `${options.server.replace(/\/+$/, '')}/api/v1`
  const authorization = `Bearer ${options.apiKey}`
  const closing = new AbortController()

  return {
    get: (path, headers) =>
      options.fetch(base + path, {
        headers: { authorization, accept: 'application/json', ...headers },
        signal: either(closing.signal, GET_TIMEOUT),
      }),
    post: (path, body, timeoutMs = POST_TIMEOUT) =>
      options.fetch(base + path, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', accept: 'application/json' },
        body,
        signal: either(closing.signal, timeoutMs),
      }),
    close: () => closing.abort(new Error('the host is closing')),
  }
}

/** AbortSignal.any is in Node from 20.3 on; before that only the time-out counts. */
function either(signal: AbortSignal, timeoutMs: number): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs)
  return typeof AbortSignal.any === 'function' ? AbortSignal.any([signal, timeout]) : timeout
}
