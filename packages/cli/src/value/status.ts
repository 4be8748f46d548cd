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
  time,
  payback,
  promise,
  approval,
}: ValuePage): string {
  const amount = (told: string | null) => (told === null ? 'not told' : `${amountInWords(told)} ${currency ?? ''}`)
  const lines = [`${workflow.name} ${sentence}`, ...signs.map((sign) => `  ! ${sign.sentence}`), '', 'Delivered']
  for (const { id, verdict, sentence: says } of delivered) lines.push(`  ${MILESTONES[id]}: ${verdict}. ${says}`)
  lines.push('Arrived')
  for (const { id, verdict, sentence: says } of arrived) lines.push(`  ${ARRIVALS[id]}: ${verdict}. ${says}`)
  if (speed !== null) lines.push(`  ${speed.sentence}`)
  lines.push(payback.sentence)
  if (promise.length > 0)
    lines.push('', 'Committed to, and what came', ...promise.map(({ sentence: says }) => `  ${says}`))
  lines.push('', 'Phase          planned by now · bound · paid')
  for (const { phase, plannedByNow, requested, committed, actual } of phases) {
    const asked = requested === null ? '' : ` (${amount(requested)} of what is planned was asked for since)`
    lines.push(`${phase.padEnd(14)} ${amount(plannedByNow)} · ${amount(committed)} · ${amount(actual)}${asked}`)
  }
  if (time.known > 0) {
    const priced = time.cost === null ? 'in no figure' : `${amount(time.cost)}, in the cost`
    lines.push(`People’s time over its outputs: ${time.hours} h, ${priced}.`)
  }
  lines.push(`Running cost: ${approval.sentence}`)
  lines.push(handoff.sentence)
  return `${lines.join('\n')}\n`
}
