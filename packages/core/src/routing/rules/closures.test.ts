import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkExpression, type ExpressionSchemas } from './check-expression.ts'
import { compileClosure, DEFERRED, Failure } from './closures.ts'
import { compileRule } from './compile-rule.ts'
import { evaluateByLibrary } from './library-evaluation.ts'
import { RuleError } from './rule-error.ts'

/*
 * The closures must answer as the CEL library does. Random well-typed expressions meet random values (fitting the schema
 * and not: absent, null, of another type, beyond Unicode's basic plane, beyond 2^53), and both must agree on the value,
 * or both must fail.
 */

const LINE = {
  type: 'object',
  required: ['price'],
  properties: { price: { type: 'number' }, code: { type: 'string' } },
}
const SCHEMAS: ExpressionSchemas = {
  input: {
    type: 'object',
    required: ['text', 'count', 'amount', 'urgent', 'tags', 'lines', 'customer'],
    properties: {
      text: { type: 'string' },
      count: { type: 'integer' },
      amount: { type: 'number' },
      urgent: { type: 'boolean' },
      tags: { type: 'array', items: { type: 'string' } },
      numbers: { type: 'array', items: { type: 'number' } },
      lines: { type: 'array', items: LINE },
      customer: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, age: { type: 'integer' }, toString: { type: 'string' } },
      },
      note: { type: ['string', 'null'] },
      extra: {},
      length: { type: 'number' },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
    },
  },
  output: {
    type: 'object',
    required: ['draft', 'confidence'],
    properties: {
      draft: { type: 'string' },
      confidence: { type: 'number' },
      policy: { type: ['string', 'null'] },
      refund: { type: 'boolean' },
    },
  },
}

type Typed = 'bool' | 'num' | 'int' | 'text' | 'list' | 'any'
const one = <T>(...values: T[]) => fc.constantFrom(...values)

