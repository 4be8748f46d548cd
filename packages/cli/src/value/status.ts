import type { ValuePage } from '@dayshift/contract'
import { ARRIVALS, amountInWords, MILESTONES } from '@dayshift/core'
import { callServer } from '../call-server.ts'

export interface ValueFlags {
  readonly server: string
  readonly key?: string
  readonly json?: true
}

/** What a workflow costs and brings, as the server computes it now. */
export async function printValue(workflow: string, { server, key, json }: ValueFlags): Promise<void> {
  const path = `/workflows/${encodeURIComponent(workflow)}/value`
  const page = (await (await callServer({ server, key, method: 'GET', path })).json()) as ValuePage // checked there
  process.stdout.write(json === true ? `${JSON.stringify(page)}\n` : inWords(page))
}

function inWords({
  workflow,
  sentence,
  signs,
  delivered,
  arrived,
  phases,
  currency,
  handoff,
  speed,
}: ValuePage): string {
  const amount = (told: string | null) => (told === null ? 'not told' : `${amountInWords(told)} ${currency ?? ''}`)
  const lines = [`${workflow.name} ${sentence}`, ...signs.map((sign) => `  ! ${sign.sentence}`), '', 'Delivered']
  for (const { id, verdict, sentence: says } of delivered) lines.push(`  ${MILESTONES[id]}: ${verdict}. ${says}`)
  lines.push('Arrived')
  for (const { id, verdict, sentence: says } of arrived) lines.push(`  ${ARRIVALS[id]}: ${verdict}. ${says}`)
  if (speed !== null) lines.push(`  ${speed.sentence}`)
  lines.push('', 'Phase          planned by now · bound · paid')
  for (const { phase, plannedByNow, committed, actual } of phases) {
    lines.push(`${phase.padEnd(14)} ${amount(plannedByNow)} · ${amount(committed)} · ${amount(actual)}`)
  }
  lines.push(handoff.sentence)
  return `${lines.join('\n')}\n`
}
