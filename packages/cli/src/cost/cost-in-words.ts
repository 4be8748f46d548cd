import { amountInWords, COST_GROUPS, type CostReport, type CostSum } from '@dayshift/core'

/** A report as people read it; `noun` is what was counted: a call, a run with a call. */
export function costInWords(report: CostReport, noun: 'call' | 'run'): string {
  const exact = report.costs.map(({ amount, currency }) => `${amount} ${currency}`).join(' and ')
  const rounded = costOf(report)
  const lines = [
    `${what(report, noun).join(', ')}: ${rounded}${rounded === exact || exact === '' ? '' : ` (${exact})`}.`,
  ]
  for (const group of COST_GROUPS) {
    const rows = report.by[group]
    if (rows.every(({ name }) => name === null)) continue
    lines.push('', `By ${group}`)
    const cells = rows.slice(0, MOST_ROWS).map((row) => [row.name ?? 'not named', ...what(row, noun), costOf(row)])
    const width = (column: number) => Math.max(...cells.map((cell) => cell[column]?.length ?? 0))
    const widths = [width(0), width(1), width(2)] as const
    for (const [name = '', calls = '', tokens = '', cost = ''] of cells) {
      lines.push(`  ${name.padEnd(widths[0])}  ${calls.padStart(widths[1])}  ${tokens.padStart(widths[2])}  ${cost}`)
    }
    if (rows.length > MOST_ROWS) lines.push(`  and ${rows.length - MOST_ROWS} more; --json lists all`)
  }
  return `${lines.join('\n')}\n`
}

const MOST_ROWS = 40

function what({ calls, tokens }: CostSum, noun: string): readonly [string, string] {
  return [counted(calls, noun), counted(tokens, 'token')]
}

function costOf({ calls, unpriced, costs }: CostSum): string {
  const told = costs.map(({ amount, currency }) => `${amountInWords(amount)} ${currency}`).join(' and ')
  if (unpriced === 0) return told === '' ? 'nothing was called' : told
  const unknown = unpriced === calls ? 'unpriced' : `${unpriced.toLocaleString('en')} unpriced`
  return told === '' ? unknown : `${told}, ${unknown}`
}

/** Counts of files are long: `19,366 calls`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
