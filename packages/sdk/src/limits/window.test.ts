import { appendFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createHosts, handClock } from '../../fixtures/host.ts'
import { createWindow } from './window.ts'

const hosts = createHosts()
afterEach(() => hosts.end())

const first = (runId: string, output: unknown = { n: 1 }) => ({ runId, route: 'automatic' as const, output })
const tell = () => {}

test('keys are found until their window ends, also after a restart', async () => {
  const directory = hosts.folder()
  const clock = handClock()
  const before = createWindow({ directory, clock, tell })
  before.remember('w', 'k', first('run-1'), 60_000)
  expect(before.find('w', 'k')).toEqual(first('run-1'))
  expect(before.find('other', 'k')).toBeNull()
  before.close()

  clock.advance(59_000)
  const after = createWindow({ directory, clock, tell })
  expect(after.find('w', 'k')).toEqual(first('run-1'))
  clock.advance(1_000)
  expect(after.find('w', 'k')).toBeNull()
  after.close()
  expect(createWindow({ directory, clock, tell }).find('w', 'k')).toBeNull()
})

test('a damaged block costs its own keys only', () => {
  const directory = hosts.folder()
  const clock = handClock()
  const before = createWindow({ directory, clock, tell })
  before.remember('w', 'k', first('run-1'), 60_000)
  before.close()
  appendFileSync(join(directory, readdirSync(directory)[0] ?? ''), 'DSF1 and then nothing of the kind')
  const after = createWindow({ directory, clock, tell })
  expect(after.find('w', 'k')).toEqual(first('run-1'))
})

test('keys of dead processes are taken over', () => {
  const [dead, mine] = [hosts.folder(), hosts.folder()]
  const clock = handClock()
  const theirs = createWindow({ directory: dead, clock, tell })
  theirs.remember('w', 'k', first('run-1'), 60_000)
  theirs.close()
  const taking = createWindow({ directory: mine, clock, tell })
  taking.inherit(dead)
  taking.close()
  expect(createWindow({ directory: mine, clock, tell }).find('w', 'k')).toEqual(first('run-1'))
})

test('beyond the bound the oldest keys are forgotten, and counted', () => {
  const window = createWindow({ directory: null, clock: handClock(), tell, mostKeys: 10 })
  for (let n = 0; n < 25; n++) window.remember('w', `k${n}`, first(`run-${n}`), 60_000)
  expect(window.forgotten()).toBe(15)
  expect(window.find('w', 'k14')).toBeNull()
  expect(window.find('w', 'k15')).toEqual(first('run-15'))
})

test('an answer that is too long for the disk is not given again after a restart: its duplicate goes to a person', () => {
  const directory = hosts.folder()
  const clock = handClock()
  const before = createWindow({ directory, clock, tell })
  before.remember('w', 'k', first('run-1', 'x'.repeat(100_000)), 60_000)
  before.close()
  const after = createWindow({ directory, clock, tell })
  expect(after.find('w', 'k')).toMatchObject({ runId: 'run-1', route: 'human' })
})
