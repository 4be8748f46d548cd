import { DEPARTURE_WARM_UP, rowScores, seriesAlerts, type DepartureKind, type RowScore } from '@dayshift/core'
import { CliFailure } from '../failure.ts'
import { cellsOf, readCsv } from '../read-csv.ts'

export interface DetectFlags {
  readonly timestamp: string
  readonly value: string
  readonly scores?: true
  readonly json?: true
}

interface Alert {
  /** Row, counted from 0 below the line of names. */
  readonly index: number
  readonly time: string
  readonly statistic: number
  /** Time of the row at which what is told began. */
  readonly since: string
  readonly sinceIndex: number
  readonly kind: DepartureKind
}

/** Prints where a series departs from all that it was before, row by row. */
export function printDepartures(file: string, flags: DetectFlags): void {
  const table = readCsv(file)
  const times = cellsOf(table, flags.timestamp)
  const cells = cellsOf(table, flags.value)
  const values = cells.map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell)))
  const skipped = values.filter((value) => !Number.isFinite(value)).length
  if (skipped === values.length)
    throw new CliFailure(
      'no-numbers',
      `Cannot watch "${flags.value}" of "${file}": none of its ${values.length} rows holds a number.`,
    )
  if (skipped > 0)
    process.stderr.write(
      `${skipped} of ${values.length} rows hold no number in "${flags.value}" and are passed over.\n`,
    )
  const judged = Math.max(0, values.length - skipped - DEPARTURE_WARM_UP)
  const scores = rowScores(values)
  const alerts = seriesAlerts(values, scores).map(({ index, statistic, since, kind }) => ({
    index,
    time: times[index] ?? '',
    statistic: rounded(statistic),
    since: times[since] ?? '',
    sinceIndex: since,
    kind,
  }))
  if (!flags.json && flags.scores) process.stdout.write(scoreRows(times, cells, scores))
  else if (!flags.json) process.stdout.write(`${inWords(alerts, judged)}\n`)
  else {
    const perRow = flags.scores ? { scores: scores.map(({ score }) => rounded(score)) } : {}
    process.stdout.write(`${JSON.stringify({ alerts, rows: values.length, skipped, judged, ...perRow })}\n`)
  }
}

/** As the Numenta Anomaly Benchmark has its results. */
function scoreRows(times: readonly string[], cells: readonly string[], scores: readonly RowScore[]): string {
  const rows = times.map(
    (time, row) => `${quoted(time)},${quoted(cells[row] ?? '')},${rounded(scores[row]?.score ?? 0)}`,
  )
  return `timestamp,value,anomaly_score\n${rows.join('\n')}\n`
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

function inWords(alerts: readonly Alert[], judged: number): string {
  if (judged === 0) return `Nothing can be said: ${DEPARTURE_WARM_UP} rows with a number are needed to compare with.`
  if (alerts.length === 0) return `No departure in the ${judged} rows that could be judged.`
  const lines = alerts.map(({ index, time, since, kind, statistic }) => {
    const began = since === time ? '' : `, since ${since}`
    return `  ${time}  row ${index}  ${WHAT[kind]}, ${statistic.toFixed(1)} times the bound${began}`
  })
  return `${alerts.length} departures in the ${judged} rows that could be judged:\n${lines.join('\n')}`
}

const WHAT: Readonly<Record<DepartureKind, string>> = {
  value: 'a value outside all before',
  level: 'a level outside all before',
  shape: 'a course unlike all before',
}

function rounded(value: number): number {
  return Number(value.toPrecision(6))
}
