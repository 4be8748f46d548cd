import { describe, expect, test } from 'vitest'
import { SeamDiscovery } from './discover-seams.ts'
import { CasesMixed } from './intake.ts'
import type { SeamReport } from './seam-report.ts'
import { settleSettings, type SaidOfLog, type Settled, type Open } from './settle-settings.ts'
import { formatOf, LogSurvey } from './survey-log.ts'

/** Small logs in the shape in which public and exported ones are written. Anna and Ben hand over to one another. */
const CASES = Array.from({ length: 12 }, (_, at) => at + 1)
const STEPS = ['register', 'check', 'decide'] as const
const WHO = ['Anna', 'Ben', 'Anna'] as const

interface Step {
  readonly number: number
  readonly activity: string
  readonly actor: string
  readonly at: Date
}

function table(header: string, rowOf: (step: Step) => string): string {
  const rows = CASES.flatMap((number) =>
    STEPS.map((activity, step) =>
      rowOf({ number, activity, actor: WHO[step] ?? '', at: new Date(Date.UTC(2011, 9, number + 2, 8 + 2 * step, 5)) }),
    ),
  )
  return `${[header, ...rows].join('\n')}\n`
}

const two = (value: number) => String(value).padStart(2, '0')
const day = (at: Date) => two(at.getUTCDate())
const hour = (at: Date) => two(at.getUTCHours())
const iso = (at: Date) => at.toISOString().slice(0, 19)

interface Expected {
  readonly case: string
  readonly activity: string
  readonly actor: string | null
  readonly time: string
  readonly dates?: string
}

const KNOWN: readonly (readonly [name: string, text: string, expected: Expected])[] = [
  [
    'Disco',
    table(
      'Case ID,Activity,Complete Timestamp,Resource',
      ({ number, activity, actor, at }) =>
        `Case ${String(number)},${activity},${day(at)}.10.2011 ${hour(at)}:05,${actor}`,
    ),
    { case: 'Case ID', activity: 'Activity', actor: 'Resource', time: 'Complete Timestamp', dates: 'd/m/Y' },
  ],
  [
    'Celonis',
    table(
      '_CASE_KEY;ACTIVITY_EN;EVENTTIME;_SORTING;USER_NAME',
      ({ number, activity, actor, at }) => `8000000${String(number)};${activity};${iso(at)};10;${actor}`,
    ),
    { case: '_CASE_KEY', activity: 'ACTIVITY_EN', actor: 'USER_NAME', time: 'EVENTTIME' },
  ],
  [
    'pm4py’s example',
    table(
      'case_id;activity;timestamp;costs;resource',
      ({ number, activity, actor, at }) => `${String(number)};${activity};${iso(at)}+01:00;50;${actor}`,
    ),
    { case: 'case_id', activity: 'activity', actor: 'resource', time: 'timestamp' },
  ],
  [
    'XES that pm4py made a table',
    table(
      'concept:name,lifecycle:transition,org:resource,time:timestamp,Costs,case:concept:name',
      ({ number, activity, actor, at }) => `${activity},complete,${actor},${iso(at)}+01:00,50,${String(number)}`,
    ),
    { case: 'case:concept:name', activity: 'concept:name', actor: 'org:resource', time: 'time:timestamp' },
  ],
  [
    'BPI Challenge 2019',
    table(
      'eventID ,case Spend area text,case Company,case concept:name,event User,event org:resource,event concept:name,event time:timestamp',
      ({ number, activity, actor, at }) =>
        `6578194399232${String(number)},CAPEX,company,45070${String(number)}_1,${actor},${actor},${activity},${day(at)}-10-2011 ${hour(at)}:05:00.000`,
    ),
    {
      case: 'case concept:name',
      activity: 'event concept:name',
      actor: 'event org:resource',
      time: 'event time:timestamp',
      dates: 'd/m/Y',
    },
  ],
  [
    'the Italian help desk',
    table(
      'Case ID,Activity,Resource,Complete Timestamp,Variant,Variant index,seriousness,workgroup',
      ({ number, activity, actor, at }) =>
        `Case ${String(number)},${activity},${actor},2011/10/${day(at)} ${hour(at)}:05:44.546,Variant 1,1,Value 1,Value 1`,
    ),
    { case: 'Case ID', activity: 'Activity', actor: 'Resource', time: 'Complete Timestamp' },
  ],
  [
    'incidents of ServiceNow',
    table(
      '"number","incident_state","active","sys_updated_at","assignment_group","assigned_to"',
      ({ number, activity, actor, at }) =>
        `"INC00${String(number)}","${activity}","true","${day(at)}/10/2011 ${hour(at)}:05","${actor}","Resolver"`,
    ),
    { case: 'number', activity: 'incident_state', actor: 'assignment_group', time: 'sys_updated_at', dates: 'd/m/Y' },
  ],
  [
    'tickets of Zendesk, on a clock of twelve hours',
    table(
      'Ticket ID;Event type;Group;Event created at',
      ({ number, activity, actor, at }) =>
        `${String(number)};${activity};${actor};10/${day(at)}/2011 ${two(at.getUTCHours() % 12 || 12)}:05:00 ${at.getUTCHours() < 12 ? 'AM' : 'PM'}`,
    ),
    { case: 'Ticket ID', activity: 'Event type', actor: 'Group', time: 'Event created at', dates: 'm/d/Y' },
  ],
  [
    'seconds since 1970, under a name of its own',
    table(
      'case,activity,moment,agent',
      ({ number, activity, actor, at }) => `${String(number)},${activity},${String(at.getTime() / 1000)},${actor}`,
    ),
    { case: 'case', activity: 'activity', actor: 'agent', time: 'moment', dates: 'epoch-s' },
  ],
  [
    'months by their names',
    table(
      'order_id|event|date|team',
      ({ number, activity, actor, at }) => `${String(number)}|${activity}|${day(at)}-Oct-2011 ${hour(at)}:05|${actor}`,
    ),
    { case: 'order_id', activity: 'event', actor: 'team', time: 'date' },
  ],
]

