/** What the server says of a flag: who answers by when, then what was answered. */
export interface FlagReceipt {
  readonly id: string
  readonly state: 'waiting' | 'asked' | 'answered'
  readonly verdict: string | null
  readonly sentence: string
  readonly answer: string | null
  readonly dueAt: string
  readonly answeredAt: string | null
  readonly note: string
  readonly right: string | null
}

export type Answer =
  | { readonly kind: 'told'; readonly receipt: FlagReceipt | null }
  /** `code` is the problem's; null where the server wasn't reached. */
  | { readonly kind: 'failed'; readonly code: string | null; readonly message: string | null }

export interface Said {
  readonly note: string
  readonly right: string
}

const TIMEOUT_MS = 15_000
/** The record of a run reaches the server within seconds of the answer. */
const PATIENCE_MS = [2_000, 4_000, 8_000]

/** Asks what became of a flag, or, with what was said, flags. Sends no cookies; never throws. */
export async function ask(server: string, token: string, said: Said | null): Promise<Answer> {
  for (const wait of [...PATIENCE_MS, null]) {
    const answer = await askOnce(server, token, said)
    if (answer.kind === 'told' || answer.code !== 'run-not-here' || wait === null) return answer
    await new Promise((done) => setTimeout(done, wait))
  }
  return { kind: 'failed', code: null, message: null }
}

async function askOnce(server: string, token: string, said: Said | null): Promise<Answer> {
  const flag = said === null ? {} : { flag: { note: said.note, ...(said.right === '' ? {} : { right: said.right }) } }
  try {
    const response = await fetch(`${server.replace(/\/+$/, '')}/api/v1/feedback`, {
      method: 'POST',
      mode: 'cors',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, ...flag }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const body: unknown = await response.json()
    // Ours by its address; a proxy's page fails to parse above.
    if (response.ok) return { kind: 'told', receipt: (body as { readonly receipt: FlagReceipt | null }).receipt }
    const { code, title, mend } = body as { readonly code?: string; readonly title?: string; readonly mend?: string }
    return {
      kind: 'failed',
      code: code ?? null,
      message: title === undefined ? null : `${title}. ${mend ?? ''}`.trim(),
    }
  } catch {
    return { kind: 'failed', code: null, message: null }
  }
}

/** The run that a flag token speaks of; null where it is none. Proves nothing: the server does. */
export function runOf(token: string): string | null {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(payload), (letter) => letter.charCodeAt(0))
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const run: unknown = Array.isArray(claims) ? claims[1] : null
    return typeof run === 'string' ? run : null
  } catch {
    return null
  }
}
