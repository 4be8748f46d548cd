import { Command } from 'commander'
import { addSettings, flagsOf } from '../settings-options.ts'

export async function configCommand(): Promise<Command> {
  const { describeConfig, readConfig } = await import('@dayshift/server')
  const command = new Command('config')
    .description(
      'Prints all settings, what counts now and where it comes from: flags over file over environment over defaults.',
    )
    .option('--json', 'print the table as JSON')
    .addHelpText('after', '\nExample:\n  dayshift config --port 8080')
  return (await addSettings(command)).action((options: Readonly<Record<string, string | boolean | undefined>>) => {
    const table = describeConfig(
      readConfig({ ...flagsOf(options), environment: process.env, directory: process.cwd() }),
    )
    if (options['json'] === true) {
      process.stdout.write(`${JSON.stringify(table, null, 2)}\n`)
      return
    }
    const shown = table.map(
      ({ name, flags, variable, type, default: standard, meaning, value, from }) =>
        `${name} = ${value ?? '(none)'}  (${from})\n  ${meaning}\n  ${[...flags, variable].join(', ')}; ${type}; default: ${standard ?? 'none'}`,
    )
    process.stdout.write(`${shown.join('\n\n')}\n`)
  })
}
