import { DateEvidence, type DateDecision } from '../tables/date-formats.ts'
import { type TableEncoding, textOf } from '../tables/encodings.ts'
import { TableReader, type TableRow } from '../tables/table-reader.ts'
import { TableRefusal } from '../tables/table-refusal.ts'
import { isEmptyCell } from './cells.ts'
import { isOcelFormat, type LogFormat, type OcelFormat } from './discovery-settings.ts'
import { LogRefusal } from './log-refusal.ts'
import { OcelChunks } from './ocel-chunks.ts'
import { isOcelHeader } from './ocel-csv.ts'
import { type ColumnProposal, proposeColumns, type SampledColumn } from './propose-columns.ts'
import { surveyOcel } from './survey-ocel.ts'
import { NO_XES } from './xes-reader.ts'
import { nameHash, type XmlElement, XmlReader } from './xml-reader.ts'

export interface LogSurveyResult {
  readonly format: LogFormat
  readonly encoding: TableEncoding
  readonly delimiter: string | null
  readonly columns: readonly string[]
  /** What a case can be in an object-centric log; none in a table and in XES. */
  readonly objectTypes: readonly ObjectTypeFound[]
  readonly proposals: readonly ColumnProposal[]
  /** How the times of a column are written; for a table alone. */
  readonly dates: ReadonlyMap<string, DateDecision>
  /** The first rows, as they stand in the columns. */
  readonly preview: readonly (readonly string[])[]
}

export interface ObjectTypeFound {
  readonly type: string
  readonly objects: number
  /** Events that touch one of them at least. */
  readonly events: number
}

const SAMPLED_ROWS = 2000
/** XES names its keys alike everywhere: fewer events say as much. */
const SAMPLED_EVENTS = 500
const SLICE_BYTES = 65_536
const PREVIEW_ROWS = 20

/** The format of a log by its first bytes; null where there are too few to tell. */
export function formatOf(start: Uint8Array): LogFormat | null {
  if (textOf(start, 0, Math.min(start.length, 15), 'utf-8') === 'SQLite format 3') return 'ocel-sqlite'
  const text = textOf(start, 0, Math.min(start.length, 65_536), 'windows-1252')
    .replaceAll('\u0000', '')
    .replace(/^(ï»¿|ÿþ|þÿ)/, '')
    .trimStart()
  if (text === '') return null
  if (text.startsWith('{') || /^\[\s*[{\]]/.test(text)) return 'ocel-json'
  if (!text.startsWith('<')) return isOcelHeader(/^.*/.exec(text)?.[0] ?? '') ? 'ocel-csv' : 'csv'
  return /<(object-types|event-types|objects)[\s>/]/.test(text) ? 'ocel-xml' : 'xes'
}

/**
 * Looks into a log before it is counted: which column says what, how dates are written, which types of object there are.
 * Takes chunks until `isDone`; where nothing so far says whether days or months come first, that can be the whole log, and
 * an object-centric log is always looked into whole.
 */
export class LogSurvey {
  readonly #format: 'csv' | 'xes' | OcelFormat
  readonly #survey: TableSurvey | XesSurvey | OcelChunks

  /** `timeColumn`: the one that is said to hold the times, whose dates decide how long the survey goes on. */
  constructor(
    format: 'csv' | 'xes' | OcelFormat,
    options: {
      readonly delimiter?: string
      readonly encoding?: TableEncoding
      readonly timeColumn?: string
      readonly isDateFormatSaid?: boolean
    },
  ) {
    this.#format = format
    this.#survey = isOcelFormat(format)
      ? new OcelChunks(format)
      : format === 'csv'
        ? new TableSurvey(options, options.timeColumn ?? null, options.isDateFormatSaid === true)
        : new XesSurvey()
  }

  get isDone(): boolean {
    return !(this.#survey instanceof OcelChunks) && this.#survey.isDone
  }

  push(chunk: Uint8Array): void {
    this.#guarded(() => {
      for (let at = 0; at < chunk.length && !this.isDone; at += SLICE_BYTES)
        this.#survey.push(chunk.subarray(at, at + SLICE_BYTES))
    })
  }

  /** Says that no more bytes come, if they all have, and what was found. */
  end(isWhole: boolean): LogSurveyResult {
    return this.#guarded(() => {
      const survey = this.#survey
      if (survey instanceof OcelChunks) return surveyOcel(survey.end(), this.#format)
      if (isWhole) survey.end()
      const { columns, rows, dates, encoding, delimiter } = survey
      const sampled = columns.map((name, place): SampledColumn => ({
        name,
        cells: rows.map((row) => row[place] ?? ''),
        times: survey.shareOfTimes(place),
      }))
      const proposals = proposeColumns(sampled, this.#format)
      return {
        format: this.#format,
        encoding,
        delimiter,
        columns,
        objectTypes: [],
        proposals,
        dates: new Map(columns.map((name, place) => [name, dates(place)])),
        preview: rows.slice(0, PREVIEW_ROWS),
      }
    })
  }

  #guarded<Value>(act: () => Value): Value {
    try {
      return act()
    } catch (error) {
      if (error instanceof TableRefusal) throw new LogRefusal(error.why, { line: error.line, byte: error.byte })
      throw error
    }
  }
}

