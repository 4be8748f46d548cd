import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SeamDiscovery } from './discover-seams.ts'
import type { DiscoverySettings } from './discovery-settings.ts'
import { CasesMixed } from './intake.ts'
import { LogRefusal } from './log-refusal.ts'
import { WAIT_BOUNDS } from './quantiles.ts'
import type { SeamReport } from './seam-report.ts'
import { formatOf, LogSurvey } from './survey-log.ts'

const SETTINGS: DiscoverySettings = {
  format: 'csv',
  columns: {
    case: 'case',
    activity: 'activity',
    actor: 'actor',
    time: 'time',
    lifecycle: null,
    outcome: null,
    good: null,
    counter: null,
  },
  delimiter: ',',
  encoding: 'utf-8',
  dateFormat: 'text',
  zone: null,
  calendar: null,
  objectType: null,
  arrangement: 'by-case',
  exactHandovers: 1e6,
}

const XES: DiscoverySettings = {
  ...SETTINGS,
  format: 'xes',
  columns: {
    ...SETTINGS.columns,
    case: 'concept:name',
    activity: 'concept:name',
    actor: 'org:resource',
    time: 'time:timestamp',
    lifecycle: 'lifecycle:transition',
  },
}

interface Event {
  readonly case: string
  readonly activity: string
  readonly actor: string | null
  readonly time: number
}

function discover(content: string | Uint8Array, more: Partial<DiscoverySettings> = {}, size = 1 << 16): SeamReport {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const settings = { ...SETTINGS, ...more }
  try {
    const discovery = new SeamDiscovery(settings)
    for (let at = 0; at < bytes.length; at += size) discovery.push(bytes.subarray(at, at + size))
    return discovery.end({ workarounds: [], rates: null })
  } catch (error) {
    if (!(error instanceof CasesMixed)) throw error
    return discover(bytes, { ...more, arrangement: 'mixed' }, size)
  }
}

function asCsv(events: readonly Event[]): string {
  return [
    'case,activity,actor,time',
    ...events.map((event) =>
      [event.case, event.activity, event.actor ?? '', new Date(event.time).toISOString()].join(','),
    ),
    '',
  ].join('\n')
}

function asXes(events: readonly Event[]): string {
  const cases = Map.groupBy(events, (event) => event.case)
  const traces = [...cases].map(
    ([name, own]) =>
      `<trace><string key="concept:name" value="${name}"/>${own
        .map(
          ({ activity, actor, time }) =>
            `<event><string key="concept:name" value="${activity}"/>${actor === null ? '' : `<string key="org:resource" value="${actor}"/>`}<date key="time:timestamp" value="${new Date(time).toISOString()}"/></event>`,
        )
        .join('')}</trace>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">${traces.join('\n')}</log>`
}

/** The same by the plainest way: sort, walk, look back. */
function reference(events: readonly Event[]) {
  const pairs = new Map<string, { count: number; cases: Set<string>; waits: number[]; pingPong: number }>()
  const pairOf = (from: string, to: string) => {
    const key = `${from}>${to}`
    const pair = pairs.get(key) ?? { count: 0, cases: new Set(), waits: [], pingPong: 0 }
    pairs.set(key, pair)
    return pair
  }
  const variants = new Set<string>()
  let [total, casesWith, returns, casesReturned, loops, rework] = [0, 0, 0, 0, 0, 0]
  for (const [name, unordered] of Map.groupBy(events, (event) => event.case)) {
    const own = unordered.toSorted((a, b) => a.time - b.time)
    variants.add(own.map(({ activity }) => activity).join('>'))
    rework += own.filter(
      ({ activity }, at) =>
        at > 0 && own[at - 1]?.activity !== activity && own.slice(0, at).some((one) => one.activity === activity),
    ).length
    const known = own.filter((event): event is Event & { readonly actor: string } => event.actor !== null)
    const changes = known.flatMap((event, at) => {
      const before = known[at - 1]
      return before === undefined || before.actor === event.actor ? [] : [{ before, event }]
    })
    for (const { before, event } of changes) {
      const pair = pairOf(before.actor, event.actor)
      pair.count += 1
      pair.cases.add(name)
      pair.waits.push(event.time - before.time)
    }
    const collapsed = known.map(({ actor }) => actor).filter((actor, at, all) => actor !== all[at - 1])
    let back = 0
    for (const [at, actor] of collapsed.entries()) {
      const last = collapsed.slice(0, at).lastIndexOf(actor)
      if (last === -1) continue
      if (at - last === 2) {
        back += 1
        pairOf(actor, collapsed[at - 1] ?? '').pingPong += 1
      } else loops += 1
    }
    total += changes.length
    casesWith += Number(changes.length > 0)
    returns += back
    casesReturned += Number(back > 0)
  }
  return { variants: variants.size, total, casesWith, returns, casesReturned, loops, rework, pairs }
}

function quantile(waits: readonly number[], q: number): number {
  const sorted = waits.toSorted((a, b) => a - b)
  const rank = q * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(rank)] ?? 0, sorted[Math.ceil(rank)] ?? 0]
  return low + (high - low) * (rank % 1)
}

