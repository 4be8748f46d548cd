import { type RawBuilder, sql } from 'kysely'

/** For `where(column, '=', anyOf(values))`: one statement however many there are, so that it is planned once. */
export function anyOf(values: readonly string[], type: 'uuid' | 'text' = 'uuid'): RawBuilder<string> {
  return sql<string>`any(${values}::${sql.raw(type)}[])`
}
