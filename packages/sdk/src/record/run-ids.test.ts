import { parseId, timeOfUuidV7 } from '@dayshift/core'
import { expect, test } from 'vitest'
import { createRunIds } from './run-ids.ts'

test('ids are UUIDv7 that rise, also within a millisecond and when the clock goes back', () => {
  const newId = createRunIds()
  const now = Date.UTC(2026, 10, 20)
  const ids: string[] = []
  for (let n = 0; n < 20_000; n++) ids.push(newId(n === 10_000 ? now - 86_400_000 : now))
  expect(ids.every((id) => parseId(id) === id && id[14] === '7')).toBe(true)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(timeOfUuidV7(ids[0] ?? '')?.getTime()).toBe(now)
})
