import { Command } from 'commander'

export function adoptionCommand(): Command {
  const adoption = new Command('adoption').description(
    'Adopted, not just deployed: what share of the decisions it influenced, and whether people rely on it where they should.',
  )
  adoption
    .command('report')
    .description(
      'Reads a table of decisions: funnel, accuracy before and after, reliance, calibration, what was lost where.',
    )
    .argument('<file>', 'CSV with the names of the columns in the first line')
    .requiredOption('--map <file>', 'YAML that says what the columns mean; one stands in examples/maps')
    .option('--json', 'print {"units","people","funnel","accuracy","rair","rsr","calibration","attribution",…}')
    .addHelpText(
      'after',
      '\nExample:\n  dayshift adoption report decisions.csv --map examples/maps/human-alignment.yaml',
    )
    .exitOverride()
    .action(async (file: string, flags: { readonly map: string; readonly json?: true }) => {
      const { printAdoptionReport } = await import('../adoption/report.ts')
      printAdoptionReport(file, flags.map, flags.json === true ? 'json' : 'words')
    })
  return adoption
}
