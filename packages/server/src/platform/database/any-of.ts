import { type RawBuilder, sql } from 'kysely'

/** For `where(column, '=', anyOf(ids))`: one statement however many ids there are, so that it is planned once. */
export function anyOf(ids: readonly string[]): RawBuilder<string> {
  return sql<string>`any(${ids}::uuid[])`
}
