import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../json/json.ts'
import { signCheckpoint } from './checkpoint.ts'
import { appendEntry, genesisHead } from './ledger-entry.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import { checkpointLine, closingLine, entryLine, headerLine, ledgerHeader } from './ledger-export.ts'
import { ledgerKey } from './ledger-key.ts'
import { verifyLedger, verifyLedgerText } from './verify-ledger.ts'

const WORKSPACE = '0199a000-0000-7000-8000-000000000001'
const KEY = ledgerKey(new Uint8Array(32).fill(7))
const FORGER = ledgerKey(new Uint8Array(32).fill(8))

function chain(count: number, sentence = 'paused the workflow'): LedgerEntry[] {
  const entries: LedgerEntry[] = []
  let head = genesisHead(WORKSPACE)
  for (let n = 1; n <= count; n++) {
    const entry = appendEntry(head, {
      workspaceId: WORKSPACE,
      at: new Date(Date.UTC(2026, 10, 20, 9, n)).toISOString(),
      actor: { kind: 'person', id: 'p1', name: 'Ada' },
      act: 'workflow-paused',
      subject: 'workflow:billing-replies',
      sentence: `${sentence} (${n}).`,
      details: { n, amount: '12.50', nested: { list: [1, 'two', null] } },
    })
    entries.push(entry)
    head = entry
  }
  return entries
}

/** An export of the entries, with checkpoints kept at the numbers given, as parsed lines. */
function exportOf(entries: readonly LedgerEntry[], keptAt: readonly number[] = [], key = KEY): JsonObject[] {
  const at = '2026-11-20T12:00:00.000Z'
  const kept = keptAt.map((seq) => signCheckpoint(WORKSPACE, entries[seq - 1] ?? genesisHead(WORKSPACE), at, null, key))
  const header = ledgerHeader(WORKSPACE, key.publicKey, at, kept)
  const head = entries.at(-1) ?? genesisHead(WORKSPACE)
  const lines = [headerLine(header), ...entries.map(entryLine), closingLine(header, head, key)]
  return lines.map((line) => JSON.parse(line) as JsonObject)
}

describe('a ledger that nobody touched', () => {
  test('is valid, and says whose key signed it', () => {
    const verdict = verifyLedger(exportOf(chain(5), [2, 4]))
    expect(verdict).toMatchObject({ valid: true, entries: 5, firstBad: null })
    expect(verdict.why).toContain(KEY.publicKey)
  })

  test('is valid when it is empty', () => {
    expect(verifyLedger(exportOf([]))).toMatchObject({ valid: true, entries: 0, firstBad: null })
  })

  test('is valid with the key that was noted and the checkpoints that were kept, those of other workspaces aside', () => {
    const entries = chain(5)
    const checkpoints = [3, 5].map((seq) => signCheckpoint(WORKSPACE, at(entries, seq - 1), 'then', null, KEY))
    const other = signCheckpoint('another', { seq: 9, hash: 'a'.repeat(64) }, 'then', null, KEY)
    const lines = [...checkpoints, other].map((checkpoint) => JSON.parse(checkpointLine(checkpoint)) as unknown)
    const verdict = verifyLedger(exportOf(entries), { publicKey: KEY.publicKey, checkpoints: lines })
    expect(verdict.valid).toBe(true)
  })

  test('is valid however its JSON is laid out', async () => {
    const text = exportOf(chain(3)).map(
      (line) => ` ${JSON.stringify(Object.fromEntries(Object.entries(line).toReversed()))} `,
    )
    expect(await verifyLedgerText([...text, ''])).toMatchObject({ valid: true, entries: 3 })
  })
})

