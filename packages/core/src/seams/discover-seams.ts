import { TableRefusal } from '../tables/table-refusal.ts'
import { BusinessHours } from './business-hours.ts'
import type { DiscoverySettings } from './discovery-settings.ts'
import { CaseFold } from './fold-cases.ts'
import { EventIntake } from './intake.ts'
import type { LogReader } from './log-reader.ts'
import { LogRefusal } from './log-refusal.ts'
import type { OcelLog } from './ocel-log.ts'
import { OcelReader } from './ocel-reader.ts'
import { type Declared, seamReport, type SeamReport } from './seam-report.ts'
import { TableLogReader } from './table-log-reader.ts'
import { XesReader } from './xes-reader.ts'

/**
 * Finds the seams in a log that comes in chunks of bytes, already unpacked. Throws a {@link LogRefusal} where the log can't be
 * read on, and `CasesMixed` where it is to be read again with `arrangement: 'mixed'`.
 */
export class SeamDiscovery {
  readonly #settings: DiscoverySettings
  readonly #fold: CaseFold
  readonly #intake: EventIntake
  readonly #reader: LogReader

  constructor(settings: DiscoverySettings) {
    this.#settings = settings
    const { columns, calendar } = settings
    this.#fold = new CaseFold(
      {
        hasActor: columns.actor !== null,
        hasOutcome: columns.outcome !== null,
        hasCounter: columns.counter !== null,
        hours: calendar === null ? null : new BusinessHours(calendar),
        exactHandovers: settings.exactHandovers,
      },
      (id, other) => this.#reader.names.isCaseBefore(id, other),
    )
    this.#intake = new EventIntake(this.#fold, settings.arrangement)
    this.#reader = readerOf(settings, this.#intake)
  }

  /** Events taken so far. */
  get events(): number {
    return this.#intake.count
  }

  push(chunk: Uint8Array): void {
    this.#guarded(() => this.#reader.push(chunk))
  }

  /** Takes an object-centric log that was read elsewhere, as from a database. */
  take(log: OcelLog): void {
    if (this.#reader instanceof OcelReader) this.#reader.take(log)
  }

  /** Says that no more bytes come, and what was found. */
  end(declared: Declared): SeamReport {
    this.#guarded(() => {
      this.#reader.end()
      this.#intake.end()
    })
    return seamReport(this.#fold, this.#reader, this.#settings, declared)
  }

  #guarded(act: () => void): void {
    try {
      act()
    } catch (error) {
      if (error instanceof TableRefusal) throw new LogRefusal(error.why, { line: error.line, byte: error.byte })
      throw error
    }
  }
}

function readerOf(settings: DiscoverySettings, intake: EventIntake): LogReader {
  switch (settings.format) {
    case 'csv':
      return new TableLogReader(settings, intake)
    case 'xes':
      return new XesReader(settings, intake)
    default:
      return new OcelReader(settings, intake)
  }
}
