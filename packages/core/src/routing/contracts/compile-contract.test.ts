import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../../json/json.ts'
import { compileContract, type Fault } from './compile-contract.ts'

const TICKET = {
  type: 'object',
  required: ['subject', 'amount', 'plan'],
  additionalProperties: false,
  properties: {
    subject: { type: 'string', minLength: 1, maxLength: 20 },
    amount: { type: 'number', minimum: 0 },
    plan: { enum: ['free', 'pro'] },
    since: { type: 'string', format: 'date' },
    tags: { type: 'array', items: { type: 'string' }, maxItems: 3, uniqueItems: true },
    invoice: { type: 'string', pattern: '^[A-Z]{2}\\d{4}$' },
    customer: { type: 'object', required: ['country'], properties: { country: { type: 'string' } } },
    note: { type: ['string', 'null'] },
  },
}
const GOOD = { subject: 'Charged twice', amount: 12.5, plan: 'pro' }

function check(schema: JsonSchema, value: unknown): readonly Fault[] {
  const contract = compileContract(schema)
  if (contract.kind === 'invalid') throw new Error(`${contract.message} at "${contract.path}"`)
  return contract.check(value)
}

function refusal(schema: unknown): { readonly message: string; readonly path: string } {
  const contract = compileContract(schema as JsonSchema)
  if (contract.kind === 'compiled') throw new Error('The schema was accepted')
  return { message: contract.message, path: contract.path }
}

describe('a value against its contract', () => {
  test('a good value has no faults, always the same empty list', () => {
    const contract = compileContract(TICKET)
    if (contract.kind === 'invalid') throw new Error(contract.message)
    expect(contract.check(GOOD)).toEqual([])
    expect(contract.check(GOOD)).toBe(contract.check({ ...GOOD, note: null, tags: ['a'] }))
    expect(Object.isFrozen(contract.check(GOOD))).toBe(true)
  })

  test('S286 missing and malformed fields are named in plain words', () => {
    const faults = check(TICKET, {
      amount: 'abc',
      plan: 'gold',
      since: '2026-02-30',
      tags: ['a', 'b', 'a', 'c'],
      invoice: 'no',
      customer: {},
      colour: 'red',
    })
    expect(faults.map(({ path, message }) => `${path} ${message}`).sort()).toEqual([
      "/amount is 'abc', a number is needed",
      '/colour is not a known field',
      '/customer/country is missing',
      "/invoice is 'no', which doesn't fit the pattern '^[A-Z]{2}\\d{4}$'",
      "/plan is 'gold', one of 'free', 'pro' is needed",
      "/since is '2026-02-30', a date as 2026-11-20 is needed",
      '/subject is missing',
      '/tags has 4 elements, at most 3 are needed',
      '/tags has the same element at 0 and 2, all must differ',
    ])
    expect(check(TICKET, 'text')).toEqual([{ path: '', message: "is 'text', an object is needed", keyword: 'type' }])
    expect(check(TICKET, { ...GOOD, amount: -1 })).toEqual([
      { path: '/amount', message: 'is -1, at least 0 is needed', keyword: 'minimum' },
    ])
    expect(check(TICKET, { ...GOOD, note: 5 })[0]?.message).toBe('is 5, text or null is needed')
  })

  test('a choice is one fault, not one for each of its branches', () => {
    const schema: JsonSchema = {
      properties: {
        id: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
        any: { oneOf: [{ minimum: 5 }, { type: 'string' }] },
      },
    }
    expect(check(schema, { id: true })).toEqual([
      { path: '/id', message: 'is true, text or a whole number is needed', keyword: 'anyOf' },
    ])
    expect(check(schema, { any: 3 })).toEqual([
      { path: '/any', message: 'fits none of the allowed forms', keyword: 'oneOf' },
    ])
    expect(check(schema, { any: 'x' })[0]?.message).toBe('fits several forms, and must fit exactly one')
  })

  test('quoted values are shortened, and never cut through a character', () => {
    const [fault] = check({ type: 'number' }, `${'x'.repeat(78)}😀${'y'.repeat(10_000)}`)
    expect(fault?.message).toBe(`is '${'x'.repeat(78)}…', a number is needed`)
    expect(check({ properties: { [`a/b~c`]: { type: 'string' } } }, { 'a/b~c': 1 })[0]?.path).toBe('/a~1b~0c')
  })

  test('at most 20 faults are told', () => {
    expect(
      check(
        { type: 'array', items: { type: 'string' } },
        Array.from({ length: 500 }, (_, i) => i),
      ),
    ).toHaveLength(20)
  })

  test('a huge value is told by its first fault', () => {
    const many = Array.from({ length: 200_000 }, () => 1)
    expect(check({ type: 'array', items: { type: 'string' } }, many)).toEqual([
      { path: '/0', message: 'is 1, text is needed', keyword: 'type' },
    ])
  })

  test('lengths count characters, not UTF-16 units', () => {
    const schema = { type: 'string', minLength: 2, maxLength: 3 }
    expect(check(schema, '😀')[0]?.message).toBe('has 1 characters, at least 2 are needed')
    expect(check(schema, '😀😀')).toEqual([])
    expect(check(schema, '😀😀😀')).toEqual([])
    expect(check(schema, '😀😀😀😀')[0]?.message).toBe('has 4 characters, at most 3 are needed')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6 }), (text) => {
        const length = Array.from(text).length
        expect(check(schema, text).length === 0).toBe(length >= 2 && length <= 3)
      }),
      { numRuns: 200 },
    )
  })

  test('dates and times are those that exist', () => {
    const good = [
      '2026-11-20T09:30:00Z',
      '2024-02-29t00:00:00.123+05:30',
      '1990-12-31T15:59:60-08:00',
      '2000-02-29T23:59:59.9z',
    ]
    const bad = [
      '2026-11-20',
      '2026-11-20T09:30:00',
      '2026-02-29T00:00:00Z',
      '1900-02-29T00:00:00Z',
      '2026-11-20T24:00:00Z',
      '2026-11-20T09:30:60Z',
    ]
    const worse = [
      '2026-11-20T09:30:00+05',
      '2026-11-20T09:30:00.Z',
      '2026-13-01T00:00:00Z',
      '2026-11-20 09:30:00Z',
      '2026-11-20T09:30:00Zx',
      '٢٠٢٦-11-20T09:30:00Z',
    ]
    const isGood = (text: string) => check({ format: 'date-time' }, text).length === 0
    expect(good.filter((text) => !isGood(text))).toEqual([])
    expect([...bad, ...worse, ''].filter(isGood)).toEqual([])
    expect(check({ format: 'date' }, '2026-04-31')).toHaveLength(1)
    expect(check({ format: 'time' }, '23:59:60Z')).toEqual([])
    expect(check({ format: 'time' }, '23:59:60+01:00')).toHaveLength(1)
  })
})

