import { codeOf, DatabaseFailure, messageOf } from '../failure.ts'

const OTHER_PLACE = 'Give a data directory elsewhere (--data).'
const OTHER_USER = 'Start Dayshift as the user that began this directory, or give the directory to this one.'

const REASONS: Record<string, readonly [why: string, mend: string]> = {
  EACCES: ['this user may not read or write there', OTHER_USER],
  EPERM: ['this user may not do that there', OTHER_USER],
  EROFS: ['the disk is read-only', OTHER_PLACE],
  ENOTDIR: ['a part of the path is a file', OTHER_PLACE],
  EEXIST: ['there is a file of that name', OTHER_PLACE],
  ENOSPC: ['no space is left on the disk', 'Free some, then start again; what was acknowledged is kept.'],
  EDQUOT: ['the disk quota is used up', 'Free some space, then start again; what was acknowledged is kept.'],
}

/** What a failure of the file system means for the one who starts Dayshift; anything else as it came. */
export function explainFileFailure(action: string, error: unknown): unknown {
  const code = codeOf(error) ?? ''
  const reason = REASONS[code]
  if (reason === undefined || error instanceof DatabaseFailure) return error
  const [why, mend] = reason
  return new DatabaseFailure(
    code === 'ENOSPC' || code === 'EDQUOT' ? 'no-space' : 'data-directory-unreachable',
    `${action}: ${why} (${messageOf(error)}). ${mend}`,
    error,
  )
}
