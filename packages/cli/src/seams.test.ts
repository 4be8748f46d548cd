import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync, gzipSync } from 'node:zlib'
import type { SeamReport } from '@dayshift/core'
import { runDayshift } from '@dayshift/testkit'
import { afterAll, describe, expect, test } from 'vitest'

const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))
const LOGS = join(DATA, 'process_logs')
const INCIDENTS = join(DATA, 'servicenow_incidents/incident_event_log.opened_until_2016-03.csv.gz')
const folder = mkdtempSync(join(tmpdir(), 'dayshift-seams-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const discover = (...args: readonly string[]) => runDayshift(['seams', 'discover', ...args])

async function found(...args: readonly string[]): Promise<SeamReport> {
  const { code, out, err } = await discover(...args, '--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out) as SeamReport
}

function figures({ log, handovers, returns }: SeamReport) {
  return [
    log.cases,
    log.events,
    log.variants,
    handovers.casesWith,
    handovers.total,
    handovers.pairs?.length,
    returns.count,
    returns.cases,
  ]
}

const SMALL = [
  'case,activity,team,at',
  '1,ask,sales,2026-03-02T09:00:00Z',
  '1,check,credit,2026-03-02T11:00:00Z',
  '1,ask,sales,2026-03-03T11:00:00Z',
  '2,ask,sales,2026-03-02T10:00:00Z',
  '2,check,credit,2026-03-02T10:30:00Z',
  '',
].join('\n')

describe.skipIf(!existsSync(LOGS))('real logs (skipped where ../shared/data is absent)', () => {
  // Cases, events, variants, cases with a handover, handovers, pairs, A-B-A and its cases, as computed beside the data.
  test.each([
    ['running-example.xes', 'org:resource', [6, 42, 6, 6, 32, 18, 2, 1]],
    ['running-example.csv', 'org:resource', [6, 42, 6, 6, 32, 18, 2, 1]],
    ['08_receipt.xes.gz', 'org:group', [1434, 8577, 116, 1318, 5440, 43, 439, 269]],
    ['08_receipt.xes.gz', 'org:resource', [1434, 8577, 116, 564, 1208, 246, 129, 107]],
    ['receipt.csv.gz', 'org:group', [1434, 8577, 116, 1318, 5440, 43, 439, 269]],
    ['helpdesk.xes.gz', 'org:resource', [4580, 21_348, 226, 4577, 8648, 244, 306, 269]],
    ['06_bpic2013_closed.xes.gz', 'organization involved', [1487, 6660, 183, 280, 655, 379, 186, 107]],
    ['bpic2012.xes.gz', 'org:resource', [13_087, 262_200, 4366, 9655, 51_712, 2599, 2281, 1688]],
  ])('S204 %s by %s', async (log, actor, expected) => {
    const report = await found(join(LOGS, log), '--actor', actor)
    expect(figures(report)).toEqual(expected)
    expect(report.log.rejected).toBe(0)
    expect(report.handovers.pairs?.reduce((sum, { count }) => sum + count, 0)).toBe(report.handovers.total)
    expect(report.handovers.pairs?.reduce((sum, { pingPong }) => sum + pingPong, 0)).toBe(report.returns.count)
  })

  test('S204 a log without resources says that no handovers can be seen, not that there are none', async () => {
    const report = await found(join(LOGS, 'interval_event_log.csv.gz'))
    expect([report.handovers, report.returns]).toEqual([
      { total: null, casesWith: null, pairs: null },
      { count: null, cases: null },
    ])
    expect(report.ranking).toBe(null)
    expect(report.unknowable.map(({ why }) => why)).toContainEqual(
      expect.stringContaining('no resources: no handovers can be seen'),
    )
    const { out } = await discover(join(LOGS, 'interval_event_log.csv.gz'))
    expect(out).toContain('No handovers can be seen')
  })

  test('an actor that stands for nobody is named: "EMPTY" of the receipt log', async () => {
    const { nobody } = await found(join(LOGS, '08_receipt.xes.gz'), '--actor', 'org:group')
    expect(nobody?.special).toContainEqual(expect.objectContaining({ actor: 'EMPTY', kind: 'nobody' }))
  })
})

describe.skipIf(!existsSync(LOGS))('object-centric logs (skipped where ../shared/data is absent)', () => {
  const ACTORS =
    'po_creator,pr_creator,po_editor,invoice_inserter,payment_inserter,invoice_blocker,invoice_block_rem,pr_approver'

  const FLATTENED = [
    ['Purchase Order', [2, 5, 2, 1, 1, 1, 0, 0]],
    ['Invoice', [3, 9, 2, 3, 3, 2, 0, 0]],
  ] as const
  const FORMS = FLATTENED.flatMap(([type, expected]) =>
    ['jsonocel', 'xmlocel', 'sqlite'].map((ending) => ({ type, ending, expected })),
  )

  test.each(FORMS)(
    '$ending flattened by $type is the same in every form, plain and packed',
    async ({ type, ending, expected }) => {
      const path = join(LOGS, `ocel20_example.${ending}`)
      for (const log of [path, file(`${ending}.gz`, gzipSync(readFileSync(path)))])
        expect(figures(await found(log, '--object-type', type, '--actor', ACTORS))).toEqual(expected)
    },
  )

  test('the type of object is asked for where there are several, and a wrong one refused', async () => {
    const path = join(LOGS, 'ocel20_example.jsonocel')
    const asked = await discover(path)
    expect([asked.code, asked.err]).toEqual([2, expect.stringContaining('--object-type "Purchase Order"')])
    const wrong = await discover(path, '--object-type', 'Order')
    expect([wrong.code, wrong.err]).toEqual([
      2,
      expect.stringContaining('it has no objects of the type "Order"; it has'),
    ])
    const report = await found(path, '--object-type', 'Payment')
    expect(report.handovers.total).toBe(null)
    expect(report.read.notes).toContainEqual(expect.stringContaining('touch no object of the type "Payment"'))
  })
})

describe.skipIf(!existsSync(INCIDENTS))('the ServiceNow incidents (skipped where ../shared/data is absent)', () => {
  test('S204 the log says how far it falls behind the system’s own counter, and where', async () => {
    const report = await found(INCIDENTS)
    expect([report.log.cases, report.log.events, report.handovers.total, report.returns.cases]).toEqual([
      9202, 59_354, 8289, 902,
    ])
    expect(report.read).toMatchObject({
      columns: { case: 'number', activity: 'incident_state', actor: 'assignment_group', time: 'sys_updated_at' },
      dateFormat: 'd/m/Y',
    })
    const behind = report.unknowable.find(({ why }) => why.includes('8,289 of the 11,295'))
    const where = behind?.where as { readonly [place: string]: number }
    expect(
      where['beforeFirstEvent']! +
        where['severalBetweenTwoEvents']! +
        where['actorUnknown']! +
        where['sameActorBeforeAndAfter']! -
        where['notCountedByTheSystem']!,
    ).toBe(11_295 - 8289)
  })

  test('the outcome by handovers: SLA met by reassignments, and what of it time alone explains', async () => {
    const { outcome } = await found(INCIDENTS)
    expect(outcome?.byCounter?.map(({ handovers, share }) => [handovers, share.toFixed(3)])).toEqual([
      ['0', '0.567'],
      ['1', '0.366'],
      ['2', '0.254'],
      ['3', '0.178'],
      ['4+', '0.079'],
    ])
    expect(outcome?.difference?.atSameDuration).toBeLessThan((outcome?.difference?.plain ?? 0) / 2)
  })
})

test('S204 S225 a small log, figure by figure', async () => {
  const report = await found(file('small.csv', SMALL))
  expect(report.log).toEqual({
    cases: 2,
    events: 5,
    variants: 2,
    from: '2026-03-02T09:00:00.000Z',
    to: '2026-03-03T11:00:00.000Z',
    rejected: 0,
  })
  expect(report.handovers).toMatchObject({ total: 3, casesWith: 2 })
  expect(report.handovers.pairs).toMatchObject([
    {
      from: 'sales',
      to: 'credit',
      count: 2,
      cases: 2,
      pingPong: 1,
      wait: { medianMs: 4_500_000, p90Ms: 6_660_000, meanMs: 4_500_000, spread: [0, 0, 1, 1, 0, 0, 0, 0, 0, 0] },
      pingPongExamples: [{ times: 1 }],
    },
    {
      from: 'credit',
      to: 'sales',
      count: 1,
      cases: 1,
      pingPong: 0,
      wait: { medianMs: 86_400_000 },
      rework: { count: 1 },
    },
  ])
  expect(report.returns).toEqual({ count: 1, cases: 1 })
  expect(report.ranking?.map(({ from, to }) => [from, to])).toEqual([
    ['credit', 'sales'],
    ['sales', 'credit'],
  ])
})

test('S225 S229 seams are ranked by what they cost in a year, declared workarounds counted in', async () => {
  const workarounds = file(
    'workarounds.json',
    JSON.stringify([{ from: 'sales', to: 'credit', hoursPerWeek: 4000, people: 2 }]),
  )
  const { ranking } = await found(
    file('small.csv', SMALL),
    '--waiting-rate',
    '2 EUR',
    '--work-rate',
    '45.50 EUR',
    '--workarounds',
    workarounds,
  )
  expect(ranking?.[0]).toMatchObject({ from: 'sales', to: 'credit', workaroundHoursPerYear: 416_000, currency: 'EUR' })
  // 1.0833 days of log: 2.5 hours of waiting are 842.9 in a year.
  expect(Number(ranking?.[0]?.costPerYear)).toBeCloseTo(416_000 * 45.5 + 842.88 * 2, 0)
  expect(Number(ranking?.[1]?.costPerYear)).toBeCloseTo(24 * 337.15 * 2, 0)
})

test('working time is that of the calendar, also over a night on which clocks are changed', async () => {
  const calendar = file(
    'hours.json',
    JSON.stringify({
      zone: 'Europe/Berlin',
      hours: Object.fromEntries(
        ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, ['09:00-17:00']]),
      ),
      holidays: ['2026-03-27'],
    }),
  )
  const log = file(
    'clocks.csv',
    'case,activity,team,at\n1,a,x,2026-03-26 16:00\n1,b,y,2026-03-30 10:00\n2,a,x,2026-03-28T23:30:00+01:00\n2,b,y,2026-03-29T03:30:00+02:00\n',
  )
  const { handovers, unknowable } = await found(log, '--calendar', calendar)
  expect(handovers.pairs?.[0]).toMatchObject({
    count: 2,
    // Thursday 16–17 and Monday 9–10: Friday is free. The night: none.
    workingWait: { meanMs: 3_600_000 },
    // 90 hours less the one that the clocks skip, and 3 hours.
    wait: { meanMs: (89 + 3) * 1_800_000 },
  })
  expect(unknowable.some(({ why }) => why.includes('no business calendar') || why.includes('no offset'))).toBe(false)
})

test('--html writes one page that stands alone, whatever the actors are called', async () => {
  const page = join(folder, 'seams.html')
  const log = file('odd-names.csv', SMALL.replaceAll('credit', '<b>"&credit</b>'))
  const { code, out } = await discover(log, '--html', page)
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('2 cases (100 %) change hands, 3 times in all, over 2 seams'),
  ])
  const html = readFileSync(page, 'utf8')
  expect(html).toContain('sales to &lt;b&gt;&quot;&amp;credit&lt;/b&gt;: 2 handovers')
  expect(html).not.toMatch(/<script|<b>|https?:|<link|@import/)
  expect((await discover(log, '--html', join(folder, 'nowhere', 'page.html'))).err).toContain('Cannot write the page')
})

