import {
  type BusinessCalendar,
  CasesMixed,
  dateFormatOf,
  type Declared,
  type DeclaredWorkaround,
  encodingOf,
  formatOf,
  type LogFormat,
  LogRefusal,
  LogSurvey,
  type LogSurveyResult,
  type OcelLog,
  OcelChunks,
  type OcelFormat,
  type Open,
  parseAmount,
  type Rates,
  readCalendar,
  type SaidOfLog,
  SeamDiscovery,
  type SeamReport,
  type Settled,
  settleSettings,
  surveyOcel,
} from '@dayshift/core'
import { writeFileSync } from 'node:fs'
import { CliFailure, fileTrouble } from '../failure.ts'
import { readUtf8 } from '../read-utf8.ts'
import { chunksOf, type LogFile, openLog } from './log-chunks.ts'
import { Progress } from './progress.ts'
import { seamsInWords } from './seams-in-words.ts'

export interface DiscoverFlags {
  readonly case?: string
  readonly activity?: string
  readonly actor?: string
  readonly time?: string
  readonly lifecycle?: string
  readonly outcome?: string
  readonly good?: string
  readonly counter?: string
  readonly objectType?: string
  readonly calendar?: string
  readonly zone?: string
  readonly encoding?: string
  readonly delimiter?: string
  readonly dateFormat?: string
  readonly waitingRate?: string
  readonly workRate?: string
  readonly workarounds?: string
  readonly html?: string
  readonly json?: true
}

/** Finds the seams in a log and prints them; twice read where the first look leaves something open. */
export async function discover(path: string, flags: DiscoverFlags): Promise<void> {
  const said = saidOf(flags)
  const declared = {
    workarounds: flags.workarounds === undefined ? [] : workaroundsOf(flags.workarounds),
    rates: ratesOf(flags),
  }
  const log = openLog(path)
  const progress = new Progress(log.size, flags.json !== true)
  try {
    const format = await formatOfLog(log)
    const isObjectCentric = format !== 'csv' && format !== 'xes'
    const ocel = isObjectCentric ? await readOcel(log, format) : null
    const settled = settleSettings(
      ocel === null ? await survey(log, format === 'csv' ? 'csv' : 'xes', said) : surveyOcel(ocel, format),
      said,
    )
    if (settled.kind === 'open') throw askFor(path, settled)
    const report = ocel === null ? await readSeams(log, settled, declared, progress) : seamsOf(ocel, settled, declared)
    progress.end()
    if (flags.html !== undefined) {
      const { seamsPage } = await import('./seams-page.ts')
      writePage(flags.html, seamsPage(path, report, settled.assumed))
    }
    process.stdout.write(
      flags.json === true ? `${JSON.stringify(report)}\n` : seamsInWords(path, report, settled.assumed),
    )
  } catch (error) {
    progress.end()
    if (!(error instanceof LogRefusal)) throw error
    const place = error.place === null ? '' : `line ${String(error.place.line)}, byte ${String(error.place.byte)}: `
    throw new CliFailure('log-refused', `Cannot use the log "${path}": ${place}${error.why}.`, { cause: error })
  }
}

async function formatOfLog(log: LogFile): Promise<LogFormat> {
  for await (const chunk of chunksOf(log)) {
    const format = formatOf(chunk)
    if (format !== null) return format
  }
  throw new LogRefusal('it is empty')
}

async function survey(log: LogFile, format: 'csv' | 'xes', said: SaidOfLog): Promise<LogSurveyResult> {
  const survey = new LogSurvey(format, {
    ...(said.delimiter === undefined ? {} : { delimiter: said.delimiter }),
    ...(said.encoding === undefined ? {} : { encoding: said.encoding }),
    ...(said.columns.time === undefined ? {} : { timeColumn: said.columns.time }),
    isDateFormatSaid: said.dateFormat !== undefined,
  })
  for await (const chunk of chunksOf(log)) {
    survey.push(chunk)
    if (survey.isDone) return survey.end(false)
  }
  return survey.end(true)
}

/** An object-centric log is held whole. */
async function readOcel(log: LogFile, format: OcelFormat | 'ocel-sqlite'): Promise<OcelLog> {
  if (format === 'ocel-sqlite') return (await import('./ocel-sqlite.ts')).readOcelSqlite(log)
  const chunks = new OcelChunks(format)
  for await (const chunk of chunksOf(log)) chunks.push(chunk)
  return chunks.end()
}

function seamsOf(ocel: OcelLog, { settings }: Settled, declared: Declared): SeamReport {
  const discovery = new SeamDiscovery(settings)
  discovery.take(ocel)
  return discovery.end(declared)
}

async function readSeams(
  log: LogFile,
  { settings }: Settled,
  declared: Declared,
  progress: Progress,
): Promise<SeamReport> {
  const discovery = new SeamDiscovery(settings)
  try {
    for await (const chunk of chunksOf(log, (bytes) => progress.show(bytes, discovery.events))) discovery.push(chunk)
    return discovery.end(declared)
  } catch (error) {
    if (!(error instanceof CasesMixed)) throw error
    return readSeams(
      log,
      { kind: 'settled', settings: { ...settings, arrangement: 'mixed' }, assumed: [] },
      declared,
      progress,
    )
  }
}

