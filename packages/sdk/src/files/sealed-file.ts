import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from './crc32.ts'

export type SealedRead =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'missing' }
  | { readonly kind: 'corrupt'; readonly why: string }

/** Reads what `writeSealed` wrote. Never throws: a damaged file says what is wrong with it. */
export function readSealed(path: string): SealedRead {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'missing' } // errors of node:fs are such
    return { kind: 'corrupt', why: error instanceof Error ? error.message : String(error) }
  }
  const body = text.slice(SEAL + 1)
  if (text[SEAL] !== ' ' || sealOf(body) !== text.slice(0, SEAL)) {
    return { kind: 'corrupt', why: `the checksum of "${path}" doesn't fit its content` }
  }
  try {
    return { kind: 'read', value: JSON.parse(body) }
  } catch (error) {
    return { kind: 'corrupt', why: error instanceof Error ? error.message : String(error) }
  }
}

/** Writes a value as JSON under its checksum; another reader sees the old file or the new one, never a part. */
export function writeSealed(path: string, value: unknown): void {
  const body = JSON.stringify(value)
  const draft = `${path}.${process.pid}.new`
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(draft, `${sealOf(body)} ${body}`, { mode: 0o600 })
  renameSync(draft, path)
}

const SEAL = 8

function sealOf(body: string): string {
  return crc32(Buffer.from(body)).toString(16).padStart(SEAL, '0')
}
