import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExpressionFault, ExpressionSchemas } from './compile-rule.ts'
import { compileRule, compileValue, RuleError } from './compile-rule.ts'

const INPUT = {
  type: 'object',
  required: ['message', 'amount', 'attempts', 'urgent', 'tags', 'lines', 'customer'],
  properties: {
    message: { type: 'string' },
    amount: { type: 'number' },
    attempts: { type: 'integer' },
    urgent: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
    lines: {
      type: 'array',
      items: {
        type: 'object',
        required: ['price'],
        properties: { price: { type: 'number' }, code: { type: 'string' } },
      },
    },
    customer: {
      type: 'object',
      required: ['country'],
      properties: { country: { enum: ['DE', 'FR'] }, segment: { type: 'string' } },
    },
    plan: { type: 'string' },
    note: { type: ['string', 'null'] },
    metadata: { type: 'object' },
    labels: { type: 'object', additionalProperties: { type: 'number' } },
  },
} as const
const OUTPUT = {
  type: 'object',
  required: ['draft', 'confidence', 'amount'],
  properties: {
    draft: { type: 'string' },
    confidence: { type: 'number' },
    amount: { type: 'number' },
    policy: { type: ['string', 'null'] },
  },
} as const

const BEFORE: ExpressionSchemas = { input: INPUT, output: null }
const AFTER: ExpressionSchemas = { input: INPUT, output: OUTPUT }
const TICKET = {
  message: 'I want a refund, or I go to my lawyer',
  amount: 120.5,
  attempts: 3,
  urgent: true,
  tags: ['billing', 'card'],
  lines: [{ price: 100, code: 'A' }, { price: 20.5 }],
  customer: { country: 'DE' },
  note: null,
}
const ANSWER = { draft: 'We refund 120.50', confidence: 0.9, amount: 120.5, policy: null }

function evaluate(source: string, input: unknown = TICKET, output: unknown = ANSWER): boolean | RuleError {
  const rule = compileRule(source, AFTER)
  if (rule.kind === 'invalid') throw new Error(`${source}: ${rule.message}`)
  return rule.evaluate({ input, output })
}

function refusal(source: string, schemas: ExpressionSchemas = AFTER): ExpressionFault {
  const rule = compileRule(source, schemas)
  if (rule.kind === 'compiled') throw new Error(`${source} was accepted`)
  return rule
}

function marked(source: string, schemas?: ExpressionSchemas): string {
  const { offset, length } = refusal(source, schemas)
  return source.slice(offset, offset + length)
}

describe('rules say what builders mean', () => {
  test('S313 S315 fields, words and amounts decide', () => {
    expect(evaluate('like(input.message, "(?i)\\\\b(lawyer|court|sue)\\\\b")')).toBe(true)
    expect(evaluate('output.amount > 0')).toBe(true)
    expect(evaluate('output.policy == null')).toBe(true)
    expect(evaluate('input.customer.country in ["DE", "AT"] && input.urgent')).toBe(true)
    expect(evaluate('"card" in input.tags && !("fraud" in input.tags)')).toBe(true)
    expect(evaluate('input.lines.exists(line, line.price > 50) && input.lines.all(line, line.price < 1000)')).toBe(true)
    expect(evaluate('size(input.message) > 1000 || input.message.contains("refund")')).toBe(true)
    expect(evaluate('input.lines.filter(line, line.price > 50).size() == 1')).toBe(true)
    expect(evaluate('input.labels["a"] > 1', { ...TICKET, labels: { a: 2 } })).toBe(true)
  })

  test('whole numbers in a rule and the doubles of JSON mix', () => {
    for (const source of [
      'output.amount > 100',
      'output.amount * 2 == 241',
      'output.amount - 1 >= 119.5',
      '2 * output.amount / 2 == output.amount',
      'input.attempts == 3',
      'input.attempts in [1, 2, 3]',
      'input.attempts + 1 == 4',
      'size(input.tags) == 2',
      'size(input.tags) < input.attempts',
      'size(input.tags) * 1.5 == 3',
      'input.amount in [1, 120.5]',
      '-input.amount < -3',
      '(has(input.plan) ? 1.5 : 2) > 1',
      '(input.urgent ? -1 : input.amount) < 0',
      'input.lines[0].price == 100',
      'input.lines[size(input.lines) - 1].price < 21',
      'int(input.amount) % 2 == 0',
      'double("1.5") + 1 == 2.5',
    ]) {
      expect({ source, result: evaluate(source) }).toEqual({ source, result: true })
    }
  })

  test('the usual operators run as closures, the rest by the library, with one meaning', () => {
    const engine = (source: string) => {
      const rule = compileRule(source, AFTER)
      return rule.kind === 'compiled' ? rule.engine : rule.message
    }
    expect(engine('has(input.plan) && input.plan == "pro" || input.amount * 2 > 10 && like(input.message, "x")')).toBe(
      'closures',
    )
    expect(engine('input.message.split(" ").size() > 3')).toBe('library')
    expect(evaluate('input.message.split(" ").size() > 3')).toBe(true)
    expect(evaluate('timestamp("2026-11-20T00:00:00Z") < timestamp("2026-11-21T00:00:00Z")')).toBe(true)
    expect(evaluate('input.tags == ["billing", "card"] && input.tags != ["card"]')).toBe(true)
  })
})