const anEvent = fc.record({
  case: fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5'),
  activity: fc.constantFrom('ask', 'check', 'décide', 'pay'),
  actor: fc.option(fc.constantFrom('anna', 'ben', 'cleo', 'dörte'), { nil: null, freq: 6 }),
  time: fc.integer({ min: 1_700_000_000, max: 1_700_000_400 }).map((s) => s * 1000),
})
const aLog = fc.array(anEvent, { minLength: 1, maxLength: 60 })

function expectReference(report: SeamReport, events: readonly Event[]): void {
  const plain = reference(events)
  expect(report.log).toMatchObject({
    cases: new Set(events.map((event) => event.case)).size,
    events: events.length,
    variants: plain.variants,
    rejected: 0,
  })
  expect(report.rework.events).toBe(plain.rework)
  if (events.every(({ actor }) => actor === null)) {
    expect(report.handovers).toEqual({ total: null, casesWith: null, pairs: null })
    return
  }
  expect(report.handovers).toMatchObject({ total: plain.total, casesWith: plain.casesWith })
  expect([report.returns, report.loops.count]).toEqual([
    { count: plain.returns, cases: plain.casesReturned },
    plain.loops,
  ])
  expect(report.handovers.pairs?.length).toBe(plain.pairs.size)
  for (const pair of report.handovers.pairs ?? []) {
    const own = plain.pairs.get(`${pair.from}>${pair.to}`)
    expect(pair).toMatchObject({ count: own?.count, cases: own?.cases.size, pingPong: own?.pingPong })
    expect(pair.wait.spread).toEqual(
      [...WAIT_BOUNDS, Infinity].map(
        (bound, at) =>
          own?.waits.filter((wait) => wait <= bound && (at === 0 || wait > (WAIT_BOUNDS[at - 1] ?? 0))).length,
      ),
    )
    expect(pair.pingPongExamples.length > 0).toBe(pair.pingPong > 0)
    expect(pair.wait.medianMs).toBeCloseTo(quantile(own?.waits ?? [], 0.5), 1)
    expect(pair.wait.p90Ms).toBeCloseTo(quantile(own?.waits ?? [], 0.9), 1)
    expect(pair.wait.meanMs).toBeCloseTo((own?.waits ?? []).reduce((sum, wait) => sum + wait, 0) / pair.count, 1)
  }
}

describe('against the plainest way to count', () => {
  test('tables whose cases are mixed, in chunks of any size', () => {
    fc.assert(
      fc.property(aLog, fc.integer({ min: 1, max: 500 }), (events, size) =>
        expectReference(discover(asCsv(events), {}, size), events),
      ),
      { numRuns: 300 },
    )
  })

  test('XES, in chunks of any size', () => {
    fc.assert(
      fc.property(aLog, fc.integer({ min: 1, max: 500 }), (events, size) =>
        expectReference(discover(asXes(events), XES, size), events),
      ),
      { numRuns: 300 },
    )
  })
})