test('what can’t be read in one way alone is asked for with the options that answer it', async () => {
  const open = file('open.csv', 'case,activity,at\n1,a,3/4/2016\n1,b,5/6/2016\n2,a,3/4/2016\n2,b,7/8/2016\n')
  const asked = await discover(open)
  expect([asked.code, asked.out]).toEqual([2, ''])
  expect(asked.err).toContain('"3/4/2016" and all the others can have their day or their month first')
  expect(asked.err).toContain('--date-format "d/m/Y"')
  expect((await found(open, '--date-format', 'm/d/Y')).log.from).toBe('2016-03-04T00:00:00.000Z')
  expect((await found(open, '--date-format', '%d/%m/%Y')).log.from).toBe('2016-04-03T00:00:00.000Z')
})

test('columns with other names are found by what stands in them only where that is sure, else asked for', async () => {
  const odd = file('odd.csv', `Vorgang;Schritt;wer;wann\n${SMALL.split('\n').slice(1).join('\n').replaceAll(',', ';')}`)
  const asked = await discover(odd)
  expect(asked.code).toBe(2)
  expect(asked.err).toContain('which column is the case')
  const report = await found(odd, '--case', 'Vorgang', '--activity', 'Schritt', '--actor', 'wer', '--time', 'wann')
  expect(report.handovers.total).toBe(3)
  const wrong = await discover(odd, '--case', 'Fall', '--activity', 'Schritt', '--time', 'wann')
  expect([wrong.code, wrong.err]).toEqual([
    2,
    expect.stringContaining('it has no column "Fall" for the case; it has "Vorgang"'),
  ])
})

