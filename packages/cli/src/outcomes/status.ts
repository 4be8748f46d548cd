import type { SamplingPage } from '@dayshift/contract'
import { wholePercent } from '@dayshift/core'
import { callServer } from '../call-server.ts'

export interface SampleFlags {
  readonly server: string
  readonly key?: string
  readonly json?: true
}

/** What was drawn to be judged, and what the judged ones say of all. */
export async function printSampling(workflow: string, { server, key, json }: SampleFlags): Promise<void> {
  const path = `/workflows/${encodeURIComponent(workflow)}/sampling`
  const page = (await (await callServer({ server, key, method: 'GET', path })).json()) as SamplingPage // checked there
  process.stdout.write(json === true ? `${JSON.stringify(page)}\n` : inWords(page))
}

function inWords({ workflow, sentence, draw, plan }: SamplingPage): string {
  const lines = [`${workflow.name}: ${sentence}`]
  if (draw !== null) {
    lines.push('')
    for (const { name, units, drawn, judged, right } of draw.strata) {
      const known = judged === 0 ? 'none judged' : `${String(right)} of ${String(judged)} right`
      lines.push(`${name.padEnd(32)} ${String(drawn).padStart(5)} drawn of ${String(units).padStart(6)}; ${known}`)
    }
    lines.push('', `Seed           ${draw.seed}`)
  }
  if (plan !== null) {
    lines.push(
      `Plan           to ${String(plan.within * 100)} points where ${wholePercent(plan.expected)} are right, every ${String(plan.days)} days, judged by ${plan.judge?.name ?? 'nobody'}`,
    )
  }
  return `${lines.join('\n')}\n`
}
