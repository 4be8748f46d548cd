import { Command } from 'commander'
import type { ImportFlags } from '../adoption/import-records.ts'

export function unitsCommand(): Command {
  const units = new Command('units').description(
    'Feeds the units of a process, also those that never come to the AI: the denominator of adoption.',
  )
  importOptions(units.command('import'))
    .description('Sends units from a table. A unit that is known already changes nothing.')
    .argument('<file>', 'CSV with the names of the columns in the first line')
    .option('--unit-key <column>', 'column of the unit’s key', 'unitKey')
    .option('--at <column>', 'column of the time at which it came, with its zone', 'at')
    .option('--team <column>', 'column of the team that works on it', 'team')
    .addHelpText(
      'after',
      '\nExample:\n  dayshift units import tickets.csv --workflow billing-replies --preview --server …',
    )
    .action(async (file: string, flags: ImportFlags & { unitKey: string; at: string; team: string }) => {
      const { importRecords } = await import('../adoption/import-records.ts')
      const columns = {
        unitKey: { column: flags.unitKey, optional: false },
        at: { column: flags.at, optional: false },
        team: { column: flags.team, optional: true },
      }
      await importRecords(file, { path: '/units', noun: 'units', columns }, flags)
    })
  return units
}

export function outcomesCommand(): Command {
  const outcomes = new Command('outcomes').description('Feeds what turned out of the AI’s answers, however late.')
  importOptions(outcomes.command('import'))
    .description('Sends outcomes from a table: unitKey, verdict (right, wrong), at, source.')
    .argument('<file>', 'CSV with the names of the columns in the first line')
    .addHelpText('after', '\nExample:\n  dayshift outcomes import audited.csv --workflow billing-replies --server …')
    .action(async (file: string, flags: ImportFlags) => {
      const { importRecords } = await import('../adoption/import-records.ts')
      const columns = Object.fromEntries(
        ['unitKey', 'verdict', 'at', 'source'].map((column) => [column, { column, optional: false }]),
      )
      await importRecords(file, { path: '/outcomes', noun: 'outcomes', columns }, flags)
    })
  return outcomes
}

function importOptions(command: Command): Command {
  return command
    .requiredOption('--workflow <workflow>', 'the workflow, like billing-replies')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key with the scope runs:write; else DAYSHIFT_KEY')
    .option('--preview', 'say what would come of it, and keep nothing')
    .option('--rejects <file>', 'write the refused rows with their reasons to this CSV')
    .option('--json', 'print {"accepted","duplicates","rejected"}')
    .exitOverride()
}
