import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateRawSync } from 'node:zlib'
import { bootServer, runDayshift, TEST_PASSWORD, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const DATA = fileURLToPath(new URL('../../../../shared/data/federal_ai_inventory/', import.meta.url))
const found = existsSync(DATA)
const absent = found ? '' : ' (skipped: ../shared/data is absent)'
const folder = mkdtempSync(join(tmpdir(), 'dayshift-portfolio-'))
let server: TestServer
beforeAll(async () => {
  server = await bootServer()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await server.close()
})

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const read = async (...args: readonly string[]) => {
  const { code, out, err } = await runDayshift(['portfolio', 'import', ...args, '--dry-run', '--json'])
  return code === 0 ? (JSON.parse(out) as Record<string, unknown>) : { code, err }
}

describe.skipIf(!found)(`the federal inventories${absent}`, () => {
  test('2024, which is not UTF-8 and has line breaks in cells: each stage as the list spells it, repeats counted', async () => {
    const list = await read(join(DATA, '2024_consolidated_ai_inventory_raw_v2.csv.gz'))
    expect(list).toMatchObject({
      encoding: 'windows-1252',
      rows: 2133,
      imported: 2133,
      rejected: 0,
      repeated: 81,
      mapped: { design: 399, pilot: 404, readiness: 287, operation: 892, retired: 142, unknown: 9 },
    })
    expect(list['stages']).toEqual({
      'Operation and Maintenance': 874,
      'Acquisition and/or Development': 404,
      Initiated: 370,
      'Implementation and Assessment': 287,
      Retired: 142,
      Planned: 20,
      'In production': 14,
      Ideation: 9,
      'Research or  Administrative Action Complete': 5,
      'In mission': 4,
      '': 4,
    })
  })

  test('2023, by other names of columns: half of it names no stage, and is unknown', async () => {
    expect(await read(join(DATA, '2023_consolidated_ai_inventory_raw.csv.gz'))).toMatchObject({
      encoding: 'utf-8',
      rows: 710,
      imported: 710,
      stages: { '': 321, 'In-use': 27 },
      mapped: { operation: 157, unknown: 327 },
      columns: { name: 'Title', unit: 'Agency', stage: 'Development_Stage' },
    })
  })
})

/** A ZIP archive of these entries (APPNOTE 6.3.10). */
function zip(entries: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(entries)) {
    const whole = Buffer.from(content)
    const packed = deflateRawSync(whole)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(whole), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(whole.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed])
    const central = Buffer.alloc(46)
    central.write('PK\u0001\u0002')
    fields.copy(central, 6)
    central.writeUInt32LE(at, 42)
    directory.push(Buffer.concat([central, Buffer.from(name)]))
    parts.push(local)
    at += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, listed, end])
}

const workbook = (sheet: string | Buffer, strings = '') => ({
  'xl/workbook.xml':
    '<workbook><sheets><sheet name="Cover" r:id="r1"/><sheet name="List &amp; more" r:id="r2"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
  'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
  'xl/worksheets/sheet1.xml':
    '<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>About</t></is></c></row></sheetData></worksheet>',
  'xl/worksheets/sheet2.xml': sheet,
})

test('a workbook is read as a CSV of the same list: shared, rich and inline text, days, a title above, gaps', async () => {
  const inline = (text: string) => `<is><t xml:space="preserve">${text}</t></is>`
  const sheet = `<x:worksheet xmlns:x="m"><x:sheetData>
    <x:row r="1"><x:c r="A1" t="inlineStr">${inline('All of it').replaceAll('<', '<x:').replaceAll('<x:/', '</x:')}</x:c></x:row>
    <x:row r="3"><x:c r="A3" t="s"><x:v>0</x:v></x:c><x:c r="B3" t="s"><x:v>1</x:v></x:c><x:c r="D3" t="s"><x:v>2</x:v></x:c></x:row>
    <x:row r="4"><x:c r="A4" t="s"><x:v>3</x:v></x:c><x:c r="B4" t="s"><x:v>4</x:v></x:c><x:c r="D4"><x:v>46117</x:v></x:c></x:row>
    <x:row r="5"><x:c r="A5" t="s"><x:v>3</x:v></x:c><x:c r="B5" s="1"/></x:row>
    <x:row r="6"/>
  </x:sheetData></x:worksheet>`
  const strings =
    '<si><t>Initiative</t></si><si><t>Status</t></si><si><t>Start date</t></si><si><r><t>Triage &amp; </t></r><r><t>&#x201C;reply&#8221;</t></r><rPh><t>no</t></rPh></si><si><t xml:space="preserve"> In production </t></si>'
  expect(await read(file('list.xlsx', zip(workbook(sheet, strings))))).toEqual({
    encoding: 'utf-8',
    rows: 2,
    imported: 2,
    rejected: 0,
    repeated: 1,
    stages: { 'In production': 1, '': 1 },
    mapped: {
      design: 0,
      pilot: 0,
      readiness: 0,
      transfer: 0,
      launch: 0,
      operation: 1,
      paused: 0,
      retired: 0,
      unknown: 1,
    },
    columns: { name: 'Initiative', stage: 'Status', startedOn: 'Start date' },
    sheet: 'List & more',
    otherSheets: [],
  })
})