/** Expressions of one type each, as text. */
const expressions = fc.letrec<Record<Typed, string>>((tie) => {
  const of = (weight: number, arbitrary: fc.Arbitrary<string>) => ({ weight, arbitrary })
  const join = (pattern: string, ...parts: fc.Arbitrary<string>[]) =>
    fc.tuple(...parts).map((values) => values.reduce((text, value) => text.replace('§', () => value), pattern))
  const order = one('<', '<=', '>', '>=', '==', '!=')
  const pattern = one('"(?i)\\\\brefund\\\\b"', '"a"', '"^$"', '"(a+)+b"', '"[aé]"', 'input.text', '"("+input.text')
  const ofTag = fc.oneof(
    join('t == §', tie('text')),
    join('t.startsWith(§)', tie('text')),
    join('size(t) § §', order, tie('int')),
    join('like(t, §)', pattern),
    join('t in [§, "b"]', one('"a"', '"ä"')),
    join('(t == "a") || §', tie('bool')),
  )
  const ofLine = fc.oneof(
    join('l.price § §', order, tie('num')),
    join('has(l.code) && l.code == §', tie('text')),
    join('l.code == § && §', tie('text'), tie('bool')),
    join('l["price"] * § > 1.0', tie('num')),
    join('input.tags.exists(t, t == l.code) || §', tie('bool')),
  )
  return {
    bool: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      of(
        3,
        one(
          'true',
          'false',
          'input.urgent',
          'output.refund',
          'has(input.note)',
          'has(output.refund)',
          'has(input.customer.age)',
          'has(input.customer.toString)',
          'has(input.length)',
          'has(input.extra.deep)',
        ),
      ),
      of(3, join('§ § §', tie('num'), order, tie('num'))),
      of(2, join('§ § §', tie('int'), order, tie('int'))),
      of(2, join('§ § §', tie('num'), order, tie('int'))),
      of(2, join('§ § §', tie('text'), order, tie('text'))),
      of(
        2,
        join(
          '§ § §',
          tie('any'),
          one('==', '!='),
          one('null', '"a"', '1', '1.5', 'true', 'input.extra', 'input.text', 'input.amount', 'input.tags'),
        ),
      ),
      of(1, join('§ § §', tie('any'), one('<', '>='), one('1', '1.5', '"a"', 'input.amount', 'true'))),
      of(2, join('(§) && (§)', tie('bool'), tie('bool'))),
      of(2, join('(§) || (§)', tie('bool'), tie('bool'))),
      of(1, join('!(§)', tie('bool'))),
      of(1, join('((§) ? (§) : (§))', tie('bool'), tie('bool'), tie('bool'))),
      of(
        1,
        join(
          '§ in §',
          tie('text'),
          one('["a", "refund"]', '[]', '["ä"]', 'input.tags', 'input.labels', 'input.customer'),
        ),
      ),
      of(1, join('§ in §', tie('num'), one('[1, 2]', '[0.1, -1]', '[1, 0.5]', 'input.numbers'))),
      of(1, join('§ in §', tie('any'), one('["a", "b"]', '[1, 2]', '[true]', '[null]', 'input.tags', 'input.extra'))),
      of(2, join('§.§(§)', tie('text'), one('contains', 'startsWith', 'endsWith'), tie('text'))),
      of(1, join('like(§, §)', tie('text'), pattern)),
      of(1, join('input.tags.§(t, §)', one('exists', 'all'), ofTag)),
      of(1, join('input.lines.§(l, §)', one('exists', 'all'), ofLine)),
      of(1, join('§ == §', tie('list'), tie('list'))),
    ),
    num: fc.oneof(
      { depthSize: 'small' },
      of(
        4,
        one(
          'input.amount',
          'input.count',
          'output.confidence',
          'input.length',
          'input.customer.age',
          '0.1',
          '2.0',
          '-1.5',
          '1e308',
          '0.0',
          'input["amount"]',
        ),
      ),
      of(
        1,
        one(
          'double(input.count)',
          'double(input.text)',
          'double(size(input.text))',
          'input.lines[0].price',
          'input.numbers[1]',
        ),
      ),
      of(2, join('(§ § §)', tie('num'), one('+', '-', '*', '/'), tie('num'))),
      of(2, join('(§ § §)', tie('num'), one('+', '-', '*', '/'), tie('int'))),
      of(1, join('(§ § §)', tie('int'), one('+', '-', '*', '/'), tie('num'))),
      of(
        1,
        tie('num').map((value) => `-(${value})`),
      ),
      of(1, join('((§) ? § : §)', tie('bool'), tie('num'), one('0', '1.5', 'input.amount'))),
    ),
    int: fc.oneof(
      { depthSize: 'small' },
      of(4, one('0', '1', '2', '100', '-3', '9007199254740993', '9223372036854775807')),
      of(2, join('size(§)', fc.oneof(tie('text'), tie('list'), one('input.customer', 'input.extra', 'input.labels')))),
      of(1, join('(§).size()', tie('text'))),
      of(1, join('int(§)', tie('num'))),
      of(2, join('(§ § §)', tie('int'), one('+', '-', '*', '/', '%'), tie('int'))),
      of(
        1,
        tie('int').map((value) => `-(${value})`),
      ),
    ),
    text: fc.oneof(
      { depthSize: 'small' },
      of(
        6,
        one(
          'input.text',
          'output.draft',
          'input.customer.name',
          'input.customer.toString',
          'input.tags[0]',
          '""',
          '"a"',
          '"refund"',
          '"ä😀"',
          'input["text"]',
          'input.labels["a"]',
          'input.labels["constructor"]',
          'input.lines[0].code',
        ),
      ),
      of(1, join('(§ + §)', tie('text'), tie('text'))),
      of(1, join('string(§)', fc.oneof(tie('num'), tie('int'), tie('bool'), tie('text')))),
      of(1, join('(§).§()', tie('text'), one('lowerAscii', 'upperAscii', 'trim'))),
      of(1, join('((§) ? § : §)', tie('bool'), tie('text'), tie('text'))),
      of(1, join('input.tags[§]', tie('int'))),
    ),
    list: one('input.tags', '["a"]', '["a", "b"]'),
    any: fc.oneof(
      { depthSize: 'small' },
      of(
        4,
        one(
          'input.extra',
          'input.note',
          'output.policy',
          'input.extra.deep',
          'input.extra[0]',
          'input.extra["deep"]',
          'input.extra.length',
          'input.extra.toString',
          'input.extra.message',
        ),
      ),
      of(1, join('dyn(§)', fc.oneof(tie('num'), tie('text'), tie('list')))),
    ),
  }
})

