import { InstantReader } from '../tables/date-formats.ts'
import { TableReader, type TableRow } from '../tables/table-reader.ts'
import { UNKNOWN } from './case-events.ts'
import { isEmptyCell, isGood, kindOfCell, lifecycleOf } from './cells.ts'
import { Dictionary } from './dictionary.ts'
import type { DiscoverySettings, LogColumns } from './discovery-settings.ts'
import type { EventIntake } from './intake.ts'
import type { LogReader } from './log-reader.ts'
import { LogRefusal } from './log-refusal.ts'
import { Rejections } from './rejections.ts'
import { counterOf } from './xes-reader.ts'

/** Reads a table in which each row is an event. A row without case, activity or time is rejected. */
export class TableLogReader implements LogReader {
  readonly #settings: DiscoverySettings
  readonly #intake: EventIntake
  readonly #table: TableReader
  readonly #times: InstantReader
  readonly rejected = new Rejections()
  #columns: readonly string[] = []
  #places = { case: 0, activity: 0, actor: UNKNOWN, time: 0, lifecycle: UNKNOWN, outcome: UNKNOWN, counter: UNKNOWN }
  /** Places of the columns that are followed as attributes: all but case and time. */
  #attributes = new Int32Array(0)
  readonly #cases = new Dictionary()
  readonly #activities = new Dictionary()
  readonly #actors = new Dictionary()
  readonly #steps = new Dictionary()
  readonly #stepKinds: number[] = []
  readonly #ends = new Dictionary()
  readonly #endKinds: number[] = []

  constructor(settings: DiscoverySettings, intake: EventIntake) {
    this.#settings = settings
    this.#intake = intake
    this.#times = new InstantReader(settings.dateFormat, settings.zone)
    this.#table = new TableReader(
      {
        columns: (names) => this.#begin(names),
        row: (row) => this.#row(row),
        rejected: ({ line, why }) => this.rejected.add(line, why),
      },
      {
        ...(settings.delimiter === null ? {} : { delimiter: settings.delimiter }),
        ...(settings.encoding === null ? {} : { encoding: settings.encoding }),
      },
    )
  }

  get names() {
    const { encoding } = this.#table
    const stored = encoding === 'windows-1252' ? encoding : 'utf-8'
    return {
      case: (id: number) => this.#cases.text(id, stored).trim(),
      isCaseBefore: (id: number, other: number) => this.#cases.isBefore(id, other),
      activity: (id: number) => this.#activities.text(id, stored).trim(),
      actor: (id: number) => this.#actors.text(id, stored).trim(),
      attribute: (place: number) => this.#columns[this.#attributes[place] ?? 0] ?? '',
      attributes: this.#attributes.length,
    }
  }

  get found() {
    return { encoding: this.#table.encoding, delimiter: this.#table.delimiter, times: this.#times.counted, notes: [] }
  }

  push(chunk: Uint8Array): void {
    this.#table.push(chunk)
  }

  end(): void {
    this.#table.end()
  }

  #begin(names: readonly string[]): void {
    this.#columns = names
    const { columns } = this.#settings
    const optional = (key: keyof LogColumns): number => {
      const column = columns[key]
      return column === null ? UNKNOWN : placeOf(names, column, key)
    }
    this.#places = {
      case: placeOf(names, columns.case, 'case'),
      activity: placeOf(names, columns.activity, 'activity'),
      actor: optional('actor'),
      time: placeOf(names, columns.time, 'time'),
      lifecycle: optional('lifecycle'),
      outcome: optional('outcome'),
      counter: optional('counter'),
    }
    const { case: own, time } = this.#places
    this.#attributes = Int32Array.from([...names.keys()].filter((place) => place !== own && place !== time))
  }

  #row({ bytes, starts, ends, line }: TableRow): void {
    const places = this.#places
    const intake = this.#intake
    // A row has all columns.
    const caseStart = starts[places.case]!
    const caseEnd = ends[places.case]!
    const start = starts[places.time]!
    const end = ends[places.time]!
    const activityStart = starts[places.activity]!
    const activityEnd = ends[places.activity]!
    const time = this.#times.read(bytes, start, end)
    if (
      Number.isNaN(time) ||
      isEmptyCell(bytes, caseStart, caseEnd) ||
      isEmptyCell(bytes, activityStart, activityEnd)
    ) {
      const { columns } = this.#settings
      const cell = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 40)))
      this.rejected.add(
        line,
        isEmptyCell(bytes, caseStart, caseEnd)
          ? `it has no case ("${columns.case}")`
          : isEmptyCell(bytes, activityStart, activityEnd)
            ? `it has no activity ("${columns.activity}")`
            : isEmptyCell(bytes, start, end)
              ? `it has no time ("${columns.time}")`
              : `"${cell}" is no time`,
      )
      return
    }
    for (let at = 0; at < this.#attributes.length; at += 1) {
      const place = this.#attributes[at]!
      if (starts[place] === ends[place] || isEmptyCell(bytes, starts[place]!, ends[place]!)) continue
      intake.attribute(at, kindOfCell(bytes, starts[place]!, ends[place]!))
    }
    let actor = UNKNOWN
    if (places.actor !== UNKNOWN && !isEmptyCell(bytes, starts[places.actor]!, ends[places.actor]!))
      actor = this.#actors.idOf(bytes, starts[places.actor]!, ends[places.actor]!)
    if (places.lifecycle !== UNKNOWN && !isEmptyCell(bytes, starts[places.lifecycle]!, ends[places.lifecycle]!)) {
      const step = this.#steps.idOf(bytes, starts[places.lifecycle]!, ends[places.lifecycle]!)
      intake.lifecycle = this.#stepKinds[step] ??= lifecycleOf(this.#steps.text(step, 'utf-8'))
    }
    if (places.outcome !== UNKNOWN && !isEmptyCell(bytes, starts[places.outcome]!, ends[places.outcome]!)) {
      const word = this.#ends.idOf(bytes, starts[places.outcome]!, ends[places.outcome]!)
      intake.outcome = this.#endKinds[word] ??= this.#outcomeOf(this.#ends.text(word, 'utf-8'))
    }
    if (places.counter !== UNKNOWN) intake.counter = counterOf(bytes, starts[places.counter]!, ends[places.counter]!)
    intake.add(
      this.#cases.idOf(bytes, caseStart, caseEnd),
      this.#activities.idOf(bytes, activityStart, activityEnd),
      actor,
      time,
    )
  }

  #outcomeOf(word: string): number {
    const good = isGood(word, this.#settings.columns.good)
    return good === null ? UNKNOWN : Number(good)
  }
}

function placeOf(names: readonly string[], column: string, what: string): number {
  const place = names.indexOf(column)
  const known = names.slice(0, 40).map((name) => `"${name}"`)
  if (place === -1) throw new LogRefusal(`it has no column "${column}" for the ${what}; it has ${known.join(', ')}`)
  if (names.includes(column, place + 1)) throw new LogRefusal(`the column "${column}" for the ${what} is named twice`)
  return place
}
