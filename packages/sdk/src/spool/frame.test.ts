import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { createHosts } from '../../fixtures/host.ts'
import { createSegmentReader } from './segment-reader.ts'
import { createSegmentWriter } from './segment-writer.ts'

const hosts = createHosts()
afterEach(() => hosts.end())

const line = fc.record({
  kind: fc.constantFrom('runs' as const, 'decisions' as const),
  // More different beginnings than one frame has names for.
  beginning: fc.nat(70).map((n) => (n === 0 ? '' : `{"n":${n}`)),
  rest: fc.string({ unit: 'binary', maxLength: 50 }).map((text) => `,"t":${JSON.stringify(text)}}`),
})

test('what is appended is read again, whole, in order, by kind, whatever the frames and segments', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(line, { maxLength: 120 }), { maxLength: 6 }), async (turns) => {
      const directory = hosts.folder()
      const writer = createSegmentWriter({
        directory,
        segmentBytes: 2000,
        startAfter: 0,
        room: () => Number.POSITIVE_INFINITY,
        synced: false,
        onLoss: () => expect.unreachable(),
      })
      const appended: string[] = []
      for (const turn of turns) {
        for (const { kind, beginning, rest } of turn) {
          const whole = beginning === '' ? `{"n":0${rest}` : beginning + rest
          writer.append(kind, beginning, beginning === '' ? whole : rest)
          appended.push(`${kind} ${whole}`)
        }
        writer.flush()
      }
      const reader = createSegmentReader(directory)
      const read: string[] = []
      for (let batch = await reader.next(); batch !== null; batch = await reader.next()) {
        expect(batch.lines.length).toBeLessThanOrEqual(500)
        for (const text of batch.lines) read.push(`${batch.kind} ${text}`)
        await reader.acknowledge(batch.end, () => false)
      }
      writer.close()
      expect(read).toEqual(appended)
    }),
    { numRuns: 50 },
  )
})
