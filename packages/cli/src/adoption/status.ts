import type { AdoptionPage } from '@dayshift/contract'
import { STEP_WORDS, STEPS } from '@dayshift/core'
import { callServer } from '../call-server.ts'

export interface StatusFlags {
  readonly server: string
  readonly key?: string
  readonly weeks: string
  readonly json?: true
}

/** What the server knows of a workflow's adoption. */
export async function printAdoptionStatus(workflow: string, { server, key, weeks, json }: StatusFlags): Promise<void> {
  const path = `/workflows/${encodeURIComponent(workflow)}/adoption?weeks=${encodeURIComponent(weeks)}`
  const page = (await (await callServer({ server, key, method: 'GET', path })).json()) as AdoptionPage // checked there
  process.stdout.write(json === true ? `${JSON.stringify(page)}\n` : inWords(page))
}

function inWords({ workflow, sentence, figures, gaps, causes, utilisation, claims }: AdoptionPage): string {
  const lines = [`${workflow.name} ${sentence}`]
  if (figures !== null && gaps !== null) {
    const { funnel } = figures
    lines.push(
      '',
      `Funnel         ${STEPS.map((step) => `${funnel[step]} ${STEP_WORDS[step]}`).join(' > ')}`,
      `Known right    of ${funnel.kept} kept as is, ${figures.known} are known to be right or wrong`,
      `Gaps           handoff ${share(gaps.handoff)}; model ${share(gaps.model)}; not yet known ${share(gaps.unknown)}`,
      ...causes.map(({ name, share: { k } }) => `${String(k).padStart(8)}  ${name}`),
    )
  }
  lines.push('', `Utilisation    ${utilisation.people} people, ${utilisation.opened} cases opened (not in the figures)`)
  for (const { by, words, verdict, sentence: says } of claims) {
    lines.push(`Claim          ${by.name}: ${words}`, `               on record: ${WORDS[verdict]}. ${says}`)
  }
  return `${lines.join('\n')}\n`
}

const WORDS = { for: 'speaks for it', against: 'speaks against it', unknown: 'can’t tell' } as const

function share({ k, n, interval }: NonNullable<AdoptionPage['gaps']>['model']): string {
  if (interval === null) return 'unknown (n 0)'
  const percent = (of: number) => String(Math.round(100 * of))
  return `${percent(k / n)} % (${k} of ${n}, 95 % ${percent(interval.low)} to ${percent(interval.high)})`
}
