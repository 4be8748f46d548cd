import type { DateFormat } from '../tables/date-formats.ts'
import type { TableEncoding } from '../tables/encodings.ts'
import type { BusinessCalendar } from './business-hours.ts'
import type { DiscoverySettings, LogColumns, LogFormat } from './discovery-settings.ts'
import type { OcelSurvey } from './ocel-log.ts'
import type { ColumnProposal, LogRole } from './propose-columns.ts'
import type { LogSurveyResult } from './survey-log.ts'

/** What people said of a log; the rest is proposed. */
export interface SaidOfLog {
  readonly columns: { readonly [role in LogRole]?: string }
  readonly good?: string
  readonly dateFormat?: DateFormat
  readonly delimiter?: string
  readonly encoding?: TableEncoding
  readonly zone?: string
  readonly calendar?: BusinessCalendar
  readonly objectType?: string
}

export interface Settled {
  readonly kind: 'settled'
  readonly settings: DiscoverySettings
  /** What was not said, with its reason. */
  readonly assumed: readonly string[]
}

/** What has to be said before the log can be read. */
export interface Open {
  readonly kind: 'open'
  readonly questions: readonly {
    readonly about: LogRole | 'date-format' | 'object-type'
    readonly why: string
    readonly choices: readonly string[]
  }[]
}

/** The same for an object-centric log, whose activities and times have their own places. */
export function settleOcel(survey: OcelSurvey, format: LogFormat, said: SaidOfLog): Settled | Open {
  const [only, second] = survey.objectTypes
  const objectType = said.objectType ?? (second === undefined ? only?.type : undefined)
  if (objectType === undefined)
    return {
      kind: 'open',
      questions: [
        {
          about: 'object-type',
          why: 'the life of an object of one type is a case, and it has several types',
          choices: survey.objectTypes.map(({ type }) => type),
        },
      ],
    }
  const actor = said.columns.actor ?? survey.actor
  const candidates = survey.attributes.slice(0, 12).map(({ name }) => `"${name}"`)
  const assumed =
    said.columns.actor !== undefined
      ? []
      : actor === null
        ? [
            `no actor: none of ${candidates.join(', ')} says by its name who did it; several can be given, divided by commas`,
          ]
        : [`"${actor}" as actor: its name`]
  return {
    kind: 'settled',
    assumed:
      said.objectType === undefined ? [`"${objectType}" as object type: there is no other`, ...assumed] : assumed,
    settings: {
      format,
      columns: {
        case: objectType,
        activity: 'type',
        actor,
        time: 'time',
        lifecycle: null,
        outcome: said.columns.outcome ?? null,
        good: said.good ?? null,
        counter: null,
      },
      delimiter: null,
      encoding: null,
      dateFormat: 'text',
      zone: said.zone ?? said.calendar?.zone ?? null,
      calendar: said.calendar ?? null,
      objectType,
      arrangement: 'mixed',
      exactHandovers: EXACT_HANDOVERS,
    },
  }
}

/** Quantiles are exact up to here: 50 MB of memory. */
export const EXACT_HANDOVERS = 2_000_000

const NEEDED: readonly LogRole[] = ['case', 'activity', 'time']

/** Puts together what people said and what the log proposes; asks where neither is sure. */
export function settleSettings(survey: LogSurveyResult, said: SaidOfLog): Settled | Open {
  const questions: Open['questions'][number][] = []
  const assumed: string[] = []
  const chosen = new Map<LogRole, string | null>()
  for (const proposal of survey.proposals) {
    const own = said.columns[proposal.role]
    if (own !== undefined) chosen.set(proposal.role, own)
    else if (NEEDED.includes(proposal.role) && (proposal.column === null || !proposal.certain))
      questions.push({
        about: proposal.role,
        why: proposal.column === null ? proposal.why : `"${proposal.column}" may be it: ${proposal.why}`,
        choices: [proposal.column, ...proposal.others].filter((name) => name !== null),
      })
    else {
      chosen.set(proposal.role, proposal.column)
      if (proposal.column !== null) assumed.push(assumption(proposal))
    }
  }
  const time = chosen.get('time')
  let dateFormat: DateFormat = said.dateFormat ?? 'text'
  if (said.dateFormat === undefined && survey.format === 'csv' && time !== undefined && time !== null) {
    const decision = survey.dates.get(time)
    if (decision?.kind === 'decided') {
      dateFormat = decision.format
      if (decision.format !== 'text') assumed.push(`dates as ${decision.format}: ${decision.why}`)
    } else if (decision?.kind === 'ambiguous')
      questions.push({ about: 'date-format', why: `in "${time}" ${decision.why}`, choices: ['d/m/Y', 'm/d/Y'] })
  }
  if (questions.length > 0) return { kind: 'open', questions }
  const columns: LogColumns = {
    case: chosen.get('case') ?? '',
    activity: chosen.get('activity') ?? '',
    actor: chosen.get('actor') ?? null,
    time: time ?? '',
    lifecycle: chosen.get('lifecycle') ?? null,
    outcome: chosen.get('outcome') ?? null,
    good: said.good ?? null,
    counter: chosen.get('counter') ?? null,
  }
  const place = survey.columns.indexOf(columns.case)
  const isByCase =
    survey.format === 'xes' || (place !== -1 && standTogether(survey.preview.map((row) => row[place] ?? '')))
  return {
    kind: 'settled',
    assumed,
    settings: {
      format: survey.format,
      columns,
      delimiter: said.delimiter ?? null,
      encoding: said.encoding ?? null,
      dateFormat,
      zone: said.zone ?? said.calendar?.zone ?? null,
      calendar: said.calendar ?? null,
      objectType: said.objectType ?? null,
      arrangement: isByCase ? 'by-case' : 'mixed',
      exactHandovers: EXACT_HANDOVERS,
    },
  }
}

function assumption({ role, column, why, others }: ColumnProposal): string {
  const instead = others.length === 0 ? '' : `; ${others.map((name) => `"${name}"`).join(', ')} would do too`
  return `"${column ?? ''}" as ${role}: ${why}${instead}`
}

/** Whether no value comes again after another one. */
function standTogether(cells: readonly string[]): boolean {
  const seen = new Set<string>()
  for (const [row, cell] of cells.entries()) {
    if (cell === cells[row - 1]) continue
    if (seen.has(cell)) return false
    seen.add(cell)
  }
  return true
}