function saidOf(flags: DiscoverFlags): SaidOfLog {
  const encoding = flags.encoding === undefined ? undefined : encodingOf(flags.encoding)
  if (encoding === null) throw wrong('--encoding', flags.encoding, 'utf-8, utf-16le, utf-16be or windows-1252')
  const dateFormat = flags.dateFormat === undefined ? undefined : dateFormatOf(flags.dateFormat)
  if (dateFormat === null)
    throw wrong('--date-format', flags.dateFormat, 'd/m/Y, m/d/Y, iso, epoch-s, epoch-ms or a pattern like %d/%m/%Y')
  const delimiter = flags.delimiter === 'tab' || flags.delimiter === String.raw`\t` ? '\t' : flags.delimiter
  if (delimiter !== undefined && (delimiter.length !== 1 || delimiter.charCodeAt(0) > 126 || delimiter === '"'))
    throw wrong('--delimiter', flags.delimiter, 'one character like ; or tab')
  if (flags.zone !== undefined && !isZoneName(flags.zone))
    throw wrong('--zone', flags.zone, 'a zone like Europe/Berlin')
  const { case: own, activity, actor, time, lifecycle, outcome, counter } = flags
  const columns = Object.fromEntries(
    Object.entries({ case: own, activity, actor, time, lifecycle, outcome, counter }).filter(
      ([, column]) => column !== undefined,
    ),
  )
  return {
    columns,
    ...(flags.good === undefined ? {} : { good: flags.good }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(flags.zone === undefined ? {} : { zone: flags.zone }),
    ...(flags.calendar === undefined ? {} : { calendar: calendarOf(flags.calendar) }),
    ...(flags.objectType === undefined ? {} : { objectType: flags.objectType }),
  }
}

function wrong(option: string, value: string | undefined, right: string): CliFailure {
  return new CliFailure('option-refused', `Cannot use ${option} "${value ?? ''}": it is ${right}.`)
}

function isZoneName(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== ''
  } catch {
    return false
  }
}

function calendarOf(file: string): BusinessCalendar {
  const read = readCalendar(readUtf8(file, 'calendar'))
  if (read.kind === 'refused')
    throw new CliFailure('calendar-refused', `Cannot use the calendar "${file}": ${read.why}.`)
  return read.calendar
}

function ratesOf({ waitingRate, workRate }: DiscoverFlags): Rates | null {
  if (waitingRate === undefined && workRate === undefined) return null
  const waiting = waitingRate === undefined ? null : rateOf('--waiting-rate', waitingRate)
  const work = workRate === undefined ? null : rateOf('--work-rate', workRate)
  const currency = waiting?.currency ?? work?.currency ?? ''
  if (work !== null && work.currency !== currency)
    throw new CliFailure(
      'option-refused',
      `Cannot use --work-rate "${workRate ?? ''}": --waiting-rate is in ${currency}, and both need the same currency.`,
    )
  return { waiting: waiting?.amount ?? null, work: work?.amount ?? null, currency }
}

function rateOf(option: string, text: string): { amount: bigint; currency: string } {
  const [, figure = '', currency = ''] = /^(\d+(?:\.\d+)?)\s*([A-Z]{3})$/.exec(text.trim()) ?? []
  const amount = parseAmount(figure)
  if (amount === null) throw wrong(option, text, 'an amount with its currency, like "45 EUR"')
  return { amount, currency }
}

function workaroundsOf(file: string): DeclaredWorkaround[] {
  let value: unknown
  try {
    value = JSON.parse(readUtf8(file, 'list of workarounds'))
  } catch (cause) {
    if (cause instanceof CliFailure) throw cause
    throw new CliFailure('workarounds-refused', `Cannot use the list of workarounds "${file}": it is no JSON.`, {
      cause,
    })
  }
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.map((entry, at) => {
    const {
      from,
      to,
      hoursPerWeek,
      people = 1,
    } = (entry ?? {}) as { from?: unknown; to?: unknown; hoursPerWeek?: unknown; people?: unknown }
    if (
      typeof from !== 'string' ||
      typeof to !== 'string' ||
      typeof hoursPerWeek !== 'number' ||
      hoursPerWeek < 0 ||
      typeof people !== 'number' ||
      people < 0
    )
      throw new CliFailure(
        'workarounds-refused',
        `Cannot use the list of workarounds "${file}": entry ${String(at + 1)} is ${JSON.stringify(entry)}, and {"from":"sales","to":"onboarding","hoursPerWeek":3,"people":2} is of the right form.`,
      )
    return { from, to, hoursPerWeek, people }
  })
}

const QUESTIONS: { readonly [about: string]: string } = {
  'date-format': 'how dates are written',
  'object-type': 'objects of which type are the cases',
}

/** What has to be said, as an option with its choices. */
function askFor(path: string, { questions }: Open): CliFailure {
  const lines = questions.map(({ about, why, choices }) => {
    const options = choices.length === 0 ? '' : `\n  ${choices.map((choice) => `--${about} "${choice}"`).join('\n  ')}`
    return `${QUESTIONS[about] ?? `which column is the ${about}`}: ${why}${options}`
  })
  return new CliFailure('log-open', `Cannot read the log "${path}" before somebody says\n${lines.join('\n')}`)
}

function writePage(file: string, page: string): void {
  try {
    writeFileSync(file, page)
  } catch (cause) {
    throw new CliFailure('page-unwritten', `Cannot write the page "${file}": ${fileTrouble(cause)}.`, { cause })
  }
}
