import { createHmac, timingSafeEqual } from 'node:crypto'
import type { LedgerActor } from '@dayshift/core'
import { sql } from 'kysely'
import { addAccount, hashPassword } from '../../platform/identity/index.ts'
import { asSystem } from '../../platform/database/index.ts'
import { ProblemError } from '../../platform/http/problem.ts'
import type { World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { noteMembership } from './member-spans.ts'

export interface FirstAdmin {
  readonly workspace: string
  readonly name: string
  readonly email: string
  readonly password: string
}

/** How to sign in to an example workspace. */
export interface ExampleSignIn {
  readonly email: string
  readonly password: string
}

/**
 * The code that guards the first set-up, printed where the server was started: whoever reads it has the machine. The
 * same in each process that shares the secret.
 */
export function setupCode(world: Pick<World, 'secret'>): string {
  const digits = createHmac('sha256', world.secret).update('dayshift set-up').digest()
  const letters = [...digits.subarray(0, 12)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`
}

/** Without letters that look like digits. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'

export async function workspaceExists(world: Pick<World, 'db'>): Promise<boolean> {
  const found = await asSystem(world.db, (trx) => trx.selectFrom('workspaces').select('id').limit(1).execute())
  return found.length > 0
}

/** The first set-up, once: of any number of requests at the same time one succeeds. */
export async function setUp(world: World, code: string, admin: FirstAdmin): Promise<void> {
  if (await workspaceExists(world)) throw alreadySetUp()
  if (!sameText(code.trim().toUpperCase(), setupCode(world))) {
    throw new ProblemError({
      status: 403,
      code: 'wrong-setup-code',
      title: 'Not the set-up code',
      detail: `"${code}" is not the set-up code of this server.`,
      mend: 'Copy the code that the server printed in the terminal when it started.',
      errors: [{ path: '/code', message: 'not the set-up code' }],
    })
  }
  const made = await createWorkspace(world, admin, true)
  if (made === null) throw alreadySetUp()
}

/**
 * Makes a workspace with its first admin and the ledger's first entry. With `onlyFirst`, gives null where any
 * workspace exists already.
 */
export async function createWorkspace(
  world: World,
  admin: FirstAdmin,
  onlyFirst: boolean,
): Promise<{ workspaceId: string; personId: string } | null> {
  const passwordHash = await hashPassword(admin.password)
  const now = world.clock.now()
  return await asSystem(world.db, async (trx) => {
    if (onlyFirst) {
      await sql`select pg_advisory_xact_lock(hashtext('dayshift set-up'))`.execute(trx)
      const others = await trx.selectFrom('workspaces').select('id').limit(1).execute()
      if (others.length > 0) return null
    }
    const workspaceId = world.newId()
    await trx.insertInto('workspaces').values({ id: workspaceId, name: admin.workspace, created_at: now }).execute()
    const personId = await addAccount(trx, world, { name: admin.name, email: admin.email, passwordHash })
    if (personId === null) throw emailTaken(admin.email)
    await trx
      .insertInto('members')
      .values({ workspace_id: workspaceId, person_id: personId, role: 'admin', joined_at: now })
      .execute()
    await noteMembership(trx, world, workspaceId, personId, { role: 'admin', active: true })
    const actor: LedgerActor = { kind: 'person', id: personId, name: admin.name }
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'workspace-made',
      subject: `workspace:${workspaceId}`,
      sentence: `made the workspace "${admin.workspace}" and is its first admin.`,
      details: { workspace: admin.workspace, person: personId },
    })
    return { workspaceId, personId }
  })
}

export function emailTaken(email: string): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'email-taken',
    title: 'The address is taken',
    detail: `Somebody has an account with the e-mail address "${email}" already.`,
    mend: 'Use another address; a membership that has ended can be restored in the list of people.',
    errors: [{ path: '/email', message: 'taken already' }],
  })
}

function alreadySetUp(): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'already-set-up',
    title: 'Set up already',
    detail: 'This server has its workspace and its first admin; the set-up is done once.',
    mend: 'Sign in. Who has no account asks an admin.',
  })
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
