import { Command } from 'commander'

interface StatusFlags {
  readonly server: string
  readonly key?: string
  readonly json?: true
}

/** What is read of the answer; the server checked it. */
interface HealthAnswer {
  readonly state: 'well' | 'departed' | 'unknown'
  readonly sentence: string
  readonly signals: readonly {
    readonly name: string
    readonly slice: { readonly name: string; readonly label: string } | null
    readonly state: 'well' | 'departed' | 'unknown'
    readonly sentence: string
    readonly next: string
  }[]
  readonly numbers: readonly { readonly name: string; readonly verdict: string; readonly sentence: string }[]
}

/** `health status`: what the server knows of a workflow's health. */
export function healthStatusCommand(): Command {
  return new Command('status')
    .description('Says whether a workflow is well: what departed from its baseline, since when, and what to do next.')
    .argument('<workflow>', 'the workflow, like billing-replies')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key with the scope runs:read; else DAYSHIFT_KEY')
    .option('--json', "print the server's answer as JSON")
    .addHelpText('after', '\nExample:\n  dayshift health status billing-replies --server http://127.0.0.1:4700')
    .exitOverride()
    .action(async (workflow: string, { server, key, json }: StatusFlags) => {
      const { callServer } = await import('../call-server.ts')
      const path = `/workflows/${encodeURIComponent(workflow)}/health`
      const answer = (await (await callServer({ server, key, method: 'GET', path })).json()) as HealthAnswer
      process.stdout.write(json ? `${JSON.stringify(answer)}\n` : inWords(answer))
    })
}

function inWords({ sentence, signals, numbers }: HealthAnswer): string {
  const lines = [sentence]
  for (const { name, slice, state, sentence: says, next } of signals) {
    if (state !== 'departed') continue
    lines.push(`- ${name}${slice === null ? '' : ` (${slice.name}: ${slice.label})`}: ${says}`, `  ${next}`)
  }
  for (const { name, verdict, sentence: says } of numbers) lines.push(`${name}: ${verdict}. ${says}`)
  const unread = signals.filter(({ state }) => state === 'unknown').length
  if (unread > 0) lines.push(`${String(unread)} of ${String(signals.length)} signals can't be read yet.`)
  return `${lines.join('\n')}\n`
}