describe('tampering is found, with the number of the entry', () => {
  test('an edited entry', () => {
    const lines = exportOf(chain(6))
    lines[4] = { ...lines[4], sentence: 'did nothing.' }
    expect(verifyLedger(lines)).toMatchObject({
      valid: false,
      entries: 3,
      firstBad: 4,
      why: expect.stringContaining('changed'),
    })
  })

  test('an edited entry with its hash made to fit', () => {
    const entries = chain(6)
    entries[3] = appendEntry(at(entries, 2), { ...at(entries, 3), sentence: 'did nothing.' })
    expect(verifyLedger(exportOf(entries))).toMatchObject({
      valid: false,
      firstBad: 5,
      why: expect.stringContaining('chain'),
    })
  })

  test('a removed entry', () => {
    const lines = exportOf(chain(6)).toSpliced(3, 1)
    expect(verifyLedger(lines)).toMatchObject({
      valid: false,
      firstBad: 3,
      why: 'Entry 3 is missing: entry 4 stands in its place.',
    })
  })

  test('two entries that changed places', () => {
    const lines = exportOf(chain(6))
    const swapped = lines.with(2, at(lines, 3)).with(3, at(lines, 2))
    expect(verifyLedger(swapped)).toMatchObject({ valid: false, firstBad: 2 })
  })

  test('an entry that was put in', () => {
    const lines = exportOf(chain(6))
    expect(verifyLedger(lines.toSpliced(4, 0, at(lines, 3)))).toMatchObject({ valid: false, firstBad: 4 })
  })

  test('the last entries cut off, with the closing checkpoint or without', () => {
    const lines = exportOf(chain(6))
    expect(verifyLedger(lines.slice(0, 5))).toMatchObject({ valid: false, entries: 4, firstBad: 5 })
    expect(verifyLedger([...lines.slice(0, 5), lines.at(-1)])).toMatchObject({ valid: false, entries: 4, firstBad: 5 })
    expect(verifyLedger(lines.slice(0, -1))).toMatchObject({ valid: false, entries: 6, firstBad: 7 })
  })

  test('the last entries cut off, closed by a genuine checkpoint that was kept', () => {
    const entries = chain(6)
    const kept = JSON.parse(checkpointLine(signCheckpoint(WORKSPACE, at(entries, 3), 'then', null, KEY))) as JsonObject
    const cut = [...exportOf(entries).slice(0, 5), kept]
    expect(verifyLedger(cut)).toMatchObject({
      valid: false,
      entries: 4,
      firstBad: 5,
      why: expect.stringContaining('cut off'),
    })
  })

  test('an older ledger put back, by a checkpoint that was kept outside', () => {
    const checkpoints = [
      JSON.parse(checkpointLine(signCheckpoint(WORKSPACE, at(chain(6), 5), 'then', null, KEY))) as unknown,
    ]
    expect(verifyLedger(exportOf(chain(4)))).toMatchObject({ valid: true })
    expect(verifyLedger(exportOf(chain(4)), { checkpoints })).toMatchObject({ valid: false, entries: 4, firstBad: 5 })
  })

  test('a whole chain written anew in the database and then exported, by a checkpoint that was kept', () => {
    const before = chain(6)
    const header = ledgerHeader(WORKSPACE, KEY.publicKey, 'now', [
      signCheckpoint(WORKSPACE, at(before, 3), 'then', null, KEY),
    ])
    const after = chain(6, 'resumed the workflow')
    const lines = [headerLine(header), ...after.map(entryLine), closingLine(header, at(after, 5), KEY)]
    const verdict = verifyLedger(lines.map((line) => JSON.parse(line) as unknown))
    expect(verdict).toMatchObject({ valid: false, firstBad: 4, why: expect.stringContaining('written anew') })
  })

  test('a whole chain written anew without the key: the signature is wrong', () => {
    const lines = exportOf(chain(6))
    const forged = [lines[0], ...exportOf(chain(6, 'resumed')).slice(1, -1), lines.at(-1)]
    expect(verifyLedger(forged)).toMatchObject({ valid: false, firstBad: 6 })
  })

  test('a whole export signed by somebody else, by the key that was noted', () => {
    const forged = exportOf(chain(6, 'resumed'), [], FORGER)
    expect(verifyLedger(forged, { publicKey: KEY.publicKey })).toMatchObject({ valid: false, firstBad: null })
    const kept = [JSON.parse(checkpointLine(signCheckpoint(WORKSPACE, at(chain(6), 3), 'then', null, KEY))) as unknown]
    expect(verifyLedger(forged, { checkpoints: kept })).toMatchObject({
      valid: false,
      why: expect.stringContaining('another key'),
    })
  })

  test('a half line, another format, another version, an empty file', async () => {
    const text = exportOf(chain(3)).map((line) => JSON.stringify(line))
    expect(await verifyLedgerText(text.with(2, at(text, 2).slice(0, 40)))).toMatchObject({ valid: false, firstBad: 2 })
    expect(verifyLedger([{ line: 'header', format: 'csv' }])).toMatchObject({
      valid: false,
      why: expect.stringContaining('"csv"'),
    })
    expect(verifyLedger([{ ...exportOf([])[0], version: 2 }])).toMatchObject({
      valid: false,
      why: expect.stringContaining('version'),
    })
    expect(verifyLedger([])).toMatchObject({ valid: false, firstBad: null, why: 'The export is empty.' })
  })

  test('an entry nested 100,000 levels deep is a verdict, not a crash', () => {
    const lines = exportOf(chain(2))
    let deep: Json = 1
    for (let level = 0; level < 100_000; level++) deep = [deep]
    lines[2] = { ...lines[2], details: { deep } }
    expect(verifyLedger(lines)).toMatchObject({ valid: false, firstBad: 2 })
  })
})

