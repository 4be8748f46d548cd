import { addSampleWorkflow, bootServer, sampleRun, type TestServer } from '@dayshift/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jsonText } from './json-text.ts'
import { readBySchema, readRecord } from './read-record.ts'
import { createRunIntake, type RunIntake } from './run-intake.ts'

let server: TestServer
let intake: RunIntake
beforeAll(async () => {
  server = await bootServer()
  intake = createRunIntake(server.world)
  await addSampleWorkflow(server.world, server.workspaceId)
})
afterAll(async () => {
  intake.close()
  await server.close()
})

const good = sampleRun(new Date('2026-11-20T08:30:00.123Z'), {
  rerunOf: '01932d3c-6c4b-7d60-8e1e-0e4f6bdc1f6a',
  caseId: '01932d3c-6c4b-7d60-8e1e-0e4f6bdc1f6b',
  duplicateOf: null,
  drill: null,
  failureClass: 'timeout',
  failureMessage: 'late',
  reasonRule: 'money',
  subject: 'customer-7',
  input: { a: 1 },
  output: null,
})

/** Values at the edges of what one member or another takes. */
const edge = fc.constantFrom<unknown>(
  undefined,
  null,
  '',
  'x',
  '0.1',
  '-0.1',
  '1e3',
  '1234567890123456789',
  'USD',
  'usd',
  'ok',
  'review',
  'clear',
  'A-b',
  'a'.repeat(64),
  'a'.repeat(201),
  'a'.repeat(4001),
  'nul \u0000',
  'lone \ud800',
  '01932D3C-6C4B-7D60-8E1E-0E4F6BDC1F6A',
  '01932d3c-6c4b-9d60-8e1e-0e4f6bdc1f6a',
  '00000000-0000-0000-0000-000000000000',
  '2026-11-20T08:30:00Z',
  '2026-11-20T08:30:00.123456+02:00',
  '2024-02-29T00:00:00.000Z',
  '2026-02-29T00:00:00.000Z',
  '2026-11-31T00:00:00.000Z',
  '2026-11-20T24:00:00.000Z',
  '2026-11-20 08:30:00.000Z',
  '0000-01-01T00:00:00.000Z',
  0,
  -1,
  0.5,
  1.5,
  9999,
  10_000,
  2_147_483_647,
  2_147_483_648,
  1e10,
  1.1e10,
  Number.MAX_SAFE_INTEGER + 2,
  true,
  [],
  {},
)

const record = fc
  .tuple(
    fc.dictionary(fc.constantFrom(...Object.keys(good)), fc.oneof(edge, fc.jsonValue()), { maxKeys: 3 }),
    fc.subarray(Object.keys(good), { maxLength: 2 }),
  )
  .map(([changed, left]) =>
    Object.fromEntries(Object.entries({ ...good, ...changed }).filter(([key]) => !left.includes(key))),
  )

test('the quick way takes exactly what the schema takes, and makes the same of it', () => {
  fc.assert(
    fc.property(record, (value) => {
      expect(readRecord(value)).toEqual(readBySchema(value))
    }),
    { numRuns: 3_000 },
  )
})

test('whatever is sent, each record is kept or in quarantine: what the reader takes the database takes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 60 }), async (batch) => {
      const records = batch.map((value) => ({ ...value, ...('id' in value ? { id: server.world.newId() } : {}) }))
      const result = await intake.takeIn(server.workspaceId, { sentAt: new Date(), records })
      expect(result.accepted + result.rejected.length).toBe(records.length)
    }),
    { numRuns: 60 },
  )
})

test('a value that is no object is refused by both ways alike', () => {
  for (const value of [undefined, null, 7, 'text', [], [good], true]) {
    expect(readRecord(value).kind).toBe('bad')
    expect(readRecord(value)).toEqual(readBySchema(value))
  }
})

test('what went through JSON.parse is written as JSON again, however deep', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(jsonText(value)).toBe(JSON.stringify(value))
    }),
  )
  const deep = `${'[{"a":1,"b":'.repeat(100_000)}"x"${',"c":[]}]'.repeat(100_000)}`
  expect(jsonText(JSON.parse(deep))).toBe(deep)
})
