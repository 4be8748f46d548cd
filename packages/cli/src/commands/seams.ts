import { Command } from 'commander'
import type { DiscoverFlags } from '../seams/discover.ts'
import type { SeamFlags } from '../seams/show-seams.ts'

export function seamsCommand(): Command {
  const seams = new Command('seams').description(
    'Seams: where work changes hands, what is lost there, and which of them costs most.',
  )
  seams
    .command('discover')
    .description(
      'Reads an event log: who hands over to whom, how long it waits, what comes back, what a log can’t tell. CSV, XES and OCEL 2.0 (JSON, XML, SQLite), all of them also as .gz. What is not said is proposed with its reason, or asked for.',
    )
    .argument('<file>', 'the event log')
    .option('--case <column>', 'column, or key of a XES trace, that names the case')
    .option('--activity <column>', 'what was done')
    .option('--actor <column>', 'who did it: a team or a person; a key of a XES trace is written case:KEY')
    .option('--time <column>', 'when')
    .option('--lifecycle <column>', 'which step of an activity an event is: start, complete …')
    .option('--outcome <column>', 'whether the case turned out well; its last value counts')
    .option('--good <value>', 'the value of --outcome that is good, where it is not true, yes, met or 1')
    .option('--counter <column>', 'the system’s own count of handovers, to hold the log against')
    .option('--object-type <type>', 'in an object-centric log the type of object whose life is a case')
    .option(
      '--calendar <file>',
      'JSON of working hours: {"zone":"Europe/Berlin","hours":{"monday":["09:00-17:00"],…},"holidays":[…]}',
    )
    .option('--zone <zone>', 'zone of times without an offset, like Europe/Berlin; else UTC, or that of the calendar')
    .option('--encoding <encoding>', 'utf-8, utf-16le, utf-16be or windows-1252; else found in the file')
    .option('--delimiter <character>', 'one character, or tab; else found in the file')
    .option(
      '--date-format <format>',
      'd/m/Y, m/d/Y, iso, epoch-s, epoch-ms, or a pattern like %d/%m/%Y; else found in the column',
    )
    .option('--waiting-rate <amount>', 'what an hour of waiting costs, like "3.50 EUR"')
    .option('--work-rate <amount>', 'what an hour of work costs, like "45 EUR"')
    .option('--workarounds <file>', 'JSON list of what people do beside the log: {"from","to","hoursPerWeek","people"}')
    .option('--html <file>', 'write one page with the map, which needs nothing else')
    .option('--json', 'print {"log","handovers","returns","unknowable","breakers","ranking",…}')
    .addHelpText(
      'after',
      '\nExamples:\n  dayshift seams discover tickets.csv\n  dayshift seams discover loans.xes.gz --actor org:group --calendar hours.json --html seams.html',
    )
    .exitOverride()
    .action(async (file: string, flags: DiscoverFlags) => {
      const { discover } = await import('../seams/discover.ts')
      await discover(file, flags)
    })
  const asked = (command: Command) =>
    command
      .requiredOption('--server <url>', 'address of the server')
      .option('--key <key>', 'API key; else DAYSHIFT_KEY')
      .option('--json', "print the server's answer as JSON")
      .exitOverride()
  asked(seams.command('list').description('Lists the seams of the register, the dearest first.')).action(
    async (flags: SeamFlags) => (await import('../seams/show-seams.ts')).listSeams(flags),
  )
  asked(
    seams
      .command('show')
      .description('One seam: whose job it is, what is open in its fix order, what breaks.')
      .argument('<id>', 'id of the seam, as list prints it'),
  ).action(async (id: string, flags: SeamFlags) => (await import('../seams/show-seams.ts')).showSeam(id, flags))
  asked(
    seams
      .command('check')
      .description('Tells that a unit crosses, with what crosses as JSON; fails where something is missing.')
      .argument('<id>', 'id of the seam')
      .argument('<file>', 'JSON of what crosses')
      .requiredOption('--unit <key>', 'key of the unit'),
  ).action(async (id: string, file: string, flags: SeamFlags & { readonly unit: string }) =>
    (await import('../seams/show-seams.ts')).checkCrossing(id, file, flags),
  )
  return seams
}