test('any single change of a valid export is found', () => {
  const lines = exportOf(chain(5), [2, 4])
  fc.assert(
    fc.property(
      fc.nat(lines.length - 1),
      fc.nat(),
      fc.constantFrom('value', 'remove', 'add', 'drop', 'repeat', 'swap'),
      (place, seed, how) => {
        const changed = mutate(lines, place, seed, how)
        if (changed === null) return
        expect(verifyLedger(changed).valid).toBe(false)
      },
    ),
    { numRuns: 2_000 },
  )
})

function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new RangeError(`no ${index} in a list of ${list.length}`)
  return found
}

/** Null where the change would leave the export as it was. */
function mutate(lines: readonly JsonObject[], place: number, seed: number, how: string): JsonObject[] | null {
  const line = at(lines, place)
  switch (how) {
    case 'drop':
      return lines.toSpliced(place, 1)
    case 'repeat':
      return lines.toSpliced(place, 0, line)
    case 'swap': {
      const other = seed % lines.length
      return other === place ? null : lines.with(place, at(lines, other)).with(other, line)
    }
    case 'add':
      return lines.with(place, { ...line, note: seed })
    default: {
      const paths = leaves(line)
      const path = at(paths, seed % paths.length)
      return lines.with(place, changeObject(line, path, how, seed))
    }
  }
}

function leaves(value: Json, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== 'object') return [path]
  return Object.entries(value).flatMap(([key, member]) => leaves(member, [...path, key]))
}

function changeAt(value: Json, path: readonly string[], how: string, seed: number): Json {
  const [key, ...rest] = path
  if (key === undefined) {
    if (typeof value === 'number') return value + 1 + (seed % 5)
    if (typeof value !== 'string') return 'something'
    const spot = seed % Math.max(1, value.length)
    return value.slice(0, spot) + (value[spot] === 'a' ? 'b' : 'a') + value.slice(spot + 1)
  }
  if (Array.isArray(value))
    return value.with(Number(key), changeAt(value[Number(key)] as Json, rest, how, seed)) as Json
  return changeObject(value as JsonObject, path, how, seed)
}

function changeObject(
  object: JsonObject,
  [key = '', ...rest]: readonly string[],
  how: string,
  seed: number,
): JsonObject {
  if (rest.length === 0 && how === 'remove')
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
  return { ...object, [key]: changeAt(object[key] ?? null, rest, how, seed) }
}

describe('the vectors in spec/ledger', () => {
  const directory = join(import.meta.dirname, '../../../../spec/ledger')
  const readLines = (file: string) =>
    readFileSync(join(directory, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as unknown)
  const vectors = JSON.parse(readFileSync(join(directory, 'vectors.json'), 'utf8')) as readonly {
    readonly name: string
    readonly file: string
    readonly publicKey?: string
    readonly checkpoints?: string
    readonly verdict: { readonly valid: boolean; readonly entries: number; readonly firstBad: number | null }
  }[]

  test.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    const checkpoints = vector.checkpoints === undefined ? undefined : readLines(vector.checkpoints)
    const verdict = verifyLedger(readLines(vector.file), { publicKey: vector.publicKey, checkpoints })
    expect(verdict).toMatchObject(vector.verdict)
  })

  test('none is left out', () => {
    const named = new Set(vectors.flatMap(({ file, checkpoints }) => [file, checkpoints ?? file]))
    expect(readdirSync(directory).filter((file) => file.endsWith('.ndjson') && !named.has(file))).toEqual([])
  })
})
