import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Role, type Scope, SCOPES } from '@dayshift/core'
import {
  type Clock,
  compose,
  type ComposeOptions,
  createLog,
  createWorkspace,
  inWorkspace,
  type Limits,
  type OpenDatabase,
  systemClock,
  type World,
} from '@dayshift/server'
import { testDatabase } from './database.ts'
import type { SampleRun } from './sample-runs.ts'

export interface BootOptions extends Pick<ComposeOptions, 'mail' | 'outbound' | 'slackApi' | 'pagerDutyEvents'> {
  /** The machine's clock unless said; or `createManualClock(…)`. */
  readonly clock?: Clock
  /** Jobs at once; 0 (unless said) leaves the jobs to the test. */
  readonly jobs?: number
  /** Rate limits a minute; so generous unless said that no test meets them. */
  readonly limits?: Partial<Limits>
  readonly bodyLimit?: number
  /** Path of a price file. */
  readonly prices?: string
  readonly publicUrl?: URL
  /** True: `X-Forwarded-For` says where a request comes from. */
  readonly trustProxy?: boolean
  readonly example?: ComposeOptions['example']
  readonly web?: ComposeOptions['web']
  /** Another database than a fresh clone; closed with the server. */
  readonly database?: OpenDatabase
  /** The installation's secret where the database was filled under one; a random one unless said. */
  readonly secret?: Uint8Array
  /** False leaves the server as it is before its first set-up: no workspace, nobody to sign in. */
  readonly seeded?: boolean
}

/** Somebody of the seeded workspace, signed in. */
export interface TestPerson {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  /** Send it as `Cookie`. */
  readonly cookie: string
}

export interface TestKey {
  readonly id: string
  readonly secret: string
}

export interface TestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The parsed JSON, else the text. */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects to be there, and fails where it isn't
  readonly body: any
}

export interface TestRequest {
  /** Who asks; nobody unless said. */
  readonly as?: TestPerson | TestKey | null
  /** Sent as JSON, a string or Buffer as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface TestServer {
  /** `http://127.0.0.1:PORT`, where it really listens. */
  readonly address: string
  readonly world: World
  readonly database: OpenDatabase
  readonly workspaceId: string
  readonly admin: TestPerson
  readonly member: TestPerson
  readonly viewer: TestPerson
  /** A key with every scope. */
  readonly key: TestKey
  /** `request('GET', '/api/v1/runs', { as: server.admin })` */
  readonly request: (method: string, path: string, request?: TestRequest) => Promise<TestAnswer>
  /** `mustBe(200, 'GET', '/drills')`: below `/api/v1`, as the admin unless said. Gives the body; fails at another status. */
  readonly mustBe: (status: number, method: string, path: string, request?: TestRequest) => Promise<TestAnswer['body']>
  /** Gives duties of a workflow to people, or takes them away: `giveDuties(slug, { 'daily-care': operator, backup: null })`. */
  readonly giveDuties: (slug: string, holders: Readonly<Record<string, TestPerson | null>>) => Promise<void>
  /** Sends a run that needs a person, as a host does. Gives the id of its case. */
  readonly openCase: (run: SampleRun) => Promise<string>
  /** Claims a case and decides it. */
  readonly decideCase: (
    as: TestPerson,
    caseId: string,
    decision: Readonly<Record<string, unknown>>,
  ) => Promise<TestAnswer['body']>
  readonly signIn: (email: string, password: string) => Promise<{ answer: TestAnswer; cookie: string }>
  readonly addPerson: (name: string, role: Role) => Promise<TestPerson>
  readonly addKey: (scopes: readonly Scope[], expiresInDays?: number) => Promise<TestKey>
  /** Another workspace on the same server, with its admin. */
  readonly addWorkspace: (name: string) => Promise<{ workspaceId: string; admin: TestPerson }>
  /** Does once what the server does from time to time, and sends what waits to be sent; for who drives the clock. */
  readonly doWhatIsDue: () => Promise<void>
  /** Stops the server and drops its database. */
  readonly close: () => Promise<void>
}

/** Every account of a test has this password. */
export const TEST_PASSWORD = 'correct horse battery'
const NO_LIMITS: Limits = { strict: 1e6, anonymous: 1e6, person: 1e6, key: 1e9 }

/**
 * Boots the real server on a database of its own, listening on a port of its own, with a workspace, an admin, a member,
 * a viewer and a key that came in through the same services as in life. Answers are held against the contract.
 */
