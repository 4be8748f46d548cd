import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument, stringify } from 'yaml'
import { manifestJsonSchema } from './manifest-json-schema.ts'
import { LONGEST_TEXT } from '../common/yaml-source.ts'
import { parseManifest } from './parse-manifest.ts'
import { manifestSchema } from './manifest-schema.ts'
import { slugOf } from '../common/yaml-fields.ts'

const root = join(import.meta.dirname, '../../../..')
const smallest = readFileSync(join(root, 'spec/manifests/valid/smallest.yaml'), 'utf8')
const full = readFileSync(join(root, 'spec/manifests/valid/full.yaml'), 'utf8').replace(
  'file: prompts/triage.md',
  'text: Choose the queue.',
)
const hashOf = (text: string) => parseManifest(text).hash

describe('what a manifest says', () => {
  test('the smallest manifest gets defaults that fail to the human path', () => {
    const { manifest } = parseManifest(smallest)
    expect(manifest).toMatchObject({
      name: 'Invoice sorting',
      pilot: null,
      unitKey: null,
      dedupe: null,
      confidence: null,
      rollout: { percent: 0, steps: [5, 25, 50, 100] },
      qaSample: 5,
      call: { timeoutMs: 30_000, attempts: 3, backoffMs: 500, breaker: { failures: 5, coolDownMs: 60_000 } },
      fallback: { route: 'human' },
      limits: { perRun: null, perDay: null, perMonth: null, latencyMs: null },
      data: { capture: 'redacted', retentionDays: 30, subject: null, redact: [] },
      cases: { dueMs: 14_400_000, backupAfterMs: 28_800_000, expireMs: 172_800_000 },
      rules: [{ on: 'output', to: 'human' }],
    })
  })

  test('S334 four purpose metrics warn, and the manifest stays valid', () => {
    const metric = (name: string) => `  - { name: ${name}, means: Some., threshold: Enough. }\n`
    const text = smallest.replace('metrics:\n', `metrics:\n${metric('a')}${metric('b')}${metric('c')}`)
    const { hash, warnings } = parseManifest(text)
    expect(hash).not.toBeNull()
    expect(warnings).toMatchObject([{ code: 'many-metrics', path: '/metrics/3' }])
  })

  test('S217 a manifest whose AI takes everything is refused', () => {
    const { manifest, errors } = parseManifest(smallest.replace(/rules:\n( {2}.*\n)+/, ''))
    expect(manifest).toBeNull()
    expect(errors).toMatchObject([{ code: 'no-path-to-a-person', line: 2, column: 1 }])
  })

  test('a prompt comes to the same release by file and by text, and on any machine', () => {
    const byText = smallest.replace(
      'rules:',
      'prompts:\n  - name: sort\n    text: |\n      Sort it.\n      Well.\nrules:',
    )
    const byFile = smallest.replace('rules:', 'prompts: [{ name: sort, file: prompts/sort.md }]\nrules:')
    const readFile = () => '\uFEFFSort it.\r\nWell.\r\n'
    expect(parseManifest(byFile, { readFile }).hash).toBe(hashOf(byText))
    expect(parseManifest(byFile).errors).toMatchObject([{ code: 'prompt-file', path: '/prompts/0/file' }])
  })

  test('a rule about a field that may be missing warns at the very place', () => {
    const text = smallest
      .replace('    text: { type: string }', '    text: { type: string }\n    amount: { type: number }')
      .replace("when: output.department == 'unknown'", 'when: input.amount > 3.0')
    expect(parseManifest(text).warnings).toMatchObject([{ code: 'rule', line: 27, column: 11, path: '/rules/0/when' }])
  })

  test('a dedupe key from a field that may be missing warns', () => {
    const text = smallest
      .replace('required: [invoiceId, text]', 'required: [text]')
      .replace('model:', 'dedupe: { key: input.invoiceId }\nmodel:')
    expect(parseManifest(text).warnings).toMatchObject([{ code: 'optional-key', path: '/dedupe/key' }])
  })
})

