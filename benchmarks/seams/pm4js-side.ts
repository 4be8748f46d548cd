import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { reportSide, startSide } from './side-report.ts'

interface PeerEvent {
  readonly attributes: { readonly [key: string]: { readonly value: unknown } | undefined }
}

interface PeerLog {
  readonly traces: readonly { readonly events: readonly PeerEvent[] }[]
}

/** `node pm4js-side.ts FILE`: reads XES with pm4js and counts where the resource changes. */
createRequire(import.meta.url)('pm4js')
// pm4js puts its classes into the global scope.
const { XesImporter } = globalThis as unknown as { readonly XesImporter: { apply(text: string): PeerLog } }
const started = startSide()
const log = XesImporter.apply(readFileSync(process.argv[2] ?? '', 'utf8'))
const pairs = new Map<string, number>()
let total = 0
for (const { events } of log.traces) {
  for (let at = 1; at < events.length; at += 1) {
    const [from, to] = [
      events[at - 1]?.attributes['org:resource']?.value,
      events[at]?.attributes['org:resource']?.value,
    ]
    if (from === to) continue
    total += 1
    const pair = JSON.stringify([from, to])
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
}
process.stdout.write(JSON.stringify({ total, pairs: pairs.size }))
reportSide(started)
