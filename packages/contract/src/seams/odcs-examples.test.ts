import { compileContract, type Json, type JsonObject, type ReadOdcs, readOdcs, writeOdcs } from '@dayshift/core'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readContractText } from './read-contract-text.ts'

const CONTEXT = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, plan: { enum: ['a', 'b'] } } }

function read(document: Json, object?: string): ReadOdcs {
  const odcs = readOdcs(document, object)
  if (odcs.kind === 'fault') throw new Error(`${odcs.path} ${odcs.message}`)
  return odcs
}

const SHARED = join(import.meta.dirname, '../../../../../shared/data/odcs')
const isThere = existsSync(SHARED)

describe('the standard’s own examples (skipped where ../shared/data is absent)', () => {
  const standard = isThere
    ? (JSON.parse(readFileSync(join(SHARED, 'schema/odcs-json-schema-v3.1.0.json'), 'utf8')) as JsonObject)
    : {}
  const examples = isThere ? readdirSync(join(SHARED, 'examples')) : []

  test.skipIf(!isThere).each(examples)('%s is read, and nothing of it is lost on the way out', (file) => {
    const document = documentIn(readFileSync(join(SHARED, 'examples', file), 'utf8'))
    const objects = (document['schema'] ?? []) as JsonObject[]
    if (objects.length === 0) {
      expect(readOdcs(document)).toMatchObject({ kind: 'fault', path: '/schema' })
      return
    }
    for (const name of objects.map((each) => each['name'] as string)) {
      const { schema, object, kept } = read(document, name)
      expect(compileContract(schema).kind).toBe('compiled')
      const out = writeOdcs({ id: 'x', name: 'x', version: 7, schema, object, kept })
      expect(read(out, name).schema).toEqual(schema)
      expect(lost(document, out)).toEqual([])
    }
  })

  test.skipIf(!isThere)('what is written here fits the published schema', () => {
    const compiled = compileContract(standard)
    const out = writeOdcs({ id: 's1', name: 'a → b', version: 1, schema: CONTEXT, object: null, kept: null })
    if (compiled.kind === 'invalid') {
      // The standard's schema is of another draft: then its required fields are what can be held against.
      expect(Object.keys(out)).toEqual(expect.arrayContaining(standard['required'] as string[]))
    } else expect(compiled.check(out)).toEqual([])
  })
})

/** Paths of what was in one document and isn't in the other; versions may differ. */
function lost(before: Json, after: Json | undefined, path = ''): string[] {
  if (path === '/version' || path === '/apiVersion') return []
  if (typeof before !== 'object' || before === null) return before === after ? [] : [path]
  if (typeof after !== 'object' || after === null) return [path]
  const there = new Map(Object.entries(after))
  return Object.entries(before).flatMap(([name, value]) =>
    lost(value as Json, there.get(name) as Json, `${path}/${name}`),
  )
}

function documentIn(text: string): JsonObject {
  const asked = readContractText(text)
  if (!('odcs' in asked)) throw new Error(JSON.stringify(asked))
  return asked.odcs as JsonObject
}

test('a text is a JSON Schema or an ODCS document, in JSON or YAML; what is neither is said with its line', () => {
  expect(readContractText('type: object\nrequired: [id]\n')).toEqual({ schema: { type: 'object', required: ['id'] } })
  expect(readContractText('{"kind":"DataContract","apiVersion":"v3.1.0"}')).toHaveProperty('odcs.kind', 'DataContract')
  expect(readContractText('')).toEqual({ fault: 'There is nothing in it.' })
  expect(readContractText('a: [1')).toMatchObject({ fault: expect.stringContaining('line 1') })
  expect(readContractText('just words')).toEqual({
    fault: 'It is no JSON Schema and no ODCS document: an object is needed.',
  })
})