export async function bootServer(options: BootOptions = {}): Promise<TestServer> {
  const database = options.database ?? (await testDatabase())
  const clock = options.clock ?? systemClock
  const dataDirectory = await mkdtemp(join(tmpdir(), 'dayshift-server-'))
  const {
    app,
    world,
    doWhatIsDue,
    close: stop,
  } = await compose({
    database,
    dataDirectory,
    clock,
    log: createLog('silent'),
    secret: options.secret ?? randomBytes(32),
    jobs: options.jobs ?? 0,
    mail: options.mail ?? null,
    outbound: options.outbound ?? {},
    ...(options.slackApi === undefined ? {} : { slackApi: options.slackApi }),
    ...(options.pagerDutyEvents === undefined ? {} : { pagerDutyEvents: options.pagerDutyEvents }),
    limits: { ...NO_LIMITS, ...options.limits },
    publicUrl: options.publicUrl ?? null,
    trustProxy: options.trustProxy ?? false,
    ...(options.example === undefined ? {} : { example: options.example }),
    web: options.web ?? null,
    checksResponses: true,
    ...(options.bodyLimit === undefined ? {} : { bodyLimit: options.bodyLimit }),
    ...(options.prices === undefined ? {} : { prices: options.prices }),
  })
  const close = async () => {
    await stop()
    await rm(dataDirectory, { recursive: true, force: true })
  }
  const address = await app.listen({ host: '127.0.0.1', port: 0 })

  const request: TestServer['request'] = async (method, path, { as = null, body, headers = {} } = {}) => {
    const response = await fetch(address + path, {
      method,
      redirect: 'manual',
      headers: { ...credentials(as), ...(body === undefined || isRaw(body) ? {} : JSON_TYPE), ...headers },
      ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: headersOf(response), body: parsed(response, text) }
  }
  const signIn: TestServer['signIn'] = async (email, password) => {
    const answer = await request('POST', '/api/auth/sign-in/email', { body: { email, password } })
    return { answer, cookie: answer.headers['set-cookie']?.split(';')[0] ?? '' }
  }
  const signedIn = async (id: string, name: string, role: Role): Promise<TestPerson> => {
    const email = emailOf(name)
    const { answer, cookie } = await signIn(email, TEST_PASSWORD)
    if (answer.status !== 200) throw new Error(`Cannot sign in as ${email}: ${JSON.stringify(answer.body)}`)
    return { id, name, email, role, cookie }
  }
  const addWorkspace: TestServer['addWorkspace'] = async (name) => {
    const admin = `${name} admin`
    const made = await createWorkspace(
      world,
      { workspace: name, name: admin, email: emailOf(admin), password: TEST_PASSWORD },
      false,
    )
    if (made === null) throw new Error(`Cannot make the workspace "${name}"`)
    return { workspaceId: made.workspaceId, admin: await signedIn(made.personId, admin, 'admin') }
  }
  const made = async (answer: TestAnswer): Promise<TestAnswer['body']> => {
    if (answer.status === 201) return answer.body
    throw new Error(`Cannot seed the test server: ${JSON.stringify(answer.body)}`)
  }

  try {
    const { workspaceId, admin } =
      options.seeded === false ? { workspaceId: '', admin: NOBODY } : await addWorkspace('Harbour')
    const addPerson: TestServer['addPerson'] = async (name, role) => {
      const body = { name, role, email: emailOf(name), password: TEST_PASSWORD }
      const person = await made(await request('POST', '/api/v1/people', { as: admin, body }))
      return await signedIn(person.id, name, role)
    }
    const addKey: TestServer['addKey'] = async (scopes, expiresInDays) => {
      const body = { name: `key for ${scopes.join(', ')}`.slice(0, 100), scopes, expiresInDays: expiresInDays ?? null }
      const { key, secret } = await made(await request('POST', '/api/v1/keys', { as: admin, body }))
      return { id: key.id, secret }
    }
    const mustBe: TestServer['mustBe'] = async (status, method, path, given = {}) => {
      const answer = await request(method, `/api/v1${path}`, { as: admin, ...given })
      if (answer.status === status) return answer.body
      throw new Error(`${method} ${path} answered ${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`)
    }
    const seeds =
      options.seeded === false
        ? { member: NOBODY, viewer: NOBODY, key: { id: '', secret: '' } }
        : {
            member: await addPerson('Mara Member', 'member'),
            viewer: await addPerson('Vito Viewer', 'viewer'),
            key: await addKey(SCOPES),
          }
    return {
      address,
      world,
      database,
      workspaceId,
      admin,
      ...seeds,
      request,
      mustBe,
      async giveDuties(slug, holders) {
        const duties = Object.entries(holders).map(([duty, person]) => ({ duty, person: person?.id ?? null }))
        await mustBe(200, 'POST', `/workflows/${slug}/duties`, { body: { duties } })
      },
      async openCase(run) {
        const { rejected } = await mustBe(200, 'POST', '/runs', { as: seeds.key, body: { records: [run] } })
        if (rejected.length > 0) throw new Error(`Cannot send the run: ${JSON.stringify(rejected)}`)
        const { id } = await inWorkspace(world.db, workspaceId, (trx) =>
          trx.selectFrom('cases').select('id').where('first_run_id', '=', run.id).executeTakeFirstOrThrow(),
        )
        return id
      },
      async decideCase(as, caseId, decision) {
        const { token } = await mustBe(200, 'POST', `/cases/${caseId}/claim`, { as })
        const body = { token, shownAt: clock.now().toISOString(), ...decision }
        return await mustBe(200, 'POST', `/cases/${caseId}/decide`, { as, body })
      },
      signIn,
      addPerson,
      addKey,
      addWorkspace,
      doWhatIsDue,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const NOBODY: TestPerson = { id: '', name: '', email: '', role: 'viewer', cookie: '' }
const JSON_TYPE = { 'content-type': 'application/json' }

function credentials(as: TestPerson | TestKey | null): Record<string, string> {
  if (as === null) return {}
  return 'secret' in as ? { authorization: `Bearer ${as.secret}` } : { cookie: as.cookie }
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array
}

function headersOf(response: Response): Record<string, string> {
  const headers = Object.fromEntries(response.headers)
  const cookies = response.headers.getSetCookie()
  return cookies.length === 0 ? headers : { ...headers, 'set-cookie': cookies.join('\n') }
}

function parsed(response: Response, text: string): unknown {
  return /[/+]json\b/.test(response.headers.get('content-type') ?? '') && text !== '' ? JSON.parse(text) : text
}

function emailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@example.com`
}
