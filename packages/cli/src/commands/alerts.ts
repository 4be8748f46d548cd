import type { AlertDetail, AlertPage } from '@dayshift/contract'
import { Command } from 'commander'

interface AlertsFlags {
  readonly server: string
  readonly key?: string
  readonly json?: true
  readonly state: 'open' | 'over' | 'all'
}

interface AnswerFlags {
  readonly server: string
  readonly email: string
  readonly json?: true
}

export function alertsCommand(): Command {
  const command = new Command('alerts')
    .description('Lists alerts, those that wait first; or answers one, as the person who signs in for it.')
    .argument('[workflow]', 'one workflow alone, like billing-replies')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key with the scope runs:read or workflows:write; else DAYSHIFT_KEY')
    .option('--state <state>', 'open, over or all', 'open')
    .option('--json', "print the server's answer as JSON")
    .addHelpText(
      'after',
      '\nExamples:\n  dayshift alerts billing-replies --server http://127.0.0.1:4700\n  dayshift alerts ack ID --server http://127.0.0.1:4700 --email ada@example.com',
    )
    .action(async (workflow: string | undefined, { server, key, json, state }: AlertsFlags) => {
      const { callServer } = await import('../call-server.ts')
      const query = new URLSearchParams({ state, limit: '200', ...(workflow === undefined ? {} : { workflow }) })
      const response = await callServer({ server, key, method: 'GET', path: `/alerts?${query.toString()}` })
      const answer = (await response.json()) as AlertPage // the server checked it
      if (json) {
        process.stdout.write(`${JSON.stringify(answer)}\n`)
        return
      }
      if (answer.items.length === 0) process.stdout.write('No alert is open.\n')
      for (const { id, severity, state: stands, on, sentence, ownerSentence, next } of answer.items) {
        process.stdout.write(
          `${severity}, ${stands}: ${on.kind === 'seam' ? 'the seam ' : ''}${on.name}: ${sentence}\n  ${ownerSentence} Next: ${next}\n  ${id}\n`,
        )
      }
    })
  command.addCommand(
    answering('ack', 'Takes an alert, and all of the same cause, into your hands.').action(
      async (id: string, _flags: object, self: Command) => answer(id, 'acknowledge', {}, self.optsWithGlobals()),
    ),
  )
  command.addCommand(
    answering('resolve', 'Ends an alert and says what it was worth.')
      .argument('<verdict>', 'useful or noise')
      .option('--note <words>', 'what it was')
      .action(async (id: string, verdict: string, { note = '' }: { readonly note?: string }, self: Command) =>
        answer(id, 'resolve', { verdict, note }, self.optsWithGlobals()),
      ),
  )
  return command
}

/** Address of the server and `--json` are said as for the list. */
function answering(name: string, description: string): Command {
  return new Command(name)
    .description(`${description} A key can not: a named person answers an alert.`)
    .argument('<id>', 'the alert, as the list shows it')
    .requiredOption('--email <address>', 'who you are; the password is read from DAYSHIFT_PASSWORD')
}

async function answer(id: string, act: string, body: object, { server, email, json }: AnswerFlags): Promise<void> {
  const { callAsPerson } = await import('../call-as-person.ts')
  const path = `/alerts/${encodeURIComponent(id)}/${act}`
  const response = await callAsPerson({ server, email, path, body })
  const detail = (await response.json()) as AlertDetail // the server checked it
  if (json) {
    process.stdout.write(`${JSON.stringify(detail)}\n`)
    return
  }
  const last = detail.timeline.at(-1)
  process.stdout.write(`${last === undefined ? 'Done.' : last.sentence}\n`)
}
