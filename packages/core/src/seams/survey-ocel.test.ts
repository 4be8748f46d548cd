import { describe, expect, test } from 'vitest'
import { SeamDiscovery } from './discover-seams.ts'
import type { OcelFormat } from './discovery-settings.ts'
import type { SeamReport } from './seam-report.ts'
import { settleSettings, type SaidOfLog } from './settle-settings.ts'
import { formatOf, LogSurvey, type LogSurveyResult } from './survey-log.ts'

const EVENTS = [
  { id: 'e1', type: 'place order', time: '2026-01-05T09:00:00Z', resource: 'sales', order: ['o1'], item: ['i1', 'i2'] },
  { id: 'e2', type: 'pick item', time: '2026-01-05T10:00:00Z', resource: 'store', order: [], item: ['i1'] },
  { id: 'e3', type: 'pick item', time: '2026-01-05T11:00:00Z', resource: 'store', order: [], item: ['i2'] },
  { id: 'e4', type: 'send order', time: '2026-01-05T13:00:00Z', resource: 'sales', order: ['o1'], item: ['i1', 'i2'] },
  { id: 'e5', type: 'call back', time: '2026-01-06T09:00:00Z', resource: '', order: ['o1'], item: [] },
] as const

const OBJECTS = { o1: 'order', i1: 'item', i2: 'item' } as const

const SAME: Readonly<Record<string, { readonly format: OcelFormat; readonly text: string }>> = {
  'OCEL 2.0 in JSON': {
    format: 'ocel-json',
    text: JSON.stringify({
      objectTypes: [],
      eventTypes: [],
      objects: Object.entries(OBJECTS).map(([id, type]) => ({ id, type })),
      events: EVENTS.map(({ id, type, time, resource, order, item }) => ({
        id,
        type,
        time,
        attributes: resource === '' ? [] : [{ name: 'resource', value: resource }],
        relationships: [...order, ...item].map((objectId) => ({ objectId, qualifier: 'of' })),
      })),
    }),
  },
  'OCEL 2.0 in XML': {
    format: 'ocel-xml',
    text: `<?xml version="1.0"?><log><object-types/><event-types/><objects>${Object.entries(OBJECTS)
      .map(([id, type]) => `<object id="${id}" type="${type}"/>`)
      .join('')}</objects><events>${EVENTS.map(
      ({ id, type, time, resource, order, item }) =>
        `<event id="${id}" type="${type}" time="${time}"><attributes><attribute name="resource">${resource}</attribute></attributes><objects>${[
          ...order,
          ...item,
        ]
          .map((object) => `<relationship object-id="${object}" qualifier="of"/>`)
          .join('')}</objects></event>`,
    ).join('')}</events></log>`,
  },
  'OCEL 2.0 as a table, objects with qualifiers and attributes of their own': {
    format: 'ocel-csv',
    text: `id,activity,timestamp,ot:order,ot:item,ea:resource
e1,place order,2026-01-05T09:00:00Z,o1,"i1#part-of{""price"": ""5/€""}/i2#part-of{""size"": {""x"": 1}}",sales
e2,pick item,2026-01-05T10:00:00Z,,i1,store
,,2026-01-05T10:30:00Z,,"i1{""price"": ""6""}",
e3,pick item,2026-01-05T11:00:00Z,,i2#target,store
e4,send order,2026-01-05T13:00:00Z,o1,i1/i2,sales
e5,call back,2026-01-06T09:00:00Z,o1,,
o1,o2o,,,i1#has/i2#has,
`,
  },
  'a table as pm4py writes it, objects in lists': {
    format: 'ocel-csv',
    text: `ocel:eid,ocel:timestamp,ocel:activity,ocel:type:order,ocel:type:item,resource
e1,2026-01-05 09:00:00+00:00,place order,['o1'],"['i1', 'i2']",sales
e2,2026-01-05 10:00:00+00:00,pick item,,['i1'],store
e3,2026-01-05 11:00:00+00:00,pick item,,['i2'],store
e4,2026-01-05 13:00:00+00:00,send order,['o1'],"[""i1"", ""i2""]",sales
e5,2026-01-06 09:00:00+00:00,call back,['o1'],,
`,
  },
}

describe('object-centric logs say the same, however they are written:', () => {
  for (const [name, { format, text }] of Object.entries(SAME)) {
    test(name, () => {
      for (const size of [7, 64, 1 << 16]) {
        const survey = surveyOf(text, size)
        expect(survey.format).toBe(format)
        expect(survey.objectTypes).toEqual([
          { type: 'item', objects: 2, events: 4 },
          { type: 'order', objects: 1, events: 3 },
        ])
        expect(survey.columns).toEqual(['type', 'time', 'resource', 'item', 'order'])
        expect(survey.preview[1]?.toSpliced(1, 1)).toEqual(['pick item', 'store', 'i1', ''])

        const orders = discover(text, size, { columns: {}, objectType: 'order' })
        expect(orders.log).toMatchObject({ cases: 1, events: 3, rejected: 0 })
        expect(orders.handovers.total).toBe(0)
        expect(orders.read.notes).toEqual(['2 events touch no object of the type "order" and are in no case'])

        // The type of object can be said as the case too: that is what it is.
        const items = discover(text, size, { columns: { case: 'item' } })
        expect(items.log).toMatchObject({ cases: 2, events: 6, from: '2026-01-05T09:00:00.000Z' })
        expect(items.handovers).toMatchObject({ total: 4, casesWith: 2 })
        expect(items.handovers.pairs?.map(({ from, to, count }) => [from, to, count])).toEqual([
          ['sales', 'store', 2],
          ['store', 'sales', 2],
        ])
      }
    })
  }

  test('which type of object is a case is asked for where there are several', () => {
    const survey = surveyOf(SAME['OCEL 2.0 in JSON']?.text ?? '', 1 << 16)
    expect(settleSettings(survey, { columns: {} })).toEqual({
      kind: 'open',
      questions: [
        {
          about: 'object-type',
          why: expect.stringContaining('it has several types') as string,
          choices: ['item', 'order'],
        },
      ],
    })
  })
})

test('an object-centric table of which a row has too few cells has it on the reject list', () => {
  const text =
    'ocel:eid,ocel:timestamp,ocel:activity,ocel:type:order\ne1,2026-01-05,ask,o1\ne2,2026-01-06\ne3,later,ask,o1\n'
  expect(discover(text, 1 << 16, { columns: {} }).read.rejected).toEqual([
    { line: 3, why: 'it has 2 cells, and the first line names 4 columns' },
    { line: 4, why: 'event "e3": "later" is no time' },
  ])
})

function surveyOf(text: string, size: number): LogSurveyResult {
  const bytes = new TextEncoder().encode(text)
  const format = formatOf(bytes)
  if (format === null || format === 'ocel-sqlite')
    throw new Error(`no format that can be looked into: ${String(format)}`)
  const survey = new LogSurvey(format, {})
  for (let at = 0; at < bytes.length; at += size) survey.push(bytes.subarray(at, at + size))
  return survey.end(true)
}

function discover(text: string, size: number, said: SaidOfLog): SeamReport {
  const settled = settleSettings(surveyOf(text, size), said)
  if (settled.kind === 'open') throw new Error(settled.questions.map(({ why }) => why).join('\n'))
  const discovery = new SeamDiscovery(settled.settings)
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += size) discovery.push(bytes.subarray(at, at + size))
  return discovery.end({ workarounds: [], rates: null })
}
