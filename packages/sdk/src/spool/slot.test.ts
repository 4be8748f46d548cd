import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createHosts } from '../../fixtures/host.ts'
import { takeOrphans, takeSlot } from './slot.ts'

const hosts = createHosts()
afterEach(() => hosts.end())

function lockedBy(directory: string, holder: object, secondsAgo = 0): string {
  const probe = takeSlot(join(directory, 'probe'))
  const mine = JSON.parse(readFileSync(join(probe.directory, 'lock'), 'utf8')) as object
  probe.release()
  mkdirSync(join(directory, 'slot-0'), { recursive: true })
  const lock = join(directory, 'slot-0', 'lock')
  writeFileSync(lock, JSON.stringify({ ...mine, token: 'another', ...holder }))
  const then = new Date(Date.now() - secondsAgo * 1000)
  utimesSync(lock, then, then)
  return directory
}

test('each holder has a slot of its own, and one that was given back is taken again', () => {
  const directory = hosts.folder()
  const [a, b] = [takeSlot(directory), takeSlot(directory)]
  expect([a.number, b.number]).toEqual([0, 1])
  expect(takeOrphans(directory)).toEqual([])
  a.release()
  expect(takeSlot(directory).number).toBe(0)
})

test('a lock of a process that is gone, or of an earlier one with the same process id, is stale', () => {
  expect(takeSlot(lockedBy(hosts.folder(), { pid: 2 ** 30 })).number).toBe(0)
  expect(takeSlot(lockedBy(hosts.folder(), { pid: process.pid })).number).toBe(0)
  expect(takeSlot(lockedBy(hosts.folder(), { pid: process.ppid, started: '1' })).number).toBe(0)
})

test('a lock of a living process holds, however old it is', () => {
  expect(takeSlot(lockedBy(hosts.folder(), { pid: process.ppid, started: null }, 3600)).number).toBe(1)
})

test('a lock of another machine or container holds while it beats', () => {
  expect(takeSlot(lockedBy(hosts.folder(), { place: 'elsewhere', pid: 2 ** 30 }, 10)).number).toBe(1)
  expect(takeSlot(lockedBy(hosts.folder(), { place: 'elsewhere', pid: 2 ** 30 }, 60)).number).toBe(0)
})

test('a lock that is being written holds; one that stayed empty is stale', () => {
  const empty = (secondsAgo: number) => {
    const directory = lockedBy(hosts.folder(), {})
    const lock = join(directory, 'slot-0', 'lock')
    writeFileSync(lock, '')
    const then = new Date(Date.now() - secondsAgo * 1000)
    utimesSync(lock, then, then)
    return directory
  }
  expect(takeSlot(empty(0)).number).toBe(1)
  expect(takeSlot(empty(10)).number).toBe(0)
})

test('who lost the slot is told at the next beat, and holds it again where nobody else does', () => {
  const directory = hosts.folder()
  const slot = takeSlot(directory)
  expect(slot.beat()).toBe(true)
  lockedBy(directory, { pid: process.ppid, started: null })
  expect(slot.beat()).toBe(false)

  const other = takeSlot(hosts.folder())
  other.remove()
  expect(existsSync(other.directory)).toBe(false)
  expect(other.beat()).toBe(false)
  expect(other.beat()).toBe(true)
})
