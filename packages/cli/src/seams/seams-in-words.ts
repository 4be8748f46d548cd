import { type Breaker, DAY_MS, type SeamPair, type SeamReport, wholePercent } from '@dayshift/core'
import { counted } from '../cost/cost-in-words.ts'
import { rankingColumns, rankingRow } from './ranking-row.ts'

const MOST_ROWS = 12

/** A report as people read it: the answer, the ranking, the pairs, what can't be known. */
export function seamsInWords(path: string, report: SeamReport, assumed: readonly string[]): string {
  const { log, handovers, returns, loops, rework, unknowable, breakers, ranking, read } = report
  const lines: string[] = [
    `${path}: ${counted(log.cases, 'case')}, ${counted(log.events, 'event')}, ${counted(log.variants, 'variant')}${log.from === null ? '' : `, ${dayOf(log.from)} to ${dayOf(log.to)}`}.`,
  ]
  if (log.rejected > 0) {
    lines.push(`${counted(log.rejected, 'row')} could not be taken:`)
    for (const { line, why } of read.rejected.slice(0, 5)) lines.push(`  line ${String(line)}: ${why}`)
    if (log.rejected > 5) lines.push(`  and ${(log.rejected - 5).toLocaleString('en')} more`)
  }
  lines.push('', headline(report))
  if (handovers.total !== null) {
    lines.push(
      `${counted(returns.count ?? 0, 'time')} a case came straight back (${counted(returns.cases ?? 0, 'case')}), ${counted(loops.count ?? 0, 'time')} after two or more others (${counted(loops.cases ?? 0, 'case')}).`,
    )
  }
  if (rework.events > 0)
    lines.push(
      `${counted(rework.events, 'event')} in ${counted(rework.cases, 'case')} repeat an activity that the case had already seen.`,
    )
  if (ranking !== null && ranking.length > 0) {
    const hasCost = ranking.some(({ costPerYear }) => costPerYear !== null)
    lines.push('', hasCost ? 'Seams by cost in a year' : 'Seams by hours in a year')
    lines.push(
      ...table(
        rankingColumns(hasCost),
        ranking.slice(0, MOST_ROWS).map((seam) => rankingRow(seam, hasCost)),
        [0, 3, 4, 5],
      ),
      ...more(ranking.length),
    )
  }
  if (handovers.pairs !== null && handovers.pairs.length > 0) {
    const hasWork = handovers.pairs.some(({ workingWait }) => workingWait !== null)
    lines.push('', `Pairs by handovers${hasWork ? '; waits in working time' : ''}`)
    lines.push(
      ...table(
        ['from', 'to', 'handovers', 'cases', 'median wait', '90 % within', 'straight back', 'what is empty after'],
        handovers.pairs.slice(0, MOST_ROWS).map((pair) => pairRow(pair)),
        [2, 3, 4, 5, 6],
      ),
      ...more(handovers.pairs.length),
    )
  }
  lines.push(...specialLines(report), ...outcomeLines(report))
  if (breakers.length > 0) {
    lines.push('', 'What changed over time')
    for (const breaker of breakers.slice(0, MOST_ROWS)) lines.push(`  ${breakerInWords(breaker)}`)
    lines.push(...more(breakers.length))
  }
  lines.push('', 'What this log can’t tell')
  for (const { why } of unknowable) lines.push(`  ${why}.`)
  const how = [
    ...assumed,
    ...(read.delimiter === null ? [] : [`${read.encoding}, cells divided by ${JSON.stringify(read.delimiter)}`]),
    ...read.notes,
  ]
  if (how.length > 0) lines.push('', 'How it was read', ...how.map((line) => `  ${line}`))
  return `${lines.join('\n')}\n`
}

/** The first sentence: where work is handed over, and where it costs most. */
export function headline({ log, handovers, ranking }: SeamReport): string {
  if (handovers.total === null || handovers.casesWith === null)
    return 'No handovers can be seen: the log does not say who did what.'
  if (handovers.total === 0) return 'No case changes hands.'
  const share = wholePercent(handovers.casesWith / log.cases)
  const [worst] = ranking ?? []
  const costs =
    worst === undefined
      ? ''
      : ` Most is lost between ${worst.from} and ${worst.to}${worst.costPerYear === null ? `: ${Math.round(worst.hoursPerYear).toLocaleString('en')} hours a year` : `: ${Number(worst.costPerYear).toLocaleString('en', { maximumFractionDigits: 0 })} ${worst.currency ?? ''} a year`}.`
  return `${counted(handovers.casesWith, 'case')} (${share}) ${handovers.casesWith === 1 ? 'changes' : 'change'} hands, ${counted(handovers.total, 'time')} in all, over ${counted(handovers.pairs?.length ?? 0, 'seam')}.${costs}`
}

