import { Command, InvalidArgumentError } from 'commander'
import type { ImportFlags } from '../adoption/import-records.ts'
import type { SizeFlags } from '../outcomes/size.ts'
import type { SampleFlags } from '../outcomes/status.ts'
import { shareOf } from '../share-option.ts'

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
    .description(
      'Sends outcomes from a table: unitKey, verdict (right, wrong), at, source; answer, what would have been right, where it is known.',
    )
    .argument('<file>', 'CSV with the names of the columns in the first line')
    .addHelpText('after', '\nExample:\n  dayshift outcomes import audited.csv --workflow billing-replies --server …')
    .action(async (file: string, flags: ImportFlags) => {
      const { importRecords } = await import('../adoption/import-records.ts')
      const columns = Object.fromEntries(
        ['unitKey', 'verdict', 'at', 'source', 'answer'].map((column) => [
          column,
          { column, optional: column === 'answer' },
        ]),
      )
      await importRecords(file, { path: '/outcomes', noun: 'outcomes', columns }, flags)
    })
  outcomes
    .command('size')
    .description('Says how many answers must be judged so that the share of right ones is known closely enough.')
    .requiredOption('--units <number>', 'how many answers there are', wholeOf)
    .option('--within <share>', 'half the width of the 95 % interval, 0..1', shareOf, 0.05)
    .option('--expected <share>', 'the share that is expected to be right, 0..1', shareOf, 0.5)
    .option('--json', 'print {"units","within","expected","size"}')
    .addHelpText('after', '\nExample:\n  dayshift outcomes size --units 9000 --within 0.05')
    .exitOverride()
    .action(async (flags: SizeFlags) => {
      const { printSampleSize } = await import('../outcomes/size.ts')
      printSampleSize(flags)
    })
  outcomes
    .command('sample')
    .description('Says what was drawn to be judged, and what the judged ones say of all answers.')
    .argument('<workflow>', 'the workflow, like billing-replies')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key that may read workflows; else DAYSHIFT_KEY')
    .option('--json', "print the server's own answer")
    .addHelpText('after', '\nExample:\n  dayshift outcomes sample billing-replies --server http://127.0.0.1:4700')
    .exitOverride()
    .action(async (workflow: string, flags: SampleFlags) => {
      const { printSampling } = await import('../outcomes/status.ts')
      await printSampling(workflow, flags)
    })
  return outcomes
}

function wholeOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('A whole number above zero, as 9000.')
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
