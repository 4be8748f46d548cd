import type { Command } from 'commander'

/** Adds a flag for each of the server's settings, and one for the file of settings. */
export async function addSettings(command: Command): Promise<Command> {
  const { allSettings } = await import('@dayshift/server')
  command.option('--config <file>', 'file with settings; dayshift.config.yaml of this folder unless said')
  for (const [, { flags, meaning, defaultValue }] of allSettings()) {
    const [main, ...others] = flags ?? []
    if (main === undefined) continue
    command.option(main, defaultValue === null ? meaning : `${meaning} (default: ${defaultValue})`)
    for (const other of others) command.option(other, `the opposite of ${main}`)
  }
  return command
}

/** What the command line gives, as the settings are read. */
export function flagsOf({ config, ...flags }: Readonly<Record<string, string | boolean | undefined>>): {
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly file: string | undefined
} {
  return { flags, file: typeof config === 'string' ? config : undefined }
}
