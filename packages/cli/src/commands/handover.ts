import type { HandoverStatus } from '@dayshift/contract'
import { Command } from 'commander'

interface StatusFlags {
  readonly server: string
  readonly key?: string
  readonly json?: true
}

export function handoverCommand(): Command {
  return new Command('handover')
    .description('The way of a workflow from idea to operation, as its server keeps it.')
    .addCommand(statusCommand().exitOverride())
    .addHelpText('after', '\nExample:\n  dayshift handover status billing-replies --server http://127.0.0.1:4700')
}

function statusCommand(): Command {
  return new Command('status')
    .summary('say in which stage a workflow is, and what holds it')
    .description(
      'Says in which stage a workflow is, which criteria hold it and who can make them true, who holds which duty, and whether it is deployed and adopted.',
    )
    .argument('<workflow>', 'the workflow, like billing-replies')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key that may read workflows; else the environment variable DAYSHIFT_KEY')
    .option('--json', 'print {"stage","criteria","duties","deployed","adopted"} instead of words')
    .addHelpText(
      'after',
      '\nExample:\n  DAYSHIFT_KEY=ds_… dayshift handover status billing-replies --server http://127.0.0.1:4700 --json',
    )
    .action(async (workflow: string, { server, key, json }: StatusFlags) => {
      const { callServer } = await import('../call-server.ts')
      const { handoverInWords, handoverReport } = await import('../handover-in-words.ts')
      const path = `/workflows/${encodeURIComponent(workflow)}/handover`
      const response = await callServer({ server, key, method: 'GET', path })
      const status = (await response.json()) as HandoverStatus // the contract's own shape; the server checked it
      process.stdout.write(json ? `${JSON.stringify(handoverReport(status))}\n` : `${handoverInWords(status)}\n`)
    })
}