describe('a rule that cannot be evaluated is a value, never thrown and never false', () => {
  test('S286 a field that is not there', () => {
    expect(evaluate('input.plan == "pro"')).toEqual(new RuleError('missing', '"input.plan" is missing'))
    expect(evaluate('input.customer.segment.contains("x")')).toMatchObject({
      code: 'missing',
      message: '"input.customer.segment" is missing',
    })
    expect(evaluate('input.plan.split(",").size() > 1')).toMatchObject({
      code: 'missing',
      message: '"input.plan" is missing',
    })
    expect(evaluate('input.urgent || input.plan == "pro"')).toBe(true)
    expect(evaluate('input.plan == "pro" || input.urgent')).toBe(true)
    expect(evaluate('input.plan == "pro" && !input.urgent')).toBe(false)
    expect(evaluate('has(input.plan) && input.plan == "pro"')).toBe(false)
    expect(evaluate('input.lines.exists(line, line.code == "B")')).toMatchObject({ code: 'missing' })
    expect(evaluate('input.lines.exists(line, line.code == "A")')).toBe(true)
  })

  test('a value of another type, an index beyond the list, an invalid pattern, a number that does not fit', () => {
    expect(evaluate('input.note.contains("x")')).toMatchObject({ code: 'wrong-type' })
    expect(evaluate('input.amount > 1', { ...TICKET, amount: '12' })).toMatchObject({ code: 'wrong-type' })
    expect(evaluate('input.lines[7].price > 1')).toMatchObject({ code: 'out-of-range' })
    expect(evaluate('like(input.message, input.tags[0])', { ...TICKET, tags: ['('] })).toMatchObject({
      code: 'pattern',
      message: expect.stringContaining('missing closing )'),
    })
    expect(evaluate('9223372036854775807 + size(input.tags) > 1')).toMatchObject({ code: 'out-of-range' })
    expect(evaluate('size(input.tags) / size(input.tags) == 1', { ...TICKET, tags: [] })).toMatchObject({
      code: 'out-of-range',
    })
    expect(evaluate('double(input.message) > 1')).toMatchObject({ code: 'out-of-range' })
    for (const input of [null, 5, 'x', [], () => 1, 10n, Symbol('s'), Number.NaN]) {
      expect(evaluate('input.amount > 1', input)).toBeInstanceOf(RuleError)
    }
    const rule = compileRule('output.amount > 1', AFTER)
    if (rule.kind === 'invalid') throw new Error(rule.message)
    expect(rule.evaluate({ input: TICKET })).toMatchObject({ code: 'missing' })
    expect(rule.evaluate({ input: undefined, output: undefined })).toBeInstanceOf(RuleError)
    const throwing = {
      get amount(): number {
        throw new Error('no')
      },
    }
    expect(evaluate('input.amount > 1', throwing)).toMatchObject({ code: 'failed' })
    expect(
      evaluate(
        'input.message.split(",").size() > 1',
        new Proxy(
          {},
          {
            getOwnPropertyDescriptor: () => {
              throw new Error('no')
            },
          },
        ),
      ),
    ).toBeInstanceOf(RuleError)
  })

  test('a result that is neither true nor false', () => {
    const open: ExpressionSchemas = { input: { type: 'object', properties: { flag: {} } }, output: null }
    const rule = compileRule('input.flag', open)
    if (rule.kind === 'invalid') throw new Error(rule.message)
    expect(rule.evaluate({ input: { flag: true } })).toBe(true)
    expect(rule.evaluate({ input: { flag: 'yes' } })).toEqual(
      new RuleError('result', 'it gave the text "yes", and true or false is needed'),
    )
    expect(rule.evaluate({ input: { flag: null } })).toMatchObject({ code: 'result' })
  })

  test('iterations inside of iterations end', () => {
    const tags = Array.from({ length: 1_000 }, (_, i) => `tag ${i}`)
    expect(evaluate('input.tags.all(a, input.tags.exists(b, a == b))', { ...TICKET, tags: tags.slice(0, 200) })).toBe(
      true,
    )
    expect(evaluate('input.tags.all(a, input.tags.exists(b, b == "none") || true)', { ...TICKET, tags })).toMatchObject(
      { code: 'cost' },
    )
    expect(evaluate('input.tags.all(a, !(a in input.tags))', { ...TICKET, tags })).toBe(false)
    expect(
      evaluate('input.lines.all(l, "none" in input.tags || true)', {
        ...TICKET,
        tags,
        lines: Array.from({ length: 1_000 }, () => ({ price: 1 })),
      }),
    ).toMatchObject({ code: 'cost' })
    // One evaluation's cost is not the next one's.
    expect(evaluate('input.tags.exists(a, a == "card")')).toBe(true)
  })
})

