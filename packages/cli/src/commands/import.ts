import { Command } from 'commander'
import type { ImportRunsFlags } from '../imports/import-runs.ts'
import type { SendRunsFlags } from '../imports/send-runs.ts'

export function importCommand(): Command {
  return new Command('import')
    .description(
      'Takes in runs that were recorded elsewhere: traces of Langfuse or OpenTelemetry, run records, or a table; also gzipped. A run that is known already changes nothing.',
    )
    .argument('<file>', 'JSON, JSON lines or CSV')
    .option('--dry-run', 'say what the file holds and how it is read, and send nothing')
    .option('--server <url>', 'address of the server')
    .option('--key <key>', 'API key with the scope runs:write; else DAYSHIFT_KEY')
    .option('--workflow <workflow>', 'whose runs they are, like billing-replies; run records name it themselves')
    .option('--column <field=name...>', 'of a table: which column says what, like startedAt=TIMESTAMP')
    .option('--prices <file>', "price file in LiteLLM's format, for calls whose cost the file doesn't tell")
    .option('--model <name>', 'model of calls that name none')
    .option('--rejects <file>', 'write the records that can’t be used, with their reasons, to this CSV')
    .option('--json', 'print {"format","runs","observations","tokens","cost","scores","rejected","unpriced"}')
    .addHelpText(
      'after',
      '\nA file that is sent again changes nothing that is known: after a failure, or a kill, send it again.\n\nExamples:\n  dayshift import traces.json --dry-run\n  dayshift import traces.json --workflow billing-replies --server http://127.0.0.1:4700\n  dayshift import requests.csv.gz --dry-run --prices model_prices.json --model gpt-4o --json',
    )
    .exitOverride()
    .action(async (file: string, flags: ImportRunsFlags & SendRunsFlags) => {
      if (flags.dryRun !== true) {
        const { sendRuns } = await import('../imports/send-runs.ts')
        await sendRuns(file, flags)
        return
      }
      const { previewRuns } = await import('../imports/import-runs.ts')
      await previewRuns(file, flags)
    })
}
