import { readZip, ZipFault } from './read-zip.ts'

export interface Sheet {
  readonly name: string
  /** Rows with any text, each with its number in the sheet. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

const MOST_COLUMNS = 16_384
const MOST_CELLS = 20_000_000

/**
 * Reads the sheets of an Office Open XML workbook (ECMA-376, part 1, section 18) as text: shared and inline strings, numbers as
 * they are kept, days as the sheet counts them. Formulas give the value that was last computed. XML is read by its tags; no
 * entity but the five of XML and characters by number means anything, so that nothing can be expanded.
 */
export function readXlsx(bytes: Buffer): readonly Sheet[] {
  const entries = new Map(readZip(bytes).map((entry) => [entry.name.replace(/^\//, ''), entry]))
  const text = (name: string) => entries.get(name)?.read().toString('utf8') ?? null
  const workbook = text('xl/workbook.xml')
  if (workbook === null) throw new ZipFault('it is an archive and no workbook')
  const targets = new Map(
    elements(text('xl/_rels/workbook.xml.rels') ?? '', 'Relationship').map(({ attributes }) => [
      attributeOf(attributes, 'Id'),
      attributeOf(attributes, 'Target'),
    ]),
  )
  const shared = elements(text('xl/sharedStrings.xml') ?? '', 'si').map(({ inner }) => textIn(inner))
  return elements(workbook, 'sheet').map(({ attributes }) => {
    const target = targets.get(attributeOf(attributes, 'r:id')) ?? ''
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    return { name: attributeOf(attributes, 'name'), rows: rowsOf(text(path) ?? '', shared) }
  })
}

interface Element {
  readonly name: string
  readonly attributes: string
  readonly inner: string
}

/**
 * The elements of these names, whatever prefix they have, in their order; those in `open` are told by their start alone, and what
 * they hold is looked through too. Goes over the text once.
 */
function elements(xml: string, names: string, open = ''): Element[] {
  const found: Element[] = []
  const starts = new RegExp(`<((?:\\w+:)?(${open === '' ? names : `${names}|${open}`}))(?=[\\s/>])([^<>]*)>`, 'g')
  for (let start = starts.exec(xml); start !== null; start = starts.exec(xml)) {
    const [, tag = '', name = '', attributes = ''] = start
    let inner = ''
    if (!attributes.endsWith('/') && name !== open) {
      const end = xml.indexOf(`</${tag}>`, starts.lastIndex)
      if (end === -1) {
        // Relationships and sheets hold nothing; a cell or a text without an end is broken.
        if (name === 'c' || name === 't' || name === 'si') throw new ZipFault('a sheet of it is no well-formed XML')
      } else {
        inner = xml.slice(starts.lastIndex, end)
        starts.lastIndex = end
      }
    }
    found.push({ name, attributes, inner })
  }
  return found
}

/** The runs of a rich text, without how it is pronounced. */
function textIn(xml: string): string {
  const spoken = elements(xml, 'rPh').reduce((rest, { inner }) => (inner === '' ? rest : rest.replace(inner, '')), xml)
  return elements(spoken, 't')
    .map(({ inner }) => plain(inner))
    .join('')
}

function rowsOf(xml: string, shared: readonly string[]): Sheet['rows'] {
  const rows: { line: number; cells: string[] }[] = []
  let line = 0
  let seen = 0
  let row: { line: number; cells: string[] } | null = null
  for (const { name, attributes, inner } of elements(xml, 'c', 'row')) {
    if (name === 'row') {
      line = Number(attributeOf(attributes, 'r')) || line + 1
      row = { line, cells: [] }
      rows.push(row)
      continue
    }
    seen += 1
    if (seen > MOST_CELLS) throw new ZipFault(`a sheet has more than ${String(MOST_CELLS)} cells`)
    if (row === null) continue
    const place = columnOf(attributeOf(attributes, 'r')) ?? row.cells.length
    if (place >= MOST_COLUMNS) throw new ZipFault(`row ${String(row.line)} has a cell beyond the last column`)
    while (row.cells.length < place) row.cells.push('')
    row.cells[place] = inner === '' ? '' : valueOf(attributeOf(attributes, 't'), inner, shared)
  }
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
}

function valueOf(type: string, inner: string, shared: readonly string[]): string {
  if (type === 'inlineStr') return textIn(inner)
  const value = elements(inner, 'v')[0]?.inner ?? ''
  if (type === 's') return shared[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  return plain(value)
}

/** `BC12` is the 55th column: place 54. */
function columnOf(reference: string): number | null {
  const letters = /^([A-Z]{1,3})\d*$/.exec(reference)?.[1]
  if (letters === undefined) return null
  let place = 0
  for (const letter of letters) place = place * 26 + letter.charCodeAt(0) - 64
  return place - 1
}

function attributeOf(attributes: string, name: string): string {
  const at = ` ${attributes}`
  return plain(
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
      .exec(at)
      ?.slice(1)
      .find((each) => each !== undefined) ?? '',
  )
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function plain(text: string): string {
  return text
    .replaceAll(
      /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
      (whole, hex: string, decimal: string, name: string) => {
        if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole
      },
    )
    .replaceAll(/_x([0-9a-f]{4})_/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
