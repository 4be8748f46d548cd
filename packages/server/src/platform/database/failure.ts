export type DatabaseFailureCode =
  | 'bypasses-row-security'
  | 'data-directory-in-use'
  | 'data-directory-unreachable'
  | 'database-newer'
  | 'database-not-utf8'
  | 'database-refused'
  | 'database-too-old'
  | 'database-unreachable'
  | 'foreign-owner'
  | 'migration-changed'
  | 'migration-failed'
  | 'migration-misnamed'
  | 'no-space'
  | 'no-unprivileged-user'
  | 'port-taken'
  | 'postgres-failed'
  | 'unsupported-platform'
  | 'wrong-major-version'

/** The database cannot be opened or migrated; the message says what is and what would be right. */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure'
  readonly code: DatabaseFailureCode

  constructor(code: DatabaseFailureCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** The text of whatever was thrown, never empty. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ')
  if (error instanceof Error) return error.message || error.name
  return String(error)
}

/** The code of a system or PostgreSQL error (`ENOENT`, `40001`), where there is one. */
export function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError && !('code' in error)) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