describe('texts that are no manifest', () => {
  test('a text beyond the limit is refused before it is read', () => {
    const { errors } = parseManifest(`# ${'x'.repeat(LONGEST_TEXT)}`)
    expect(errors).toMatchObject([{ code: 'too-large', line: 1, column: 1 }])
  })

  test('aliases that contain themselves end', () => {
    expect(parseManifest('a: &a [*a]').errors).toMatchObject([{ code: 'yaml-alias', line: 1, column: 8 }])
    expect(parseManifest('a: &a { b: &b [*a] }').errors).toMatchObject([{ code: 'yaml-alias', line: 1 }])
  })

  test('ten thousand anchors and aliases, and ten thousand keys, are read in one pass', () => {
    const lines = (line: (i: number) => string) => Array.from({ length: 10_000 }, (_, i) => line(i)).join('\n')
    const anchors = `${lines((i) => `k${i}: &a${i} 1`)}\n${lines((i) => `l${i}: *a${i}`)}`
    expect(parseManifest(anchors).errors[0]?.code).toBe('missing')
  })

  test('a thousand levels of brackets, dashes and question marks are refused', () => {
    for (const opener of ['[', '{a: ', '- ', '? ']) {
      expect(parseManifest(`input: \n  ${opener.repeat(1000)}`).errors[0]?.code).toMatch(/too-deep|yaml/)
    }
  })

  test('a NUL and half a character are refused, since the database could not keep them', () => {
    for (const escape of ['\\0', '\\ud800']) {
      const { errors } = parseManifest(smallest.replace("'2026-11-20'", `"a${escape}"`))
      expect(errors).toMatchObject([{ code: 'bad-character', path: '/release' }])
    }
  })

  test('a key with a slip gets the name that was meant, in any spelling', () => {
    const near = (key: string) => parseManifest(`${smallest}${key}: x\n`).errors[0]?.message
    expect(near('unit_key')).toContain('did you mean "unitKey"?')
    expect(near('fallbak')).toContain('did you mean "fallback"?')
    expect(near('zzz')).toContain('known here: dayshift, workflow')
  })
})

describe('the content hash', () => {
  test('neither comments nor key order nor the way of writing change it', () => {
    const data = parseDocument(full).toJS()
    fc.assert(
      fc.property(writings, (writing) => {
        expect(hashOf(written(data, writing))).toBe(hashOf(full))
      }),
      { numRuns: 60 },
    )
  })

  test('every change of a value changes it', () => {
    const hashes = new Set([hashOf(full)])
    const changes: readonly (readonly [string, string])[] = [
      ['window: 15m', 'window: 16m'],
      ['atLeast: 0.65', 'atLeast: 0.66'],
      ['temperature: 0,', 'temperature: 1,'],
      ['max_tokens: 400', "max_tokens: '400'"],
      ['text: Choose the queue.', 'text: Choose the queue!'],
      ['minimum: 1', 'minimum: 0'],
      ['12.50 EUR', '12.51 EUR'],
      ['percent: 2.5', 'percent: 2.51'],
      ['to: review', 'to: human'],
      ['name: highest priority', 'name: top priority'],
      ['[10, 25, 50, 100]', '[10, 25, 50]'],
      ['until: 2026-12-18', 'until: 2026-12-19'],
      ['retention: 90d', 'retention: 91d'],
      ['expire: 1d', 'expire: 25h'],
      ['[New kinds of device.]', '[]'],
    ]
    for (const [from, to] of changes) {
      expect(full).toContain(from)
      const hash = hashOf(full.replace(from, to))
      expect(hash, to).not.toBeNull()
      hashes.add(hash)
    }
    expect(hashes.size).toBe(changes.length + 1)
  })
})

describe('damaged manifests', () => {
  test('give errors with a place inside the file, and never an exception', () => {
    const damages = fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.integer({ min: 0, max: 12 }),
        put: fc.oneof(fc.constantFrom(...DEBRIS), fc.string({ unit: 'binary', maxLength: 6 })),
      }),
      { minLength: 1, maxLength: 4 },
    )
    fc.assert(
      fc.property(fc.constantFrom(smallest, full), damages, (text, list) => {
        let damaged = text
        for (const { at, cut, put } of list) {
          const place = Math.floor(at * damaged.length)
          damaged = damaged.slice(0, place) + put + damaged.slice(place + cut)
        }
        expectPlaced(damaged)
      }),
      { numRuns: 1500 },
    )
  })

  test('any YAML value in the place of any other is read or refused in words', () => {
    const data = parseDocument(full).toJS()
    const paths = pathsOf(data)
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(null, '', ' ', '30s', '5%', '1 USD', -1, 1e308, 0.1 + 0.2, [], {}, { toString: 1 }, 'input', '*'),
    )
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, replacement) => {
        expectPlaced(stringify(replaced(data, path, replacement)))
      }),
      { numRuns: 1500 },
    )
  })
})