describe('a rule is checked against the schemas, with the place and the mend', () => {
  test.each([
    ['input.amout > 1', 'amout', '"input" has no field "amout"', 'Did you mean "amount"?'],
    ['input["amout"] > 1', 'amout', '"input" has no field "amout"', 'Did you mean "amount"?'],
    ['input.customer.contry == "DE"', 'contry', '"input.customer" has no field "contry"', 'Did you mean "country"?'],
    ['input.lines.exists(l, l.prise > 1)', 'prise', '"input.lines[]" has no field "prise"', 'Did you mean "price"?'],
    ['has(input.plam)', 'plam', '"input" has no field "plam"', 'Did you mean "plan"?'],
    [
      'has(input.customer.sgment) && true',
      'sgment',
      '"input.customer" has no field "sgment"',
      'Did you mean "segment"?',
    ],
    ['input.metadata.source == "x"', 'source', '"input.metadata" has no field "source"', 'declares no fields'],
    ['amount > 1', 'amount', '"amount" is not known here', 'Write "input.amount".'],
    ['inptu.amount > 1', 'inptu', '"inptu" is not known here', 'Did you mean "input"?'],
    [
      'input.message > 3',
      'input.message > 3',
      '">" can\'t take text on the left and a number on the right',
      'Put quotes around text',
    ],
    [
      'input.urgent == 1',
      'input.urgent == 1',
      '"==" can\'t take true or false on the left and a number on the right',
      '!input.urgent',
    ],
    ['input.customer == null', 'input.customer == null', 'an object ("input.customer")', 'ask has(…)'],
    ['input.attempts % 2 == 0', 'input.attempts % 2', '"%" can\'t take a number', 'int(…)'],
    ['!input.message', '!input.message', '"!" can\'t take text', 'Compare'],
    ['input.amount', 'input.amount', 'The expression gives a number; true or false is needed', 'Compare it'],
    [
      'input.message.matches("a")',
      'input.message.matches("a")',
      'matches() is not available',
      'Write like(input.message, "a").',
    ],
    ['like(input.message, "(")', '"("', 'The pattern "(" is not valid', 'RE2'],
    ['like(input.amount, "a")', 'like(input.amount, "a")', 'like(text, pattern) takes two texts', 'like('],
    ['input.message.length() > 2', 'input.message.length()', 'There is no function "text.length()"', 'size(…)'],
    ['input.message.contain("a")', 'input.message.contain("a")', 'There is no function', 'Did you mean "contains"?'],
    ['input.amount = 1', '=', '"=" is no operator', 'Write "=="'],
    ['input.urgent and true', 'and', '"and" is no operator', 'Write "&&".'],
    ['input.urgent & true', '&', '"&" is no operator', 'Write "&&".'],
    ['input.amount >', '>', 'The expression ends too early', 'missing'],
    ['input.message == "a', '"a', 'A text is not closed', 'closing quote'],
    ['cel.bind(x, 1, x == 1)', 'cel', '"cel" is not known here', 'input.'],
    ['input.tags.exists(input, true)', 'input', '"input" can\'t be the name of a list\'s element', 'another name'],
    [
      'input.tags[input.attempts] == "a"',
      'input.tags[input.attempts]',
      'The place in a list is a whole number',
      'int(…)',
    ],
    ['["a", 1] == input.tags', '1', 'List elements must have the same type', 'same kind'],
  ])('%s', (source, at, message, mend) => {
    const fault = refusal(source)
    expect(fault.message).toContain(message)
    expect(fault.mend).toContain(mend)
    expect(marked(source)).toBe(at)
  })

  test('before the call there is no output', () => {
    expect(refusal('output.amount > 1', BEFORE).message).toContain('asked before the AI is called')
    expect(refusal('has(output.policy)', BEFORE).message).toContain('asked before the AI is called')
  })

  test('size and depth are bounded', () => {
    expect(refusal(`input.message == "${'x'.repeat(4_096)}"`).message).toContain('at most 4096 are allowed')
    expect(refusal(`${'('.repeat(65)}true${')'.repeat(65)}`).message).toBe('The expression nests deeper than 64 levels')
    expect(refusal(`${'!'.repeat(66)}true`).message).toContain('More than 64 signs')
    expect(refusal('').message).toBe('The expression is empty')
    expect(refusal('input.tags.all(a, input.tags.all(b, input.tags.all(c, a == b || b == c)))').message).toContain(
      'More than 2 iterations',
    )
    expect(refusal('input.tags.all(a, input.tags.filter(b, a == b).size() > 0)').message).toContain('too slow')
    expect(evaluate(Array.from({ length: 150 }, (_, i) => `input.amount == ${i}`).join(' || '))).toBe(false)
    expect(evaluate(`${'('.repeat(60)}true${')'.repeat(60)}`)).toBe(true)
  })

  test('any text at all is compiled or refused with a place inside of it, and nothing is thrown', () => {
    const pieces =
      'input|output|.message|.amount|.tags|(|)|[|]|"a"|1|1.5|&&| ? | : |!|-|==|in|has(|like(|size(|,|exists(x,|x|{|}|null|true|r"d"|//'
    const source = fc.oneof(
      fc.array(fc.constantFrom(...pieces.split('|')), { maxLength: 14 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(source, (text) => {
        const rule = compileRule(text, AFTER)
        const result = rule.kind === 'compiled' ? rule.evaluate({ input: TICKET, output: ANSWER }) : rule
        const isTold = typeof result === 'object' && result.message.length > 3 && !result.message.includes('object_')
        expect(typeof result === 'boolean' || isTold).toBe(true)
        expect(rule.kind === 'compiled' || (rule.offset >= 0 && rule.offset <= text.length)).toBe(true)
      }),
      { numRuns: 5_000 },
    )
  })

  test('an optional field that no has() guards is warned of', () => {
    const warned = (source: string) => {
      const rule = compileRule(source, AFTER)
      if (rule.kind === 'invalid') throw new Error(`${source}: ${rule.message}`)
      return rule.warnings.map((warning) => warning.field)
    }
    expect(warned('input.plan == "pro"')).toEqual(['input.plan'])
    expect(warned('input.customer.segment == "a" || input.plan == "pro" || input.plan == "x"')).toEqual([
      'input.customer.segment',
      'input.plan',
    ])
    expect(warned('input["plan"] == "pro"')).toEqual(['input.plan'])
    expect(warned('input.lines.exists(l, l.code == "A")')).toEqual(['l.code'])
    expect(warned('has(input.plan) || input.plan == "pro"')).toEqual(['input.plan'])
    expect(warned('has(input.plan) ? input.note == null : input.plan == "x"')).toEqual(['input.note', 'input.plan'])
    for (const guarded of [
      'has(input.plan)',
      'has(input.plan) && input.plan == "pro"',
      'input.plan == "pro" && has(input.plan)',
      '!has(input.plan) || input.plan == "pro"',
      'has(input.plan) ? input.plan == "pro" : false',
      '!(has(input.plan)) ? false : input.plan == "pro"',
      'input.urgent && (has(input.plan) && input.plan.size() > 1)',
      '!(!has(input.plan) || !has(input.note)) && input.plan == "a" && input.note == "b"',
      'input.lines.exists(l, has(l.code) && l.code == "A")',
      'has(input.plan) && input.tags.exists(t, t == input.plan)',
      'input.amount > 1 && input.customer.country == "DE"',
      'output.draft == ""',
    ]) {
      expect({ guarded, warned: warned(guarded) }).toEqual({ guarded, warned: [] })
    }
    const rule = compileRule('input.plan == "pro"', AFTER)
    if (rule.kind === 'invalid') throw new Error(rule.message)
    expect(rule.warnings[0]).toMatchObject({
      offset: 0,
      length: 10,
      mend: 'Write has(input.plan) && … before it, or make the field required in the schema.',
    })
  })
})

describe('fields are read from any schema that declares them', () => {
  const compiles = (input: ExpressionSchemas['input'], source: string) => {
    const rule = compileRule(source, { input, output: null })
    return rule.kind === 'compiled' ? true : rule.message
  }

  test('references, combinations and branches', () => {
    const address = { type: 'object', required: ['city'], properties: { city: { type: 'string' } } }
    expect(
      compiles(
        { type: 'object', required: ['home'], properties: { home: { $ref: '#/$defs/address' } }, $defs: { address } },
        'input.home.city == "x"',
      ),
    ).toBe(true)
    expect(
      compiles(
        { allOf: [address, { properties: { zip: { type: 'string' } } }], type: 'object' },
        'input.city == input.zip',
      ),
    ).toBe(true)
    expect(
      compiles(
        { type: 'object', anyOf: [address, { properties: { zip: { type: 'string' } } }] },
        'has(input.zip) && input.zip == "1"',
      ),
    ).toBe(true)
    expect(
      compiles({ properties: { a: { const: 5 }, b: { enum: ['x', 'y'] } } }, 'input.a > 1 && input.b == "x"'),
    ).toBe(true)
    expect(compiles({ properties: { a: { enum: ['x', 1] } } }, 'input.a == "x" || input.a == 1')).toBe(true)
    expect(
      compiles({ properties: { a: { anyOf: [{ type: 'string' }, { type: 'string' }] } } }, 'input.a > 1'),
    ).toContain("can't take text")
    expect(compiles({ properties: { a: { anyOf: [{ type: 'string' }, { type: 'number' }] } } }, 'input.a > 1')).toBe(
      true,
    )
    expect(compiles({ properties: { a: { type: ['integer', 'number'] } } }, 'input.a == "x"')).toContain(
      "can't take a number",
    )
    expect(compiles(true, 'input.whatever.deep == 1')).toBe(true)
  })

  test('schemas that contain themselves end', () => {
    const tree = {
      type: 'object',
      properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } } },
    }
    expect(compiles(tree, 'input.children[0].children[0].name == "x"')).toBe(true)
    expect(compiles(tree, 'input.children[0].nam == "x"')).toContain('has no field "nam"')
    const doubling = {
      anyOf: [
        { type: 'array', items: { $ref: '#' } },
        { type: 'array', items: { $ref: '#' } },
      ],
    }
    expect(compiles(doubling, 'true')).toBe(true)
    expect(compiles({ $ref: '#' }, 'true')).toBe(true)
    expect(compiles({ type: 'object', properties: { a: { $ref: '#/properties/a' } } }, 'input.a == 1')).toBe(true)
  })

  test('field names may be any text', () => {
    const odd = {
      type: 'object',
      properties: {
        'Object 1, <list>': { type: 'object', properties: { 'x-y': { type: 'number' } } },
        constructor: { type: 'string' },
        in: { type: 'string' },
      },
    }
    expect(compiles(odd, 'input["Object 1, <list>"]["x-y"] > 1')).toBe(true)
    expect(compiles(odd, 'input["Object 1, <list>"]["x-z"] > 1')).toContain('has no field "x-z"')
    expect(compiles(odd, 'input.constructor == "a" && input["in"] == "b"')).toBe(true)
    expect(compiles(odd, 'input.toString == "a"')).toContain('has no field "toString"')
    expect(compiles(JSON.parse('{"properties": {"__proto__": {"type": "string"}}}'), 'input["__proto__"] == "a"')).toBe(
      true,
    )
  })
})