describe('the columns of logs as they are exported are found, and their handovers counted:', () => {
  test.each(KNOWN)('%s', (_name, text, { dates = 'text', ...columns }) => {
    const settled = settle(text, { columns: {} })
    if (settled.kind === 'open')
      throw new Error(settled.questions.map(({ about, why }) => `${about}: ${why}`).join('\n'))
    expect(settled.settings.columns).toMatchObject(columns)
    expect(settled.settings.dateFormat).toBe(dates)
    const report = discover(text, settled)
    expect(report.log).toMatchObject({ cases: 12, events: 36, variants: 1, rejected: 0 })
    expect(report.handovers).toMatchObject({ total: 24, casesWith: 12 })
    expect(report.handovers.pairs?.map(({ from, to, count, wait }) => [from, to, count, wait.medianMs])).toEqual([
      ['Anna', 'Ben', 12, 7_200_000],
      ['Ben', 'Anna', 12, 7_200_000],
    ])
    expect(report.returns).toEqual({ count: 12, cases: 12 })
  })
})

test('where names say nothing, all columns that would do are there to choose from, those of other roles last', () => {
  const text = table(
    'Vorgang,Wer,Schritt,Wann,worker',
    ({ number, activity, actor, at }) => `V${String(number)},${actor},${activity},${iso(at)},${actor}`,
  )
  const settled = settle(text, { columns: { case: 'Vorgang' } })
  expect(settled.kind === 'open' ? settled.questions.map(({ about, choices }) => [about, choices]) : settled).toEqual([
    ['activity', ['Wer', 'Schritt', 'worker']],
  ])
})

test('dates that can all be read in two ways are asked about, and read as is said', () => {
  const text = table(
    'case,activity,date,agent',
    ({ number, activity, actor, at }) =>
      `${String(number)},${activity},0${String((number % 9) + 1)}/10/2011 ${hour(at)}:05,${actor}`,
  )
  const open = settle(text, { columns: {} })
  expect(open.kind === 'open' ? open.questions : open).toEqual([
    {
      about: 'date-format',
      why: expect.stringContaining('can have their day or their month first') as string,
      choices: ['d/m/Y', 'm/d/Y'],
    },
  ])
  const said = settle(text, { columns: {}, dateFormat: 'm/d/Y' })
  expect(said.kind === 'settled' ? discover(text, said).log.from?.slice(5, 10) : said).toBe('01-10')
})

test('a log with names and no row says that it is empty, and one of which no row fits says how many', () => {
  const none = settle('case,activity,time,actor\n', { columns: {} })
  const report = none.kind === 'settled' ? discover('case,activity,time,actor\n', none) : null
  expect(report?.unknowable[0]).toEqual({ figure: 'log', why: 'the log has no events: nothing can be seen in it' })
  expect(report?.handovers.total).toBe(null)
  const unfit = 'case,activity,time,actor\n1,a,soon,x\n1,b,later,y\n'
  const settled = settle(unfit, { columns: { case: 'case', activity: 'activity', time: 'time' } })
  expect(settled.kind === 'settled' ? discover(unfit, settled).unknowable[0]?.why : settled).toBe(
    'none of the 2 rows could be taken as an event: nothing can be seen in it',
  )
})

function settle(text: string, said: SaidOfLog): Settled | Open {
  const bytes = new TextEncoder().encode(text)
  const format = formatOf(bytes)
  if (format !== 'csv') throw new Error(`taken for ${String(format)}`)
  const survey = new LogSurvey(format, {})
  survey.push(bytes)
  return settleSettings(survey.end(true), said)
}

function discover(text: string, { settings }: Settled): SeamReport {
  try {
    const discovery = new SeamDiscovery(settings)
    discovery.push(new TextEncoder().encode(text))
    return discovery.end({ workarounds: [], rates: null })
  } catch (error) {
    if (!(error instanceof CasesMixed)) throw error
    return discover(text, { kind: 'settled', assumed: [], settings: { ...settings, arrangement: 'mixed' } })
  }
}
