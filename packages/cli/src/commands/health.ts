import { Command } from 'commander'
import { healthStatusCommand } from './health-status.ts'

export function healthCommand(): Command {
  const health = new Command('health').description(
    'Looks for silent degradation in files: what has moved, since when, and where a series departs. One configuration for all data.',
  )
  health
    .command('changepoints')
    .description('Says where a series changes its level or its trend. Season and lone spikes are no change.')
    .argument('<series>', 'JSON as in the Turing Change Point Dataset: {"series":[{"raw":[1,2,3]}]}')
    .option('--json', 'print {"changePoints":[index,…]}, counted from 0')
    .addHelpText('after', '\nExample:\n  dayshift health changepoints edit-share.json')
    .exitOverride()
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const { printChangePoints } = await import('../health/changepoints.ts')
      printChangePoints(file, json === true ? 'json' : 'words')
    })
  health
    .command('detect')
    .description(
      'Says where a series departs from all that it was before, and since when. Each row is judged by the ones before it alone, as if it came now.',
    )
    .argument('<table>', 'CSV with the names of the columns in the first line, rows in the order of time')
    .option('--timestamp <column>', 'column of the times', 'timestamp')
    .option('--value <column>', 'column of the numbers', 'value')
    .option('--scores', 'a score from 0 to 1 per row: as CSV like NAB has it, or in the JSON; an alert at 0.5')
    .option('--json', 'print {"alerts":[{"index","time","statistic","since",…}]}')
    .addHelpText('after', '\nExample:\n  dayshift health detect spend.csv --timestamp hour --value cost')
    .exitOverride()
    .action(async (file: string, flags: { timestamp: string; value: string; scores?: true; json?: true }) => {
      const { printDepartures } = await import('../health/detect.ts')
      printDepartures(file, flags)
    })
  health
    .command('drift')
    .description(
      'Says for each column whether it has moved against a reference: missing values, new categories, another type, another distribution. The effect decides, not the number of rows.',
    )
    .requiredOption('--reference <file>', 'CSV of normal times, with the names of the columns in the first line')
    .requiredOption('--current <file>', 'CSV to hold against it; columns are matched by name')
    .option(
      '--chunk <how>',
      'also one answer per part: month:COLUMN for calendar months, or a number of rows, like 500',
    )
    .option('--json', 'print {"columns":[{"column","type","method","statistic","effect","verdict",…}],"chunks":[…]}')
    .addHelpText('after', '\nExample:\n  dayshift health drift --reference may.csv --current june.csv')
    .exitOverride()
    .action(async (flags: { reference: string; current: string; chunk?: string; json?: true }) => {
      const { printDrift } = await import('../health/drift.ts')
      printDrift(flags)
    })
  health.addCommand(healthStatusCommand())
  return health
}
