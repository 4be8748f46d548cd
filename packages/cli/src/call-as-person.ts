import { addressOf, ask, refusal } from './call-server.ts'
import { CliFailure } from './failure.ts'

export interface PersonCall {
  readonly server: string
  readonly email: string
  /** Below `/api/v1`. */
  readonly path: string
  readonly body: object
}

/** Calls a server as a person, for acts that no key may do: signs in with the password of DAYSHIFT_PASSWORD, acts, signs out. */
export async function callAsPerson({ server, email, path, body }: PersonCall): Promise<Response> {
  const password = process.env['DAYSHIFT_PASSWORD']
  if (password === undefined || password === '') {
    throw new CliFailure(
      'password-missing',
      `The password of ${email} is missing: set the environment variable DAYSHIFT_PASSWORD.`,
    )
  }
  const auth = new URL(addressOf(server, '').href.replace(/\/api\/v1$/, '/api/auth/'))
  const signedIn = await ask(new URL('sign-in/email', auth), post({ email, password }, auth.origin))
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0] ?? '')
    .join('; ')
  if (!signedIn.ok || cookie === '') {
    throw new CliFailure('sign-in-refused', `Cannot sign in as ${email}: the address or the password is not right.`, {
      exitCode: 1,
    })
  }
  const response = await ask(addressOf(server, path), post(body, auth.origin, cookie))
  await ask(new URL('sign-out', auth), post({}, auth.origin, cookie))
  if (response.ok) return response
  throw new CliFailure('server-refused', await refusal(response), { exitCode: 1 })
}

function post(body: object, origin: string, cookie?: string): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...(cookie === undefined ? {} : { cookie }) },
    body: JSON.stringify(body),
  }
}
