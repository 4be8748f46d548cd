import { basename } from 'node:path'
import { parseStageMap, shippedStageMap } from '@dayshift/contract'
import { LIST_FIELDS, type ListedInitiative, type StageMap } from '@dayshift/core'
import { callAsPerson } from '../call-as-person.ts'
import { counted } from '../cost/cost-in-words.ts'
import { CliFailure } from '../failure.ts'
import { fieldsSaid } from '../imports/columns-said.ts'
import { createRejectList } from '../imports/reject-list.ts'
import { createProgress } from '../progress.ts'
import { readUtf8 } from '../read-utf8.ts'
import { showDiagnostics } from '../show-diagnostics.ts'
import { type ListFile, readListFile } from './read-list-file.ts'

export interface ImportListFlags {
  readonly dryRun?: true
  readonly server?: string
  readonly email?: string
  readonly map?: string
  readonly column?: readonly string[]
  readonly sheet?: string
  readonly rejects?: string
  readonly json?: true
}

interface Taken {
  readonly added: number
  readonly changed: number
  readonly same: number
}

/** Reads a list of initiatives and says what it holds; without `--dry-run` it goes to the server's portfolio. */
export async function importList(file: string, flags: ImportListFlags): Promise<void> {
  const map = flags.map === undefined ? shippedStageMap() : readStageMap(flags.map)
  const read = await readListFile(file, {
    map,
    said: fieldsSaid(LIST_FIELDS, flags.column ?? []),
    sheet: flags.sheet,
  })
  const rejects = createRejectList(flags.rejects)
  for (const each of read.list.rejected) rejects.add(each)
  rejects.close()
  const taken = flags.dryRun === true ? null : await send(file, read.list.items, flags)
  if (flags.json === true) {
    const { encoding, sheet, otherSheets, columns, list } = read
    process.stdout.write(
      `${JSON.stringify({
        encoding,
        rows: list.rows,
        imported: list.items.length,
        rejected: list.rejected.length,
        repeated: list.repeated,
        stages: Object.fromEntries(list.stages),
        mapped: list.mapped,
        columns: Object.fromEntries(columns.map(({ field, column }) => [field, column])),
        ...(sheet === null ? {} : { sheet, otherSheets }),
        ...(taken === null ? {} : { taken }),
      })}\n`,
    )
  } else process.stdout.write(inWords(file, read, taken, flags))
}

const AT_ONCE = 1000

async function send(file: string, items: readonly ListedInitiative[], flags: ImportListFlags): Promise<Taken> {
  const { server, email } = flags
  if (server === undefined || email === undefined)
    throw new CliFailure(
      'server-missing',
      'Say where the list goes: --server and --email (the password is read from DAYSHIFT_PASSWORD), or --dry-run to see what it holds.',
    )
  const progress = createProgress('Sending')
  const sum = { added: 0, changed: 0, same: 0 }
  try {
    for (let start = 0; start < items.length; start += AT_ONCE) {
      const part = items.slice(start, start + AT_ONCE).map(({ line: _line, ...item }) => ({
        ...item,
        name: item.name.slice(0, 500),
        unit: item.unit.slice(0, 500),
        stageWritten: item.stageWritten.slice(0, 200),
        owner: item.owner.slice(0, 500),
        risk: item.risk.slice(0, 500),
      }))
      const body = { source: basename(file).slice(0, 500), items: part }
      const response = await callAsPerson({ server, email, path: '/portfolio/initiatives', body })
      const taken = (await response.json()) as Taken // the server checked it
      sum.added += taken.added
      sum.changed += taken.changed
      sum.same += taken.same
      progress.show(start + part.length, items.length)
    }
  } finally {
    progress.clear()
  }
  return sum
}

function readStageMap(file: string): StageMap {
  const text = readUtf8(file, 'map')
  const { map, errors } = parseStageMap(text, shippedStageMap())
  if (map !== null) return map
  const shown = showDiagnostics(file, text, { errors, warnings: [] }, process.stderr)
  throw new CliFailure('map-invalid', `${shown}\n"${file}" says not clearly what the stages mean: mend it first.`, {
    exitCode: 1,
  })
}

function inWords(
  file: string,
  { encoding, sheet, otherSheets, columns, list }: ListFile,
  taken: Taken | null,
  flags: ImportListFlags,
): string {
  const { rows, items, rejected, repeated, stages, mapped, daysUntold } = list
  const lines = [
    `${basename(file)} (${sheet === null ? encoding : `sheet “${sheet}”`}): ${counted(rows, 'row')}, ${counted(items.length, 'initiative')}, ${String(rejected.length)} rejected, ${String(repeated)} repeated (same name and unit as one before).`,
    ...otherSheets.map(
      (other) => `Not read: sheet “${other.sheet}” with ${counted(other.rows, 'row')}; --sheet says which one is.`,
    ),
    '',
    'Columns, as taken; --column FIELD=NAME says otherwise',
    ...columns.map(({ field, column }) => `  ${field.padEnd(10)} ${column.replaceAll(/\s+/g, ' ').slice(0, 80)}`),
    '',
    'Stages',
    ...Object.entries(mapped)
      .filter(([, n]) => n > 0)
      .map(([stage, n]) => `  ${stage.padEnd(10)} ${n.toLocaleString('en').padStart(7)}`),
  ]
  const spelled = [...stages].toSorted(([, a], [, b]) => b - a)
  lines.push('', 'As spelled; --map FILE says what a spelling means')
  for (const [spelling, n] of spelled.slice(0, 15))
    lines.push(
      `  ${n.toLocaleString('en').padStart(7)}  ${spelling === '' ? '(empty)' : spelling.replaceAll(/\s+/g, ' ').slice(0, 80)}`,
    )
  if (spelled.length > 15) lines.push(`  and ${String(spelled.length - 15)} more; --json lists all`)
  if (daysUntold > 0)
    lines.push('', `${counted(daysUntold, 'day')} could be read with the month first or second, and stay empty.`)
  if (rejected.length > 0) {
    lines.push('', 'Rejected')
    for (const { place, why } of rejected.slice(0, 10)) lines.push(`  ${String(place)}: ${why}`)
    if (rejected.length > 10) lines.push(`  and ${String(rejected.length - 10)} more; --rejects FILE lists all`)
  }
  if (taken !== null)
    lines.push(
      '',
      `Taken in: ${String(taken.added)} new, ${String(taken.changed)} changed, ${String(taken.same)} as they were.`,
    )
  else if (flags.dryRun === true) lines.push('', 'Nothing was sent.')
  return `${lines.join('\n')}\n`
}
