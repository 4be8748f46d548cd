import { Command } from 'commander'

export function runbookCommand(): Command {
  const runbook = new Command('runbook').description('Checks runbooks in Markdown, or prints the one of a workflow.')
  runbook
    .command('lint')
    .description(
      'Checks runbooks in Markdown: the sections that they have, what they lack (owner, whom to call, when to stop …), what is wrong where. Exit code 0 where nothing is, 1 where something is, 2 where a file can not be read.',
    )
    .argument('<paths...>', 'files, or folders with *.md')
    .option('--json', 'print {"sections","missing","problems"}; of several files one such line each, with "file"')
    .addHelpText('after', '\nExample:\n  dayshift runbook lint docs/runbook.md')
    .exitOverride()
    .action(async (paths: string[], { json }: { readonly json?: true }) => {
      const { lintFiles } = await import('../lint-files.ts')
      process.exitCode = lintFiles(paths, json === true ? 'json' : 'words')
    })
  runbook
    .command('show')
    .description('Prints the runbook of a workflow as Markdown, with its figures of now.')
    .argument('<workflow>', 'the name in its address, like billing-replies')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key that may read workflows; else the environment variable DAYSHIFT_KEY')
    .addHelpText(
      'after',
      '\nExample:\n  DAYSHIFT_KEY=ds_… dayshift runbook show billing-replies --server http://127.0.0.1:4700 > runbook.md',
    )
    .exitOverride()
    .action(async (workflow: string, { server, key }: { readonly server: string; readonly key?: string }) => {
      const { callServer } = await import('../call-server.ts')
      const path = `/workflows/${encodeURIComponent(workflow)}/runbook?format=markdown`
      const response = await callServer({ server, key, method: 'GET', path })
      process.stdout.write(await response.text())
    })
  return runbook
}