/** A sheet of these rows as inline text. */
function sheetOf(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
  return `<worksheet><sheetData>${rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`
}

// In the forms in which agencies publish their lists; the text is made up.
const SECTIONS =
  '"SECTION 1: Use Case Identifiers\nComplete this Section for the following Use Cases: Retired,  Pre-deployment, Pilot, and Deployed",,,,"\nSECTION 5: Risk ""HIGH-IMPACT""\n\n"\n'
const DEPLOYED =
  'c)  Deployed – The use case is being actively authorized or utilized to support the functions or mission of an agency.'
const RETIRED =
  'd) Retired – The use case was reported in the agency’s prior year’s inventory, but its development and/or use has since been discontinued.'

test.each([
  [
    'a group of columns above, over several lines',
    `${SECTIONS}"Use Case ID\n\n[Agency Abbrev.] – [#] ",Use Case Name,Bureau/Component,Stage of Development,Is the AI use case high-impact?\nX-1,Search,OGC,${DEPLOYED},c) Not high-impact\nX 2,Notes,OCIO,"${RETIRED}",\nX 3,Notes,OCIO,a) Pre-deployment – The use case is in a development or acquisition status.,\nX 4,Mail,OCIO,N/A,\n`,
    {
      encoding: 'utf-8',
      rows: 4,
      imported: 4,
      repeated: 1,
      mapped: { operation: 1, retired: 1, pilot: 1, unknown: 1 },
    },
  ],
  [
    'stages by number, with what they mean',
    'Use Case ID/Name,Mission Area,Agency,Current stage of development\nA-001: Spend,R,ARS,"Stage 4 - Operation and Maintenance (Use case is integrated, and is being monitored)"\nA-002: Maps,R,ARS,Stage 3 - Implementation (Use case is currently undergoing testing)\nA-003: Trees,R,FS,Stage 2 - Development and Acquisition (AI use case is under development)\nA-004: Ideas,R,FS,Stage 1 – Initiation (The need is known)\nA-005: Gone,R,FS,Stage 5 - Retired (Use case has been retired)\n',
    { rows: 5, mapped: { operation: 1, readiness: 1, pilot: 1, design: 1, retired: 1, unknown: 0 } },
  ],
  [
    'rows of commas at the end, and a byte order mark',
    '\ufeffUse Case ID,Use Case Name,Description,Status\r\nD-02,Language,x,Pre-deployment\r\nD-03,Audio,x,Deployed\r\n,,,\r\n,,,\r\n',
    { encoding: 'utf-8', rows: 4, imported: 2, rejected: 2, mapped: { pilot: 1, operation: 1 } },
  ],
  [
    'a title, and rows that are withheld',
    'Inventory of AI Use Cases (public),,,\nAI Use Case Name,Agency With AI Use Case,Summary,Current Stage Of Production\nREDACTED,REDACTED,REDACTED,REDACTED\nREDACTED,REDACTED,REDACTED,REDACTED\nDelay,DOT,x,In production: less than 1 year\nSandbox tool,DOT,x,Sandbox\n',
    { rows: 4, imported: 4, repeated: 1, mapped: { unknown: 2, operation: 1, pilot: 1 } },
  ],
])('a list as agencies write it, with %s, is read without a word more', async (_what, text, expected) => {
  expect(await read(file('agency.csv', text))).toMatchObject(expected)
  const wide = Buffer.from(`\ufeff${text.replace('\ufeff', '')}`, 'utf16le')
  expect(await read(file('agency.csv', wide))).toMatchObject({ ...expected, encoding: 'utf-16le' })
})

