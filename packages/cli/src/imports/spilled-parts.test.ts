import { traceParts, type TraceParts } from '@dayshift/core'
import { expect, test } from 'vitest'
import { createSpilledParts } from './spilled-parts.ts'

function taken(parts: TraceParts): ReadonlyMap<string, readonly unknown[]> {
  return new Map([...parts.take()].flatMap((some) => [...some]))
}

test.each([
  ['in memory', 100],
  ['in files, once they are too much for it', 30_000],
])('parts of traces are given back whole, each trace once, in their order: %s', (_where, count) => {
  const spilled = createSpilledParts()
  const plain = traceParts()
  try {
    for (let n = 0; n < count; n++) {
      const trace = `trace "${String(n % 700)}"\t`
      const part = { n, text: `“x”\n${'y'.repeat(700)}` }
      spilled.add(trace, part)
      plain.add(trace, part)
    }
    expect(taken(spilled)).toEqual(taken(plain))
  } finally {
    spilled.close()
  }
})
