import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readSealed, writeSealed } from '../files/sealed-file.ts'

/** A lease as it stands on disk, for whoever comes after this process. */
export interface SavedLease {
  readonly workflow: string
  readonly lease: string
  readonly day: string
  readonly currency: string
  /** Decimal text; what was spent is never more. */
  readonly spentAtMost: string
}

/** The leases of one slot: a file each, so that none is lost with another. */
export interface LeaseFiles {
  save(lease: SavedLease): void
  remove(lease: string): void
  /** What lies there; a damaged file is dropped, and its lease counts whole. */
  all(): readonly SavedLease[]
}

export function leaseFiles(slotDirectory: string): LeaseFiles {
  const folder = join(slotDirectory, 'spend')
  const fileOf = (lease: string) => join(folder, `${encodeURIComponent(lease)}.json`)
  return {
    save: (lease) => writeSealed(fileOf(lease.lease), lease),
    remove: (lease) => rmSync(fileOf(lease), { force: true }),
    all() {
      return namesIn(folder).flatMap((name) => {
        const read = readSealed(join(folder, name))
        if (read.kind === 'read') return [read.value as SavedLease] // written under a checksum by this module
        if (read.kind === 'corrupt') rmSync(join(folder, name), { force: true })
        return []
      })
    },
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'))
  } catch {
    return []
  }
}
