/**
 * A real server in a process of its own, for tests that kill it and for benchmarks. Its parent tells it what to do in one
 * message and is told where it listens; it ends with its parent.
 */
import { compose, createLog, createWorkspace, openDatabase, systemClock } from '@dayshift/server'
import { addSampleWorkflow } from './sample-runs.ts'
import { signIn } from './sign-in.ts'

/** What the parent says. */
export interface ServeOrder {
  readonly databaseUrl: string
  /** Where checkpoints are kept. */
  readonly dataDirectory: string
  /** The installation's secret in hex. */
  readonly secret: string
  /** Jobs at once. */
  readonly jobs: number
  /** True where the database is new: makes a workspace with the sample workflow and a key. */
  readonly seed: boolean
  /** True: channels may lead to receivers on this machine. */
  readonly receivers?: boolean
  /** Milliseconds by which its clock is ahead. */
  readonly aheadMs?: number
}

/** What the parent is told. */
export interface Serving {
  readonly address: string
  /** May send and read runs; null where nothing was seeded. */
  readonly key: string | null
}

process.once('message', (order: ServeOrder) => {
  serve(order).then(
    (serving) => process.send?.(serving),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})

async function serve(order: ServeOrder): Promise<Serving> {
  const { databaseUrl, dataDirectory, secret, jobs, seed, receivers = false, aheadMs = 0 } = order
  const log = createLog('silent')
  const database = await openDatabase({ databaseUrl, dataDirectory, log })
  const limits = { strict: 1e6, anonymous: 1e6, person: 1e6, key: 1e9 }
  const { app, world, close } = await compose({
    database,
    dataDirectory,
    clock: { ...systemClock, now: () => new Date(systemClock.now().getTime() + aheadMs) },
    log,
    secret: Buffer.from(secret, 'hex'),
    limits,
    ...(receivers ? { outbound: { allow: ['127.0.0.1/32'], http: true } } : {}),
    jobs,
  })
  process.once('disconnect', () => void close())
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  if (!seed) return { address, key: null }
  const admin = { name: 'Ada Admin', email: 'ada@example.com', password: 'correct horse battery' }
  const made = await createWorkspace(world, { workspace: 'Harbour', ...admin }, false)
  if (made === null) throw new Error('Cannot seed the server: the database has a workspace already')
  await addSampleWorkflow(world, made.workspaceId)
  return { address, key: await makeKey(address, admin) }
}

async function makeKey(address: string, admin: { readonly email: string; readonly password: string }): Promise<string> {
  const answer = await fetch(`${address}/api/v1/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address, cookie: await signIn(address, admin) },
    body: JSON.stringify({ name: 'sender', scopes: ['runs:write', 'runs:read'], expiresInDays: null }),
  })
  if (answer.status !== 201) throw new Error(`Cannot make a key: ${await answer.text()}`)
  const { secret } = (await answer.json()) as { secret: string } // our own server's, by its contract
  return secret
}
