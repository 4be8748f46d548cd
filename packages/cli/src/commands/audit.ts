import { Command } from 'commander'
import type { AuditFlags } from '../audit/audit.ts'

export function auditCommand(): Command {
  return new Command('audit')
    .description(
      'Says without a server what logs prove of an AI workflow, and what they can’t: five answers and what delivery means here.',
    )
    .argument('<file>', 'run records, traces of Langfuse or OpenTelemetry, a table, or tries of an agent; also gzipped')
    .option('--decisions <file>', 'CSV or JSON lines of what people decided: unitKey or runId, decision')
    .option(
      '--map <file>',
      'YAML that says how hand-overs, decisions and verdicts are spelled; one stands in examples/maps',
    )
    .option('--column <field=name...>', 'of a table: which column says what, like unitKey=ticket')
    .option('--prices <file>', "price file in LiteLLM's format, for calls whose cost the file doesn't tell")
    .option('--model <name>', 'model of calls that name none')
    .option('--html <file>', 'write the report to one page that needs nothing else and prints')
    .option('--json', 'print {"runs","units","proven","unknowable","consistency","handovers","answers","definition"}')
    .addHelpText(
      'after',
      '\nExamples:\n  dayshift audit traces.json --html audit.html\n  dayshift audit runs.csv --decisions decisions.csv\n  dayshift audit tau-bench.json --map examples/maps/airline-audit.yaml --json',
    )
    .exitOverride()
    .action(async (file: string, flags: AuditFlags) => {
      const { printAudit } = await import('../audit/audit.ts')
      await printAudit(file, flags)
    })
}