function pairRow({ from, to, count, cases, wait, workingWait, pingPong, missingContext }: SeamPair): string[] {
  const shown = workingWait ?? wait
  return [
    from,
    to,
    count.toLocaleString('en'),
    cases.toLocaleString('en'),
    about(shown.medianMs),
    about(shown.p90Ms),
    pingPong.toLocaleString('en'),
    missingContext
      .slice(0, 2)
      .map(({ attribute, lost, of }) => `${attribute} (${wholePercent(lost / of)})`)
      .join(', '),
  ]
}

function specialLines({ nobody }: SeamReport): string[] {
  if (nobody === null || (nobody.special.length === 0 && nobody.handoversToNobody === 0)) return []
  const lines = ['', 'Actors that are perhaps no people']
  if (nobody.handoversToNobody > 0)
    lines.push(`  nobody is named after ${counted(nobody.handoversToNobody, 'event')} that name somebody`)
  for (const { actor, why, handoversTo } of nobody.special.slice(0, MOST_ROWS))
    lines.push(`  ${actor}: ${why}; ${counted(handoversTo, 'handover')} to it`)
  return lines
}

function outcomeLines({ outcome, read }: SeamReport): string[] {
  if (outcome === null) return []
  const groups = outcome.byCounter ?? outcome.byHandovers
  const lines = [
    '',
    `How cases turn out ("${read.columns.outcome ?? ''}"), by handovers${outcome.byCounter === null ? '' : ' as the system counts them'}`,
    ...table(
      ['handovers', 'cases', 'good', '95 % between'],
      groups.map(({ handovers, cases, share, interval: [low, high] }) => [
        handovers,
        cases.toLocaleString('en'),
        wholePercent(share),
        `${wholePercent(low)} and ${wholePercent(high)}`,
      ]),
      [1, 2],
    ),
  ]
  if (outcome.difference !== null)
    lines.push(
      `  Without a handover ${points(outcome.difference.plain)} more turn out well; among cases that took about as long, ${points(outcome.difference.atSameDuration)}.`,
    )
  return [...lines, `  ${outcome.caution}`]
}

function points(share: number): string {
  return `${(100 * share).toFixed(1)} points`
}

export function breakerInWords(breaker: Breaker): string {
  switch (breaker.kind) {
    case 'new-pair':
      return `${dayOf(breaker.at)}: ${breaker.from} to ${breaker.to} is new`
    case 'vanished-pair':
      return `${dayOf(breaker.at)}: ${breaker.from} to ${breaker.to} is seen no more`
    case 'doubled-volume':
      return `${dayOf(breaker.at)}: ${breaker.from} to ${breaker.to} goes from ${String(breaker.perWeekBefore)} to ${String(breaker.perWeekAfter)} handovers a week`
    case 'renamed-attribute':
      return `${dayOf(breaker.at)}: "${breaker.attribute}" is called "${breaker.newName}" from here on`
    case 'new-attribute':
      return `${dayOf(breaker.at)}: "${breaker.attribute}" is new`
    case 'vanished-attribute':
      return `${dayOf(breaker.at)}: "${breaker.attribute}" is filled no more`
    default:
      return `${dayOf(breaker.at)}: "${breaker.attribute}" was ${breaker.was} and is ${breaker.is}`
  }
}

/** A duration as people say one: `3.4 days`. */
export function about(ms: number): string {
  const [size, unit] = UNITS.find(([size]) => ms >= size) ?? [1000, 's']
  const value = ms / size
  return `${value < 10 && value !== Math.round(value) ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ${unit}`
}

const UNITS: readonly (readonly [number, string])[] = [
  [DAY_MS, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
]

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `20 Nov 2026` */
export function dayOf(at: string | null): string {
  if (at === null) return ''
  const date = new Date(at)
  return `${String(date.getUTCDate())} ${MONTHS[date.getUTCMonth()] ?? ''} ${String(date.getUTCFullYear())}`
}

/** Columns under their names; `right` are the places of those that stand to the right. */
function table(names: readonly string[], rows: readonly (readonly string[])[], right: readonly number[]): string[] {
  const widths = names.map((name, place) => Math.max(name.length, ...rows.map((row) => (row[place] ?? '').length)))
  return [names, ...rows].map((row) =>
    `  ${row.map((cell, place) => (right.includes(place) ? cell.padStart(widths[place] ?? 0) : cell.padEnd(widths[place] ?? 0))).join('  ')}`.trimEnd(),
  )
}

function more(count: number): string[] {
  return count > MOST_ROWS ? [`  and ${(count - MOST_ROWS).toLocaleString('en')} more; --json lists all`] : []
}
