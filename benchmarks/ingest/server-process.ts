/**
 * The real server in a process of its own, on the database that DATABASE_URL names, with a workspace, a workflow and a key
 * that may send. Tells its parent where it listens, and ends with it.
 */
import { randomBytes } from 'node:crypto'
import {
  compose,
  createLog,
  createWorkspace,
  inWorkspace,
  LIMITS,
  openDatabase,
  systemClock,
  type World,
} from '@dayshift/server'

export interface Serving {
  readonly address: string
  readonly key: string
  readonly pid: number
}

const PASSWORD = randomBytes(16).toString('hex')
const EMAIL = 'bench@example.com'

const databaseUrl = process.env['DATABASE_URL']
const dataDirectory = process.env['DATA_DIRECTORY']
if (databaseUrl === undefined || dataDirectory === undefined) throw new Error('Cannot serve without a database')
const log = createLog('warn')
const database = await openDatabase({ databaseUrl, dataDirectory, log })
const { app, world, close } = await compose({
  database,
  dataDirectory,
  clock: systemClock,
  log,
  secret: randomBytes(32),
  limits: { ...LIMITS, key: 1e9 },
  jobs: 1,
})
const address = await app.listen({ host: '127.0.0.1', port: 0 })
process.once('disconnect', () => void close())

const made = await createWorkspace(
  world,
  { workspace: 'Bench', name: 'Bench', email: EMAIL, password: PASSWORD },
  false,
)
if (made === null) throw new Error('Cannot make the workspace of the benchmark: there is one already')
await addWorkflow(world, made.workspaceId)
process.send?.({ address, key: await makeKey(), pid: process.pid } satisfies Serving)

async function makeKey(): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: address }
  const signIn = await fetch(`${address}/api/auth/sign-in/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
  })
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const answer = await fetch(`${address}/api/v1/keys`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ name: 'bench', scopes: ['runs:write'], expiresInDays: null }),
  })
  if (answer.status !== 201) throw new Error(`Cannot make the key of the benchmark: ${await answer.text()}`)
  const { secret } = (await answer.json()) as { secret: string } // our own server's, by its contract
  return secret
}

async function addWorkflow({ db, newId }: World, workspaceId: string): Promise<void> {
  const workflow = { name: 'Billing replies', purpose: 'Measured', created_at: new Date() }
  await inWorkspace(db, workspaceId, async (trx) => {
    const id = newId()
    await trx
      .insertInto('workflows')
      .values({ id, workspace_id: workspaceId, slug: 'billing-replies', ...workflow })
      .execute()
    await trx
      .insertInto('releases')
      .values({
        id: newId(),
        workspace_id: workspaceId,
        workflow_id: id,
        name: 'bench',
        content_hash: 'b'.repeat(64),
        manifest: JSON.stringify({ data: { capture: 'none', retentionDays: 30 } }),
        source: '',
        created_at: new Date(),
        created_by: 'bench',
        created_by_name: 'Bench',
      })
      .execute()
  })
}
