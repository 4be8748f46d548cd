export { describeConfig, type SettingDescription } from './describe-config.ts'
export { ConfigError, flagName, readConfig, type ConfigSources, type Origin, type ReadConfig } from './read-config.ts'
export { readSecret } from './secret.ts'
export { allSettings, type Config, type Setting, type SettingName } from './settings.ts'
