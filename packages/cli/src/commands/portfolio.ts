import { Command } from 'commander'
import type { ImportListFlags } from '../portfolio/import-list.ts'

export function portfolioCommand(): Command {
  const portfolio = new Command('portfolio').description('Brings a list of initiatives into the portfolio.')
  portfolio
    .command('import')
    .description(
      'Reads a list of initiatives (name, unit, stage in whatever spelling, owner, dates, risk); the same list again changes nothing.',
    )
    .argument('<file>', 'CSV in whatever encoding, also gzipped, or .xlsx')
    .option('--dry-run', 'say what the list holds and how it is read, and send nothing')
    .option('--map <file>', 'YAML that says which stage a spelling means, beside what is known: see "portfolio stages"')
    .option('--column <field=name...>', 'which column says what, like unit=Bureau')
    .option('--sheet <name>', 'of a workbook: the sheet with the list')
    .option('--rejects <file>', 'write the rows that can’t be used, with their reasons, to this CSV')
    .option('--server <url>', 'address of the server')
    .option('--email <address>', 'who you are; the password is read from DAYSHIFT_PASSWORD')
    .option('--json', 'print {"encoding","rows","imported","rejected","repeated","stages","mapped"}')
    .addHelpText(
      'after',
      '\nExamples:\n  dayshift portfolio import inventory.csv --dry-run\n  dayshift portfolio import inventory.xlsx --map stages.yaml --server http://127.0.0.1:4700 --email ada@example.com',
    )
    .exitOverride()
    .action(async (file: string, flags: ImportListFlags) => {
      const { importList } = await import('../portfolio/import-list.ts')
      await importList(file, flags)
    })
  portfolio
    .command('stages')
    .description('Prints which stage a spelling means, as YAML to edit and give to --map.')
    .exitOverride()
    .action(async () => {
      const { SHIPPED_STAGES } = await import('@dayshift/contract')
      process.stdout.write(SHIPPED_STAGES)
    })
  return portfolio
}
