import type { TableRow, TableSink } from '../tables/table-reader.ts'
import type { RunSink } from './imported-run.ts'
import { proposeRunColumns, type RunColumns, type RunField, rowRun } from './row-run.ts'

export interface TableRuns extends TableSink {
  /** Known once the first line was read; a sentence where it names no run. */
  readonly found: RunColumns | string | null
}

/** Takes the rows of a table, each a run with one call; its columns are found by their names, or as `said`. */
export function createTableRuns(sink: RunSink, said: ReadonlyMap<RunField, string> = new Map()): TableRuns {
  let found: RunColumns | string | null = null
  const places = new Map<RunField, number>()
  let row: TableRow | null = null
  const cell = (field: RunField): string | null => {
    const place = places.get(field)
    const text = place === undefined || row === null ? '' : row.text(place).trim()
    return text === '' ? null : text
  }
  return {
    get found() {
      return found
    },
    columns(names) {
      found = proposeRunColumns(names, said)
      if (typeof found === 'string') return
      for (const [field, column] of found) places.set(field, names.indexOf(column))
    },
    row(each) {
      if (typeof found === 'string') return
      row = each
      const run = rowRun(cell)
      if (typeof run === 'string') sink.reject({ place: each.line, why: run })
      else sink.run(run)
    },
    rejected: ({ line, why }) => sink.reject({ place: line, why }),
  }
}
