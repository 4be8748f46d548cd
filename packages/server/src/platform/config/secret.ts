import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from './read-config.ts'
import type { Config } from './settings.ts'

/**
 * The installation's secret, 32 bytes: from the setting, else from the file `secret` in the data directory, which is made
 * at the first start and readable by its owner alone. Whoever loses it loses the contents that it seals.
 */
export function readSecret(config: Pick<Config, 'secret' | 'dataDirectory'>): Uint8Array {
  if (config.secret !== null) return parse(config.secret, 'the setting "secret" (DAYSHIFT_SECRET)')
  const path = join(config.dataDirectory, 'secret')
  if (!existsSync(path)) make(config.dataDirectory, path)
  // Others could read along: a copied directory may have lost its modes.
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
  return parse(readFileSync(path, 'utf8'), `the file "${path}"`)
}

/** Made whole under another name first: two servers that start at once agree on one of them. */
function make(directory: string, path: string): void {
  mkdirSync(directory, { recursive: true })
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function parse(text: string, where: string): Uint8Array {
  const hex = text.trim()
  if (/^[0-9a-f]{64}$/i.test(hex)) return new Uint8Array(Buffer.from(hex, 'hex'))
  throw new ConfigError(
    'config-value',
    `Cannot use the secret in ${where}: it must be 64 hexadecimal digits (32 bytes), and it has ${hex.length} characters. ` +
      'Make one with: openssl rand -hex 32',
  )
}
