import { randomBytes, randomInt } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseFailure } from '../failure.ts'

/** What connects to the embedded PostgreSQL; kept in a file that only its owner reads. */
export interface Credentials {
  readonly superuserPassword: string
  readonly applicationPassword: string
  readonly port: number
}

/** Reads the passwords and the port, `null` where there are none yet. */
export function readCredentials(directory: string): Credentials | null {
  const path = fileIn(directory)
  if (!existsSync(path)) return null
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<Credentials> // every field is checked next
    const { superuserPassword, applicationPassword, port } = value
    if (typeof superuserPassword !== 'string' || typeof applicationPassword !== 'string') return null
    return { superuserPassword, applicationPassword, port: typeof port === 'number' ? port : 0 }
  } catch (error) {
    // What a crash left of it: the passwords are set anew.
    if (error instanceof SyntaxError) return null
    throw error
  }
}

export function newCredentials(): Credentials {
  const password = () => randomBytes(24).toString('base64url')
  return { superuserPassword: password(), applicationPassword: password(), port: 0 }
}

export function writeCredentials(directory: string, credentials: Credentials): void {
  const path = fileIn(directory)
  writeFileSync(`${path}.new`, `${JSON.stringify(credentials)}\n`, { mode: 0o600, flush: true })
  chmodSync(`${path}.new`, 0o600)
  renameSync(`${path}.new`, path)
}

/**
 * A port of 127.0.0.1 for PostgreSQL: `preferred` if it is still free. Chosen below the range from which systems take the
 * near ends of outgoing connections (from 32768 on Linux): a pool that tries to reach a stopped PostgreSQL inside that
 * range may at last connect to itself and keep the port from it.
 */
export async function freePort(preferred: number): Promise<number> {
  if (preferred !== 0 && (await isFree(preferred))) return preferred
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
  throw new DatabaseFailure(
    'port-taken',
    'Cannot find a free port for PostgreSQL on 127.0.0.1: 100 ports between 20000 and 32000 were tried. Is 127.0.0.1 usable here?',
  )
}

function fileIn(directory: string): string {
  return join(directory, 'credentials.json')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const server = createServer()
    server.once('error', () => settle(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => settle(true)))
  })
}
