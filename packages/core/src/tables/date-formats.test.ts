import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DateEvidence, dateFormatOf, InstantReader, type DateFormat } from './date-formats.ts'

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function instant(text: string, format: DateFormat = 'text', zone: string | null = null): string | null {
  const content = bytes(`<${text}>`)
  const at = new InstantReader(format, zone).read(content, 1, content.length - 1)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

function decide(...cells: string[]) {
  const evidence = new DateEvidence()
  for (const cell of cells) evidence.add(bytes(cell), 0, bytes(cell).length)
  return evidence.decide()
}

test.each([
  ['2016-02-29', '2016-02-29T00:00:00.000Z'],
  ['2016-02-29T01:16', '2016-02-29T01:16:00.000Z'],
  ['2011-12-06 13:41:31.788000+01:00', '2011-12-06T12:41:31.788Z'],
  ['2011-12-06T13:41:31,788Z', '2011-12-06T13:41:31.788Z'],
  ['2010/12/30 14:32:00 UTC', '2010-12-30T14:32:00.000Z'],
  ['2010-12-30T14:32:00-0330', '2010-12-30T18:02:00.000Z'],
  ['2010-12-30T14:32:00+01', '2010-12-30T13:32:00.000Z'],
  ['2010-12-30T14:32:00+01:00[Europe/Berlin]', '2010-12-30T13:32:00.000Z'],
  ['20101230T143200', '2010-12-30T14:32:00.000Z'],
  ['20101230143200', '2010-12-30T14:32:00.000Z'],
  ['29 Feb 2016 01:16', '2016-02-29T01:16:00.000Z'],
  ['29-Feb-16', '2016-02-29T00:00:00.000Z'],
  ['Feb 29, 2016 1:16 PM', '2016-02-29T13:16:00.000Z'],
  ['Mon, 29 Feb 2016 12:05:06 GMT', '2016-02-29T12:05:06.000Z'],
  ['2015-02-29', null],
  ['2016-13-01', null],
  ['2016-01-01T25:00', null],
  ['2016-01-01 nonsense', null],
  ['29/2/2016', null],
  ['soon', null],
  ['', null],
])('%s is %s', (text, expected) => {
  expect(instant(text)).toBe(expected)
})

test('what is day and what is month is as the format says', () => {
  expect(instant('3/4/2016 01:16', 'd/m/Y')).toBe('2016-04-03T01:16:00.000Z')
  expect(instant('3/4/2016 1:16:09 AM', 'm/d/Y')).toBe('2016-03-04T01:16:09.000Z')
  expect(instant('31/12/69', 'd/m/Y')).toBe('2069-12-31T00:00:00.000Z')
  expect(instant('12/31/2016', 'd/m/Y')).toBe(null)
  expect(instant('1480000000', 'epoch-s')).toBe('2016-11-24T15:06:40.000Z')
  expect(instant('1480000000123', 'epoch-ms')).toBe('2016-11-24T15:06:40.123Z')
})

test('every instant that ISO 8601 writes is read as it is', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      expect(instant(date.toISOString())).toBe(date.toISOString())
    }),
  )
})

test('a time without offset is that of the zone’s clocks, also where they are changed', () => {
  const zone = 'Europe/Berlin'
  expect(instant('2026-03-29 01:59', 'text', zone)).toBe('2026-03-29T00:59:00.000Z')
  expect(instant('2026-03-29 03:00', 'text', zone)).toBe('2026-03-29T01:00:00.000Z')
  expect(instant('2026-10-25 01:00', 'text', zone)).toBe('2026-10-24T23:00:00.000Z')
  expect(instant('2026-10-25 04:00', 'text', zone)).toBe('2026-10-25T03:00:00.000Z')
  expect(instant('2026-07-01 12:00+00:00', 'text', zone)).toBe('2026-07-01T12:00:00.000Z')
})

describe('the format of a column is decided by evidence, or asked for', () => {
  test.each([
    ['d/m/Y', ['3/4/2016', '29/2/2016']],
    ['m/d/Y', ['3/4/2016', '2/29/2016']],
    ['d/m/Y', ['03.04.2016 10:00']],
    ['text', ['2016-04-03', '2016-04-04T10:00Z']],
    ['epoch-ms', ['1480000000123', '1480000000456']],
    ['epoch-s', ['1480000000', '1480000001.5']],
    ['text', ['20160403', '20161224']],
  ])('%s', (format, cells) => {
    expect(decide(...cells)).toMatchObject({ kind: 'decided', format })
  })

  test('open cells, and cells that contradict one another, are asked about with an example', () => {
    expect(decide('3/4/2016', '5/6/2016')).toEqual({
      kind: 'ambiguous',
      why: '"3/4/2016" and all the others can have their day or their month first',
      example: '3/4/2016',
    })
    expect(decide('13/4/2016', '4/13/2016')).toMatchObject({ kind: 'ambiguous' })
    expect(decide('soon', 'later')).toEqual({ kind: 'none', why: '"soon" is no time', example: 'soon' })
  })

  test.each([
    ['%d/%m/%Y %H:%M', 'd/m/Y'],
    ['MM/dd/yyyy HH:mm', 'm/d/Y'],
    ['%Y-%m-%d', 'text'],
    ['dd.MM.yyyy', 'd/m/Y'],
    ['d/m/Y', 'd/m/Y'],
    ['m/d/Y', 'm/d/Y'],
    ['dd-MMM-yy', 'text'],
    ['iso', 'text'],
    ['epoch-ms', 'epoch-ms'],
    ['whatever', null],
  ])('a person may say it as %s', (name, format) => {
    expect(dateFormatOf(name)).toBe(format)
  })
})
