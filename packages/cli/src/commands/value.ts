import { Command } from 'commander'
import type { ValueFlags } from '../value/status.ts'

export function valueCommand(): Command {
  return new Command('value')
    .description(
      'Says what a workflow costs and brings: whether it pays, what arrived of what was delivered, the money of its life.',
    )
    .argument('<workflow>', 'the workflow, like billing-replies')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key that may read workflows; else DAYSHIFT_KEY')
    .option('--json', "print the server's own answer")
    .addHelpText('after', '\nExample:\n  dayshift value billing-replies --server http://127.0.0.1:4700')
    .exitOverride()
    .action(async (workflow: string, flags: ValueFlags) => {
      const { printValue } = await import('../value/status.ts')
      await printValue(workflow, flags)
    })
}
