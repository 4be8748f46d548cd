import type { Person } from '@dayshift/contract'
import type { Actor, Role } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { addAccount, endSessions, hashPassword } from '../../platform/identity/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { noteMembership } from './member-spans.ts'
import { personOf } from './people-read-model.ts'
import { emailTaken } from './set-up.ts'

type PersonWire = z.infer<typeof Person>

export interface NewPerson {
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly password: string
}

export async function addPerson(
  world: World,
  workspaceId: string,
  actor: Actor,
  person: NewPerson,
): Promise<PersonWire> {
  const passwordHash = await hashPassword(person.password)
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const id = await addAccount(trx, world, { name: person.name, email: person.email, passwordHash })
    if (id === null) throw emailTaken(person.email)
    await trx
      .insertInto('members')
      .values({ workspace_id: workspaceId, person_id: id, role: person.role, joined_at: world.clock.now() })
      .execute()
    await noteMembership(trx, world, workspaceId, id, { role: person.role, active: true })
    const added = await personOrMissing(trx, workspaceId, id)
    await tell(trx, world, workspaceId, actor, {
      act: 'person-added',
      id,
      sentence: `added ${person.name} as ${person.role}.`,
      details: { role: person.role },
    })
    return added
  })
}

interface Leaver {
  readonly id: string
  readonly name: string
}

/** What else happens, in the same transaction, when somebody can act here no longer. */
export interface Leaving {
  /** Gives the open cases in her hands back to everybody; says how many. */
  readonly freeCasesOf: (trx: Trx, workspaceId: string, person: Leaver) => Promise<number>
  /** Moves her duties to their backups; says how many, and how many are nobody's now. */
  readonly endDutiesOf: (
    trx: Trx,
    workspaceId: string,
    person: Leaver,
  ) => Promise<{ readonly moved: number; readonly orphaned: number }>
}

export interface PersonChange {
  readonly role?: Role | undefined
  readonly active?: boolean | undefined
  readonly vendor?: boolean | undefined
}

/** Changes the role or the vendor's mark, ends the membership or restores it. One active admin always stays. */
export async function changePerson(
  world: World,
  workspaceId: string,
  actor: Actor,
  id: string,
  change: PersonChange,
  { freeCasesOf, endDutiesOf }: Leaving,
): Promise<PersonWire> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    // In one order, so that two admins who end each other at once don't both succeed.
    const members = await trx
      .selectFrom('members')
      .select(['person_id', 'role', 'active', 'vendor'])
      .where('workspace_id', '=', workspaceId)
      .where((where) => where.or([where('role', '=', 'admin'), where('person_id', '=', id)]))
      .orderBy('person_id')
      .forUpdate()
      .execute()
    const member = members.find((row) => row.person_id === id)
    if (member === undefined) throw notFound('person', id)
    const after = {
      role: change.role ?? member.role,
      active: change.active ?? member.active,
      vendor: change.vendor ?? member.vendor,
    }
    const others = members.filter((row) => row.person_id !== id && row.role === 'admin' && row.active)
    const isAdmin = member.role === 'admin' && member.active
    if (isAdmin && others.length === 0 && (after.role !== 'admin' || !after.active)) throw lastAdmin()

    await trx
      .updateTable('members')
      .set(after)
      .where('workspace_id', '=', workspaceId)
      .where('person_id', '=', id)
      .execute()
    if (after.role !== member.role || after.active !== member.active) {
      await noteMembership(trx, world, workspaceId, id, after)
    }
    if (!after.active) await endSessions(trx, id)
    const { name } = await personOrMissing(trx, workspaceId, id)
    const freed = after.active ? 0 : await freeCasesOf(trx, workspaceId, { id, name })
    // A viewer may not act, so that her duties need somebody else too.
    const mayAct = after.active && after.role !== 'viewer'
    const duties = mayAct ? { moved: 0, orphaned: 0 } : await endDutiesOf(trx, workspaceId, { id, name })
    const person = await personOrMissing(trx, workspaceId, id)
    if (after.vendor !== member.vendor) {
      await tell(trx, world, workspaceId, actor, {
        act: 'vendor-marked',
        id,
        sentence: after.vendor
          ? `marked ${person.name} as a person of a vendor.`
          : `marked ${person.name} as one of the organisation's own people.`,
        details: { vendor: String(after.vendor) },
      })
    }
    if (after.role !== member.role) {
      await tell(trx, world, workspaceId, actor, {
        act: 'role-changed',
        id,
        sentence: `changed the role of ${person.name} from ${member.role} to ${after.role}.`,
        details: { from: member.role, to: after.role },
      })
    }
    if (after.active !== member.active) {
      await tell(trx, world, workspaceId, actor, {
        act: after.active ? 'membership-restored' : 'membership-ended',
        id,
        sentence: after.active
          ? `restored the membership of ${person.name}.`
          : `ended the membership of ${person.name}${leftBehind(freed, duties)}.`,
        details: {
          ...(freed === 0 ? {} : { freedCases: String(freed) }),
          ...(duties.moved === 0 ? {} : { movedDuties: String(duties.moved) }),
          ...(duties.orphaned === 0 ? {} : { orphanedDuties: String(duties.orphaned) }),
        },
      })
    }
    return person
  })
}

function leftBehind(cases: number, { moved, orphaned }: { readonly moved: number; readonly orphaned: number }): string {
  return [
    ...(cases === 0 ? [] : [`${cases} ${cases === 1 ? 'case waits' : 'cases wait'} for anybody again`]),
    ...(moved === 0 ? [] : [`${moved} ${moved === 1 ? 'duty is' : 'duties are'} the backup's now`]),
    ...(orphaned === 0 ? [] : [`${orphaned} ${orphaned === 1 ? 'duty is' : 'duties are'} orphaned`]),
  ]
    .map((part) => `; ${part}`)
    .join('')
}

interface Told {
  readonly act: string
  readonly id: string
  readonly sentence: string
  readonly details: Readonly<Record<string, string>>
}

async function tell(trx: Trx, world: World, workspaceId: string, actor: Actor, told: Told): Promise<void> {
  const { act, id, sentence, details } = told
  await publish(trx, workspaceId, { topic: 'people', workflow: null, id })
  await recordAct(trx, world, { workspaceId, actor, act, subject: `person:${id}`, sentence, details })
}

async function personOrMissing(trx: Trx, workspaceId: string, id: string): Promise<PersonWire> {
  const person = await personOf(trx, workspaceId, id)
  if (person === null) throw notFound('person', id)
  return person
}

function lastAdmin(): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'last-admin',
    title: 'The last admin stays',
    detail: 'This is the only active admin of the workspace; without one nobody could add people or restore it.',
    mend: 'Make somebody else an admin first.',
  })
}
