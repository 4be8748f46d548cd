import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { allSettings, describeConfig, readConfig, readSecret, type ConfigSources } from './index.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dayshift-config-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const read = (sources: Partial<ConfigSources>) => readConfig({ flags: {}, environment: {}, directory, ...sources })
const write = (name: string, text: string) => writeFileSync(join(directory, name), text)

test('without a word said, the defaults count', () => {
  const { config, origins } = read({})
  expect(config).toMatchObject({ port: 4700, host: '127.0.0.1', example: true, logLevel: 'info', databaseUrl: null })
  expect(config.bodyLimit).toBe(12 * 1024 * 1024)
  expect(config.dataDirectory).toBe(join(directory, '.dayshift'))
  expect(origins.port).toEqual({ kind: 'default' })
})

test('a flag counts over the file, the file over the environment, the environment over the default', () => {
  write('dayshift.config.yaml', 'port: 5002\nhost: 0.0.0.0\n')
  const { config, origins } = read({
    flags: { port: '5001', example: false },
    environment: { DAYSHIFT_PORT: '5003', DAYSHIFT_HOST: '::1', DAYSHIFT_LOG_LEVEL: 'warn', DAYSHIFT_DATA: '' },
  })
  expect(config).toMatchObject({ port: 5001, host: '0.0.0.0', logLevel: 'warn', example: false })
  expect(origins).toMatchObject({
    port: { kind: 'flag', name: '--port' },
    example: { kind: 'flag', name: '--no-example' },
    host: { kind: 'file', name: 'dayshift.config.yaml' },
    logLevel: { kind: 'environment', name: 'DAYSHIFT_LOG_LEVEL' },
    dataDirectory: { kind: 'default' },
  })
})

test('a JSON file is read too, and a file that was asked for must be there', () => {
  write('other.json', '{"bodyLimit": "2 MB", "publicUrl": "https://dayshift.example.com", "jobConcurrency": 8}')
  const { config } = read({ file: 'other.json' })
  expect(config).toMatchObject({ bodyLimit: 2 * 1024 * 1024, jobConcurrency: 8 })
  expect(config.publicUrl?.origin).toBe('https://dayshift.example.com')
  expect(() => read({ file: 'missing.yaml' })).toThrow('"missing.yaml": there is no such file')
})

test('an error names the setting, where it was written, what is there and what would be right', () => {
  expect(() => read({ environment: { DAYSHIFT_PORT: '70000' } })).toThrow(
    'Cannot use "70000" for the setting "port" (environment variable DAYSHIFT_PORT): it must be a whole number from 0 to 65535',
  )
  expect(() => read({ flags: { logLevel: 'loud' } })).toThrow(
    'Cannot use "loud" for the setting "logLevel" (flag --log-level): it must be one of trace, debug, info',
  )
  write('dayshift.config.yaml', 'prot: 5002\n')
  expect(() => read({})).toThrow('Cannot use the setting "prot" of "dayshift.config.yaml": there is none of that name')
  write('dayshift.config.yaml', 'port: [1, 2]\n')
  expect(() => read({})).toThrow('Cannot use [1,2] for the setting "port" (file dayshift.config.yaml)')
  write('dayshift.config.yaml', 'port: 1\nport: 2\n')
  expect(() => read({})).toThrow('Map keys must be unique at line 2')
})

test('a secret is never printed, not even a wrong one', () => {
  const password = 'hunter2'
  const sources = { environment: { DATABASE_URL: `postgresql://me:${password}@db/dayshift` } }
  expect(JSON.stringify(describeConfig(read(sources)))).not.toContain(password)
  expect(() => read({ environment: { DATABASE_URL: `mysql://me:${password}@db` } })).toThrow(/^(?!.*hunter2)/)
})

test('every setting has a variable of its own, a flag unless it is a secret, a type and a meaning', () => {
  const settings = allSettings().map(([, setting]) => setting)
  expect(new Set(settings.map((s) => s.variable)).size).toBe(settings.length)
  const flags = settings.flatMap((s) => s.flags ?? [])
  expect(new Set(flags).size).toBe(flags.length)
  for (const row of describeConfig(read({})))
    expect(row).toMatchObject({ meaning: expect.stringMatching(/\w/), type: expect.stringMatching(/\w/) })
})

test('the secret is made once, kept for its owner alone, and the setting counts over it', () => {
  const dataDirectory = join(directory, 'data')
  const first = readSecret({ secret: null, dataDirectory })
  expect(first).toHaveLength(32)
  const file = join(dataDirectory, 'secret')
  chmodSync(file, 0o644)
  expect(readSecret({ secret: null, dataDirectory })).toEqual(first)
  // Windows knows no such modes.
  expect(process.platform === 'win32' || (statSync(file).mode & 0o777) === 0o600).toBe(true)
  expect(readFileSync(file, 'utf8').trim()).toBe(Buffer.from(first).toString('hex'))
  expect(readSecret({ secret: 'ab'.repeat(32), dataDirectory })).toEqual(new Uint8Array(32).fill(0xab))
  expect(() => readSecret({ secret: 'short', dataDirectory })).toThrow('must be 64 hexadecimal digits')
})