describe('expressions that give a value', () => {
  function value(source: string, expected: 'number' | 'key', input: unknown = TICKET): unknown {
    const compiled = compileValue(source, AFTER, expected)
    if (compiled.kind === 'invalid') return compiled.message
    return compiled.evaluate({ input, output: ANSWER })
  }

  test('S288 a confidence is a number', () => {
    expect(value('output.confidence', 'number')).toBe(0.9)
    expect(value('output.policy == null ? 0 : output.confidence', 'number')).toBe(0)
    expect(value('size(input.tags)', 'number')).toBe(2)
    expect(value('output.draft', 'number')).toBe('The expression gives text; a number is needed')
    expect(value('output.confidence / 0', 'number')).toMatchObject({
      code: 'result',
      message: 'it gave Infinity, and a number is needed',
    })
    expect(value('input.lines[5].price', 'number')).toMatchObject({ code: 'out-of-range' })
  })

  test('S287 a key is text that is not empty, or a number', () => {
    expect(value('input.customer.country + "/" + input.tags[0]', 'key')).toBe('DE/billing')
    expect(value('input.attempts', 'key')).toBe('3')
    expect(value('input.plan', 'key')).toMatchObject({ code: 'missing' })
    expect(value('input.message', 'key', { ...TICKET, message: '' })).toMatchObject({
      code: 'result',
      message: expect.stringContaining('an empty text'),
    })
    expect(value('input.note', 'key')).toMatchObject({ code: 'result' })
    expect(value('input.urgent', 'key')).toContain('The expression gives true or false')
    expect(value('input.tags', 'key')).toContain('The expression gives a list')
  })
})
