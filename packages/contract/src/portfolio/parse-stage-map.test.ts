import { stageOfSpelling } from '@dayshift/core'
import { expect, test } from 'vitest'
import { parseStageMap } from './parse-stage-map.ts'
import { shippedStageMap } from './shipped-stage-map.ts'

test.each([
  ['Operation and Maintenance', 'operation'],
  ['  operation\n and   maintenance ', 'operation'],
  ['Acquisition and/or Development', 'pilot'],
  ['a) Pre-deployment – The use case is in a development or acquisition status', 'pilot'],
  ['c) Deployed – The use case is being actively authorised or utilised', 'operation'],
  ['In production: less than 6 months', 'operation'],
  ['Planned (not in production)', 'design'],
  ['Retired', 'retired'],
  // What nobody said is unknown, and a word within a sentence is no stage.
  ['piloted elsewhere', 'unknown'],
  ['Technical transfer of capability to industry planned this summer.', 'unknown'],
  ['', 'unknown'],
  ['constructor', 'unknown'],
])('a stage spelled %j is %s', (spelling, stage) => {
  expect(stageOfSpelling(shippedStageMap(), spelling)).toBe(stage)
})

test('a map of one’s own goes before what is known, and leaves the rest', () => {
  const { map, errors } = parseStageMap('launch: [Deployed, Go Live 2]\nretired: {begins: [gone]}\n', shippedStageMap())
  expect(errors).toEqual([])
  const stages = ['deployed', 'go live 2', 'Gone since May', 'Retired'].map((each) =>
    map === null ? null : stageOfSpelling(map, each),
  )
  expect(stages).toEqual(['launch', 'launch', 'retired', 'retired'])
})

test.each([
  ['', 'The map is empty'],
  ['finished: [done]\n', '"finished"'],
  ['design: [done]\nretired: [Done]\n', '"Done" stands at "design" and at "retired"'],
])('%j is refused with its place', (text, words) => {
  const { map, errors } = parseStageMap(text)
  expect(map).toBeNull()
  expect(errors[0]?.message).toContain(words)
  expect(errors[0]?.line).toBeGreaterThan(0)
})
