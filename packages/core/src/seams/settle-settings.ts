import type { DateFormat } from '../tables/date-formats.ts'
import type { TableEncoding } from '../tables/encodings.ts'
import type { BusinessCalendar } from './business-hours.ts'
import type { DiscoverySettings, LogColumns } from './discovery-settings.ts'
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

/** Quantiles are exact up to here: 50 MB of memory. */
export const EXACT_HANDOVERS = 2_000_000

const NEEDED: readonly LogRole[] = ['case', 'activity', 'time']

/**
 * Puts together what people said and what the log proposes; asks where neither is sure. In an object-centric log the type of
 * object can be said as its case too.
 */
export function settleSettings(survey: LogSurveyResult, said: SaidOfLog): Settled | Open {
  const isObjectCentric = survey.format !== 'csv' && survey.format !== 'xes'
  const questions: Open['questions'][number][] = []
  const assumed: string[] = []
  const chosen = new Map<LogRole, string | null>()
  for (const proposal of survey.proposals) {
    const own = said.columns[proposal.role] ?? (proposal.role === 'case' ? said.objectType : undefined)
    if (own !== undefined) chosen.set(proposal.role, own)
    else if (NEEDED.includes(proposal.role) && (proposal.column === null || !proposal.certain))
      questions.push({
        about: isObjectCentric ? 'object-type' : proposal.role,
        why: proposal.column === null ? proposal.why : `"${proposal.column}" may be it: ${proposal.why}`,
        choices: [proposal.column, ...proposal.others].filter((name) => name !== null),
      })
    else {
      chosen.set(proposal.role, proposal.column)
      if (proposal.column === null) {
        if (isObjectCentric && proposal.role === 'actor') assumed.push(noActor(proposal))
      } else if (!isObjectCentric || proposal.role === 'case' || proposal.role === 'actor')
        assumed.push(assumption(proposal, isObjectCentric))
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
    outcome: chosen.get('outcome') ?? said.columns.outcome ?? null,
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
      objectType: isObjectCentric ? columns.case : null,
      arrangement: isByCase && !isObjectCentric ? 'by-case' : 'mixed',
      exactHandovers: EXACT_HANDOVERS,
    },
  }
}

function noActor({ others }: ColumnProposal): string {
  const candidates = others.map((name) => `"${name}"`).join(', ')
  return `no actor: none of ${candidates} says by its name who did it; several can be given, divided by commas`
}

function assumption({ role, column, why, others }: ColumnProposal, isObjectCentric: boolean): string {
  const instead = others.length === 0 ? '' : `; ${others.map((name) => `"${name}"`).join(', ')} would do too`
  return `"${column ?? ''}" as ${isObjectCentric && role === 'case' ? 'object type' : role}: ${why}${instead}`
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
