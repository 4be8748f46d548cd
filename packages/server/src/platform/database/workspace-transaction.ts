/**
 * Row-level security, in one scheme for every PostgreSQL: all sessions of the server work as one ordinary role that owns
 * the tables, and the tables force their policies on their owner too (`protect` in 0000-platform.sql).
 *
 * - Embedded: that role is `dayshift`, which owns the database; the superuser is used to make it and never again.
 * - External: it is the role of DATABASE_URL. Where that one is a superuser or has BYPASSRLS, which no policy binds, every
 *   session begins as `dayshift_app` instead (see session-role.ts), for migrations and queries alike.
 *
 * So a query outside these functions sees nothing, instead of everything.
 */
import type { IsolationLevel, Kysely, Transaction } from 'kysely'
import { escapeLiteral } from 'pg'
import { setUp } from './dialect.ts'

export interface TransactionOptions {
  /** PostgreSQL's `read committed` unless said. */
  readonly isolation?: IsolationLevel
}

/** Runs `work` in a transaction that sees and writes the rows of one workspace alone. */
export function inWorkspace<Tables, Result>(
  db: Kysely<Tables>,
  workspaceId: string,
  work: (trx: Transaction<Tables>) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  return transaction(db, 'dayshift.workspace_id', workspaceId, work, options)
}

/** Runs `work` in a transaction across all workspaces: for the few jobs that serve them all, never for a request. */
export function asSystem<Tables, Result>(
  db: Kysely<Tables>,
  work: (trx: Transaction<Tables>) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  return transaction(db, 'dayshift.system', 'on', work, options)
}

function transaction<Tables, Result>(
  db: Kysely<Tables>,
  setting: string,
  value: string,
  work: (trx: Transaction<Tables>) => Promise<Result>,
  { isolation }: TransactionOptions,
): Promise<Result> {
  const begun = isolation === undefined ? db.transaction() : db.transaction().setIsolationLevel(isolation)
  return begun.execute(async (trx) => {
    // Local: it ends with the transaction, so that a pooled session carries nothing over.
    await trx.executeQuery(setUp(`set local ${setting} = ${escapeLiteral(value)}`))
    return await work(trx)
  })
}
