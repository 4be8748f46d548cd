import { chmodSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseFailure } from '../failure.ts'

export interface UnixUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** Users that every Unix has or that PostgreSQL's own packages make, the most fitting first. */
const CANDIDATES = ['nobody', 'postgres', 'daemon']

/**
 * The user as which PostgreSQL must run, which refuses root: the owner of the data directory where there is one already,
 * else an existing unprivileged user; `null` where this process is not root and runs it as itself.
 */
export function userForPostgres(dataDirectory: string): UnixUser | null {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(dataDirectory, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { name: nameOf(owner.uid), uid: owner.uid, gid: owner.gid }
  for (const name of CANDIDATES) {
    const user = users().find((u) => u.name === name && u.uid !== 0)
    if (user) return user
  }
  throw new DatabaseFailure(
    'no-unprivileged-user',
    `Cannot start PostgreSQL as root: it refuses root, and /etc/passwd has none of the users ${CANDIDATES.join(', ')}. ` +
      'Start Dayshift as an ordinary user, or set DATABASE_URL to a PostgreSQL that runs already.',
  )
}

/** The nearest directory on the way to `path` that `user` may not pass; `null` where all may be passed. */
export function barrierFor(user: UnixUser | null, path: string): string | null {
  if (user === null) return null
  for (let directory = realpathSync(path); ; directory = dirname(directory)) {
    if (!mayPass(user, directory)) return directory
    if (directory === dirname(directory)) return null
  }
}

/** Lets every user pass this directory of ours (search, not list). */
export function openToAll(directory: string): void {
  const mode = statSync(directory).mode & 0o7777
  if ((mode & 0o011) !== 0o011) chmodSync(directory, mode | 0o011)
}

function mayPass(user: UnixUser, directory: string): boolean {
  const { uid, gid, mode } = statSync(directory)
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}

function nameOf(uid: number): string {
  return users().find((u) => u.uid === uid)?.name ?? String(uid)
}

function users(): UnixUser[] {
  let text: string
  try {
    text = readFileSync('/etc/passwd', 'utf8')
  } catch {
    // A minimal container may have no such file; then there is no user to choose.
    return []
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}
