/** Something that the user can mend; the message says the action, what is and what would be right. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure'
  readonly code: string
  readonly exitCode: 1 | 2

  /** Exit code 2 unless said: the command was called wrongly, or a file or a server could not be reached. */
  constructor(code: string, message: string, options: { readonly exitCode?: 1; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.exitCode = options.exitCode ?? 2
  }
}

/** Says a failure in plain words; where it arose, with DAYSHIFT_DEBUG=1 alone. */
export function reportFailure(error: unknown): void {
  const isDebug = process.env['DAYSHIFT_DEBUG'] === '1'
  const message = error instanceof Error ? ((isDebug ? error.stack : null) ?? error.message) : String(error)
  process.stderr.write(`${message}\n`)
  if (isDebug && error instanceof Error && error.cause !== undefined) console.error('Cause:', error.cause)
  process.exitCode = error instanceof CliFailure ? error.exitCode : 2
}

/** The reason of a failed file operation in words. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return FILE_TROUBLES[code] ?? (error instanceof Error ? error.message : String(error))
}

const FILE_TROUBLES: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'you may not read or write it',
  EPERM: 'you may not read or write it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
}
