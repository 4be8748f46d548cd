import type { DutyAt, Watch, WatchList } from '@dayshift/contract'
import { Command } from 'commander'
import { CliFailure } from '../failure.ts'

interface WatchFlags {
  readonly server: string
  readonly key?: string
  readonly at?: string
  readonly duty?: string
  readonly json?: true
}

export function watchCommand(): Command {
  return new Command('watch')
    .description('Says who is on watch, now or at any time, and whose job a duty was.')
    .argument('[workflow]', 'the workflow, like billing-replies; all of them where it is left out')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key that may read workflows; else the environment variable DAYSHIFT_KEY')
    .option('--at <instant>', 'at this time, like 2026-11-20T14:05:00Z; now where it is left out')
    .option('--duty <duty>', 'whose job this duty was, instead of who was on watch')
    .option('--json', "print the server's own answer")
    .addHelpText(
      'after',
      '\nExample:\n  dayshift watch --server http://127.0.0.1:4700\n  dayshift watch billing-replies --duty spend --at 2026-11-20T14:05:00Z --server http://127.0.0.1:4700',
    )
    .action(async (workflow: string | undefined, flags: WatchFlags) => {
      const { callServer } = await import('../call-server.ts')
      const { server, key, json } = flags
      const response = await callServer({ server, key, method: 'GET', path: pathOf(workflow, flags) })
      const answer: unknown = await response.json()
      process.stdout.write(`${json ? JSON.stringify(answer) : inWords(answer as Answer)}\n`) // checked by the server
    })
}

type Answer = WatchList | DutyAt | Watch

function pathOf(workflow: string | undefined, { at, duty }: WatchFlags): string {
  if (workflow === undefined) {
    if (at === undefined && duty === undefined) return '/watch'
    throw new CliFailure(
      'workflow-missing',
      '--at and --duty are asked of one workflow: name it, like billing-replies.',
    )
  }
  const path = `/workflows/${encodeURIComponent(workflow)}`
  const query = at === undefined ? '' : `?at=${encodeURIComponent(at)}`
  return duty === undefined ? `${path}/watch${query}` : `${path}/duties/${encodeURIComponent(duty)}/at${query}`
}

function inWords(answer: Answer): string {
  if (!('items' in answer)) return answer.sentence
  if (answer.items.length === 0) return 'There is no workflow yet.'
  return answer.items
    .map(({ workflow, watch, problems }) => {
      const errors = problems.filter(({ severity }) => severity === 'error').map(({ sentence }) => `\n  ! ${sentence}`)
      return `${workflow.name}: ${watch.sentence}${errors.join('')}`
    })
    .join('\n')
}
