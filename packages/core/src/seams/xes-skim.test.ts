import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SeamDiscovery } from './discover-seams.ts'
import type { DiscoverySettings } from './discovery-settings.ts'
import { LogRefusal } from './log-refusal.ts'

const SETTINGS: DiscoverySettings = {
  format: 'xes',
  columns: {
    case: 'concept:name',
    activity: 'concept:name',
    actor: 'org:resource',
    time: 'time:timestamp',
    lifecycle: 'lifecycle:transition',
    outcome: 'ok',
    good: null,
    counter: 'hops',
  },
  delimiter: null,
  encoding: null,
  dateFormat: 'text',
  zone: null,
  calendar: null,
  objectType: null,
  arrangement: 'by-case',
  exactHandovers: 1e6,
}

/** One in the form that nearly all logs have, or one that only the careful reader understands. */
const attribute = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .constantFrom('ask', 'answer', 'close', 'a', '')
      .map((value) => `<string key="concept:name" value="${value}"/>`),
  },
  {
    weight: 8,
    arbitrary: fc
      .constantFrom('Ann', 'Bob', 'Zoë', 'NULL', ' Cy ')
      .map((value) => `<string key="org:resource" value="${value}"/>`),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 4e8 }), fc.constantFrom('Z', '+00:00', '.5Z', 'T', '-11:30', '+0100', ''))
      .map(([at, end]) => {
        const text = new Date(1_700_000_000_000 + at).toISOString()
        return `<date key="time:timestamp" value="${end === 'T' ? text.replace('T', ' ') : text.slice(0, end === '.5Z' ? 19 : 23) + end}"/>`
      }),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('start', 'complete', 'suspend')
      .map((value) => `<string key="lifecycle:transition" value="${value}"/>`),
  },
  { weight: 2, arbitrary: fc.nat({ max: 9 }).map((value) => `<int key="hops" value="${String(value)}"/>`) },
  { weight: 2, arbitrary: fc.boolean().map((value) => `<boolean key="ok" value="${String(value)}"/>`) },
  fc.constantFrom(
    '<string key="concept:name" value="a &amp; b"/>',
    '<string value="turned" key="org:resource"/>',
    "<string key='org:resource' value='Dee'/>",
    '<string key="org:resource" value="Eve" />',
    '<string key="org:resource" value="two\nlines"/>',
    '<string key="note" value="outer"><string key="org:resource" value="inner"/></string>',
    '<string key="concept:name"/>',
    '<!-- <event> --><int key="n" value="1"/>',
    '<date key="time:timestamp" value="long ago"/>',
    '<xes:string key="org:resource" value="Fay"/>',
  ),
)

const aLog = fc
  .array(
    fc.array(fc.tuple(fc.array(attribute, { maxLength: 7 }), fc.constantFrom('', '\n', '\n\t\t', '\r\n  ')), {
      maxLength: 8,
    }),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((traces) => {
    const text = traces.map((events) => {
      const own = events.map(
        ([attributes, gap]) => `${gap}<event>${attributes.map((each) => gap + each).join('')}${gap}</event>`,
      )
      return `<trace>${own.join('')}\n</trace>`
    })
    return (times: number) => `<log>\n${Array.from({ length: times }, () => text.join('\n')).join('\n')}</log>`
  })

test('events in the usual form give the same as by the careful reader, whatever stands between them', () => {
  fc.assert(
    fc.property(aLog, (log) => {
      expectSame(log(1), 1 << 16)
    }),
    { numRuns: 150 },
  )
})

test('the same in logs of many chunks, which end wherever they end', () => {
  fc.assert(
    fc.property(aLog, fc.integer({ min: 500, max: 90_000 }), (log, size) => {
      expectSame(log(Math.ceil(200_000 / log(1).length)), size)
    }),
    { numRuns: 12 },
  )
})

test('the same in damaged logs', () => {
  const damage = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 30 }),
    text: fc.constantFrom('', '"', '<', '>', '/', '&', '\n', '<event>', '</event>', '</trace>', 'key', '\u0000'),
  })
  fc.assert(
    fc.property(aLog, fc.array(damage, { minLength: 1, maxLength: 3 }), (log, damages) => {
      let text = log(2)
      for (const { at, length, text: more } of damages) {
        const place = Math.floor(at * text.length)
        text = text.slice(0, place) + more + text.slice(place + length)
      }
      expectSame(text, 1 << 16)
    }),
    { numRuns: 300 },
  )
})

function expectSame(text: string, size: number): void {
  // A blank in its tag leaves an event to the careful reader.
  expect(outcomeOf(text, size)).toEqual(outcomeOf(text.replaceAll('<event>', '<event >'), size))
}

/** What is found, or why and in which line reading ended. */
function outcomeOf(text: string, size: number): unknown {
  const bytes = new TextEncoder().encode(text)
  const discovery = new SeamDiscovery(SETTINGS)
  try {
    for (let at = 0; at < bytes.length; at += size) discovery.push(bytes.subarray(at, at + size))
    return discovery.end({ workarounds: [], rates: null })
  } catch (error) {
    if (error instanceof LogRefusal) return { why: error.why, line: error.place?.line }
    throw error
  }
}
