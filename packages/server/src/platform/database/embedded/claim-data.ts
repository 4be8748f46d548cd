import { chmodSync, lchownSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ClusterPlace } from './cluster-place.ts'

/**
 * Puts right what a plain copy or a restore of the data loses, and without which PostgreSQL refuses them: as root, the
 * owner; everywhere, the mode of the directory.
 */
export function claimData({ data, user }: ClusterPlace): void {
  if (process.platform === 'win32') return
  if (user && statSync(data).uid !== user.uid) {
    for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' })) {
      lchownSync(join(data, name), user.uid, user.gid)
    }
    // Last: it tells the next start that all of it is done.
    lchownSync(data, user.uid, user.gid)
  }
  const mode = statSync(data).mode & 0o777
  if (mode !== 0o700 && mode !== 0o750) chmodSync(data, 0o700)
}
