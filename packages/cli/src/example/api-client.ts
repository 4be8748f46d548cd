/** Speaks to a Dayshift server as a person does: with a session's cookies, through the public API alone. */
export interface ApiClient {
  call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>
}

class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code = 'api'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export function createApiClient(server: string): ApiClient {
  const cookies = new Map<string, string>()
  return {
    async call<T>(method: 'GET' | 'POST', path: string, body?: unknown) {
      const response = await fetch(new URL(path, server), {
        method,
        headers: {
          origin: new URL(server).origin,
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';')
        const split = pair.indexOf('=')
        cookies.set(pair.slice(0, split), pair.slice(split + 1))
      }
      const text = await response.text()
      if (!response.ok)
        throw new ApiError(response.status, `${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
      return JSON.parse(text === '' ? 'null' : text) as T // the contract's own shapes; the server checked them
    },
  }
}
