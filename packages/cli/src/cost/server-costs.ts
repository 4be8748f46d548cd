import type { CostList, WorkflowSpend } from '@dayshift/contract'
import { amountInWords, type CostEntry, costReport, parseAmount } from '@dayshift/core'
import { callAsPerson } from '../call-as-person.ts'
import { callServer } from '../call-server.ts'
import { CliFailure } from '../failure.ts'
import { costInWords, counted } from './cost-in-words.ts'

interface Wanted {
  readonly server?: string
  readonly key?: string
  readonly workflow?: string
  readonly from?: string
  readonly to?: string
}

/** What a server's runs cost, by workflow, day, model and release. */
export async function printServerCosts(wanted: Wanted, as: 'json' | 'words'): Promise<void> {
  const { key, workflow, from, to } = wanted
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ workflow, from, to })) if (value !== undefined) query.set(name, value)
  const path = `/costs?${query.toString()}`
  const response = await callServer({ server: serverOf(wanted.server), key, method: 'GET', path })
  const list = (await response.json()) as CostList // the server checked it
  const report = costReport(list.items.map(entryOf))
  const shadows = costReport(
    list.shadows.map((each) => entryOf({ ...each, model: null, release: null, inputTokens: 0, outputTokens: 0 })),
  )
  if (as === 'json') {
    const { calls, unpriced, costs } = shadows
    process.stdout.write(
      `${JSON.stringify({ from: list.from, to: list.to, ...report, shadows: { calls, unpriced, costs } })}\n`,
    )
    return
  }
  process.stdout.write(`From ${list.from} to ${list.to} (UTC): ${costInWords(report, 'run')}`)
  if (shadows.calls === 0) return
  const paid = shadows.costs.map(({ amount, currency }) => `${amountInWords(amount)} ${currency}`).join(' and ')
  const unknown = shadows.unpriced === 0 ? '' : `${paid === '' ? '' : ', '}${shadows.unpriced} unpriced`
  process.stdout.write(`\nBeside them ${counted(shadows.calls, 'call')} of shadows: ${paid}${unknown}.\n`)
}

interface Warn {
  readonly server: string | undefined
  readonly email: string
  readonly reason: string
  readonly workflow: string
  readonly percents: readonly string[]
  readonly as: 'json' | 'words'
}

/** Sets at which shares of a limit the holder of the spend is told, as that person. */
export async function setWarningShares({ server, email, reason, workflow, percents, as }: Warn): Promise<void> {
  const shares = percents.map((text) => {
    const share = /^(\d{1,4})%?$/.exec(text)?.[1]
    if (share !== undefined) return Number(share)
    throw new CliFailure(
      'share-refused',
      `Cannot use "${text}" as a share of a limit: write whole percents, like 50 80 100.`,
    )
  })
  const path = `/workflows/${encodeURIComponent(workflow)}/spend/warnings`
  const response = await callAsPerson({
    server: serverOf(server),
    email,
    path,
    body: { percents: shares, reason },
  })
  const { warnAt, holder } = (await response.json()) as WorkflowSpend // the server checked it
  process.stdout.write(
    as === 'json'
      ? `${JSON.stringify({ workflow, warnAt })}\n`
      : `${holder?.name ?? 'Nobody'} is told at ${warnAt.map((percent) => `${percent} %`).join(', ')} of a limit of ${workflow}.\n`,
  )
}

export function serverOf(server: string | undefined): string {
  if (server !== undefined) return server
  throw new CliFailure('file-missing', 'Say whose costs: a FILE of runs, or the --server that knows them.')
}

function entryOf({ calls, amount, currency, ...of }: CostList['items'][number]): CostEntry {
  const known = amount === null ? null : parseAmount(amount)
  return { ...of, calls, unpriced: known === null ? calls : 0, amount: known ?? 0n, currency }
}