describe('values that nobody would expect', () => {
  const open = { type: 'object' }

  test('what is no JSON is a fault, whatever the schema says', () => {
    const cycle: Record<string, unknown> = {}
    cycle['self'] = [cycle]
    const cases: readonly (readonly [unknown, string, string])[] = [
      [undefined, '', 'is undefined, which is no JSON value'],
      [() => 1, '', 'is a function, which is no JSON value'],
      [{ a: 10n }, '/a', 'is a bigint, which is no JSON value'],
      [{ a: [Number.NaN] }, '/a/0', "is NaN, which JSON can't hold"],
      [{ a: Number.POSITIVE_INFINITY }, '/a', "is Infinity, which JSON can't hold"],
      [{ a: [undefined] }, '/a/0', 'is undefined, which is no JSON value'],
      [{ a: new Date(0) }, '/a', 'is a Date, which is no JSON value'],
      [{ a: new Map() }, '/a', 'is a Map, which is no JSON value'],
      [{ a: Symbol('s') }, '/a', 'is a symbol, which is no JSON value'],
    ]
    for (const [value, path, message] of cases) {
      for (const schema of [true, open]) {
        const [fault] = check(schema, value)
        expect(fault).toEqual({ path, message, keyword: 'json' })
      }
    }
    expect(check(open, cycle)[0]?.message).toBe('nests deeper than 100 levels')
    const throwing = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no')
        },
      },
    )
    expect(check(open, throwing)[0]?.message).toContain('could not be read')
  })

  test('a field that is undefined counts as absent', () => {
    expect(check(TICKET, { ...GOOD, note: undefined })).toEqual([])
    expect(check(TICKET, { ...GOOD, subject: undefined })).toEqual([
      { path: '/subject', message: 'is missing', keyword: 'required' },
    ])
  })

  test('1,000 levels of nesting are a fault, also under schemas that contain themselves', () => {
    let deep: unknown = 1
    for (let level = 0; level < 1_000; level++) deep = level % 2 === 0 ? [deep] : { child: deep }
    const tree = {
      $ref: '#/$defs/node',
      $defs: { node: { properties: { child: { $ref: '#/$defs/node' } }, items: { $ref: '#/$defs/node' } } },
    }
    for (const schema of [true, tree, { uniqueItems: true }, TICKET]) {
      expect(check(schema, deep)[0]?.message).toBe('nests deeper than 100 levels')
    }
    expect(check({ type: 'object', additionalProperties: false }, deep)[0]?.message).toBe(
      'nests deeper than 100 levels',
    )
    expect(check({ type: 'string' }, JSON.parse(`${'['.repeat(500)}1${']'.repeat(500)}`))).toHaveLength(1)
  })

  test('more than a million values, or a few that contain each other again and again, are a fault', () => {
    let many: unknown = [1]
    for (let level = 0; level < 60; level++) many = [many, many]
    expect(check(true, many)[0]?.message).toBe('has more than 1000000 values')
    expect(check(true, 'x'.repeat(10_000_000))).toEqual([])
  })

  test('own keys with the names of inherited ones are harmless', () => {
    const value: unknown = JSON.parse(
      '{"__proto__": {"admin": true}, "constructor": 1, "toString": "x", "hasOwnProperty": null}',
    )
    expect(check(open, value)).toEqual([])
    expect(check({ type: 'object', required: ['admin'] }, value)).toEqual([
      { path: '/admin', message: 'is missing', keyword: 'required' },
    ])
    expect(check({ type: 'object', required: ['constructor', 'toString'] }, {})).toHaveLength(2)
    expect(check({ properties: { constructor: { type: 'string' } } }, {})).toEqual([])
    expect(check({ properties: { constructor: { type: 'string' } } }, { constructor: 1 })).toHaveLength(1)
    expect(check({ additionalProperties: false }, JSON.parse('{"__proto__": 1}'))[0]).toMatchObject({
      path: '/__proto__',
      message: 'is not a known field',
    })
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  })

  test('every value whatever gets an answer, and the same one in both ways of asking', () => {
    const contract = compileContract(TICKET)
    const anything = compileContract({ ...TICKET, properties: { ...TICKET.properties, extra: {} } })
    if (contract.kind === 'invalid' || anything.kind === 'invalid') throw new Error('schema')
    const value = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true }),
      fc.record(
        {
          subject: fc.oneof(fc.string(), fc.integer()),
          amount: fc.oneof(fc.double(), fc.string()),
          plan: fc.constantFrom('free', 'pro', 'x', null),
          tags: fc.array(fc.string()),
          note: fc.oneof(fc.constant(null), fc.anything()),
        },
        { requiredKeys: [] },
      ),
    )
    fc.assert(
      fc.property(value, (input) => {
        const faults = contract.check(input)
        // The one schema says all about its values, the other leaves a field open: they take different ways inside.
        expect(anything.check(input).length === 0).toBe(faults.length === 0)
        for (const fault of faults) expect(fault.message.length).toBeLessThan(400)
      }),
      { numRuns: 3_000 },
    )
  })

  test('patterns match in linear time, each its own text', () => {
    const schema = { properties: { a: { pattern: '^(a+)+$' }, b: { pattern: '^b$' }, c: { pattern: '^\\u00e9\\d+$' } } }
    expect(check(schema, { a: `${'a'.repeat(50_000)}!` })).toHaveLength(1)
    expect(check(schema, { a: 'aa', b: 'b', c: 'é12' })).toEqual([])
    expect(check(schema, { a: 'b', b: 'a', c: 'e12' })).toHaveLength(3)
    expect(
      check(
        { patternProperties: { '^x-': { type: 'number' } }, additionalProperties: false },
        { 'x-a': 1, 'x-b': 'no', y: 1 },
      ),
    ).toHaveLength(2)
  })

  test('formats take no longer for texts made to be slow', () => {
    for (const format of [
      'email',
      'uri',
      'uri-reference',
      'hostname',
      'url',
      'uri-template',
      'duration',
      'json-pointer',
    ]) {
      expect(check({ format }, `${'a'.repeat(100_000)}@`)).toHaveLength(1)
      expect(check({ format }, `a@${'a'.repeat(2_000)}`).length).toBeLessThan(2)
    }
  })

  test('equal elements are found among 100,000, whatever the order of their fields', () => {
    const items: unknown[] = Array.from({ length: 100_000 }, (_, i) => ({ id: i, name: `n${i}` }))
    expect(check({ uniqueItems: true }, items)).toEqual([])
    items.push({ name: 'n7', id: 7 })
    expect(check({ uniqueItems: true }, items)).toEqual([
      { path: '', message: 'has the same element at 7 and 100000, all must differ', keyword: 'uniqueItems' },
    ])
    expect(
      check({ uniqueItems: true }, [1, '1', true, 'true', null, 'null', [1], ['1'], { a: 1 }, 's1', 'o{"a":1}']),
    ).toEqual([])
  })
})

