import { originText, type ReadConfig } from './read-config.ts'
import { allSettings, type Config, type SettingName } from './settings.ts'
import { showBytes } from './setting-type.ts'

export interface SettingDescription {
  readonly name: string
  readonly flags: readonly string[]
  readonly variable: string
  readonly type: string
  readonly default: string | null
  readonly meaning: string
  /** What counts now; secrets are said to be set, never shown. */
  readonly value: string | null
  readonly from: string
}

/** The table of all settings with what counts now and where it comes from, as `dayshift config` prints it. */
export function describeConfig({ config, origins }: ReadConfig): SettingDescription[] {
  return allSettings().map(([name, setting]) => ({
    name,
    flags: setting.flags ?? [],
    variable: setting.variable,
    type: setting.type.wants,
    default: setting.defaultValue,
    meaning: setting.meaning,
    value: show(name, config[name], setting.secret === true),
    from: originText(origins[name]),
  }))
}

function show(name: string, value: Config[SettingName], secret: boolean): string | null {
  if (value === null) return null
  if (secret) return '(set, not shown)'
  if (name === 'bodyLimit' && typeof value === 'number') return showBytes(value)
  return value instanceof URL ? value.origin : String(value)
}
