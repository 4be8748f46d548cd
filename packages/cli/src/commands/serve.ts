import { Command } from 'commander'
import { addSettings, flagsOf } from '../settings-options.ts'

export async function serveCommand(): Promise<Command> {
  const command = new Command('serve')
    .description('Starts the server: its own PostgreSQL unless DATABASE_URL names one, the screens, the API, the jobs.')
    .addHelpText('after', '\nExample:\n  dayshift serve --port 4700 --data ./data --no-example')
  return (await addSettings(command)).action(
    async (options: Readonly<Record<string, string | boolean | undefined>>) => {
      const { readConfig, serve, untilStopped } = await import('@dayshift/server')
      const { config } = readConfig({ ...flagsOf(options), environment: process.env, directory: process.cwd() })
      const say = (line: string) => void process.stdout.write(`${line}\n`)
      const example = config.example ? await import('../example/example.ts') : null
      const server = await serve({
        config,
        say,
        ...(example === null ? {} : { layIn: example.runExample, ...example.examplePast() }),
      })
      await untilStopped(server, say)
    },
  )
}
