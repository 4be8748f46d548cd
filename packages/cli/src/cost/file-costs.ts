import { type CostEntry, costReport, createRunPricing, type RejectedRecord, unpricedInWords } from '@dayshift/core'
import { readRunsFile } from '../imports/read-runs-file.ts'
import { readPrices } from '../read-prices.ts'
import { costInWords, counted } from './cost-in-words.ts'

interface Pricing {
  /** A price file in LiteLLM's format. */
  readonly prices: string | null
  /** The model of calls that name none. */
  readonly model: string | null
}

/** What the runs of a file cost: what it says itself, else by a price file. */
export async function printFileCosts(file: string, { prices, model }: Pricing, as: 'json' | 'words'): Promise<void> {
  const pricing = createRunPricing(prices === null ? null : readPrices(prices), model)
  const entries: CostEntry[] = []
  const rejected: RejectedRecord[] = []
  let [runs, observations, scores] = [0, 0, 0]
  const { format } = await readRunsFile(file, {
    run(run) {
      runs += 1
      observations += run.observations
      scores += run.scores.length
      entries.push(...pricing.price(run))
    },
    reject: (each) => void rejected.push(each),
  })
  const report = costReport(entries)
  const why = pricing
    .unpriced()
    .map((each) => ({ ...each, sentence: unpricedInWords(each.why, each.model, 'the file') }))
  if (as === 'json') {
    const { by, ...sums } = report
    const whole = { format, runs, observations, scores, ...sums, unpricedBy: why, rejected, by }
    process.stdout.write(`${JSON.stringify(whole)}\n`)
    return
  }
  process.stdout.write(`${counted(runs, 'run')} with ${costInWords(report, 'call')}`)
  for (const { n, sentence, why: code } of why)
    process.stdout.write(`Unpriced, ${counted(n, 'call')}: ${sentence}${MENDS[code]}\n`)
  if (rejected.length > 0) {
    process.stdout.write(
      `${counted(rejected.length, 'record')} can't be used and ${rejected.length === 1 ? 'is' : 'are'} left out:\n`,
    )
    for (const { place, why: fault } of rejected.slice(0, MOST_SHOWN)) process.stdout.write(`  ${place}: ${fault}\n`)
    if (rejected.length > MOST_SHOWN) process.stdout.write(`  and ${rejected.length - MOST_SHOWN} more\n`)
  }
}

const MENDS = {
  'no-model': ' Name the model with --model.',
  'no-prices': ' Give a price file with --prices.',
  'unknown-model': '',
  'no-tokens': '',
} as const
const MOST_SHOWN = 20