const TEXTS = one(
  '',
  'a',
  'b',
  'refund',
  'Please REFUND me',
  'ä',
  'ä😀',
  '\ud83d',
  '12',
  ' 1.5',
  '1e3',
  'nan',
  'Infinity',
  '(',
  'aab',
  'k\u212a',
)
const NUMBERS = one(0, -0, 1, 2, 3.7, 0.1, -1.5, 100, 2 ** 53, 2 ** 53 + 2, 2 ** 63, 1e308, -1e308, 5e-324)
const ANYTHING = fc.oneof(
  TEXTS,
  NUMBERS,
  one(true, false, null),
  fc.array(fc.oneof(TEXTS, NUMBERS, fc.constant(null)), { maxLength: 3 }),
  fc.dictionary(one('deep', 'a', 'length', 'message', 'toString'), fc.oneof(TEXTS, NUMBERS), { maxKeys: 3 }),
)

/** Mostly what the schema says, at times anything at all. */
function usually<T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: ANYTHING })
}

function fitting(fit: <T>(value: fc.Arbitrary<T>) => fc.Arbitrary<unknown>, requiredKeys: 'all' | 'few') {
  const line = fc.record({ price: fit(NUMBERS), code: fit(TEXTS) }, { requiredKeys: ['price'] })
  const customer = fc.record(
    { name: fit(TEXTS), age: fit(NUMBERS), toString: fit(TEXTS) },
    { requiredKeys: requiredKeys === 'all' ? ['name'] : [] },
  )
  const input = {
    text: fit(TEXTS),
    count: fit(one(0, 1, 5, -2, 1e6)),
    amount: fit(NUMBERS),
    urgent: fit(fc.boolean()),
    tags: fit(fc.array(TEXTS, { maxLength: 3 })),
    numbers: fit(fc.array(NUMBERS, { maxLength: 3 })),
    lines: fit(fc.array(line, { maxLength: 3 })),
    customer: fit(customer),
    note: fit(fc.oneof(TEXTS, fc.constant(null))),
    extra: ANYTHING,
    length: fit(NUMBERS),
    labels: fit(fc.dictionary(one('a', 'refund', 'toString'), TEXTS, { maxKeys: 2 })),
  }
  const output = {
    draft: fit(TEXTS),
    confidence: fit(NUMBERS),
    policy: fit(fc.oneof(TEXTS, fc.constant(null))),
    refund: fit(fc.boolean()),
  }
  return fc.record({
    input: fc.record(input, {
      requiredKeys: requiredKeys === 'all' ? ['text', 'count', 'amount', 'urgent', 'tags', 'lines', 'customer'] : [],
      noNullPrototype: true,
    }),
    output: fc.record(output, {
      requiredKeys: requiredKeys === 'all' ? ['draft', 'confidence'] : [],
      noNullPrototype: true,
    }),
  })
}

const GOOD = fitting((value) => value, 'all')
const ODD = fitting(usually, 'few')

interface Counts {
  compared: number
  equal: number
  failed: number
  deferred: number
}

function compare(
  source: string,
  envs: readonly { readonly input: unknown; readonly output: unknown }[],
  counts: Counts,
): boolean {
  const checked = checkExpression(source, SCHEMAS)
  if (checked.kind === 'invalid') return false
  const closure = compileClosure(checked.ast, source)
  if (closure === null) return false
  for (const env of envs) {
    const got: unknown = closure(env.input, env.output)
    const expected: unknown = evaluateByLibrary(checked.evaluate, env)
    counts.compared++
    const told: string = `${source}\non ${JSON.stringify(env)}\nclosure: ${shown(got)}, library: ${shown(expected)}`
    if (got === DEFERRED) counts.deferred++
    else if (got instanceof Failure) {
      if (!(expected instanceof RuleError)) throw new Error(told)
      counts.failed++
    } else {
      if (!sameValue(got, expected)) throw new Error(told)
      counts.equal++
    }
  }
  return true
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  return (
    typeof a === 'object' &&
    typeof b === 'object' &&
    a !== null &&
    b !== null &&
    !(b instanceof RuleError) &&
    JSON.stringify(a) === JSON.stringify(b)
  )
}

