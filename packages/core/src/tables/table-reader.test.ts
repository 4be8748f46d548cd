import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTable } from './read-table.ts'
import { TableReader, type TableOptions } from './table-reader.ts'

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function read(chunks: readonly Uint8Array[], options: TableOptions = {}) {
  const rows: string[][] = []
  let columns: readonly string[] = []
  const reader = new TableReader(
    { columns: (names) => (columns = names), row: (row) => rows.push(columns.map((_, place) => row.text(place))) },
    options,
  )
  for (const chunk of chunks) reader.push(chunk)
  reader.end()
  return { reader, columns, rows }
}

describe('cells', () => {
  test('quotes hold delimiters, line breaks and quotes; empty lines are no rows', () => {
    const { columns, rows } = read([bytes('a , b\r\n"x, ""y""\nz",2\r\n\r\n"",\n')])
    expect(columns).toEqual(['a', 'b'])
    expect(rows).toEqual([
      ['x, "y"\nz', '2'],
      ['', ''],
    ])
  })

  test('whatever is written as a table is read back, in chunks of any size', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '語', '🙂', '"', ',', ';', '\n', '\r', ' ', '') })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        (table, size, end) => {
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
          const content = bytes(['one,two,three', ...table.map((row) => row.map(quote).join(','))].join(end))
          const chunks = Array.from({ length: Math.ceil(content.length / size) }, (_, turn) =>
            content.slice(turn * size, (turn + 1) * size),
          )
          expect(read(chunks, { delimiter: ',' }).rows).toEqual(table)
        },
      ),
    )
  })

  test('a table longer than the sample is read whole, also where rows straddle the chunks', () => {
    const lines = Array.from({ length: 20_000 }, (_, row) => `case-${String(row)},"step ${String(row % 7)}",x`)
    const content = bytes(`case,activity,actor\n${lines.join('\n')}\n`)
    const chunks = Array.from({ length: Math.ceil(content.length / 7919) }, (_, turn) =>
      content.slice(turn * 7919, (turn + 1) * 7919),
    )
    const { rows, reader } = read(chunks)
    expect(rows.length).toBe(20_000)
    expect(rows[12_345]).toEqual(['case-12345', 'step 4', 'x'])
    expect(reader.rejected.count).toBe(0)
  })

  test('a row with another number of cells is counted and kept with its line, and so is text after a closing quote', () => {
    const { rows, reader } = read([bytes('a,b\n1,2\n"x\ny"\n3,4,5\n"6"7,8\n9,10')])
    expect(rows).toEqual([
      ['1', '2'],
      ['9', '10'],
    ])
    expect(reader.rejected).toEqual({
      count: 3,
      first: [
        { line: 3, why: 'it has 1 cells, and the first line names 2 columns' },
        { line: 5, why: 'it has 3 cells, and the first line names 2 columns' },
        { line: 6, why: 'something follows a closing quote: "7,8\\n9,10"' },
      ],
    })
  })

  test('a quote that never closes is an error with line and byte, at the end and after the longest row', () => {
    expect(() => read([bytes('a,b\n1,2\n3,"four')])).toThrow(
      'Cannot read on at line 3, byte 8: the quote that opens in line 3 is never closed.',
    )
    expect(() => read([bytes(`a,b\n1,"${'x\n'.repeat(100_000)}`)], { maxRowBytes: 100_000 })).toThrow(
      'line 2, byte 4: the row that begins here is longer than 100000 bytes; a quote',
    )
    expect(() => read([bytes(`a,b\n${',x'.repeat(20_000)}\n`)])).toThrow(
      'the row that begins here has more than 16384 cells',
    )
  })

  test('a cell that is too long is rejected; an empty file and one of zeros are refused', () => {
    const { rows, reader } = read([bytes(`a,b\n${'x'.repeat(50)},1\n2,3\n`)], { maxCellBytes: 40 })
    expect(rows).toEqual([['2', '3']])
    expect(reader.rejected.first).toEqual([{ line: 2, why: 'cell 1 is longer than 40 bytes' }])
    expect(() => read([])).toThrow('it is empty')
    expect(() => read([new Uint8Array([97, 0, 0, 0, 98, 10])])).toThrow('line 1, byte 1: it is no text')
  })
})

describe('what the file doesn’t say is found in it and told', () => {
  test.each([
    ['utf-8', bytes('\uFEFFname,b\nMüller,1\n'), 'Müller'],
    ['utf-8', bytes('name,b\nMüller,1\n'), 'Müller'],
    [
      'windows-1252',
      new Uint8Array([...bytes('name,b\nM'), 0xfc, ...bytes('ller '), 0x80, ...bytes(',1\n')]),
      'Müller €',
    ],
    ['utf-16le', Buffer.from('\uFEFFname,b\nMüller 🙂,1\n', 'utf16le'), 'Müller 🙂'],
    ['utf-16le', Buffer.from('name,b\nMüller,1\n', 'utf16le'), 'Müller'],
    ['utf-16be', Buffer.from('\uFEFFname,b\nMüller,1\n', 'utf16le').swap16(), 'Müller'],
  ])('%s', (encoding, content, name) => {
    for (const size of [1, 3, 1000]) {
      const chunks = Array.from({ length: Math.ceil(content.length / size) }, (_, turn) =>
        content.subarray(turn * size, (turn + 1) * size),
      )
      const { reader, rows, columns } = read(chunks)
      expect([reader.encoding, columns, rows]).toEqual([encoding, ['name', 'b'], [[name, '1']]])
    }
  })

  test('a file that is ASCII for long and then is not UTF-8 is Windows-1252; one that was UTF-8 before has that row rejected', () => {
    const long = 'x,1\n'.repeat(40_000)
    const cafe = new Uint8Array([...bytes('caf'), 0xe9, ...bytes(',2\n')])
    const late = read([bytes(`a,b\n${long}`), cafe])
    expect([late.reader.encoding, late.rows.at(-1)]).toEqual(['windows-1252', ['café', '2']])
    const mixed = read([bytes(`a,b\né,0\n${long}`), cafe])
    expect(mixed.reader.encoding).toBe('utf-8')
    expect(mixed.reader.rejected.first).toEqual([{ line: 40_003, why: 'it is not UTF-8' }])
  })

  test.each([
    [';', 'case;amount\n1;3,50\n2;4,25\n3;1,00\n'],
    ['\t', 'case\tnote\n1\tone, two\n2\tthree\n'],
    ['|', 'case|note|x\n1|a;b|c\n2|d|e\n'],
    [',', 'case,note\n1,"a;b;c"\n2,"d;e;f"\n'],
    [',', 'alone\n1\n2\n'],
    [';', 'sep=;\na;b\n1;2\n'],
  ])('the delimiter %j', (delimiter, content) => {
    const { reader } = read([bytes(content)])
    expect(reader.delimiter).toBe(delimiter)
    expect(reader.rejected.count).toBe(0)
  })
})

test('a whole table at once: a column that is named twice is refused, text is taken as it is', () => {
  expect(readTable('a,b,a\n1,2,3\n')).toEqual({ kind: 'refused', why: 'the column "a" is named twice' })
  expect(readTable('a\nMüller 🙂\n')).toMatchObject({ rows: [{ line: 2, cells: ['Müller 🙂'] }], rejected: [] })
})
