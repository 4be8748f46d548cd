import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parseManifest } from '@dayshift/contract'
import { compileRelease, type Gate } from '@dayshift/core'
import { trainTopics } from './classifier.ts'
import { readTickets, TicketsError } from './read-tickets.ts'
import { routeOffline, type RoutedTicket } from './route-offline.ts'

const MANIFEST = fileURLToPath(new URL('../dayshift.yaml', import.meta.url))

const USAGE = `Sends billing tickets through the gate.

  npm run example -- --tickets FILE --text-column NAME [--ndjson]
      routes a CSV of tickets without a server and says where each went; nothing is recorded
  npm run example -- --server URL --key KEY [--pace SECONDS]
      runs the example's own tickets against a server; "npm start" does this by itself

The drafts come from a small statistical classifier, trained at start, and the billing policy. With DAYSHIFT_MODEL_URL
(and DAYSHIFT_MODEL, DAYSHIFT_MODEL_KEY) the live form asks an OpenAI-compatible model instead.
`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      tickets: { type: 'string' },
      'text-column': { type: 'string', default: 'text' },
      ndjson: { type: 'boolean', default: false },
      server: { type: 'string' },
      key: { type: 'string' },
      directory: { type: 'string' },
      pace: { type: 'string', default: '20' },
      'with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(USAGE)
    return 0
  }
  if (values.tickets !== undefined) {
    routeFile(values.tickets, values['text-column'], values.ndjson)
    return 0
  }
  if (values.server === undefined || values.key === undefined) {
    process.stderr.write(USAGE)
    return 2
  }
  const { runLive } = await import('./live.ts')
  await runLive({
    server: values.server,
    apiKey: values.key,
    directory: values.directory,
    paceMs: Number(values.pace) * 1000,
    withParent: values['with-parent'],
    manifest: readManifest(),
  })
  return 0
}

function routeFile(file: string, textColumn: string, ndjson: boolean): void {
  const rows = readTickets(file, textColumn)
  const gate = compileExample()
  const classifier = trainTopics()
  const counts = new Map<string, number>()
  for (const row of rows) {
    const routed = routeOffline(gate, classifier, row, Math.random())
    if (ndjson) process.stdout.write(`${ndjsonLine(routed)}\n`)
    else count(counts, routed)
  }
  if (ndjson) return
  process.stdout.write(`${rows.length} tickets from ${file}, each through the gate once:\n\n`)
  for (const [line, n] of [...counts].toSorted((a, b) => b[1] - a[1])) {
    process.stdout.write(`${String(n).padStart(8)}  ${((100 * n) / rows.length).toFixed(1).padStart(5)} %  ${line}\n`)
  }
  process.stdout.write('\nTopics come from a small statistical classifier, no language model. Nothing was recorded.\n')
}

function ndjsonLine({ unitKey, verdict, answer, text }: RoutedTicket): string {
  const { route, reason } = verdict
  return JSON.stringify({
    unitKey,
    route,
    reason,
    topic: answer?.topic ?? null,
    confidence: answer?.confidence ?? null,
    text,
  })
}

function count(counts: Map<string, number>, { verdict }: RoutedTicket): void {
  const { code, rule } = verdict.reason
  const line = `${verdict.route.padEnd(17)} ${code}${rule === null ? '' : `: ${rule}`}`
  counts.set(line, (counts.get(line) ?? 0) + 1)
}

function readManifest(): string {
  return readFileSync(MANIFEST, 'utf8')
}

function compileExample(): Gate {
  const { manifest, errors } = parseManifest(readManifest())
  if (manifest === null) throw new TicketsError(`The example's manifest is invalid: ${errors[0]?.message ?? ''}`)
  const release = compileRelease(manifest)
  if (release.kind === 'invalid')
    throw new TicketsError(`The example's manifest is invalid: ${release.faults[0]?.message ?? ''}`)
  return release.gate
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
