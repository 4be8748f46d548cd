import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dayshift-health-'))
afterAll(() => rmSync(folder, { recursive: true }))

function health(...args: readonly string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'packages/cli/bin/dayshift.cjs'), 'health', ...args],
    { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder }, encoding: 'utf8', maxBuffer: 1e9 },
  )
  return { code: status, out: stdout, err: stderr }
}

function put(name: string, text: string | Uint8Array): string {
  writeFileSync(join(folder, name), text)
  return name
}

const SHARED = join(root, '../shared/data')

describe('health drift', () => {
  const rows = (of: (i: number) => string) => Array.from({ length: 300 }, (_, i) => of(i)).join('\n')
  const may = put('may.csv', `day,topic,amount,old\n${rows((i) => `2026-05-${10 + (i % 20)},invoice,${i % 97},x`)}\n`)
  const june = put(
    'june.csv',
    `day,topic,amount,new\r\n${rows((i) => `2026-0${i < 200 ? 6 : 7}-11,"${i < 200 ? 'invoice' : 'say ""no"",\nplease'}",${(i % 97) + 50},x`)}`,
  )

  test('S173 says per column and per month what has moved, in words and as JSON', () => {
    const words = health('drift', '--reference', may, '--current', june)
    expect(words.err).toBe('')
    expect(words.out).toContain('3 of 3 columns have moved: 300 rows of "june.csv" against 300 of "may.csv".')
    expect(words.out).toMatch(/moved {4}amount {2}number {4}0\.5\d\d/)
    const { out, code } = health('drift', '--reference', may, '--current', june, '--chunk', 'month:day', '--json')
    expect(code).toBe(0)
    const answer = JSON.parse(out)
    expect(answer).toMatchObject({ onlyInReference: ['old'], onlyInCurrent: ['new'], current: { rows: 300 } })
    expect(answer.chunks.map(({ chunk, rows }: { chunk: string; rows: number }) => [chunk, rows])).toEqual([
      ['2026-06', 200],
      ['2026-07', 100],
    ])
    const topic = (part: { columns: readonly { column: string }[] }) => part.columns.find((c) => c.column === 'topic')
    expect(topic(answer.chunks[0])).toMatchObject({ type: 'category', verdict: 'same', effect: 0 })
    expect(topic(answer.chunks[1])).toMatchObject({
      verdict: 'moved',
      newCategories: [{ category: 'say "no",\nplease', n: 100 }],
    })
  })

  test('chunks of rows cover each row once', () => {
    const { out } = health('drift', '--reference', may, '--current', june, '--chunk', '128', '--json')
    expect(JSON.parse(out).chunks.map(({ chunk, rows }: { chunk: string; rows: number }) => [chunk, rows])).toEqual([
      ['1–128', 128],
      ['129–256', 128],
      ['257–300', 44],
    ])
  })

  test.each([
    ['a file that is not there', ['absent.csv'], 'Cannot read the table "absent.csv": there is no such file.'],
    ['an empty file', [put('empty.csv', '')], 'it is empty, and a first line with the names of the columns is needed'],
    ['binary rubbish', [put('binary.csv', new Uint8Array([0x1f, 0x8b, 0, 1]))], 'it is no text: a byte is zero'],
    [
      'a short row',
      [put('short.csv', 'topic,b\n1,2\n3\n')],
      'line 3: it has 1 cells, and the first line names 2 columns',
    ],
    ['an open quote', [put('open.csv', 'topic\n"abc\n')], 'the quote that opens in line 2 is never closed'],
    ['a column twice', [put('twice.csv', 'topic,topic\n1,2\n')], 'the column "topic" is named twice'],
    ['other columns', [put('other.csv', 'x,y\n1,2\n')], 'no column has the same name in both'],
    ['an unknown chunk', [june, '--chunk', 'weekly'], 'give month:COLUMN, like month:timestamp, or a number of rows'],
    [
      'a chunk of no column',
      [june, '--chunk', 'month:when'],
      'it has no column "when"; it has "day", "topic", "amount"',
    ],
    ['a chunk of no dates', [june, '--chunk', 'month:topic'], 'row 1 holds "invoice", and a date like 2026-11-20'],
  ])('%s is refused with what would be right', (_name, [current = '', ...more], message) => {
    const { code, out, err } = health('drift', '--reference', may, '--current', current, ...more)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})

describe('health changepoints', () => {
  const raw = Array.from({ length: 80 }, (_, i) => (i < 40 ? 0 : 9) + ((i * 7) % 5))
  const step = put(
    'step.json',
    JSON.stringify({ name: 'edits', series: [{ raw: raw.with(20, null as never) }], time: { raw } }),
  )

  test('S029 says since when a series is another one, in words and as JSON', () => {
    expect(health('changepoints', step, '--json')).toEqual({ code: 0, out: '{"changePoints":[40]}\n', err: '' })
    expect(health('changepoints', step).out).toBe(
      'edits changes at 40 (9); counted from 0, each the first value of what is new.\n',
    )
    const flat = put('flat.json', JSON.stringify({ series: [{ raw: raw.map(() => 3) }] }))
    expect(health('changepoints', flat, '--json').out).toBe('{"changePoints":[]}\n')
    expect(health('changepoints', flat).out).toBe('flat.json does not change its level or its trend.\n')
  })

  test.each([
    ['no file', 'absent.json', 'Cannot read the series "absent.json": there is no such file.'],
    ['no JSON', put('text.json', 'raw: 1'), 'it must be JSON, and'],
    ['a list', put('list.json', '[1,2]'), 'it must be an object like {"series":[{"raw":[1,2,3]}]}'],
    ['no series', put('none.json', '{"series":[]}'), 'it needs "series", a list with one entry per dimension'],
    ['no values', put('bare.json', '{"series":[{"raw":[]}]}'), 'series[0] needs "raw", a list of numbers'],
    ['words', put('words.json', '{"series":[{"raw":[1,"2"]}]}'), 'series[0].raw[1] is "2", and a number or null'],
    ['nulls alone', put('nulls.json', '{"series":[{"raw":[null]}]}'), 'series[0] holds no value at all'],
    [
      'lengths',
      put('two.json', '{"series":[{"raw":[1]},{"raw":[1,2]}]}'),
      'series[1] has 2 values, and series[0] has 1',
    ],
  ])('a series with %s is refused with what would be right', (_name, file, message) => {
    const { code, out, err } = health('changepoints', file, '--json')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})

describe('health detect', () => {
  const hour = (row: number) => new Date(Date.UTC(2026, 8, 1) + row * 3_600_000).toISOString()
  const cost = (row: number) => (row >= 300 ? 40 : 10) + ((row * 7) % 5)
  const lines = (of: (row: number) => string | number) =>
    Array.from({ length: 400 }, (_, row) => `${hour(row)},${of(row)}`).join('\n')
  const spend = put('spend.csv', `hour,cost\n${lines(cost)}\n`)
  const flags = ['--timestamp', 'hour', '--value', 'cost']

  test('S323 a jump of the cost is told at its first row, with the time since when', () => {
    const { code, out, err } = health('detect', spend, ...flags, '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { alerts, ...rest } = JSON.parse(out)
    expect(alerts[0]).toEqual({
      index: 300,
      time: hour(300),
      statistic: 130,
      since: hour(300),
      sinceIndex: 300,
      kind: 'value',
    })
    expect(rest).toEqual({ rows: 400, skipped: 0, judged: 300 })
    expect(health('detect', spend, ...flags).out).toContain(
      `${hour(300)}  row 300  a value outside all before, 130.0 times the bound`,
    )
  })

  test('scores come one per row, in JSON and as NAB has them', () => {
    const { scores } = JSON.parse(health('detect', spend, ...flags, '--scores', '--json').out)
    expect(scores).toHaveLength(400)
    expect(scores.findIndex((score: number) => score >= 0.5)).toBe(300)
    const rows = health('detect', spend, ...flags, '--scores')
      .out.trimEnd()
      .split('\n')
    expect(rows).toHaveLength(401)
    expect([rows[0], rows[301]]).toEqual(['timestamp,value,anomaly_score', `${hour(300)},${cost(300)},0.992366`])
  })

  test('rows without a number are passed over, and said so', () => {
    const holes = put('holes.csv', `timestamp,value\n${lines((row) => (row % 10 === 3 ? 'n/a' : cost(row)))}\n`)
    const { out, err } = health('detect', holes, '--json')
    expect(err).toBe('40 of 400 rows hold no number in "value" and are passed over.\n')
    expect(JSON.parse(out)).toMatchObject({ skipped: 40, judged: 260, alerts: [{ index: 300 }] })
  })

  test('too few rows are no "all well"', () => {
    const few = put('few.csv', `timestamp,value\n${lines(cost).split('\n').slice(0, 90).join('\n')}\n`)
    expect(health('detect', few).out).toBe('Nothing can be said: 100 rows with a number are needed to compare with.\n')
    expect(JSON.parse(health('detect', few, '--json').out)).toEqual({ alerts: [], rows: 90, skipped: 0, judged: 0 })
  })

  test.each([
    ['an unknown column', [spend, '--timestamp', 'hour'], 'it has no column "value"; it has "hour", "cost"'],
    ['no numbers', [spend, '--timestamp', 'cost', '--value', 'hour'], 'none of its 400 rows holds a number'],
    ['no file', ['absent.csv'], 'Cannot read the table "absent.csv": there is no such file.'],
  ])('%s is refused with what would be right', (_name, args, message) => {
    const { code, out, err } = health('detect', ...args, '--json')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})

const CALIFORNIA = join(SHARED, 'nannyml_california')

describe.skipIf(!existsSync(CALIFORNIA))(
  'California housing as NannyML has it (skipped where ../shared is absent)',
  () => {
    test('S173 the Kolmogorov–Smirnov distances of 20 months agree with the published ones to 6 digits', () => {
      const file = (part: string) => join(CALIFORNIA, `california_housing_${part}.csv`)
      const months = ['reference', 'analysis'].flatMap(
        (part): { columns: { column: string; statistic: number }[] }[] => {
          const flags = [
            '--reference',
            file('reference'),
            '--current',
            file(part),
            '--chunk',
            'month:timestamp',
            '--json',
          ]
          return JSON.parse(health('drift', ...flags).out).chunks
        },
      )
      expect(months).toHaveLength(20)
      const mean = (column: string) =>
        months.reduce((sum, { columns }) => sum + (columns.find((c) => c.column === column)?.statistic ?? NaN), 0) / 20
      const published = {
        Longitude: 0.712709,
        Latitude: 0.672904,
        HouseAge: 0.201638,
        MedInc: 0.154952,
        AveOccup: 0.14389,
        AveRooms: 0.129277,
        AveBedrms: 0.08914,
        Population: 0.073562,
      }
      for (const [column, distance] of Object.entries(published)) expect(mean(column)).toBeCloseTo(distance, 6)
    })
  },
)
