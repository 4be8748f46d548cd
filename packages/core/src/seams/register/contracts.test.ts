import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../json/json.ts'
import { areAlike, diffContracts } from './contract-diff.ts'
import { type ReadOdcs, readOdcs, writeOdcs } from './odcs.ts'

const BASE = {
  type: 'object',
  required: ['id', 'plan'],
  properties: {
    id: { type: 'string' },
    plan: { enum: ['free', 'pro'] },
    seats: { type: 'integer', minimum: 1 },
    note: { type: 'string', description: 'free words' },
  },
} as const

const field = (name: string, schema: JsonObject): JsonObject => ({
  ...BASE,
  properties: { ...BASE.properties, [name]: schema },
})

describe('diff of two versions', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    [
      'a field that must cross too',
      { ...field('tax', { type: 'string' }), required: ['id', 'plan', 'tax'] },
      ['sender'],
    ],
    ['a field that may cross too', field('tax', { type: 'string' }), []],
    ['a field that may be missing now', { ...BASE, required: ['id'] }, ['receiver']],
    ['a field that must not be missing now', { ...BASE, required: ['id', 'plan', 'seats'] }, ['sender']],
    ['a wider type', field('seats', { type: 'number', minimum: 1 }), ['receiver']],
    ['another type', field('seats', { type: 'string', minimum: 1 }), ['sender', 'receiver']],
    ['a value more', field('plan', { enum: ['free', 'pro', 'gold'] }), ['receiver']],
    ['a value less', field('plan', { enum: ['pro'] }), ['sender']],
    ['a tighter bound', field('seats', { type: 'integer', minimum: 2 }), ['sender']],
    ['a looser bound', field('seats', { type: 'integer', minimum: 0 }), ['receiver']],
    ['no further fields', { ...BASE, additionalProperties: false }, ['sender']],
    ['other words', field('note', { type: 'string', description: 'what to know' }), []],
  ])('says of %s for whom it breaks', (_what, after, breaksFor) => {
    const diff = diffContracts(BASE, after)
    expect(diff.changes).toHaveLength(1)
    expect([diff.breaking, diff.breaksFor]).toEqual([breaksFor.length > 0, breaksFor])
  })

  test('a renamed field is told as renamed, and breaks both sides', () => {
    const { note: _note, ...rest } = BASE.properties
    const diff = diffContracts(BASE, { ...BASE, properties: { ...rest, notes: BASE.properties.note } })
    expect(diff.changes.map(({ kind, sentence }) => [kind, sentence])).toEqual([
      ['renamed', '“note” is called “notes” now.'],
    ])
    expect(diff.breaksFor).toEqual(['sender', 'receiver'])
    expect([areAlike('customer_id', 'customerId'), areAlike('plan', 'seats')]).toEqual([true, false])
  })

  test('what is the same breaks nothing, and what one way adds the other way removes', () => {
    const schema = fc.record({
      type: fc.constant('object'),
      properties: fc.dictionary(
        fc.constantFrom('a1', 'b2', 'c3'),
        fc.record({ type: fc.constantFrom('string', 'integer', 'number') }),
      ),
    })
    fc.assert(
      fc.property(schema, schema, (one, other) => {
        expect(diffContracts(one, structuredClone(one)).changes).toEqual([])
        const there = diffContracts(one, other).changes.map(({ path }) => path)
        const back = diffContracts(other, one).changes.map(({ path }) => path)
        expect(there.toSorted()).toEqual(back.toSorted())
      }),
    )
  })
})

const ODCS = {
  apiVersion: 'v3.0.2',
  kind: 'DataContract',
  id: 'orders',
  version: '1.0.0',
  status: 'active',
  team: [{ username: 'dana' }],
  schema: [
    {
      name: 'orders',
      physicalName: 'orders_tbl',
      quality: [{ name: 'row_count', type: 'sql' }],
      properties: [
        { name: 'order_id', logicalType: 'string', required: true, physicalType: 'varchar(20)', tags: ['key'] },
        { name: 'ordered', logicalType: 'date' },
        { name: 'total', logicalType: 'number', logicalTypeOptions: { minimum: 0 }, classification: 'internal' },
        {
          name: 'lines',
          logicalType: 'array',
          items: { logicalType: 'object', properties: [{ name: 'sku', required: true }] },
        },
      ],
    },
  ],
  slaProperties: [{ property: 'latency', value: '4h' }],
} as const

function read(document: Json, object?: string): ReadOdcs {
  const odcs = readOdcs(document, object)
  if (odcs.kind === 'fault') throw new Error(`${odcs.path} ${odcs.message}`)
  return odcs
}

describe('ODCS', () => {
  test('the object becomes a JSON Schema; what no crossing is held to is said', () => {
    const { schema, object, notChecked } = read(ODCS)
    expect(object).toBe('orders')
    expect(schema).toEqual({
      type: 'object',
      required: ['order_id'],
      properties: {
        order_id: { type: 'string' },
        ordered: { type: 'string', format: 'date' },
        total: { type: 'number', minimum: 0 },
        lines: { type: 'array', items: { type: 'object', properties: { sku: {} }, required: ['sku'] } },
      },
    })
    expect(notChecked).toEqual(['quality rule "row_count" of the whole'])
  })

  test('it goes out as 3.1.0 with all that was in the document, and with what was changed here', () => {
    const { schema, object, kept } = read(ODCS)
    const changed = { ...schema, properties: { ...(schema['properties'] as JsonObject), plan: { enum: ['a', 'b'] } } }
    const out = writeOdcs({ id: 's1', name: 'a → b', version: 2, schema: changed, object, kept })
    expect(out).toMatchObject({ apiVersion: 'v3.1.0', version: '2.0.0', id: 'orders', team: [{ username: 'dana' }] })
    expect(out['slaProperties']).toEqual(ODCS.slaProperties)
    const [orders] = out['schema'] as JsonObject[]
    const properties = orders?.['properties'] as JsonObject[]
    expect(orders).toMatchObject({ physicalName: 'orders_tbl', quality: [{ name: 'row_count' }] })
    expect(properties[0]).toMatchObject({
      name: 'order_id',
      physicalType: 'varchar(20)',
      tags: ['key'],
      required: true,
    })
    expect(properties[2]).toMatchObject({ classification: 'internal', logicalTypeOptions: { minimum: 0 } })
    // What ODCS has no place for comes back as it went out.
    expect(read(out).schema).toEqual(changed)
  })

  test('one that is none is refused with the place and what would be right', () => {
    expect(readOdcs([])).toMatchObject({ kind: 'fault', path: '' })
    expect(readOdcs({ ...ODCS, apiVersion: 'v2.2.2' })).toMatchObject({ path: '/apiVersion' })
    expect(readOdcs({ ...ODCS, schema: [] })).toMatchObject({ path: '/schema' })
    const two = { ...ODCS, schema: [...ODCS.schema, { name: 'customers' }] }
    expect(readOdcs(two)).toMatchObject({ message: 'has 2 objects; say which one crosses: orders, customers' })
    expect(read(two, 'customers').schema).toEqual({ type: 'object' })
    expect(readOdcs(two, 'people')).toMatchObject({ message: 'has no object "people"; it has orders, customers' })
  })
})
