import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseDocument } from 'yaml'
import { allSettings, type Config, type Setting, type SettingName } from './settings.ts'

const FILES = ['dayshift.config.yaml', 'dayshift.config.yml', 'dayshift.config.json']

export interface ConfigSources {
  /** As the command line gives them: by the flag's name in camel case (`--no-example` is `example: false`). */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The directory in which the program was started: relative paths count from here, and the file is looked for here. */
  readonly directory: string
  /** Another file than `dayshift.config.yaml`, `.yml` or `.json` of that directory. */
  readonly file?: string | undefined
}

export type Origin =
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'default' }

export interface ReadConfig {
  readonly config: Config
  readonly origins: Readonly<Record<SettingName, Origin>>
}

/** A setting that can't be used; the message names it, says where it was written, and what would be right. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code: 'config-file' | 'config-unknown' | 'config-value'

  constructor(code: ConfigError['code'], message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** Reads all settings: a flag counts over the file, the file over the environment, the environment over the default. */
export function readConfig(sources: ConfigSources): ReadConfig {
  const file = readFile(sources)
  const read = allSettings().map(([name, setting]) => {
    const written = find(name, setting, sources, file)
    return [name, written, valueOf(name, setting, written, sources.directory)] as const
  })
  return {
    config: Object.fromEntries(read.map(([name, , value]) => [name, value])) as Config, // one value a setting, of its type
    origins: Object.fromEntries(read.map(([name, { origin }]) => [name, origin])) as ReadConfig['origins'],
  }
}

/** The name under which the command line gives a flag: `--public-url <url>` is `publicUrl`. */
export function flagName(flag: string): string {
  const long = /^--(?:no-)?([a-z-]+)/.exec(flag)?.[1] ?? flag
  return long.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

interface Written {
  readonly value: unknown
  readonly origin: Origin
}

interface ConfigFile {
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
}

function find(name: SettingName, setting: Setting<unknown>, sources: ConfigSources, file: ConfigFile | null): Written {
  const flag = setting.flags?.[0]
  const given = flag === undefined ? undefined : sources.flags[flagName(flag)]
  if (flag !== undefined && given !== undefined) {
    const shown = given === false && setting.flags?.[1] !== undefined ? setting.flags[1] : flag
    return { value: given, origin: { kind: 'flag', name: shown.split(' ')[0] ?? shown } }
  }
  const inFile = file?.values[name]
  if (file && inFile !== undefined && inFile !== null)
    return { value: inFile, origin: { kind: 'file', name: file.name } }
  const variable = sources.environment[setting.variable]
  // An empty variable is how a shell or a compose file says that there is none.
  if (variable !== undefined && variable !== '') {
    return { value: variable, origin: { kind: 'environment', name: setting.variable } }
  }
  return { value: setting.defaultValue, origin: { kind: 'default' } }
}

function valueOf(name: SettingName, setting: Setting<unknown>, { value, origin }: Written, directory: string): unknown {
  if (value === null) return null
  const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  const parsed = isScalar ? setting.type.parse(value, directory) : undefined
  if (parsed !== undefined) return parsed
  const shown = setting.secret ? 'the value (not shown)' : JSON.stringify(value)
  throw new ConfigError(
    'config-value',
    `Cannot use ${shown} for the setting "${name}" (${originText(origin)}): it must be ${setting.type.wants}`,
  )
}

export function originText(origin: Origin): string {
  if (origin.kind === 'flag') return `flag ${origin.name}`
  if (origin.kind === 'file') return `file ${origin.name}`
  return origin.kind === 'environment' ? `environment variable ${origin.name}` : 'default'
}

function readFile(sources: ConfigSources): ConfigFile | null {
  const names = sources.file === undefined ? FILES : [sources.file]
  const name = names.find((candidate) => existsSync(resolve(sources.directory, candidate)))
  if (name === undefined) {
    if (sources.file === undefined) return null
    throw new ConfigError('config-file', `Cannot read the settings in "${sources.file}": there is no such file`)
  }
  let document
  try {
    // JSON is YAML too.
    document = parseDocument(readFileSync(resolve(sources.directory, name), 'utf8'))
  } catch (error) {
    throw new ConfigError('config-file', `Cannot read the settings in "${name}": ${String(error)}`, error)
  }
  const [fault] = document.errors
  if (fault) throw new ConfigError('config-file', `Cannot read the settings in "${name}": ${fault.message}`, fault)
  const values: unknown = document.toJS() ?? {}
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new ConfigError('config-file', `Cannot read the settings in "${name}": it must hold lines like "port: 4700"`)
  }
  const known = new Set<string>(allSettings().map(([setting]) => setting))
  const unknown = Object.keys(values).find((key) => !known.has(key))
  if (unknown !== undefined) {
    throw new ConfigError(
      'config-unknown',
      `Cannot use the setting "${unknown}" of "${name}": there is none of that name. The settings are ${[...known].join(', ')}`,
    )
  }
  return { name, values: values as Record<string, unknown> } // an object; its values are judged setting by setting
}
