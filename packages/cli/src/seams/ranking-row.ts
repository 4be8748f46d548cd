import type { RankedSeam } from '@dayshift/core'

/** The columns of what costs most, for the terminal and the page; the cost where a rate is known. */
export function rankingColumns(hasCost: boolean): string[] {
  return ['', 'from', 'to', 'handovers', 'hours a year', ...(hasCost ? ['cost a year'] : [])]
}

export function rankingRow(seam: RankedSeam, hasCost: boolean): string[] {
  const { rank, from, to, volume, hoursPerYear, costPerYear, currency } = seam
  return [
    String(rank),
    from,
    to,
    volume.toLocaleString('en'),
    Math.round(hoursPerYear).toLocaleString('en'),
    ...(hasCost
      ? [`${Number(costPerYear ?? 0).toLocaleString('en', { maximumFractionDigits: 0 })} ${currency ?? ''}`]
      : []),
  ]
}
