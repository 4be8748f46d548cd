import type { BusinessCalendar } from './business-hours.ts'
import type { DateFormat } from '../tables/date-formats.ts'
import type { TableEncoding } from '../tables/encodings.ts'
import type { Arrangement } from './intake.ts'

/** Object-centric logs as bytes that can be read in chunks. */
export type OcelFormat = 'ocel-json' | 'ocel-xml' | 'ocel-csv'

export type LogFormat = 'csv' | 'xes' | OcelFormat | 'ocel-sqlite'

export function isOcelFormat(format: LogFormat): format is OcelFormat {
  return format === 'ocel-json' || format === 'ocel-xml' || format === 'ocel-csv'
}

/** Which column of a table, key of a XES log or attribute of an object-centric one says what. */
export interface LogColumns {
  readonly case: string
  readonly activity: string
  /** A key of a XES trace is written `case:KEY`. */
  readonly actor: string | null
  readonly time: string
  readonly lifecycle: string | null
  /** Whether the case turned out well: its last value counts. */
  readonly outcome: string | null
  /** Value of the outcome that is good, where the usual words (`true`, `yes`, `met`) don't say. */
  readonly good: string | null
  /** The system's own count of handovers. */
  readonly counter: string | null
}

export interface DiscoverySettings {
  readonly format: LogFormat
  readonly columns: LogColumns
  readonly delimiter: string | null
  readonly encoding: TableEncoding | null
  readonly dateFormat: DateFormat
  /** Zone of times without an offset (IANA name); null for UTC. */
  readonly zone: string | null
  readonly calendar: BusinessCalendar | null
  /** The type of object whose life is a case. */
  readonly objectType: string | null
  readonly arrangement: Arrangement
  /** Up to how many handovers quantiles are exact; beyond, they are within 1 %. */
  readonly exactHandovers: number
}