function shown(value: unknown): string {
  if (value instanceof Failure) return `failure (${Failure.errorOf(value).message})`
  return value instanceof RuleError
    ? `error (${value.message})`
    : typeof value === 'bigint'
      ? `${value}n`
      : JSON.stringify(value)
}

test('closures and the CEL library agree on random conditions over values that fit the schema', () => {
  const counts = { compared: 0, equal: 0, failed: 0, deferred: 0 }
  let compiled = 0
  fc.assert(
    fc.property(expressions.bool, fc.array(GOOD, { minLength: 3, maxLength: 3 }), (source, envs) => {
      if (compare(source, envs, counts)) compiled++
    }),
    { numRuns: 6_000 },
  )
  expect(compiled).toBeGreaterThan(4_000)
  expect(counts.compared).toBeGreaterThan(12_000)
  // Values that fit are what closures are for: they seldom leave the answer to the library.
  expect(counts.deferred / counts.compared).toBeLessThan(0.15)
})

test('closures and the CEL library agree on random conditions over values of any kind', () => {
  const counts = { compared: 0, equal: 0, failed: 0, deferred: 0 }
  fc.assert(
    fc.property(expressions.bool, fc.array(ODD, { minLength: 5, maxLength: 5 }), (source, envs) => {
      compare(source, envs, counts)
    }),
    { numRuns: 6_000 },
  )
  expect(counts.compared).toBeGreaterThan(20_000)
  expect(counts.equal).toBeGreaterThan(5_000)
  expect(counts.failed).toBeGreaterThan(1_000)
})

test('closures and the CEL library agree on numbers, texts and whatever else an expression gives', () => {
  const counts = { compared: 0, equal: 0, failed: 0, deferred: 0 }
  fc.assert(
    fc.property(
      fc.oneof(expressions.num, expressions.int, expressions.text, expressions.any),
      fc.array(fc.oneof(GOOD, ODD), { minLength: 3, maxLength: 3 }),
      (source, envs) => {
        compare(source, envs, counts)
      },
    ),
    { numRuns: 6_000 },
  )
  expect(counts.compared).toBeGreaterThan(10_000)
})

test('a compiled rule answers as the library does, whichever engine it took', () => {
  fc.assert(
    fc.property(expressions.bool, ODD, (source, env) => {
      const rule = compileRule(source, SCHEMAS)
      const checked = checkExpression(source, SCHEMAS)
      // Iterations inside of iterations never go to the library, which can't bound them.
      if (checked.kind === 'checked' && checked.iterationDepth > 1) return
      expect(rule.kind === 'compiled').toBe(checked.kind === 'checked')
      if (rule.kind === 'invalid' || checked.kind === 'invalid') return
      const got = rule.evaluate(env)
      const expected = evaluateByLibrary(checked.evaluate, env)
      const failed = got instanceof RuleError
      expect(failed ? 'failed' : got).toBe(typeof expected === 'boolean' ? expected : 'failed')
    }),
    { numRuns: 5_000 },
  )
})

test('nobody gets at prototypes, by any name', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'length',
    'at',
    'call',
    'message',
    'code',
    'stack',
    '0',
    '#error',
  ]
  for (const name of names) {
    const source = `input.extra[${JSON.stringify(name)}] == "x"`
    const rule = compileRule(source, SCHEMAS)
    if (rule.kind === 'invalid') throw new Error(rule.message)
    for (const extra of [{}, [], ['x'], 'x', 'xx', 1, true, null, { deep: {} }, Object.create(null)]) {
      expect(rule.evaluate({ input: { extra }, output: {} }), `${source} on ${JSON.stringify(extra)}`).toMatchObject({
        code: 'missing',
      })
    }
    expect(rule.evaluate({ input: {}, output: {} })).toMatchObject({ code: 'missing' })
    const own: unknown = JSON.parse(`{"extra": {${JSON.stringify(name)}: "x"}}`)
    expect(rule.evaluate({ input: own, output: {} })).toBe(true)
  }
})
