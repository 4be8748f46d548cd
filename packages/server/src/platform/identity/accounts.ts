import { hashPassword } from 'better-auth/crypto'
import type { Trx, World } from '../world.ts'

export interface NewAccount {
  readonly name: string
  readonly email: string
  /** From `hashPassword`: it takes 100 ms, so it is made before the transaction. */
  readonly passwordHash: string
}

export { hashPassword }

/** Lays in an account as better-auth would, in the transaction of the act that it belongs to. Gives its id, or null where the address is taken. */
export async function addAccount(
  trx: Trx,
  world: Pick<World, 'clock' | 'newId'>,
  account: NewAccount,
): Promise<string | null> {
  const id = world.newId()
  const now = world.clock.now()
  const added = await trx
    .insertInto('people')
    .values({
      id,
      name: account.name,
      email: account.email.toLowerCase(),
      email_verified: false,
      image: null,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) return null
  await trx
    .insertInto('credentials')
    .values({
      id: world.newId(),
      account_id: id,
      provider_id: 'credential',
      person_id: id,
      password: account.passwordHash,
      created_at: now,
      updated_at: now,
    })
    .execute()
  return id
}

/** Puts a new password in the place of whatever the person signed in with before. */
export async function setPassword(
  trx: Trx,
  world: Pick<World, 'clock' | 'newId'>,
  personId: string,
  passwordHash: string,
): Promise<void> {
  const now = world.clock.now()
  const changed = await trx
    .updateTable('credentials')
    .set({ password: passwordHash, updated_at: now })
    .where('person_id', '=', personId)
    .where('provider_id', '=', 'credential')
    .returning('id')
    .executeTakeFirst()
  if (changed !== undefined) return
  await trx
    .insertInto('credentials')
    .values({
      id: world.newId(),
      account_id: personId,
      provider_id: 'credential',
      person_id: personId,
      password: passwordHash,
      created_at: now,
      updated_at: now,
    })
    .execute()
}

/** Ends all sessions of a person. */
export async function endSessions(trx: Trx, personId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('person_id', '=', personId).execute()
}
