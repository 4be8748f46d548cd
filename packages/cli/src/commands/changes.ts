import type { ChangeList } from '@dayshift/contract'
import { Command } from 'commander'

interface ChangesFlags {
  readonly server: string
  readonly key?: string
  readonly json?: true
}

export function changesCommand(): Command {
  return new Command('changes')
    .description('Lists the changes of a workflow, newest first: what rolls out, what waits for whom, what ran before.')
    .argument('<workflow>', 'the workflow, like billing-replies')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key with the scope runs:read or workflows:write; else DAYSHIFT_KEY')
    .option('--json', "print the server's answer as JSON")
    .addHelpText('after', '\nExample:\n  dayshift changes billing-replies --server http://127.0.0.1:4700')
    .action(async (workflow: string, { server, key, json }: ChangesFlags) => {
      const { callServer } = await import('../call-server.ts')
      const path = `/workflows/${encodeURIComponent(workflow)}/changes`
      const response = await callServer({ server, key, method: 'GET', path })
      const answer = (await response.json()) as ChangeList // the server checked it
      if (json) {
        process.stdout.write(`${JSON.stringify(answer)}\n`)
        return
      }
      if (answer.items.length === 0) process.stdout.write(`"${workflow}" was never changed.\n`)
      for (const { title, state, percent, runsNow, changeClass, waitsFor, endReason, waitsForPeople } of answer.items) {
        const share = percent === null ? '' : ` to ${percent} % of the units`
        const who = waitsForPeople.map(({ name }) => name).join(', ')
        const more = waitsFor ?? endReason ?? ''
        process.stdout.write(
          `${title}: ${runsNow ? 'runs now' : `${state}${share}`} (${changeClass})${more === '' ? '' : `. ${more}`}${who === '' ? '' : ` ${who}.`}\n`,
        )
      }
    })
}
