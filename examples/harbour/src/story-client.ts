/** Speaks to a Dayshift server as one person does: with her session's cookie, through the public API alone. */
export interface StoryClient {
  /** Her id, once she is known. */
  readonly id: string
  readonly name: string
  /** Her session. */
  readonly cookie: string
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  patch<T>(path: string, body: unknown): Promise<T>
}

/** Signs in and gives the client. */
export async function signInAs(server: string, email: string, password: string): Promise<StoryClient> {
  const answer = await send(server, {}, 'POST', '/api/auth/sign-in/email', { email, password })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const calls = callsOf(server, { cookie })
  const { person } = await calls.get<{ readonly person: { readonly id: string; readonly name: string } }>('/session')
  return { id: person.id, name: person.name, cookie, ...calls }
}

/** The calls of a host that has a key. */
export function hostWith(server: string, key: string): Pick<StoryClient, 'get' | 'post'> {
  return callsOf(server, { authorization: `Bearer ${key}` })
}

function callsOf(server: string, who: Readonly<Record<string, string>>): Pick<StoryClient, 'get' | 'post' | 'patch'> {
  const call = async <T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => {
    const response = await send(server, who, method, `/api/v1${path}`, body)
    return (await response.json()) as T // the contract's own shapes; the server checked them
  }
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
  }
}

/** One request, by whoever the headers say; fails on every refusal with what the server said. */
export async function send(
  server: string,
  who: Readonly<Record<string, string>>,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: unknown,
): Promise<Response> {
  const response = await fetch(new URL(path, server), {
    method,
    headers: {
      origin: new URL(server).origin,
      ...who,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.ok) return response
  throw new Error(`${method} ${path} answered ${response.status}: ${(await response.text()).slice(0, 800)}`)
}
