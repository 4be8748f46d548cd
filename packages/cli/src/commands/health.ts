import { Command } from 'commander'

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
  return health
}
