export { anyOf } from './any-of.ts'
export {
  endAbandonedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './embedded/start.ts'
export { DatabaseFailure, type DatabaseFailureCode } from './failure.ts'
export type { DatabaseLog } from './log.ts'
export { openDatabase, type OpenDatabase, type OpenDatabaseOptions } from './open.ts'
export { isUnavailable, retrying, type RetryOptions } from './retrying.ts'
export type { Database } from './schema.ts'
export { asSystem, inWorkspace, type TransactionOptions } from './workspace-transaction.ts'
export { storable, storableJson } from './storable.ts'
