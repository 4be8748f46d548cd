import type { FeedbackBoard } from '@dayshift/contract'
import { Command } from 'commander'

interface FeedbackFlags {
  readonly server: string
  readonly key?: string
  readonly json?: true
}

export function feedbackCommand(): Command {
  return new Command('feedback')
    .description(
      'Lists what people report of a workflow: what waits for an answer, failure cases, errors that repeat with the rework they make.',
    )
    .argument('<workflow>', 'the name in its address, like billing-replies')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key that may read runs; else the environment variable DAYSHIFT_KEY')
    .option('--json', "print the server's own answer")
    .addHelpText(
      'after',
      '\nExample:\n  DAYSHIFT_KEY=ds_… dayshift feedback billing-replies --server http://127.0.0.1:4700 --json',
    )
    .exitOverride()
    .action(async (workflow: string, { server, key, json }: FeedbackFlags) => {
      const { callServer } = await import('../call-server.ts')
      const path = `/workflows/${encodeURIComponent(workflow)}/feedback`
      const response = await callServer({ server, key, method: 'GET', path })
      const board = (await response.json()) as FeedbackBoard // checked by the server
      process.stdout.write(`${json ? JSON.stringify(board) : inWords(board)}\n`)
    })
}

function inWords({ workflow, counts, triager, waiting, failureCases, repeated, compared }: FeedbackBoard): string {
  const whose = triager === null ? 'nobody is on watch' : `${triager.name} is on watch`
  const lines = [
    counts.waiting === 0
      ? `${workflow.name}: no report waits; ${whose}.`
      : `${workflow.name}: ${counted(counts.waiting, 'report')} ${counts.waiting === 1 ? 'waits' : 'wait'}, ${counts.overdue} overdue; ${whose}.`,
    ...waiting.map(
      ({ unitKey, by, note, dueAt, overdue }) =>
        `  ${overdue ? '!' : '-'} ${unitKey ?? 'the workflow'}, from ${by.name}, answer by ${dueAt.slice(0, 16).replace('T', ' ')} UTC${note === '' ? '' : `: ${firstLine(note)}`}`,
    ),
  ]
  if (failureCases.length > 0) {
    lines.push(
      'Failure cases:',
      ...failureCases.map(
        ({ name, state, flags, corrections, rework, fixedIn }) =>
          `  - ${name} (${state}${fixedIn === null ? '' : `, release ${fixedIn.name}`}): ${counted(flags, 'flag')}, ${counted(corrections, 'correction')}, ${rework.minutes} min in 8 weeks`,
      ),
    )
  }
  if (repeated.length > 0) {
    lines.push(
      `The same correction again (${compared.n} compared, ${compared.unknown} unknown, 8 weeks):`,
      ...repeated.map(
        ({ fields, n, rework }) =>
          `  - ${fields.map(({ path, kind }) => `${path || 'the output'} ${kind}`).join(', ')}: ${counted(n, 'time')}, ${rework.minutes} min (known of ${rework.known})`,
      ),
    )
  }
  return lines.join('\n')
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}
