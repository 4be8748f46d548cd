import { Command } from 'commander'
import type { RoutingFlags } from '../adoption/routing.ts'
import type { StatusFlags } from '../adoption/status.ts'
import { shareOf } from '../share-option.ts'

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
  adoption
    .command('routing')
    .description(
      'What routing by confidence would do: how right the automatic part is, how much is left for people, at which threshold.',
    )
    .argument('<file>', 'CSV with the names of the columns in the first line')
    .requiredOption('--label <column>', 'the right label')
    .option('--text <column>', 'the text: a small classifier learns from it')
    .option('--prediction <column>', "instead of --text: a model's answer")
    .option('--confidence <column>', 'with --prediction: how sure it was; any scale')
    .option('--outside <label...>', 'labels of units that must go to a person', [])
    .option('--split <column>', 'train, validation (or val) and test; without it by a hash of the row')
    .option('--errors <share>', 'highest share of errors among what is automatic, 0..1', shareOf, 0.05)
    .option('--json', 'print {"test","inScope","atCoverage","curve","routed","notes",…}')
    .addHelpText(
      'after',
      `
The threshold is chosen on the validation rows alone, so that the error stays within the budget with 95 % certainty
(learn then test, arXiv 2110.01052); everything else is told of the test rows.

Example:
  dayshift adoption routing queries.csv --text query --label intent --outside oos --split part --errors 0.1`,
    )
    .exitOverride()
    .action(async (file: string, flags: RoutingFlags) => {
      const { printRouting } = await import('../adoption/routing.ts')
      printRouting(file, flags)
    })
  adoption
    .command('status')
    .description('Says what the server knows: what share of the decisions it informs, and what is lost where.')
    .argument('<workflow>', 'the workflow, like billing-replies')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key that may read workflows; else DAYSHIFT_KEY')
    .option('--weeks <number>', 'weeks to look back, 1 to 52', '5')
    .option('--json', "print the server's own answer")
    .addHelpText(
      'after',
      '\nExample:\n  dayshift adoption status billing-replies --server http://127.0.0.1:4700 --json',
    )
    .exitOverride()
    .action(async (workflow: string, flags: StatusFlags) => {
      const { printAdoptionStatus } = await import('../adoption/status.ts')
      await printAdoptionStatus(workflow, flags)
    })
  return adoption
}
