import type { Kysely, Transaction } from 'kysely'
import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { Database } from './database/schema.ts'

/** What every feature is handed: the database, the clock, ids, the log, secrets. Made in compose.ts alone. */
export interface World {
  readonly db: Kysely<Database>
  readonly clock: Clock
  /** A new UUIDv7. */
  readonly newId: () => string
  readonly log: Logger
  /** 32 bytes kept outside the database: wraps content keys, signs checkpoints, digests subjects. */
  readonly secret: Uint8Array
}

export type Trx = Transaction<Database>