test('of a workbook’s sheets the one that says most is read, others with a list are told, and one may be named', async () => {
  const names = ['Use Case Name', 'Component', 'Stage of Development']
  const book = file(
    'sheets.xlsx',
    zip({
      ...workbook(sheetOf([['Reportable'], names, ['A', 'x', 'Deployed'], ['B', 'x', 'Pilot'], ['', '', '']])),
      'xl/worksheets/sheet1.xml': sheetOf([
        ['Use Case Name', 'What it is called'],
        ['Component', 'Who has it'],
      ]),
      'xl/worksheets/sheet3.xml': sheetOf([names, ['C', 'x', 'Retired']]),
      'xl/workbook.xml':
        '<workbook><sheets><sheet name="Dictionary" r:id="r1"/><sheet name="Gone" r:id="r3"/><sheet name="All" r:id="r2"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="worksheets/sheet2.xml"/><Relationship Id="r3" Target="worksheets/sheet3.xml"/></Relationships>',
    }),
  )
  expect(await read(book)).toMatchObject({
    sheet: 'All',
    rows: 2,
    mapped: { operation: 1, pilot: 1 },
    otherSheets: [
      { sheet: 'Gone', rows: 1 },
      { sheet: 'Dictionary', rows: 1 },
    ],
  })
  expect(await read(book, '--sheet', 'Gone')).toMatchObject({ rows: 1, mapped: { retired: 1 }, otherSheets: [] })
  expect(await read(book, '--sheet', 'Other')).toMatchObject({
    code: 2,
    err: expect.stringContaining('no sheet "Other"; it has "Dictionary", "Gone", "All"'),
  })
  const { out } = await runDayshift(['portfolio', 'import', book, '--dry-run'])
  expect(out).toContain('Not read: sheet “Gone” with 1 row; --sheet says which one is.')
  expect(await read(book, '--column', 'unit=Bureau')).toMatchObject({
    code: 2,
    err: expect.stringContaining('none of its first rows names the columns "Bureau"'),
  })
})

test('a bomb, a cut archive, an old workbook, broken XML and a list without names are refused in words', async () => {
  const bomb = zip(workbook(Buffer.alloc(64 * 1024 * 1024, ' ')))
  const good = zip(workbook('<worksheet/>'))
  for (const [name, content, words] of [
    ['bomb.xlsx', bomb, 'unpacks to much more than a list would'],
    ['cut.xlsx', good.subarray(0, -30), 'it is no archive, or it is cut off'],
    ['other.xlsx', zip({ 'a.txt': 'a' }), 'it is an archive and no workbook'],
    ['broken.xlsx', zip(workbook('<row r="1">'.concat('<c t="s">'.repeat(50_000)))), 'no well-formed XML'],
    ['old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a workbook of the old form'],
    ['none.csv', 'a,b\n1,2\n', 'no column names the initiatives; it has "a", "b"'],
    ['empty.csv', '', 'it is empty'],
  ] as const) {
    expect(await read(file(name, content))).toMatchObject({ code: 2, err: expect.stringContaining(words) })
  }
})

test('rows of a list below a title, in a map of one’s own; rows that don’t fit are rejected with their lines', async () => {
  const map = file('stages.yaml', 'operation: [humming]\n')
  const list = file('list.csv', 'Our list\nName;Team;Phase\nA;x;Humming\nB;y\n;z;Humming\n')
  expect(await read(list, '--map', map, '--rejects', join(folder, 'rejects.csv'))).toMatchObject({
    rows: 3,
    imported: 1,
    rejected: 2,
    mapped: { operation: 1 },
  })
})

test('a list goes to the portfolio once, by a person; what is corrected in it is changed', async () => {
  const { email } = server.member
  const send = (name: string, text: string) =>
    runDayshift(['portfolio', 'import', file(name, text), '--server', server.address, '--email', email, '--json'], {
      DAYSHIFT_PASSWORD: TEST_PASSWORD,
    })
  const first = await send('list.csv', 'Name,Unit,Stage\nA,x,Pilot\nA,x,Deployed\n')
  expect(first.err).toBe('')
  expect(JSON.parse(first.out)).toMatchObject({ imported: 2, repeated: 1, taken: { added: 2, changed: 0, same: 0 } })
  const again = await send('list.csv', 'Name,Unit,Stage\nA,x,Pilot\nA,x,Retired\n')
  expect(JSON.parse(again.out)).toMatchObject({ taken: { added: 0, changed: 1, same: 1 } })
  const nowhere = await runDayshift(['portfolio', 'import', join(folder, 'list.csv')])
  expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('--dry-run to see what it holds')])
})
