import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { DatabaseFailure, messageOf } from '../failure.ts'
import type { DatabaseLog } from '../log.ts'
import { findBinaryPackage, installedBinaries, prepareBinaries, type BinaryPackage } from './binaries.ts'
import { claimData } from './claim-data.ts'
import { placeCluster, type ClusterPlace } from './cluster-place.ts'
import { freePort, newCredentials, readCredentials, writeCredentials, type Credentials } from './credentials.ts'
import { initialise, requireMajorVersion, resetSuperuserPassword } from './initialise.ts'
import { explainFileFailure } from './file-failure.ts'
import { lockDirectory, type DirectoryLock } from './lock.ts'
import {
  endLeftovers,
  sendSignal,
  startPostmaster,
  stopPostmaster,
  type Postmaster,
  type PostmasterOptions,
} from './postmaster.ts'

/** The role that owns the database and as which Dayshift connects; row-level security binds it. */
const ROLE = 'dayshift'
const DATABASE = 'dayshift'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 10_000
/** After this long without a fall, the next restart is at once again. */
const STEADY_MS = 60_000
const LEFTOVER_ATTEMPTS = 40

export interface EmbeddedPostgresOptions {
  /** Directory of this installation; PostgreSQL's own is made in it. */
  readonly dataDirectory: string
  readonly log: DatabaseLog
  /** Directory of the programs of another PostgreSQL ≥ 15 than the one that npm installs. */
  readonly binDirectory?: string | undefined
  /** Settings of PostgreSQL above those of Dayshift. `fsync: 'off'` is for tests alone: a crash then loses records. */
  readonly settings?: Readonly<Record<string, string>>
  /** Another package of binaries, and where root keeps data that PostgreSQL's user can't reach; for tests. */
  readonly binaryPackage?: BinaryPackage
  readonly outside?: string
}

export interface EmbeddedPostgres {
  /** Connects as the ordinary role that owns the database. */
  readonly connectionString: string
  /** Connects as superuser to the maintenance database: makes test databases; the server never uses it. */
  readonly adminConnectionString: string
  /** PostgreSQL's process; `null` while it is down. */
  readonly pid: () => number | null
  /** Ends PostgreSQL after its sessions and frees the directory. Close the pools first. */
  readonly stop: () => Promise<void>
}

/**
 * Starts a PostgreSQL of this installation's own and keeps it running: when it falls, it is started again on the same
 * port, so that pools recover by themselves. One server at a time holds a data directory; what a killed server left
 * running is ended first.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    const packaged = options.binDirectory === undefined ? (options.binaryPackage ?? findBinaryPackage()) : null
    const place = placeCluster(options.dataDirectory, options.log, options.outside)
    const lock = await lockDirectory(place.directory)
    try {
      return await startLocked(options, packaged, place, lock)
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    throw explainFileFailure(`Cannot start the database in "${options.dataDirectory}"`, error)
  }
}

async function startLocked(
  options: EmbeddedPostgresOptions,
  packaged: BinaryPackage | null,
  place: ClusterPlace,
  lock: DirectoryLock,
): Promise<EmbeddedPostgres> {
  const { log, settings = {}, binDirectory = '' } = options
  const binaries = packaged ? prepareBinaries(packaged, place, log) : installedBinaries(binDirectory)
  const { credentials, isNew } = await readyCluster(place, binaries, settings['fsync'] !== 'off', log)
  const launch = { binaries, place, settings, log }
  const { port, postmaster } = await firstStart(launch, credentials)
  const running = supervise({ ...launch, port }, postmaster)
  try {
    const adminConnectionString = urlOf('postgres', credentials.superuserPassword, port, 'postgres')
    await ensureDatabase(adminConnectionString, credentials, isNew)
    place.confirm()
    return {
      connectionString: urlOf(ROLE, credentials.applicationPassword, port, DATABASE),
      adminConnectionString,
      pid: running.pid,
      async stop() {
        await running.stop()
        lock.release()
      },
    }
  } catch (error) {
    await running.stop()
    throw error
  }
}

/** Ends the PostgreSQL that a killed process left running in `dataDirectory`; refuses where that process lives. */
export async function endAbandonedPostgres(dataDirectory: string, log: DatabaseLog): Promise<void> {
  const place = placeCluster(dataDirectory, log)
  const lock = await lockDirectory(place.directory)
  try {
    if (existsSync(place.data)) await endLeftovers(place, prepareBinaries(findBinaryPackage(), place, log), log)
  } finally {
    lock.release()
  }
}

