import {
  createListReader,
  LIST_FIELDS,
  type ListColumns,
  type ListField,
  type ListOfInitiatives,
  proposeListColumns,
  type StageMap,
  TableReader,
  TableRefusal,
} from '@dayshift/core'
import { CliFailure } from '../failure.ts'
import { chunksOf } from '../read-chunks.ts'
import { readXlsx } from './read-xlsx.ts'
import { ZipFault } from './read-zip.ts'

export interface ListFile {
  readonly encoding: string
  /** Of a workbook. */
  readonly sheet: string | null
  readonly columns: readonly { readonly field: ListField; readonly column: string }[]
  readonly list: ListOfInitiatives
}

/** Lists are read whole; a larger one is none. */
const MOST_BYTES = 256 * 1024 * 1024
/** So many rows may stand above the names of the columns. */
const MOST_TITLES = 20

/** Reads a list of initiatives: CSV in whatever encoding, also gzipped, or a workbook. */
export async function readListFile(
  file: string,
  map: StageMap,
  said: ReadonlyMap<ListField, string>,
): Promise<ListFile> {
  const bytes = await bytesOf(file)
  try {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return fromWorkbook(file, bytes, map, said)
    if (bytes.readUInt32BE(0) === 0xd0cf11e0)
      throw refuse(file, 'it is a workbook of the old form, or one with a password: save it as .xlsx or CSV')
    return fromTable(file, bytes, map, said)
  } catch (cause) {
    if (cause instanceof ZipFault) throw refuse(file, cause.message)
    if (cause instanceof TableRefusal) throw refuse(file, `line ${String(cause.line)}: ${cause.why}`)
    throw cause
  }
}

async function bytesOf(file: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunksOf(file)) {
    chunks.push(chunk.slice())
    length += chunk.length
    if (length > MOST_BYTES) throw refuse(file, `it is larger than ${String(MOST_BYTES)} bytes`)
  }
  if (length < 4) throw refuse(file, 'it is empty')
  return Buffer.concat(chunks)
}

function fromTable(file: string, bytes: Buffer, map: StageMap, said: ReadonlyMap<ListField, string>): ListFile {
  let from = 0
  let first: readonly string[] = []
  for (let titles = 0; titles <= MOST_TITLES && from < bytes.length; titles++) {
    let names: readonly string[] = []
    let places: ListColumns | null = null
    let list: ReturnType<typeof createListReader> | null = null
    const skipped = titles
    const reader = new TableReader({
      columns(columns) {
        names = columns
        places = proposeListColumns(columns, said)
        if (places === null) throw new NoNames()
        list = createListReader(places, map)
      },
      row: (row) =>
        list?.row(
          names.map((_, place) => row.text(place)),
          row.line + skipped,
        ),
      rejected: ({ line, why }) => list?.reject(line + skipped, why),
    })
    try {
      reader.push(bytes.subarray(from))
      reader.end()
    } catch (cause) {
      if (!(cause instanceof NoNames)) throw cause
      if (titles === 0) first = names
      const end = bytes.indexOf(0x0a, from)
      if (end === -1) break
      from = end + 1
      continue
    }
    if (places !== null && list !== null)
      return told(names, places, (list as ReturnType<typeof createListReader>).end(), reader.encoding, null)
  }
  throw unnamed(file, first)
}

/** The first line does not name the columns of a list. */
class NoNames extends Error {}

function fromWorkbook(file: string, bytes: Buffer, map: StageMap, said: ReadonlyMap<ListField, string>): ListFile {
  const sheets = readXlsx(bytes)
  for (const { name, rows } of sheets) {
    for (const [index, { cells }] of rows.slice(0, MOST_TITLES + 1).entries()) {
      const places = proposeListColumns(cells, said)
      if (places === null || (places.size < 2 && rows.length - index < 2)) continue
      const list = createListReader(places, map)
      for (const row of rows.slice(index + 1)) list.row(row.cells, row.line)
      return told(cells, places, list.end(), 'utf-8', name)
    }
  }
  throw unnamed(file, sheets[0]?.rows[0]?.cells ?? [])
}

function told(
  names: readonly string[],
  places: ListColumns,
  list: ListOfInitiatives,
  encoding: string,
  sheet: string | null,
): ListFile {
  const columns = LIST_FIELDS.flatMap((field) => {
    const place = places.get(field)
    return place === undefined ? [] : [{ field, column: (names[place] ?? '').trim() }]
  })
  return { encoding, sheet, columns, list }
}

function unnamed(file: string, columns: readonly string[]): CliFailure {
  const listed = columns.slice(0, 20).map((name) => `"${name.trim().slice(0, 60)}"`)
  return refuse(
    file,
    `no column names the initiatives; it has ${listed.join(', ')}. Say which with --column name=COLUMN`,
  )
}

function refuse(file: string, why: string): CliFailure {
  return new CliFailure('list-refused', `Cannot read a list of initiatives from "${file}": ${why}.`)
}