test('rows that can’t be taken are counted and listed with their lines; nothing is dropped silently', async () => {
  const log = file(
    'bad.csv',
    `${SMALL}3,ask,sales,yesterday\n3,,sales,2026-03-02T09:00:00Z\n,ask,sales,2026-03-02T09:00:00Z\n3,ask\n`,
  )
  const { log: figures, read } = await found(log)
  expect([figures.events, figures.rejected]).toEqual([5, 4])
  expect(read.rejected).toEqual([
    { line: 7, why: '"yesterday" is no time' },
    { line: 8, why: 'it has no activity ("activity")' },
    { line: 9, why: 'it has no case ("case")' },
    { line: 10, why: 'it has 2 cells, and the first line names 4 columns' },
  ])
})

test('cases whose events don’t stand together are read all the same, by the order of their times', async () => {
  const [names, ...rows] = SMALL.trim().split('\n')
  const mixed = file('mixed.csv', [names, ...rows.toReversed(), ''].join('\n'))
  const [one, other] = [await found(file('small.csv', SMALL)), await found(mixed)]
  expect({ ...other, read: null }).toEqual({ ...one, read: null })
})

test('packed logs are known by what they hold; one that is cut off is an error that says so', async () => {
  const packed = gzipSync(SMALL.repeat(1))
  expect((await found(file('packed.csv', packed))).handovers.total).toBe(3)
  const cut = await discover(file('cut.csv.gz', packed.subarray(0, packed.length - 12)))
  expect([cut.code, cut.err]).toEqual([2, expect.stringContaining('it is cut off')])
  const damaged = await discover(
    file(
      'damaged.csv.gz',
      packed.map((byte, at) => (at === 20 ? byte ^ 0xff : byte)),
    ),
  )
  expect([damaged.code, damaged.err]).toEqual([2, expect.stringMatching(/damaged|cut off/)])
})

