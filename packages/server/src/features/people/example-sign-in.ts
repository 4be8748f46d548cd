import { verifyPassword } from 'better-auth/crypto'
import type { World } from '../../platform/world.ts'
import type { ExampleSignIn } from './set-up.ts'

/** Gives the example's sign-in as long as its password is still that; it is shown to people who have no other one. */
export function createExampleSignIn(world: Pick<World, 'db'>, known: () => ExampleSignIn | null) {
  let checked: { readonly hash: string; readonly fits: boolean } | null = null
  return async (): Promise<ExampleSignIn | null> => {
    const example = known()
    if (example === null) return null
    const row = await world.db
      .selectFrom('people')
      .innerJoin('credentials', 'credentials.person_id', 'people.id')
      .select('credentials.password')
      .where('people.email', '=', example.email)
      .executeTakeFirst()
    const hash = row?.password ?? null
    if (hash === null) return null
    // A check takes 100 ms: once for each password.
    if (checked?.hash !== hash) {
      checked = { hash, fits: await verifyPassword({ hash, password: example.password }) }
    }
    return checked.fits ? example : null
  }
}
