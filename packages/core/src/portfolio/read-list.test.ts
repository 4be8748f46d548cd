import { expect, test } from 'vitest'
import { findListHeader, proposeListColumns } from './list-columns.ts'
import { createListReader } from './read-list.ts'

const MAP = { is: new Map([['live', 'operation'] as const]), begins: [] }

function read(columns: readonly string[], rows: readonly (readonly string[])[]) {
  const places = proposeListColumns(columns)
  if (places === null) throw new Error('no names')
  const reader = createListReader(places, MAP)
  for (const [index, row] of rows.entries()) reader.row(row, index + 2)
  return reader.end()
}

test('each row is taken in or rejected with its line; repeats are counted and numbered', () => {
  const list = read(
    ['Use Case Name', 'Agency', 'Stage of Development'],
    [
      ['Chat', 'A', 'Live'],
      ['Chat', 'A', 'live'],
      ['Chat', 'B', 'elsewhere'],
      [' ', 'B', 'live'],
      ['', '', ''],
    ],
  )
  expect(list.items.map(({ name, unit, nth, stage }) => [name, unit, nth, stage])).toEqual([
    ['Chat', 'A', 1, 'operation'],
    ['Chat', 'A', 2, 'operation'],
    ['Chat', 'B', 1, 'unknown'],
  ])
  expect(list.rejected).toEqual([
    { place: 5, why: 'it has no name' },
    { place: 6, why: 'all its cells are empty' },
  ])
  expect(list).toMatchObject({ rows: 5, repeated: 1, mapped: { operation: 2, unknown: 1, design: 0 } })
  expect([...list.stages]).toEqual([
    ['Live', 1],
    ['live', 1],
    ['elsewhere', 1],
  ])
})

test.each([
  ['month first, by a day that leaves no choice', ['4/5/2026', '4/30/2026'], ['2026-04-05', '2026-04-30']],
  ['day first, by a day that leaves no choice', ['4/5/2026', '30/4/2026'], ['2026-05-04', '2026-04-30']],
  ['neither: then nobody guesses', ['4/5/2026', '5/5/2026'], [null, '2026-05-05']],
  ['both: then those that leave no choice', ['4/5/2026', '4/30/2026', '30/4/2026'], [null, '2026-04-30', '2026-04-30']],
  [
    'other forms',
    ['2026-04-05', '5.4.2026', '46117', 'soon', '31.2.2026', '12345'],
    ['2026-04-05', '2026-04-05', '2026-04-05', null, null, null],
  ],
])('days are read %s', (_how, written, days) => {
  const list = read(
    ['Name', 'Date Initiated'],
    written.map((day) => ['x', day]),
  )
  expect(list.items.map(({ startedOn }) => startedOn)).toEqual(days)
})

test.each([
  [['Use_Case_ID', 'Agency', 'Office', 'Title', 'Development_Stage'], { name: 3, unit: 1, stage: 4 }],
  [
    [
      '1. Use Case Name',
      '2. Bureau / Component',
      '7. Stage of System Development?',
      '8. Is the AI use case high-impact?',
    ],
    { name: 0, unit: 1, stage: 2, risk: 3 },
  ],
  [
    ['Initiative', 'Business unit', 'Status', 'Owner', 'Target date'],
    { name: 0, unit: 1, stage: 2, owner: 3, dueOn: 4 },
  ],
  // As agencies write them: of 2023, 2024 and 2025, and of the office that gathers them.
  [
    [
      'AI Use Case Name',
      'Agency With AI Use Case',
      'Office With AI Use Case',
      'Summary',
      'Current Stage Of Production',
    ],
    { name: 0, unit: 1, stage: 4 },
  ],
  [['Use Case Name', 'Bureau / Department', 'Summary of Use Case'], { name: 0, unit: 1 }],
  [
    [
      'Use Case ID/Name',
      'Mission Area',
      'Agency',
      'Bureau/Component/Office',
      'Current stage of development',
      'Rights-impacting or Safety-impacting',
      'Date Initiated',
    ],
    { name: 0, unit: 2, stage: 4, risk: 5, startedOn: 6 },
  ],
  [
    [
      'Use Case ID\n\n[Agency Abbrev.] – [#] ',
      'Use Case Name',
      'Bureau/Component',
      'Should this AI use case be withheld from public reporting?',
      'Stage of Development',
      'Is the AI use case high-impact?',
      'Use Case Topic Area',
      'What are the expected benefits and positive outcomes from the AI for an agency’s mission and/or the general public?',
      'System(s) Name',
    ],
    { name: 1, unit: 2, stage: 4, risk: 5 },
  ],
  [
    ['Use Case Identifier', 'Use Case Name', 'Agency', 'Development Stage', 'High Impact Indicator', 'System Name'],
    { name: 1, unit: 2, stage: 3, risk: 4 },
  ],
  [
    ['agency', 'agency_name', 'id', 'use_case_name', 'agency_bureau', 'development_stage', 'is_high_impact'],
    { name: 3, unit: 0, stage: 5, risk: 6 },
  ],
  [['Agency', 'Use Case Name', 'Stage of Development (Raw)', 'Stage of Development'], { name: 1, unit: 0, stage: 3 }],
  [
    [
      'Use Case ID',
      'Use Case Topic Area',
      'Describe any agency-owned data used to train the model.',
      'AI Use Case (short)',
    ],
    { name: 3 },
  ],
])('the columns %j are found', (columns, places) => {
  expect(Object.fromEntries(proposeListColumns(columns) ?? [])).toEqual(places)
})

test('a table without names of initiatives is none', () => {
  expect(proposeListColumns(['a', 'b'])).toBeNull()
})

test('titles, groups of columns and a first row that mentions use cases stand above the names', () => {
  const rows = [
    ['AI Use Case Inventory 2025'],
    ['SECTION 1: Use Case Identifiers', '', '', 'SECTION 2: Use Case Summary'],
    ['Use Case Name', 'Bureau', 'Stage of Development', 'Justification'],
    ['Project name finder', 'A', 'Deployed', ''],
  ]
  expect(findListHeader(rows)?.row).toBe(2)
  expect(findListHeader(rows, new Map([['unit', 'Office']]))).toBeNull()
  expect(findListHeader([['a', 'b']])).toBeNull()
})
