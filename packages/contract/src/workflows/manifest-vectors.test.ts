import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseManifest, type ParsedManifest } from './parse-manifest.ts'

const folder = join(import.meta.dirname, '../../../../spec/manifests')

function readVector(kind: 'valid' | 'invalid', name: string): ParsedManifest {
  return parseManifest(readFileSync(join(folder, kind, `${name}.yaml`), 'utf8'), {
    readFile: (path) => {
      try {
        return readFileSync(join(folder, kind, path), 'utf8')
      } catch (error) {
        return error as Error // readFileSync throws nothing else
      }
    },
  })
}

function names(kind: 'valid' | 'invalid'): string[] {
  return readdirSync(join(folder, kind))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
}

function expectation(kind: 'valid' | 'invalid', name: string) {
  return JSON.parse(readFileSync(join(folder, kind, `${name}.json`), 'utf8'))
}

describe('valid manifests of spec/manifests', () => {
  test.each(names('valid'))('%s has its hash and its warnings', (name) => {
    const { hash, errors, warnings } = readVector('valid', name)
    const places = warnings.map(({ code, line, column, path }) => ({ code, line, column, path }))
    expect({ errors, hash, warnings: places }).toEqual({ errors: [], ...expectation('valid', name) })
  })

  test('one release in three writings has one hash', () => {
    const hashes = ['smallest', 'smallest-rewritten', 'windows'].map((name) => readVector('valid', name).hash)
    expect(new Set(hashes).size).toBe(1)
  })
})

describe('invalid manifests of spec/manifests', () => {
  const vectors = names('invalid').map((name) => ({ name, ...expectation('invalid', name) }))

  test.each(vectors)('$name: $why', ({ name, errors }) => {
    const parsed = readVector('invalid', name)
    expect(parsed.manifest).toBeNull()
    expect(parsed.hash).toBeNull()
    expect(parsed.errors).toMatchObject(errors)
    expect(parsed.errors).toHaveLength(errors.length)
    for (const { message } of parsed.errors) expect(message.length).toBeGreaterThan(20)
  })
})