test('a ZIP archive of one file is read; one of several, a workbook and another packing are refused with what to do', async () => {
  expect((await found(file('log.xes.zip', zipOf({ 'folder/': '', 'folder/log.csv': SMALL })))).handovers.total).toBe(3)
  for (const [content, words] of [
    [zipOf({ 'a.csv': SMALL, 'b.csv': SMALL }), 'it is a ZIP archive of 2 files: unpack it'],
    [zipOf({ 'xl/workbook.xml': '<workbook/>' }), 'it is an Excel workbook: save its sheet as CSV'],
    [zipOf({ 'a.csv': SMALL }).subarray(0, -10), 'it is a ZIP archive that is cut off'],
    [new TextEncoder().encode('BZh91AY&SY'), 'it is packed with bzip2; unpack it, or pack it with gzip'],
  ] as const) {
    const { code, err } = await discover(file('packed', content))
    expect([code, err]).toEqual([2, expect.stringContaining(words)])
  }
})

/** An archive as its format has it, without checksums: nobody here looks at them. */
function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content)
    const local = Buffer.alloc(30)
    local.write('PK\u0003\u0004', 'latin1')
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.write('PK\u0001\u0002', 'latin1')
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    list.push(entry, Buffer.from(name))
    parts.push(local, Buffer.from(name), packed)
    at += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt32LE(Buffer.concat(list).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...list, end])
}

test.each([
  [
    'an entity bomb',
    '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log></log>',
    'line 1, byte 15: it declares entities of its own',
  ],
  ['elements without end', `<log>${'<list key="a">'.repeat(1000)}`, 'elements lie deeper than 256'],
  ['a log that is cut off', '<log>\n<trace>\n<event>', 'line 3, byte 21: the file ends while 3 elements are open'],
  ['a tag that closes another', '<log><trace></event></log>', '</event> closes another element'],
  ['XML of another kind', '<html></html>', 'its first element is no <log>'],
  ['an empty file', '', 'it is empty'],
  ['a byte of zero', 'a,b\n\u0000,1\n', 'it is no text'],
])('%s is refused with its place', async (_name, content, message) => {
  const { code, out, err } = await discover(file('refused.xes', content))
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(message)
})

test('a file that is not there, and options that are wrong, are refused in words', async () => {
  expect((await discover(join(folder, 'nowhere.csv'))).err).toContain('there is no such file')
  const log = file('small.csv', SMALL)
  for (const [option, value] of [
    ['--encoding', 'ebcdic'],
    ['--date-format', 'soon'],
    ['--delimiter', ',,'],
    ['--zone', 'Mars/Base'],
    ['--waiting-rate', 'much'],
  ] as const) {
    const { code, err } = await discover(log, option, value)
    expect([code, err]).toEqual([2, expect.stringContaining(`Cannot use ${option} "${value}"`)])
  }
})