async function readyCluster(
  place: ClusterPlace,
  binaries: PostmasterOptions['binaries'],
  durable: boolean,
  log: DatabaseLog,
): Promise<{ credentials: Credentials; isNew: boolean }> {
  const kept = readCredentials(place.directory)
  const credentials = kept ?? newCredentials()
  if (!kept) writeCredentials(place.directory, credentials)
  if (!existsSync(place.data)) {
    await initialise(place, binaries, credentials, durable)
    return { credentials, isNew: true }
  }
  requireMajorVersion(place, binaries)
  claimData(place)
  await endLeftovers(place, binaries, log)
  if (kept) return { credentials, isNew: false }
  log.warn({ directory: place.directory }, 'The passwords of the database were lost; setting new ones')
  await resetSuperuserPassword(place, binaries, credentials)
  return { credentials, isNew: true }
}

/** Starts on the port of last time, or on another one where that is taken; waits for remains of a killed PostgreSQL. */
async function firstStart(launch: Omit<PostmasterOptions, 'port'>, credentials: Credentials) {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? credentials.port : 0)
    try {
      const postmaster = await startPostmaster({ ...launch, port })
      if (port !== credentials.port) writeCredentials(launch.place.directory, { ...credentials, port })
      return { port, postmaster }
    } catch (error) {
      const again = error instanceof DatabaseFailure && (error.code === 'port-taken' || hasLeftovers(error))
      if (!again || attempt === LEFTOVER_ATTEMPTS) throw error
      if (hasLeftovers(error)) await sleep(250)
    }
  }
}

/** PostgreSQL saw, by its shared memory, that sessions of its killed predecessor are not over yet. */
function hasLeftovers(error: Error): boolean {
  return error.message.includes('pre-existing shared memory block')
}

interface Supervised {
  readonly pid: () => number | null
  readonly stop: () => Promise<void>
}

/** Starts PostgreSQL again whenever it ends unasked, with growing pauses, until stopped. */
function supervise(options: PostmasterOptions, first: Postmaster): Supervised {
  const { binaries, log } = options
  let current: Postmaster | null = first
  const stopping = new AbortController()
  const { signal } = stopping

  // A server that ends without stop() (an uncaught error) takes PostgreSQL with it.
  const onExit = () => {
    if (current) sendSignal(current.pid, 'SIGINT', binaries)
  }
  process.once('exit', onExit)

  const watch = async () => {
    let pause = FIRST_PAUSE_MS
    while (current) {
      const since = performance.now()
      const { how, wrote } = await current.ended
      current = null
      if (signal.aborted) return
      if (performance.now() - since > STEADY_MS) pause = FIRST_PAUSE_MS
      log.error({ how, wrote }, 'PostgreSQL ended by itself; starting it again')
      while (!current && !signal.aborted) {
        await sleep(pause, undefined, { signal }).catch(() => {})
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
        if (!signal.aborted) current = await restart(options, pause)
      }
      if (current && signal.aborted) await end(current)
    }
  }
  const end = async (postmaster: Postmaster) => {
    postmaster.hold()
    await stopPostmaster(postmaster.pid, binaries)
  }
  const watched = watch()

  return {
    pid: () => current?.pid ?? null,
    async stop() {
      stopping.abort()
      if (current) await end(current)
      await watched
      process.off('exit', onExit)
    },
  }
}

async function restart(options: PostmasterOptions, nextTryMs: number): Promise<Postmaster | null> {
  const { place, binaries, port, log } = options
  try {
    await endLeftovers(place, binaries, log)
    const postmaster = await startPostmaster(options)
    log.info({ pid: postmaster.pid, port }, 'PostgreSQL runs again')
    return postmaster
  } catch (error) {
    log.error({ err: error, nextTryMs }, `PostgreSQL could not be started again: ${messageOf(error)}`)
    return null
  }
}

/** Makes the ordinary role and its database where they are missing; `setPassword`: also where the role exists. */
async function ensureDatabase(adminUrl: string, credentials: Credentials, setPassword: boolean): Promise<void> {
  const client = new Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const found = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as role,
              exists (select from pg_database where datname = $2) as database`,
      [ROLE, DATABASE],
    )
    const password = client.escapeLiteral(credentials.applicationPassword)
    const has = found.rows[0]
    if (!has?.role) await client.query(`create role ${ROLE} login password ${password}`)
    else if (setPassword) await client.query(`alter role ${ROLE} password ${password}`)
    if (!has?.database) await client.query(`create database ${DATABASE} owner ${ROLE}`)
  } finally {
    await client.end()
  }
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`
}
