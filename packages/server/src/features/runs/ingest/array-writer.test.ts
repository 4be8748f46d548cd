import { testDatabase, type TestDatabase } from '@dayshift/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArrayWriter, type ElementType } from './array-writer.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const writer = new ArrayWriter()

/** What PostgreSQL reads from the array that is written. */
async function read(type: ElementType, sqlType: string, values: readonly (string | number | null)[]) {
  const array = writer.write(type, values, (value) => value)
  const shown = type === 'instant' ? '(extract(epoch from v) * 1000)::float8' : type === 'bigint' ? 'v::float8' : 'v'
  const { rows } = await database.pool.query<{ v: string | number | null }>({
    text: `select ${shown} as v from unnest($1::${sqlType}[], $2::int[]) as u(v, i)`,
    // The second array is as long as it should be: an empty first one is filled up with nulls.
    values: [array, values.map((_, i) => i)],
  })
  return rows.map((row) => row.v)
}

const COLUMNS: readonly (readonly [string, ElementType, string, fc.Arbitrary<string | number>])[] = [
  ['ids', 'uuid', 'uuid', fc.uuid()],
  ['short texts of any script', 'text', 'text', storableText(fc.string({ unit: 'grapheme' }))],
  ['long texts', 'text', 'text', storableText(fc.string({ minLength: 5_000, maxLength: 9_000 }))],
  ['whole numbers', 'int', 'integer', fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })],
  ['large whole numbers', 'bigint', 'bigint', fc.maxSafeInteger()],
  // Plus 0: there is a negative zero too.
  ['numbers', 'float', 'double precision', fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)],
  ['instants', 'instant', 'timestamptz', fc.integer({ min: Date.UTC(1720, 0, 1), max: Date.UTC(2280, 0, 1) })],
]

test.each(COLUMNS)('%s come out of PostgreSQL as they were written', async (_name, type, sqlType, value) => {
  const values = fc.array(fc.option(value, { nil: null }), { minLength: 1, maxLength: 50 })
  await fc.assert(
    fc.asyncProperty(values, async (written) => {
      expect(await read(type, sqlType, written)).toEqual(written)
    }),
    { numRuns: 40 },
  )
})

function storableText(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return text.map((any) => any.replaceAll('\u0000', '').toWellFormed())
}
