import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../http/app.ts'
import type { ApiConfig } from '../http/fastify-types.ts'
import { ProblemError } from '../http/problem.ts'
import { ADDRESS_HEADER, type Auth, PASSWORD } from './create-auth.ts'
import type { Sessions } from './sessions.ts'

/** Signing in and out. Everything else that better-auth could do stays shut until the product has a use for it. */
export function addAuthRoutes(app: App, auth: Auth, sessions: Sessions): void {
  add(app, auth, sessions, 'POST', '/sign-in/email', { permission: 'public', strict: true })
  add(app, auth, sessions, 'POST', '/sign-out', { permission: 'public' })
  add(app, auth, sessions, 'POST', '/change-password', { permission: 'signed-in', strict: true })
  add(app, auth, sessions, 'GET', '/get-session', { permission: 'public' })
}

function add(app: App, auth: Auth, sessions: Sessions, method: 'GET' | 'POST', path: string, api: ApiConfig): void {
  app.route({
    method,
    url: `/api/auth${path}`,
    config: { api },
    handler: async (request, reply) => {
      const response = await auth.handler(webRequest(request, auth.options.baseURL))
      for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
      const text = await response.text()
      // Signing out ends the session of the cookie; a new password ends others of the same person.
      if (request.headers.cookie !== undefined) sessions.forgetCookie(request.headers.cookie)
      if (request.caller?.person) sessions.forget(request.caller.person.id)
      if (!response.ok) throw problemFrom(response.status, text)
      return sendJson(reply, response.status, text)
    },
  })
}

function webRequest(request: FastifyRequest, base: string): Request {
  const headers = new Headers({ [ADDRESS_HEADER]: request.ip })
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = request.headers[name]
    if (value !== undefined) headers.set(name, value)
  }
  const url = new URL(request.url, base)
  if (request.method === 'GET') return new Request(url, { headers })
  headers.set('content-type', 'application/json')
  return new Request(url, { method: request.method, headers, body: JSON.stringify(request.body ?? {}) })
}

function sendJson(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(text === '' ? '{}' : text)
}

function problemFrom(status: number, text: string): ProblemError {
  const { code, message } = readFailure(text)
  const known = KNOWN[code]
  if (known !== undefined) return new ProblemError(known)
  if (status >= 500) {
    return new ProblemError({
      status: 503,
      code: 'sign-in-unavailable',
      title: 'Signing in does not work now',
      detail: 'The server could not reach what it needs for this.',
      mend: 'Try again in a moment; /readyz says what is missing.',
      retryAfter: 2,
    })
  }
  return new ProblemError({
    status,
    code: code === '' ? 'refused' : code.toLowerCase().replaceAll('_', '-'),
    title: 'Not done',
    detail: message,
  })
}

const WRONG_SIGN_IN = {
  status: 401,
  code: 'wrong-sign-in',
  title: 'Not signed in',
  detail: 'This e-mail address and this password do not belong together.',
  mend: 'Check both. If the password is lost, an admin can help.',
} as const

const KNOWN: Readonly<Record<string, ConstructorParameters<typeof ProblemError>[0]>> = {
  INVALID_EMAIL_OR_PASSWORD: WRONG_SIGN_IN,
  INVALID_EMAIL: WRONG_SIGN_IN,
  MEMBERSHIP_ENDED: {
    status: 403,
    code: 'membership-ended',
    title: 'Not signed in',
    detail: 'Your membership in this workspace has ended.',
    mend: 'An admin of the workspace can restore it.',
  },
  INVALID_PASSWORD: {
    status: 400,
    code: 'wrong-password',
    title: 'Not changed',
    detail: 'The current password is not right.',
    mend: 'Give the password that you sign in with now.',
  },
  PASSWORD_TOO_SHORT: {
    status: 400,
    code: 'password-too-short',
    title: 'Not changed',
    detail: `The new password has fewer than ${String(PASSWORD.shortest)} characters.`,
    mend: 'Choose a longer one; a few words are good.',
  },
  PASSWORD_TOO_LONG: {
    status: 400,
    code: 'password-too-long',
    title: 'Not changed',
    detail: `The new password has more than ${String(PASSWORD.longest)} characters.`,
    mend: 'Choose a shorter one.',
  },
}

function readFailure(text: string): { code: string; message: string } {
  const fallback = { code: '', message: 'The request could not be read.' }
  try {
    const { code, message } = JSON.parse(text) as { code?: unknown; message?: unknown }
    return {
      code: typeof code === 'string' ? code : fallback.code,
      message: typeof message === 'string' ? message : fallback.message,
    }
  } catch {
    return fallback
  }
}
