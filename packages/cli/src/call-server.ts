import { CliFailure } from './failure.ts'

export interface ServerCall {
  readonly server: string
  /** Else DAYSHIFT_KEY. */
  readonly key: string | undefined
  readonly method: 'GET' | 'POST'
  /** Below `/api/v1`. */
  readonly path: string
  readonly body?: unknown
}

/** Calls a server's API with a key; every answer but a good one is a failure in the server's own words. */
export async function callServer({ server, key, method, path, body }: ServerCall): Promise<Response> {
  const secret = key ?? process.env['DAYSHIFT_KEY']
  if (secret === undefined || secret === '') {
    throw new CliFailure(
      'key-missing',
      'An API key is missing: give --key, or set the environment variable DAYSHIFT_KEY. An admin makes keys under "People".',
    )
  }
  const response = await ask(addressOf(server, path), {
    method,
    headers: {
      authorization: `Bearer ${secret}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.ok) return response
  throw new CliFailure('server-refused', await refusal(response), { exitCode: 1 })
}

export function addressOf(server: string, path: string): URL {
  const address = URL.parse(server)
  if (address?.protocol === 'http:' || address?.protocol === 'https:') {
    return new URL(`${address.pathname.replace(/\/$/, '')}/api/v1${path}`, address)
  }
  throw new CliFailure(
    'server-address',
    `"${server}" is no address of a server: write it like "http://127.0.0.1:4700".`,
  )
}

export async function ask(address: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause)
    throw new CliFailure('server-unreached', `Cannot reach the server at ${address.origin}: ${why}. Is it running?`, {
      cause,
    })
  }
}

/** The problem document (RFC 9457) in words. */
export async function refusal(response: Response): Promise<string> {
  const text = await response.text()
  try {
    const { detail, mend } = JSON.parse(text) as { detail?: string; mend?: string | null }
    if (detail !== undefined) return `The server refused: ${detail}${mend ? ` ${mend}` : ''}`
  } catch {
    // No problem document; its status says enough.
  }
  return `The server answered ${response.status}: ${text.slice(0, 300)}`
}