test('rows in another order give the same: by time, and those of the same time as the log has them', () => {
  const apart = fc.tuple(aLog, fc.infiniteStream(fc.nat())).map(([events, keys]) => {
    const order = events.map((event) => ({ event, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key)
    const shuffled = order.map(({ event }) => event)
    // Events of a case with the same time stay in their order: nothing else says which came first.
    const tie = ({ case: own, time }: Event) => `${own} ${String(time)}`
    const ties = Map.groupBy(events, tie)
    const taken = new Map<string, number>()
    return {
      events,
      shuffled: shuffled.map((event) => {
        const at = taken.get(tie(event)) ?? 0
        taken.set(tie(event), at + 1)
        return ties.get(tie(event))?.[at] ?? event
      }),
    }
  })
  fc.assert(
    fc.property(apart, ({ events, shuffled }) => {
      expect(discover(asCsv(shuffled))).toEqual(discover(asCsv(events)))
    }),
    { numRuns: 300 },
  )
})

test('beyond the handovers that are kept, quantiles are within 1 % and counts exact', () => {
  const events = Array.from({ length: 4000 }, (_, at): Event => ({
    case: `c${String(at >> 1)}`,
    activity: 'a',
    actor: at % 2 === 0 ? 'x' : 'y',
    time: 1_700_000_000_000 + (at >> 1) * 10_000 + (at % 2) * (1000 + ((at * 7919) % 100_000)),
  }))
  const [exact, sketched] = [discover(asCsv(events)), discover(asCsv(events), { exactHandovers: 100 })]
  const [a, b] = [exact.handovers.pairs?.[0], sketched.handovers.pairs?.[0]]
  expect([b?.count, b?.wait.isExact, a?.wait.isExact]).toEqual([2000, false, true])
  for (const key of ['medianMs', 'p90Ms'] as const)
    expect(Math.abs((b?.wait[key] ?? 0) / (a?.wait[key] ?? 1) - 1)).toBeLessThan(0.011)
  expect(b?.wait.meanMs).toBe(a?.wait.meanMs)
  expect(
    sketched.unknowable.some(({ figure, why }) => figure === 'handovers.pairs.batched' && why.includes('within 1 %')),
  ).toBe(true)
})

describe('S210 S212 what breaks a seam shows in the log', () => {
  const DAY = 86_400_000
  const START = Date.UTC(2026, 0, 5)
  const log = (rows: readonly string[], columns: string) => `case,activity,actor,time,${columns}\n${rows.join('\n')}\n`
  /** Ten cases a day for 140 days; `what` says the attributes of an event. */
  const daily = (
    what: (day: number) => string,
    actor: (day: number, at: number) => string,
    perDay: (day: number) => number = () => 10,
  ) =>
    Array.from({ length: 140 }, (_, day) =>
      Array.from({ length: perDay(day) }, (_, at) =>
        [0, 1].map((step) =>
          [
            `c${String(day)}-${String(at)}`,
            step === 0 ? 'ask' : 'do',
            step === 0 ? 'sales' : actor(day, at),
            new Date(START + day * DAY + at * 60_000 + step * 1000).toISOString(),
            what(day),
          ].join(','),
        ),
      ).flat(),
    ).flat()

  test('a field that is called something else from a day on', () => {
    const { breakers } = discover(
      log(
        daily(
          (day) => (day < 70 ? 'x,' : ',x'),
          () => 'ops',
        ),
        'region,area',
      ),
    )
    expect(breakers).toEqual([{ kind: 'renamed-attribute', attribute: 'region', newName: 'area', at: '2026-03-16' }])
  })

  test('a field whose values become of another kind', () => {
    const { breakers } = discover(
      log(
        daily(
          (day) => (day < 70 ? '12.5' : 'about twelve'),
          () => 'ops',
        ),
        'amount',
      ),
    )
    expect(breakers).toEqual([
      { kind: 'retyped-attribute', attribute: 'amount', was: 'number', is: 'text', at: '2026-03-16' },
    ])
  })

  test('a volume that doubles and stays so', () => {
    const { breakers } = discover(
      log(
        daily(
          () => 'x',
          () => 'ops',
          (day) => (day < 70 ? 10 : 25),
        ),
        'region',
      ),
    )
    expect(breakers).toEqual([
      { kind: 'doubled-volume', from: 'sales', to: 'ops', at: '2026-03-16', perWeekBefore: 70, perWeekAfter: 175 },
    ])
  })

  test('a pair that comes, and one that goes', () => {
    const { breakers } = discover(
      log(
        daily(
          () => 'x',
          (day, at) => (at < 5 ? 'ops' : day < 70 ? 'old' : 'new'),
        ),
        'region',
      ),
    )
    expect(breakers.map(({ kind, at }) => [kind, at])).toEqual([
      ['new-pair', '2026-03-16'],
      ['vanished-pair', '2026-03-16'],
    ])
  })

  test('a steady log breaks nothing', () => {
    expect(
      discover(
        log(
          daily(
            () => 'x',
            (_, at) => (at % 2 === 0 ? 'ops' : 'legal'),
          ),
          'region',
        ),
      ).breakers,
    ).toEqual([])
  })
})

test('S205 context that is filled before a handover and empty after it is named, where the same hands would have kept it', () => {
  const rows = Array.from({ length: 20 }, (_, at) => {
    const own = `c${String(at)}`
    const time = (minute: number) => new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString()
    return [
      `${own},ask,sales,${time(0)},gold,7`,
      `${own},note,sales,${time(1)},gold,7`,
      `${own},do,ops,${time(2)},,7`,
    ].join('\n')
  })
  const { handovers } = discover(`case,activity,actor,time,promise,amount\n${rows.join('\n')}\n`)
  expect(handovers.pairs?.[0]?.missingContext).toEqual([{ attribute: 'promise', lost: 20, of: 20, shareElsewhere: 0 }])
})

describe('XES', () => {
  const event = (more: string) => `<event>${more}</event>`
  const said = (key: string, value: string) => `<string key="${key}" value="${value}"/>`
  const date = (value: string) => `<date key="time:timestamp" value="${value}"/>`
  const xes = (body: string) =>
    `<?xml version="1.0"?>\n<!-- a log -->\n<xes:log xmlns:xes="http://www.xes-standard.org/">${body}</xes:log>`

  test('defaults stand in for what an event lacks, but for those that only say unknown; nested attributes, entities and CDATA are passed', () => {
    const log = xes(
      `<global scope="event">${said('concept:name', 'work')}${said('org:resource', 'UNKNOWN')}<date key="time:timestamp" value="1970-01-01T00:00:00+01:00"/></global>
      <trace>${said('concept:name', '1')}<![CDATA[ <event> ]]>
      ${event(`<string key="org:resource" value="A &amp; B &#x1F642;"><list key="inner">${said('org:resource', 'nobody')}</list></string>${date('2026-01-05T09:00:00Z')}`)}
      ${event(`${said('org:resource', 'C')}${said('concept:name', 'end')}${date('2026-01-05T10:00:00+01:00')}`)}
      ${event(`${said('concept:name', 'more')}${date('2026-01-05T11:00:00Z')}`)}
      ${event(said('concept:name', 'without a time'))}${event(`${said('concept:name', 'x')}${date('never')}`)}</trace>`,
    )
    const { log: figures, handovers, nobody, read } = discover(log, XES)
    expect(figures).toMatchObject({ cases: 1, events: 3, rejected: 2 })
    expect(handovers.pairs).toMatchObject([{ from: 'A & B 🙂', to: 'C', wait: { medianMs: 0 } }])
    expect(nobody).toMatchObject({ eventsWithoutActor: 1, handoversToNobody: 1 })
    expect(read.rejected.map(({ why }) => why)).toEqual(['it has no time ("time:timestamp")', '"never" is no time'])
  })

  test('a trace of the name of an earlier one is a case of its own, and said', () => {
    const trace = `<trace>${said('concept:name', 'same')}${event(`${said('concept:name', 'a')}${date('2026-01-05T09:00:00Z')}`)}</trace>`
    const { log, read } = discover(xes(trace + trace), XES)
    expect([log.cases, read.notes]).toEqual([
      2,
      ['1 traces have the name of an earlier one; each was taken as a case of its own'],
    ])
  })

  test('an actor can be an attribute of the trace', () => {
    const trace = `<trace>${said('concept:name', '1')}${said('responsible', 'R')}${event(`${said('concept:name', 'a')}${date('2026-01-05T09:00:00Z')}`)}</trace>`
    expect(
      discover(xes(trace), { ...XES, columns: { ...XES.columns, actor: 'case:responsible' } }).handovers.total,
    ).toBe(0)
  })
})

describe('a look into a table', () => {
  const rows = Array.from(
    { length: 5000 },
    (_, at) => `c${String(at >> 2)},${at % 2 === 0 ? 'ask' : 'do'},${String(1 + (at % 9))}/11/2026`,
  )
  const table = new TextEncoder().encode(`case,activity,time\n${[...rows, 'c9999,ask,30/11/2026'].join('\n')}\n`)
  const look = (options: ConstructorParameters<typeof LogSurvey>[1]) => {
    const survey = new LogSurvey('csv', options)
    for (let at = 0; at < table.length && !survey.isDone; at += 65_536) survey.push(table.subarray(at, at + 65_536))
    return { isDone: survey.isDone, result: survey.end(!survey.isDone) }
  }

  test('goes on to the last row where nothing before says what is day and what is month', () => {
    const { isDone, result } = look({})
    expect([isDone, result.dates.get('time')]).toEqual([
      false,
      { kind: 'decided', format: 'd/m/Y', why: '"30/11/2026" can only have its day first' },
    ])
    expect(result.proposals.map(({ role, column }) => [role, column]).slice(0, 4)).toEqual([
      ['case', 'case'],
      ['activity', 'activity'],
      ['actor', null],
      ['time', 'time'],
    ])
  })

  test('ends once it has seen enough where that is said', () => {
    expect(look({ isDateFormatSaid: true }).isDone).toBe(true)
  })
})

/** Files of each format: `DAYSHIFT_FUZZ=20000` tries 100,000 in all, and then also how long each takes. */
const MUTATED = Number(process.env['DAYSHIFT_FUZZ'] ?? 800)

describe('whatever a file holds, it is read or refused', () => {
  const sound = {
    csv: asCsv(
      Array.from({ length: 40 }, (_, at): Event => ({
        case: `c${String(at % 4)}`,
        activity: 'a"b',
        actor: at % 3 === 0 ? null : `p${String(at % 5)}`,
        time: 1_700_000_000_000 + at * 1000,
      })),
    ),
    xes: asXes(
      Array.from({ length: 40 }, (_, at): Event => ({
        case: `c${String(at % 4)}`,
        activity: 'a',
        actor: at % 3 === 0 ? null : `p${String(at % 5)}`,
        time: 1_700_000_000_000 + at * 1000,
      })),
    ),
    'ocel-json': JSON.stringify({
      objects: [
        { id: 'o1', type: 'order' },
        { id: 'p1', type: 'person' },
      ],
      events: [
        {
          id: 'e1',
          type: 'ask',
          time: '2026-01-05T09:00:00Z',
          attributes: [{ name: '__proto__', value: 'x' }],
          relationships: [{ objectId: 'o1' }, { objectId: 'p1' }],
        },
      ],
    }),
    'ocel-xml':
      '<log><objects><object id="o1" type="order"/></objects><events><event id="e1" type="ask" time="2026-01-05T09:00:00Z"><attributes><attribute name="who">x</attribute></attributes><objects><relationship object-id="o1"/></objects></event></events></log>',
    'ocel-csv':
      "ocel:eid,ocel:timestamp,ocel:activity,ocel:type:order,ocel:type:person\ne1,2026-01-05,ask,\"['o1', 'o2']\",['p1']\n",
  } as const

  test.each(Object.entries(sound))('thousands of mutated files: %s', { timeout: 1_800_000 }, (format, content) => {
    const bytes = new TextEncoder().encode(content)
    const mutation = fc.record({
      kind: fc.constantFrom('set', 'cut', 'double', 'insert'),
      at: fc.nat({ max: bytes.length - 1 }),
      length: fc.nat({ max: 40 }),
      byte: fc.constantFrom(0x22, 0x2c, 0x3c, 0x3e, 0x26, 0x0a, 0x0d, 0x00, 0xff, 0xc3, 0x7b, 0x5b, 0x2f, 0x3d),
    })
    fc.assert(
      fc.property(
        fc.array(mutation, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 300 }),
        (mutations, size) => {
          let file = bytes
          for (const { kind, at, length, byte } of mutations) {
            const place = Math.min(at, file.length)
            if (kind === 'set') file = file.map((own, index) => (index === place ? byte : own))
            else if (kind === 'cut')
              file = new Uint8Array([...file.subarray(0, place), ...file.subarray(place + length)])
            else if (kind === 'double')
              file = new Uint8Array([...file.subarray(0, place + length), ...file.subarray(place)])
            else file = new Uint8Array([...file.subarray(0, place), byte, ...file.subarray(place)])
          }
          const columns =
            format === 'xes' ? XES.columns : { ...SETTINGS.columns, actor: format === 'csv' ? 'actor' : 'person' }
          tried(() =>
            discover(
              file,
              {
                format: format as DiscoverySettings['format'],
                columns,
                objectType: 'order',
                delimiter: null,
                encoding: null,
              },
              size,
            ),
          )
          tried(() => {
            const survey = new LogSurvey(format as keyof typeof sound, {}) // it comes from there
            survey.push(file)
            survey.end(true)
          })
          formatOf(file)
        },
      ),
      { numRuns: MUTATED },
    )
    expect(({} as Record<string, unknown>)['x']).toBe(undefined)
    expect(Object.getOwnPropertyNames(Object.prototype).toSorted()).toEqual(PROTOTYPE)
  })

  const PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).toSorted()

  let longestMs = 0

  function tried(act: () => unknown): void {
    // Of the processor: the clock goes on while other work has it.
    const started = process.cpuUsage()
    try {
      act()
    } catch (error) {
      if (!(error instanceof LogRefusal)) throw error
    } finally {
      const { user, system } = process.cpuUsage(started)
      longestMs = Math.max(longestMs, (user + system) / 1000)
    }
  }

  test.runIf(process.env['DAYSHIFT_FUZZ'] !== undefined)('no file takes longer than a second', () => {
    expect(longestMs).toBeLessThan(1000)
  })
})
