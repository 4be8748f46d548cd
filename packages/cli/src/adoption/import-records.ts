import type { TakenIn } from '@dayshift/contract'
import { csvLine } from '@dayshift/core'
import { writeFileSync } from 'node:fs'
import { callServer } from '../call-server.ts'
import { CliFailure } from '../failure.ts'
import { cellsOf, readCsv } from '../read-csv.ts'

export interface ImportFlags {
  readonly server: string
  readonly key?: string
  readonly workflow: string
  readonly preview?: true
  readonly rejects?: string
  readonly json?: true
}

export interface ImportWhat {
  /** Below `/api/v1`. */
  readonly path: '/units' | '/outcomes'
  readonly noun: string
  /** Member of a record by its column; a member with `?` may lack its column. */
  readonly columns: { readonly [member: string]: { readonly column: string; readonly optional: boolean } }
}

interface Rejected {
  /** From 1, below the line of names. */
  readonly row: number
  readonly errors: readonly { readonly path: string; readonly message: string }[]
}

const AT_ONCE = 2000

/**
 * Sends the rows of a table to the server, in parts; good rows are kept also where others are refused. With `--preview`
 * nothing is kept. Refused rows are listed, and written to the file that `--rejects` names.
 */
export async function importRecords(file: string, { path, noun, columns }: ImportWhat, flags: ImportFlags) {
  const table = readCsv(file)
  const used = Object.entries(columns)
    .filter(([, { column, optional }]) => !optional || table.columns.includes(column))
    .map(([member, { column }]) => ({ member, cells: cellsOf(table, column) }))
  const records = Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(
      used.flatMap(({ member, cells }) => {
        const cell = (cells[row] ?? '').trim()
        return cell === '' ? [] : [[member, member === 'at' ? instantOf(cell) : cell]]
      }),
    ),
  )
  let [accepted, duplicates] = [0, 0]
  const rejected: Rejected[] = []
  for (let start = 0; start < records.length; start += AT_ONCE) {
    const body = {
      workflow: flags.workflow,
      preview: flags.preview === true,
      [path.slice(1)]: records.slice(start, start + AT_ONCE),
    }
    const response = await callServer({ server: flags.server, key: flags.key, method: 'POST', path, body })
    const answer = (await response.json()) as TakenIn // checked by the server
    accepted += answer.accepted
    duplicates += answer.duplicates
    rejected.push(...answer.rejected.map(({ index, errors }) => ({ row: start + index + 1, errors })))
  }
  if (flags.rejects !== undefined && rejected.length > 0) {
    const lines = rejected.map(({ row, errors }) => [String(row), wordsOf(errors), ...valuesOf(table.columns, row)])
    writeFileSync(flags.rejects, [['row', 'why', ...table.columns], ...lines].map(csvLine).join(''))
  }
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ accepted, duplicates, rejected })}\n`
      : inWords({ accepted, duplicates, rejected }),
  )
  if (rejected.length > 0) {
    throw new CliFailure(
      'rows-refused',
      `${String(rejected.length)} of ${String(table.rows)} rows of "${file}" are refused${flags.rejects === undefined ? '' : `; they stand in "${flags.rejects}"`}. Mend them and import the file again: what is known already changes nothing.`,
      { exitCode: 1 },
    )
  }

  function valuesOf(names: readonly string[], row: number): string[] {
    return names.map((name) => table.cells.get(name)?.[row - 1] ?? '')
  }
  function inWords(of: { accepted: number; duplicates: number; rejected: readonly Rejected[] }): string {
    const verb = flags.preview === true ? 'would be kept' : 'kept'
    const lines = [`${String(of.accepted)} ${noun} ${verb}, ${String(of.duplicates)} known already.`]
    for (const { row, errors } of of.rejected.slice(0, 10)) lines.push(`Row ${String(row)}: ${wordsOf(errors)}`)
    if (of.rejected.length > 10) lines.push(`… and ${String(of.rejected.length - 10)} more rows.`)
    return `${lines.join('\n')}\n`
  }
}

/** A time with its zone in the wire's form; what is none is left as it is, so that it is refused with its own words. */
function instantOf(cell: string): string {
  const at = Date.parse(cell)
  return /(Z|[+-]\d\d:?\d\d)$/.test(cell) && !Number.isNaN(at) ? new Date(at).toISOString() : cell
}

function wordsOf(errors: Rejected['errors']): string {
  return errors.map(({ path, message }) => `${path.slice(1) || 'the row'}: ${message}`).join('; ')
}