class TableSurvey {
  readonly #table: TableReader
  readonly #timeColumn: string | null
  readonly #isDateFormatSaid: boolean
  columns: readonly string[] = []
  readonly rows: string[][] = []
  #evidence: DateEvidence[] = []
  #isOpen = true
  #timePlaces: readonly number[] = []

  constructor(
    options: { readonly delimiter?: string; readonly encoding?: TableEncoding },
    timeColumn: string | null,
    isDateFormatSaid: boolean,
  ) {
    this.#timeColumn = timeColumn
    this.#isDateFormatSaid = isDateFormatSaid
    this.#table = new TableReader(
      {
        columns: (names) => {
          this.columns = names
          this.#evidence = names.map(() => new DateEvidence())
        },
        row: (row) => this.#row(row),
      },
      options,
    )
  }

  get encoding(): TableEncoding {
    return this.#table.encoding
  }

  get delimiter(): string {
    return this.#table.delimiter
  }

  get isDone(): boolean {
    return this.rows.length >= SAMPLED_ROWS && !this.#isOpen
  }

  push(chunk: Uint8Array): void {
    this.#table.push(chunk)
  }

  end(): void {
    this.#table.end()
  }

  shareOfTimes(place: number): number {
    return this.#evidence[place]?.share ?? 0
  }

  readonly dates = (place: number): DateDecision =>
    this.#evidence[place]?.decide() ?? { kind: 'none', why: 'there is no such column', example: null }

  #row(row: TableRow): void {
    const { bytes, starts, ends } = row
    if (this.rows.length < SAMPLED_ROWS) {
      this.rows.push(this.columns.map((_, place) => row.text(place)))
      for (const [place, evidence] of this.#evidence.entries()) {
        if (!isEmptyCell(bytes, starts[place] ?? 0, ends[place] ?? 0))
          evidence.add(bytes, starts[place] ?? 0, ends[place] ?? 0)
      }
      if (this.rows.length === SAMPLED_ROWS) this.#settle()
      return
    }
    if (!this.#isOpen) return
    for (const place of this.#timePlaces) {
      if (!isEmptyCell(bytes, starts[place] ?? 0, ends[place] ?? 0))
        this.#evidence[place]?.add(bytes, starts[place] ?? 0, ends[place] ?? 0)
    }
    this.#isOpen = this.#timePlaces.some((place) => this.#evidence[place]?.isOpen === true)
  }

  /** Which columns the survey goes on for: times that leave open what is day and what is month. */
  #settle(): void {
    if (this.#isDateFormatSaid) {
      this.#isOpen = false
      return
    }
    const places = [...this.columns.keys()].filter((place) => {
      const evidence = this.#evidence[place]
      if (this.#timeColumn !== null && this.columns[place] !== this.#timeColumn) return false
      return evidence !== undefined && evidence.share > 0.8 && evidence.isOpen
    })
    this.#timePlaces = places
    this.#isOpen = places.length > 0
  }
}

