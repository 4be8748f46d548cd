import { enableCompileCache } from 'node:module'
import { Command, CommanderError } from 'commander'
import { reportFailure } from './failure.ts'

/** The commands in the order of the help. Only the one that is called is loaded. */
const COMMANDS: readonly {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<Command>
}[] = [
  {
    name: 'init',
    summary: 'write a commented dayshift.yaml to start from',
    load: async () => (await import('./commands/init.ts')).initCommand(),
  },
  {
    name: 'validate',
    summary: 'check a manifest: errors with line, column and the mend',
    load: async () => (await import('./commands/validate.ts')).validateCommand(),
  },
  {
    name: 'card',
    summary: 'say in plain words what a manifest says',
    load: async () => (await import('./commands/card.ts')).cardCommand(),
  },
  {
    name: 'route',
    summary: 'say where a unit would go, and why',
    load: async () => (await import('./commands/route.ts')).routeCommand(),
  },
  {
    name: 'apply',
    summary: 'propose a manifest to a server as a change',
    load: async () => (await import('./commands/apply.ts')).applyCommand(),
  },
  {
    name: 'changes',
    summary: 'list the changes of a workflow, and what they wait for',
    load: async () => (await import('./commands/changes.ts')).changesCommand(),
  },
  {
    name: 'handover',
    summary: 'say in which stage a workflow is, and what holds it',
    load: async () => (await import('./commands/handover.ts')).handoverCommand(),
  },
  {
    name: 'watch',
    summary: 'say who is on watch, now or at any time, and whose job a duty was',
    load: async () => (await import('./commands/watch.ts')).watchCommand(),
  },
  {
    name: 'alerts',
    summary: 'list alerts, or answer one',
    load: async () => (await import('./commands/alerts.ts')).alertsCommand(),
  },
  {
    name: 'health',
    summary: 'find in files what has moved, since when, and where a series departs',
    load: async () => (await import('./commands/health.ts')).healthCommand(),
  },
  {
    name: 'cost',
    summary: 'say what runs cost, of a file or of a server, and when to be told of a limit',
    load: async () => (await import('./commands/cost.ts')).costCommand(),
  },
  {
    name: 'feedback',
    summary: 'list what people report of a workflow, and which errors repeat',
    load: async () => (await import('./commands/feedback.ts')).feedbackCommand(),
  },
  {
    name: 'adoption',
    summary: 'say from a table of decisions how far the AI is used, and relied on rightly',
    load: async () => (await import('./commands/adoption.ts')).adoptionCommand(),
  },
  {
    name: 'portfolio',
    summary: 'bring a list of initiatives into the portfolio',
    load: async () => (await import('./commands/portfolio.ts')).portfolioCommand(),
  },
  {
    name: 'reviews',
    summary: 'list the reviews of a workflow, and print the pack of one',
    load: async () => (await import('./commands/reviews.ts')).reviewsCommand(),
  },
  {
    name: 'audit',
    summary: 'say from logs alone what they prove of a workflow, and what they can’t',
    load: async () => (await import('./commands/audit.ts')).auditCommand(),
  },
  {
    name: 'import',
    summary: 'take in runs that were recorded elsewhere: Langfuse, OpenTelemetry, tables',
    load: async () => (await import('./commands/import.ts')).importCommand(),
  },
  {
    name: 'units',
    summary: 'feed the units of a process, also those that never come to the AI',
    load: async () => (await import('./commands/units.ts')).unitsCommand(),
  },
  {
    name: 'outcomes',
    summary: 'feed what turned out of the AI’s answers, and say how many to judge',
    load: async () => (await import('./commands/units.ts')).outcomesCommand(),
  },
  {
    name: 'value',
    summary: 'say what a workflow costs and brings, and whether it pays',
    load: async () => (await import('./commands/value.ts')).valueCommand(),
  },
  {
    name: 'seams',
    summary: 'find in a log where work changes hands, how long it waits there and what that costs',
    load: async () => (await import('./commands/seams.ts')).seamsCommand(),
  },
  {
    name: 'serve',
    summary: 'start the server',
    load: async () => (await import('./commands/serve.ts')).serveCommand(),
  },
  {
    name: 'config',
    summary: 'print all settings, what counts now and where it comes from',
    load: async () => (await import('./commands/config.ts')).configCommand(),
  },
  {
    name: 'ledger',
    summary: 'export the ledger, or verify an export without the server',
    load: async () => (await import('./commands/ledger.ts')).ledgerCommand(),
  },
  {
    name: 'runbook',
    summary: 'check runbooks in Markdown, or print the one of a workflow',
    load: async () => (await import('./commands/runbook.ts')).runbookCommand(),
  },
  {
    name: 'playbook',
    summary: 'show, check and explain playbooks: stages and what they ask',
    load: async () => (await import('./commands/playbook.ts')).playbookCommand(),
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema of dayshift.yaml, for editors',
    load: async () => (await import('./commands/schema.ts')).schemaCommand(),
  },
]

// The next start is a third faster; where the cache can't be written, nothing is lost.
enableCompileCache()
// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<void> {
  try {
    const program = await programFor(args)
    if (args.length === 0) {
      program.outputHelp()
      process.exitCode = 2
      return
    }
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    // Commander has said what was wrong already; help and version are no failures.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
    else reportFailure(error)
  }
}

async function programFor(args: readonly string[]): Promise<Command> {
  const program = new Command('dayshift')
    .description('From pilot to the day shift: checks, previews and serves AI workflows.')
    .addHelpText('after', '\nExample:\n  dayshift init my-workflow && dayshift validate my-workflow/dayshift.yaml')
    .exitOverride()
  const called = args.find((arg) => !arg.startsWith('-') && arg !== 'help')
  for (const { name, summary, load } of COMMANDS) {
    // oxlint-disable-next-line no-await-in-loop -- one of them at most
    const command = name === called ? await load() : new Command(name)
    program.addCommand(command.summary(summary).exitOverride())
  }
  return program
}