describe('the JSON Schema for editors', () => {
  test('is committed as the contract makes it (else: "npm run generate")', () => {
    const committed = readFileSync(join(root, 'spec/dayshift.schema.json'), 'utf8')
    expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(manifestJsonSchema())))
  })

  test('describes every key in plain words, and so does the reference', () => {
    const reference = readFileSync(join(root, 'docs/reference/manifest.md'), 'utf8')
    const missing = describedKeys(manifestJsonSchema(), '').filter((path) => !reference.includes(`\`${path}\``))
    expect(missing).toEqual([])
  })
})

test('a name for people becomes a slug that a manifest takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const slug = slugOf(name)
      if (slug !== '') expect(manifestSchema.shape.workflow.safeParse(slug).success, `${name} → ${slug}`).toBe(true)
    }),
  )
})

function expectPlaced(text: string): void {
  const { manifest, hash, errors, warnings } = parseManifest(text)
  expect(manifest === null).toBe(errors.length > 0)
  expect(hash === null).toBe(errors.length > 0)
  const lines = text.replace(/^\uFEFF/, '').split('\n')
  for (const { line, column, message, path, code } of [...errors, ...warnings]) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(message).not.toBe('')
    expect(path).toMatch(/^(\/|$)/)
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lines.length)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(column).toBeLessThanOrEqual((lines[(line ?? 1) - 1] ?? '').length + 1)
  }
}

const DEBRIS = [
  '\t',
  '\n',
  '\r\n',
  ': ',
  '- ',
  '"',
  "'",
  '[',
  '{',
  '}',
  '&a',
  '*a',
  '!x',
  '|',
  '>',
  '#',
  '%',
  '---\n',
  '\0',
  '\uFEFF',
  '~',
  '<<: ',
]

interface Writing {
  readonly indent: number
  readonly lineWidth: number
  readonly quoted: boolean
  readonly flow: boolean
  readonly comments: boolean
  readonly windows: boolean
  readonly order: readonly number[]
}

const writings: fc.Arbitrary<Writing> = fc.record({
  indent: fc.integer({ min: 1, max: 6 }),
  lineWidth: fc.constantFrom(0, 40, 80),
  quoted: fc.boolean(),
  flow: fc.boolean(),
  comments: fc.boolean(),
  windows: fc.boolean(),
  order: fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
})

function written(data: unknown, { indent, lineWidth, quoted, flow, comments, windows, order }: Writing): string {
  const text = stringify(shuffled(data, order), {
    indent,
    lineWidth,
    collectionStyle: flow ? 'flow' : 'block',
    ...(quoted ? { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' } : {}),
  })
  const commented = comments ? `# First.\n${text.replaceAll(/^(\w+:)/gm, '# Before $1\n$1')}# Last.\n` : text
  return windows ? commented.replaceAll('\n', '\r\n') : commented
}

/** The same data with the keys of every map in another order; lists keep theirs. */
function shuffled(value: unknown, order: readonly number[]): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, order))
  if (typeof value !== 'object' || value === null) return value
  const ranked = Object.entries(value).map(([key, member], index) => ({
    key,
    member,
    rank: order[index % order.length] ?? 0,
  }))
  return Object.fromEntries(
    ranked.toSorted((a, b) => a.rank - b.rank).map(({ key, member }) => [key, shuffled(member, order)]),
  )
}

type Path = readonly (string | number)[]

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...members.flatMap(([key, member]) => pathsOf(member, [...path, key]))]
}

function replaced(value: unknown, [step, ...rest]: Path, replacement: unknown): unknown {
  if (step === undefined) return replacement
  if (Array.isArray(value)) return value.map((item, i) => (i === step ? replaced(item, rest, replacement) : item))
  const map = value as Record<string, unknown> // the path came from the value itself
  return { ...map, [step]: replaced(map[step], rest, replacement) }
}

/** All keys of the author's form, like `rules[].when`; one without a description fails. */
function describedKeys(schema: unknown, path: string): string[] {
  const part = schema as { properties?: object; items?: unknown; description?: string; anyOf?: unknown } // made by Zod
  const isKey = path !== '' && !path.endsWith(']')
  if (isKey) expect(part.description, path).toBeTruthy()
  const own = isKey ? [path] : []
  if (part.anyOf !== undefined) return own
  const inner = Object.entries(part.properties ?? {}).flatMap(([key, member]) =>
    describedKeys(member, path === '' ? key : `${path}.${key}`),
  )
  return [...own, ...inner, ...(part.items === undefined ? [] : describedKeys(part.items, `${path}[]`))]
}
