import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import { type Client, DatabaseError, type Pool, type PoolClient, type QueryResult as Answer } from 'pg'
import { createStatementNames, type StatementNames } from './statement-names.ts'

/**
 * Kysely's PostgreSQL over pg, with fewer round trips: `begin` and what sets a transaction up go out in one write with
 * its first query, and statements that repeat are prepared by name. Its pool must be in pipeline mode.
 */
export function createDialect(pool: Pool): Dialect {
  return {
    createDriver: () => new PipelineDriver(pool),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

/**
 * A statement without parameters that sets a transaction up: nobody reads its answer, so that it waits for the next
 * query. Where it fails, that query fails with its reason.
 */
export function setUp(statement: string): CompiledQuery {
  const query = CompiledQuery.raw(statement)
  setUps.add(query)
  return query
}

const setUps = new WeakSet<CompiledQuery>()

class PipelineDriver implements Driver {
  readonly #pool: Pool
  readonly #names = createStatementNames()
  readonly #sessions = new WeakMap<PoolClient, Session>()

  constructor(pool: Pool) {
    this.#pool = pool
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Session> {
    const client = await this.#pool.connect()
    const session = this.#sessions.get(client) ?? new Session(client, this.#names)
    this.#sessions.set(client, session)
    return session
  }

  async beginTransaction(session: Session, { isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    const isolation = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`
    session.begin(`begin${isolation}${accessMode === undefined ? '' : ` ${accessMode}`}`)
  }

  async commitTransaction(session: Session): Promise<void> {
    await session.end('commit')
  }

  async rollbackTransaction(session: Session): Promise<void> {
    await session.end('rollback')
  }

  async releaseConnection(session: Session): Promise<void> {
    session.release()
  }

  async destroy(): Promise<void> {
    await this.#pool.end()
  }
}

class Session implements DatabaseConnection {
  readonly #client: PoolClient
  readonly #names: StatementNames
  /** What begins the transaction, until its first query takes it along. */
  #beginning: string | null = null
  #broken = false

  constructor(client: PoolClient, names: StatementNames) {
    this.#client = client
    this.#names = names
  }

  begin(statement: string): void {
    this.#beginning = statement
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const beginning = this.#beginning
    if (beginning !== null && setUps.has(query)) {
      this.#beginning = `${beginning}; ${query.sql}`
      return { rows: [] }
    }
    this.#beginning = null
    try {
      const answer = await (beginning === null ? this.#send(query) : this.#sendAfter(beginning, query))
      return {
        rows: answer.rows as Row[],
        ...(COUNTED.has(answer.command) ? { numAffectedRows: BigInt(answer.rowCount ?? 0) } : {}),
      }
    } catch (error) {
      // From here its few frames reach whoever asked.
      if (error instanceof Error) Error.captureStackTrace(error)
      throw error
    }
  }

  /** Ends the transaction; one that never asked anything never began. */
  async end(statement: 'commit' | 'rollback'): Promise<void> {
    if (this.#beginning !== null) {
      this.#beginning = null
      return
    }
    try {
      const { command } = await this.#client.query(statement)
      // So PostgreSQL answers a commit after a failure that somebody has caught.
      if (statement === 'commit' && command === 'ROLLBACK') {
        throw new Error('The transaction was rolled back instead of committed: a statement in it had failed')
      }
    } catch (error) {
      if (statement === 'rollback') this.#broken = true
      throw error
    }
  }

  /** Nothing here reads by cursor. */
  // oxlint-disable-next-line require-yield
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Cannot stream a query: read it in pages')
  }

  release(): void {
    this.#client.release(this.#broken)
  }

  async #sendAfter(beginning: string, query: CompiledQuery): Promise<Answer> {
    const { stream } = (this.#client as PoolClient & Pick<Client, 'connection'>).connection
    stream.cork()
    const both = [this.#client.query(beginning), this.#send(query)] as const
    stream.uncork()
    const [began, answered] = await Promise.allSettled(both)
    if (began.status === 'rejected') throw began.reason
    if (answered.status === 'rejected') throw answered.reason
    return answered.value
  }

  async #send({ sql, parameters }: CompiledQuery): Promise<Answer> {
    const name = this.#names.of(sql)
    // pg changes no parameter, and its type asks for a list that may be changed.
    const values = parameters as unknown[]
    try {
      return await this.#client.query({ text: sql, values, ...(name === undefined ? {} : { name }) })
    } catch (error) {
      // What was prepared of it in this session, if anything, is not what pg believes.
      if (!(error instanceof DatabaseError) || isOutdatedPlan(error)) this.#broken = true
      throw error
    }
  }
}

const COUNTED = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** A table has got another shape since this session prepared the statement; a new session reads it as it is. */
export function isOutdatedPlan(error: unknown): boolean {
  return error instanceof DatabaseError && error.routine === 'RevalidateCachedQuery'
}
