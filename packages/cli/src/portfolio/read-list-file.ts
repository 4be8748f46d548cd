import {
  createListReader,
  findEncoding,
  findListHeader,
  LIST_FIELDS,
  type ListColumns,
  type ListField,
  type ListOfInitiatives,
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
  /** Sheets that hold a list too and were not read. */
  readonly otherSheets: readonly { readonly sheet: string; readonly rows: number }[]
  readonly columns: readonly { readonly field: ListField; readonly column: string }[]
  readonly list: ListOfInitiatives
}

export interface ReadListOptions {
  readonly map: StageMap
  readonly said: ReadonlyMap<ListField, string>
  /** Of a workbook; else the one with most of what a list says, then with most rows. */
  readonly sheet: string | undefined
}

/** Lists are read whole; a larger one is none. */
const MOST_BYTES = 256 * 1024 * 1024
/** So many rows may stand above the names of the columns. */
const MOST_TITLES = 20

/** Reads a list of initiatives: CSV in whatever encoding, also gzipped, or a workbook. */
export async function readListFile(file: string, options: ReadListOptions): Promise<ListFile> {
  const bytes = await bytesOf(file)
  try {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return fromWorkbook(file, bytes, options)
    if (options.sheet !== undefined) throw refuse(file, 'it is no workbook, and has no sheets')
    if (bytes.readUInt32BE(0) === 0xd0cf11e0)
      throw refuse(file, 'it is a workbook of the old form, or one with a password: save it as .xlsx or CSV')
    return fromTable(file, bytes, options)
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

function fromTable(file: string, bytes: Buffer, { map, said }: ReadListOptions): ListFile {
  const { encoding } = findEncoding(bytes)
  // Turned whole, so that lines above the names can be told apart as bytes.
  const text = encoding.startsWith('utf-16') ? Buffer.from(new TextDecoder(encoding).decode(bytes)) : bytes
  const titles: { readonly from: number; readonly line: number; readonly names: readonly string[] }[] = []
  for (let [from, line] = [0, 1]; titles.length <= MOST_TITLES && from < text.length;) {
    titles.push({ from, line, names: namesAt(text, from) })
    const end = endOfRecord(text, from)
    line += end.lines
    from = end.at
  }
  const header = findListHeader(
    titles.map(({ names }) => names),
    said,
  )
  const start = titles[header?.row ?? -1]
  if (header === null || start === undefined) throw unnamed(file, titles[0]?.names ?? [], said)
  const list = createListReader(header.columns, map)
  const reader = new TableReader({
    columns: () => {},
    row: (row) =>
      list.row(
        start.names.map((_, place) => row.text(place)),
        row.line + start.line - 1,
      ),
    rejected: ({ line, why }) => list.reject(line + start.line - 1, why),
  })
  reader.push(text.subarray(start.from))
  reader.end()
  return told(start.names, header.columns, list.end(), {
    encoding: text === bytes ? reader.encoding : encoding,
    sheet: null,
    otherSheets: [],
  })
}

/** What the record that begins here would name as columns; nothing where it can't be read as a first line. */
function namesAt(text: Buffer, from: number): readonly string[] {
  let names: readonly string[] = []
  const reader = new TableReader({
    columns(columns) {
      names = columns
      throw new Named()
    },
    row: () => {},
  })
  try {
    reader.push(text.subarray(from, from + NAMES_BYTES))
    reader.end()
  } catch (cause) {
    if (!(cause instanceof Named) && !(cause instanceof TableRefusal)) throw cause
  }
  return names
}

/** The names of the columns stand within so many bytes. */
const NAMES_BYTES = 512 * 1024

class Named extends Error {}

/** Where the next record begins, and how many lines this one has: a break within quotes ends none. */
function endOfRecord(text: Buffer, from: number): { readonly at: number; readonly lines: number } {
  let [isQuoted, lines] = [false, 0]
  for (let at = from; at < text.length; at++) {
    const byte = text[at]
    if (byte === 0x22) isQuoted = !isQuoted
    else if (byte === 0x0a || (byte === 0x0d && text[at + 1] !== 0x0a)) {
      lines += 1
      if (!isQuoted) return { at: at + 1, lines }
    }
  }
  return { at: text.length, lines }
}

function fromWorkbook(file: string, bytes: Buffer, { map, said, sheet: wanted }: ReadListOptions): ListFile {
  const all = readXlsx(bytes)
  const sheets = wanted === undefined ? all : all.filter(({ name }) => name === wanted)
  if (sheets.length === 0)
    throw refuse(file, `it has no sheet "${wanted ?? ''}"; it has ${all.map(({ name }) => `"${name}"`).join(', ')}`)
  const lists = sheets
    .flatMap((sheet) => {
      const header = findListHeader(
        sheet.rows.slice(0, MOST_TITLES + 1).map(({ cells }) => cells),
        said,
      )
      return header === null ? [] : [{ sheet, header, rows: sheet.rows.slice(header.row + 1) }]
    })
    .toSorted((a, b) => b.header.columns.size - a.header.columns.size || b.rows.length - a.rows.length)
  const [best, ...others] = lists
  if (best === undefined) throw unnamed(file, sheets[0]?.rows[0]?.cells ?? [], said)
  const list = createListReader(best.header.columns, map)
  for (const row of best.rows) list.row(row.cells, row.line)
  return told(best.sheet.rows[best.header.row]?.cells ?? [], best.header.columns, list.end(), {
    encoding: 'utf-8',
    sheet: best.sheet.name,
    otherSheets: others
      .filter(({ rows }) => rows.length > 0)
      .map(({ sheet, rows }) => ({ sheet: sheet.name, rows: rows.length })),
  })
}

function told(
  names: readonly string[],
  places: ListColumns,
  list: ListOfInitiatives,
  from: Pick<ListFile, 'encoding' | 'sheet' | 'otherSheets'>,
): ListFile {
  const columns = LIST_FIELDS.flatMap((field) => {
    const place = places.get(field)
    return place === undefined ? [] : [{ field, column: (names[place] ?? '').trim() }]
  })
  return { ...from, columns, list }
}

function unnamed(file: string, columns: readonly string[], said: ReadonlyMap<ListField, string>): CliFailure {
  const listed = columns.slice(0, 20).map((name) => `"${name.trim().slice(0, 60)}"`)
  const has = `it has ${listed.join(', ')}`
  if (said.size === 0)
    return refuse(file, `no column names the initiatives; ${has}. Say which with --column name=COLUMN`)
  const wanted = [...said.values()].map((name) => `"${name}"`).join(', ')
  return refuse(file, `none of its first rows names the columns ${wanted} and one for the initiatives; ${has}`)
}

function refuse(file: string, why: string): CliFailure {
  return new CliFailure('list-refused', `Cannot read a list of initiatives from "${file}": ${why}.`)
}