describe('a schema that is no contract', () => {
  test('it is told by the path of the fault and the mend', () => {
    expect(refusal({ properties: { amount: { type: 'nubmer' } } })).toMatchObject({ path: '/properties/amount/type' })
    expect(refusal({ properties: { amount: { minimun: 0 } } })).toEqual({
      path: '/properties/amount/minimun',
      message: '"minimun" is no keyword of JSON Schema 2020-12; did you mean "minimum"?',
    })
    expect(refusal({ required: 'name' })).toMatchObject({
      path: '/required',
      message: '"required" is \'name\', a list is needed',
    })
    expect(refusal({ format: 'datetime' }).message).toContain('did you mean "date-time"')
    expect(refusal({ items: { pattern: '(?=a)' } })).toMatchObject({
      path: '/items/pattern',
      message: expect.stringContaining('look-ahead'),
    })
    expect(refusal({ patternProperties: { '(': {} } }).path).toBe('/patternProperties/(')
    expect(refusal({ properties: { a: { $ref: 'https://example.com/other.json' } } })).toMatchObject({
      path: '/properties/a/$ref',
    })
    expect(refusal({ $ref: '#/$defs/none' }).message).toContain('leads nowhere')
    expect(refusal({ $schema: 'http://json-schema.org/draft-07/schema#' }).message).toContain('2020-12')
    expect(refusal({ nullable: true }).message).toContain('["string", "null"]')
    expect(refusal({ else: {} }).message).toBe('"else" does nothing without "if"')
    expect(refusal('text').path).toBe('')
    expect(refusal(null).path).toBe('')
  })

  test('its size, depth, patterns and references are bounded', () => {
    let deep: JsonSchema = {}
    for (let level = 0; level < 200; level++) deep = { properties: { a: deep } }
    expect(refusal(deep).message).toBe('The schema nests deeper than 64 levels')
    expect(refusal({ enum: Array.from({ length: 30_000 }, (_, i) => i) }).message).toContain('more than 20000 parts')
    const patterns = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, { pattern: `^${i}$` }]))
    expect(refusal({ properties: patterns }).message).toBe('The schema has more than 100 patterns')
    const doubling: Record<string, JsonSchema> = { d0: { type: 'string' } }
    for (let i = 1; i < 30; i++)
      doubling[`d${i}`] = { allOf: [{ $ref: `#/$defs/d${i - 1}` }, { $ref: `#/$defs/d${i - 1}` }] }
    expect(refusal({ $ref: '#/$defs/d29', $defs: doubling }).message).toContain('more than 100000 parts')
    const cycle: Record<string, unknown> = {}
    cycle['not'] = cycle
    expect(refusal(cycle).message).toBe('The schema nests deeper than 64 levels')
  })

  test('whatever is given for a schema is compiled or refused, and nothing is thrown', () => {
    const keywords =
      'type|properties|items|required|anyOf|$ref|enum|additionalProperties|$defs|if|then|pattern|format|uniqueItems|not|a|b'
    const { schema } = fc.letrec<{ leaf: unknown; schema: unknown }>((tie) => ({
      leaf: fc.oneof(
        fc.constantFrom('string', 'object', 'array', '#', '#/$defs/a', '^a', 'date', 1, -1, true, null),
        fc.string(),
      ),
      schema: fc.oneof(
        { depthSize: 'medium' },
        tie('leaf'),
        fc.array(tie('schema'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keywords.split('|')), tie('schema'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(schema, fc.jsonValue(), (given, value) => {
        // Whoever reads a manifest may hand in anything.
        const contract = compileContract(given as JsonSchema)
        expect(contract.kind === 'compiled' ? Array.isArray(contract.check(value)) : contract.message.length > 3).toBe(
          true,
        )
      }),
      { numRuns: 3_000 },
    )
  })

  test('a schema with __proto__ for a name is refused, and poisons nothing', () => {
    expect(refusal(JSON.parse('{"properties": {"__proto__": {"type": "string"}}}')).message).toBe(
      '"__proto__" can\'t be the name of a field',
    )
    expect(refusal(JSON.parse('{"__proto__": {"type": "string"}}')).message).toContain('"__proto__" is no keyword')
  })
})

const SUITE = findSuite()

/** Why the suite's schemas are refused: what a contract is stricter about than the standard. */
const REFUSALS: readonly RegExp[] = [
  /^"\$id" stands at the top/,
  /^"(unevaluatedItems|\$dynamicRef|\$dynamicAnchor|\$vocabulary)" is not supported/,
  /^"\w+" does nothing without/,
  /^"unevaluatedProperties" needs a "then"/,
  /^"__proto__" can't be the name/,
  /^The schema says that it is written in "http:\/\/localhost/,
  /^The reference "(http|name-defs|ref-and-defs|nested)\S* leads nowhere/,
  /^The pattern "\^\\p\{Letter\}\+\$" is not valid/,
  /^The format "(idn-email|idn-hostname|iri|iri-reference|unknown)" is not known/,
  /enum must have non-empty array$/,
  /"minContains" (== 0 without|> ) ?"maxContains"/,
]

/** Formats that the validator reads more loosely or more strictly than their standards, with the count of such tests. */
const LOOSE_FORMATS: { readonly [file: string]: number } = {
  'duration.json': 2,
  'ecmascript-regex.json': 1,
  'email.json': 5,
  'hostname.json': 24,
  'uri-reference.json': 6,
  'uri-template.json': 3,
  'uri.json': 3,
  'uuid.json': 1,
}

describe('the JSON Schema test suite, draft 2020-12 (skipped where ../shared/data is absent)', () => {
  test.skipIf(SUITE === null)('every schema is refused for a known reason, or answers all its tests', () => {
    const { failures, passed, refused } = runSuite(join(SUITE ?? '', ''), ['format.json'])
    expect(failures).toEqual([])
    expect(passed).toBeGreaterThanOrEqual(900)
    expect(refused.filter((message) => !REFUSALS.some((known) => known.test(message)))).toEqual([])
  })

  test.skipIf(SUITE === null)('formats are checked, but for a few known cases', () => {
    const { failures, passed } = runSuite(join(SUITE ?? '', 'optional', 'format'), [])
    const counts: Record<string, number> = {}
    for (const { file } of failures) counts[file] = (counts[file] ?? 0) + 1
    expect(counts).toEqual(LOOSE_FORMATS)
    expect(passed).toBeGreaterThanOrEqual(550)
  })
})

interface SuiteGroup {
  readonly description: string
  readonly schema: JsonSchema
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[]
}

function runSuite(folder: string, left: readonly string[]) {
  const failures: { file: string; test: string }[] = []
  const refused: string[] = []
  let passed = 0
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json') && !left.includes(name))) {
    for (const group of JSON.parse(readFileSync(join(folder, file), 'utf8')) as readonly SuiteGroup[]) {
      const contract = compileContract(group.schema)
      if (contract.kind === 'invalid') {
        refused.push(contract.message)
        continue
      }
      for (const { description, data, valid } of group.tests) {
        if ((contract.check(data).length === 0) === valid) passed++
        else failures.push({ file, test: `${group.description}: ${description}` })
      }
    }
  }
  return { failures, passed, refused }
}

function findSuite(): string | null {
  for (let at = import.meta.dirname; at !== dirname(at); at = dirname(at)) {
    const suite = join(at, '..', 'shared', 'data', 'json_schema_test_suite', 'tests', 'draft2020-12')
    if (existsSync(suite)) return suite
  }
  return null
}