const NAME = {
  log: nameHash('log'),
  trace: nameHash('trace'),
  event: nameHash('event'),
  key: nameHash('key'),
  value: nameHash('value'),
}

/** The keys of the first events of a XES log, as columns. */
class XesSurvey {
  readonly #xml: XmlReader
  readonly #places = new Map<string, number>()
  readonly #times: [number, number][] = []
  readonly rows: string[][] = []
  #row: string[] | null = null
  #isInTrace = false
  #depth = 0
  #eventDepth = 0
  #traceDepth = 0

  constructor() {
    this.#xml = new XmlReader({ open: (element) => this.#open(element), close: (name) => this.#close(name) })
  }

  get columns(): readonly string[] {
    return [...this.#places.keys()]
  }

  get encoding(): TableEncoding {
    return this.#xml.encoding
  }

  readonly delimiter = null

  get isDone(): boolean {
    return this.rows.length >= SAMPLED_EVENTS
  }

  push(chunk: Uint8Array): void {
    this.#xml.push(chunk)
  }

  end(): void {
    if (!this.isDone) this.#xml.end()
  }

  shareOfTimes(place: number): number {
    const [times = 0, all = 0] = this.#times[place] ?? []
    return all === 0 ? 0 : times / all
  }

  readonly dates = (): DateDecision => ({
    kind: 'decided',
    format: 'text',
    why: 'XES writes times as ISO 8601 has them',
  })

  #open({ bytes, name, count, names, starts, ends }: XmlElement): void {
    this.#depth += 1
    if (this.isDone) return
    if (this.#depth === 1 && name !== NAME.log) throw this.#xml.refuse(NO_XES)
    if (name === NAME.trace) {
      this.#isInTrace = true
      this.#traceDepth = this.#depth
      this.#trace.clear()
    } else if (name === NAME.event && this.#isInTrace && this.#depth === this.#traceDepth + 1) {
      this.#row = []
      this.#eventDepth = this.#depth
      for (const [key, value] of this.#trace) this.#put(key, value, false)
    } else {
      const isOfEvent = this.#row !== null && this.#depth === this.#eventDepth + 1
      const isOfTrace = this.#row === null && this.#isInTrace && this.#depth === this.#traceDepth + 1
      if (!isOfEvent && !isOfTrace) return
      let [key, value] = ['', '']
      for (let at = 0; at < count; at += 1) {
        const text = textOf(bytes, starts[at] ?? 0, ends[at] ?? 0, this.#xml.encoding)
        if (names[at] === NAME.key) key = text
        else if (names[at] === NAME.value) value = text
      }
      if (isOfTrace) this.#trace.set(`case:${key}`, value)
      else this.#put(key, value, name === DATE)
    }
  }
  readonly #trace = new Map<string, string>()

  #put(key: string, value: string, isTime: boolean): void {
    const place = this.#places.get(key) ?? this.#places.size
    this.#places.set(key, place)
    const tally = (this.#times[place] ??= [0, 0])
    tally[0] += Number(isTime)
    tally[1] += 1
    if (this.#row !== null) this.#row[place] = value
  }

  #close(name: number): void {
    if (name === NAME.event && this.#depth === this.#eventDepth && this.#row !== null) {
      this.rows.push(this.#row)
      this.#row = null
      this.#eventDepth = 0
    } else if (name === NAME.trace && this.#depth === this.#traceDepth) this.#isInTrace = false
    this.#depth -= 1
  }
}

const DATE = nameHash('date')
