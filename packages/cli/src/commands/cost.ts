import { Command } from 'commander'

interface CostFlags {
  readonly server?: string
  readonly key?: string
  readonly workflow?: string
  readonly from?: string
  readonly to?: string
  readonly prices?: string
  readonly model?: string
  readonly focus?: string | true
  readonly month?: string
  readonly unpriced?: true
  readonly json?: true
}

interface WarnFlags {
  readonly server?: string
  readonly email: string
  readonly reason: string
  readonly json?: true
}

export function costCommand(): Command {
  const command = new Command('cost')
    .description(
      'Says what runs cost by workflow, day, model and release: of a file, without a server, or of what a server knows. A model whose price nobody knows is unpriced, never 0.',
    )
    .argument('[file]', 'run records or traces as JSON or JSON lines, or a table as CSV; also gzipped')
    .option('--prices <file>', "price file in LiteLLM's format, for calls whose cost the file doesn't tell")
    .option('--model <name>', 'model of calls that name none')
    .option('--server <url>', 'address of the server; its costs instead of a file’s')
    .option('--key <key>', 'API key with the scope runs:read; else DAYSHIFT_KEY')
    .option('--workflow <workflow>', 'of the server: one workflow alone, like billing-replies')
    .option('--from <day>', 'of the server: first day (UTC), like 2026-11-01; else of this month')
    .option('--to <day>', 'of the server: last day (UTC)')
    .option(
      '--focus [table]',
      'of the server: a month as CSV in the shape of FOCUS (FinOps Open Cost and Usage Specification), printed or into a file',
    )
    .option('--month <month>', 'for --focus: calendar month (UTC), like 2026-11; else this one')
    .option(
      '--unpriced',
      'for --focus: rows with empty costs for runs whose cost nobody knows; else they are left out and counted',
    )
    .option('--json', 'print {"calls","tokens","costs","unpriced","by":{"workflow","day","model","release"},…}')
    .addHelpText(
      'after',
      '\nExamples:\n  dayshift cost runs.jsonl --prices model_prices_and_context_window.json\n  dayshift cost --server http://127.0.0.1:4700 --workflow billing-replies\n  dayshift cost --focus november.csv --month 2026-11 --server http://127.0.0.1:4700\n  dayshift cost warn billing-replies 75 100 --reason "Half is too early" --server http://127.0.0.1:4700 --email ada@example.com',
    )
    .action(async (file: string | undefined, flags: CostFlags) => {
      if (flags.focus !== undefined) {
        const { exportFocus } = await import('../cost/focus-export.ts')
        await exportFocus(flags)
        return
      }
      const as = flags.json === true ? 'json' : 'words'
      if (file !== undefined) {
        const { printFileCosts } = await import('../cost/file-costs.ts')
        await printFileCosts(file, { prices: flags.prices ?? null, model: flags.model ?? null }, as)
        return
      }
      const { printServerCosts } = await import('../cost/server-costs.ts')
      await printServerCosts(flags, as)
    })
  command.addCommand(warnCommand())
  return command
}

/** Address of the server and `--json` are said as for the costs. */
function warnCommand(): Command {
  return new Command('warn')
    .description(
      'Sets at which shares of a limit whoever holds the spend is told. A key can not: that person signs in for it.',
    )
    .argument('<workflow>', 'the workflow, like billing-replies')
    .argument('<percents...>', 'shares in percent, like 50 80 100')
    .requiredOption('--reason <words>', 'why; kept in the ledger')
    .requiredOption('--email <address>', 'who you are; the password is read from DAYSHIFT_PASSWORD')
    .action(async (workflow: string, percents: readonly string[], _flags: object, self: Command) => {
      const { setWarningShares } = await import('../cost/server-costs.ts')
      const { server, email, reason, json } = self.optsWithGlobals<WarnFlags>()
      await setWarningShares({ server, email, reason, workflow, percents, as: json === true ? 'json' : 'words' })
    })
}
