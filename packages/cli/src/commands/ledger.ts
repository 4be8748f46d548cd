import { Command } from 'commander'

export function ledgerCommand(): Command {
  return new Command('ledger')
    .description('The ledger: who did what, in order, hash-chained.')
    .addCommand(verifyCommand().exitOverride())
    .addCommand(exportCommand().exitOverride())
    .addHelpText(
      'after',
      '\nExample:\n  dayshift ledger export --server http://127.0.0.1:4700 --key ds_… --out ledger.ndjson',
    )
}

interface VerifyFlags {
  readonly json?: true
  readonly publicKey?: string
  readonly checkpoints?: string
}

function verifyCommand(): Command {
  return new Command('verify')
    .summary('verify an export without the server')
    .description(
      'Verifies an export of the ledger without the server: finds an entry that was edited, removed, put in, moved or cut off. Exit code 0 if it is whole, else 1.',
    )
    .argument('<file>', 'the export')
    .option('--public-key <hex>', 'the public key that was noted before: finds a ledger that somebody else signed')
    .option(
      '--checkpoints <file>',
      'checkpoints that were kept outside the database: find a ledger cut short or written anew',
    )
    .option('--json', 'print {"valid","entries","firstBad","why"} instead of words')
    .addHelpText('after', '\nExample:\n  dayshift ledger verify ledger.ndjson --checkpoints ledger-checkpoints.ndjson')
    .action(async (file: string, { json, publicKey, checkpoints }: VerifyFlags) => {
      const { verifyLedgerText } = await import('@dayshift/core')
      const { linesOf, readNdjson } = await import('../read-lines.ts')
      const { valid, entries, firstBad, why } = await verifyLedgerText(linesOf(file), {
        publicKey: publicKey?.trim().toLowerCase(),
        checkpoints: checkpoints === undefined ? undefined : await readNdjson(checkpoints),
      })
      process.stdout.write(
        json
          ? `${JSON.stringify({ valid, entries, firstBad, why })}\n`
          : `${valid ? 'The ledger is whole.' : 'The ledger is not whole.'} ${why}\n`,
      )
      process.exitCode = valid ? 0 : 1
    })
}

interface ExportFlags {
  readonly server: string
  readonly key?: string
  readonly out: string
}

function exportCommand(): Command {
  return new Command('export')
    .summary('write the whole ledger to a file')
    .description(
      'Writes the whole ledger of a workspace to a file, one line an entry, to be verified without the server.',
    )
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key with the scope ledger:read; else the environment variable DAYSHIFT_KEY')
    .requiredOption('--out <file>', 'file to write')
    .addHelpText(
      'after',
      '\nExample:\n  DAYSHIFT_KEY=ds_… dayshift ledger export --server http://127.0.0.1:4700 --out ledger.ndjson',
    )
    .action(async ({ server, key, out }: ExportFlags) => {
      const { callServer } = await import('../call-server.ts')
      const { writeStream } = await import('../write-stream.ts')
      const response = await callServer({ server, key, method: 'GET', path: '/ledger/export' })
      const lines = await writeStream(response, out)
      // Without the header and the closing checkpoint.
      process.stdout.write(
        `Written: ${out}, ${Math.max(0, lines - 2)} entries. Check it with: dayshift ledger verify ${out}\n`,
      )
    })
}
