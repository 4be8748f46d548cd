import { DAY_MS } from '../time.ts'
import type { ListColumns, ListField } from './list-columns.ts'
import { type StageMap, stageOfSpelling } from './stage-map.ts'
import { PORTFOLIO_STAGES, type PortfolioStage } from './stages.ts'

/** One row of a list of initiatives. */
export interface ListedInitiative {
  readonly name: string
  readonly unit: string
  /** Which one of equal names of the unit it is, from 1. */
  readonly nth: number
  readonly stage: PortfolioStage
  readonly stageWritten: string
  readonly owner: string
  readonly risk: string
  /** As days: 2026-11-20; null where the list says none, or none that can be told. */
  readonly startedOn: string | null
  readonly dueOn: string | null
  /** Where it stands in the file. */
  readonly line: number
}

export interface ListOfInitiatives {
  readonly items: readonly ListedInitiative[]
  readonly rejected: readonly { readonly place: number; readonly why: string }[]
  /** Data rows of the file. */
  readonly rows: number
  /** Rows whose name and unit stood in the list before. */
  readonly repeated: number
  /** By spelling, as found. */
  readonly stages: ReadonlyMap<string, number>
  readonly mapped: { readonly [stage in PortfolioStage]: number }
  /** Days that are written so that nobody can tell which part is the month. */
  readonly daysUntold: number
}

/** Takes the rows of a list as they come. */
export interface ListReader {
  row(cells: readonly string[], line: number): void
  /** A row that the file's reader could not take. */
  reject(line: number, why: string): void
  end(): ListOfInitiatives
}

/** Nothing is dropped: each row is taken in, or rejected with its line and why. */
export function createListReader(places: ListColumns, map: StageMap): ListReader {
  const rejected: { place: number; why: string }[] = []
  const stages = new Map<string, number>()
  const mapped = Object.fromEntries(PORTFOLIO_STAGES.map((stage) => [stage, 0])) as Record<PortfolioStage, number>
  const known = new Map<string, number>()
  const items: (Omit<ListedInitiative, 'startedOn' | 'dueOn'> & { startedOn: string; dueOn: string })[] = []
  let repeated = 0

  return {
    row(cells, line) {
      const cell = (field: ListField) => textAt(cells, places.get(field))
      const name = cell('name')
      if (name === '') {
        rejected.push({
          place: line,
          why: cells.every((each) => each.trim() === '') ? 'all its cells are empty' : 'it has no name',
        })
        return
      }
      const stageWritten = cell('stage')
      const stage = stageOfSpelling(map, stageWritten)
      stages.set(stageWritten, (stages.get(stageWritten) ?? 0) + 1)
      mapped[stage] += 1
      const unit = cell('unit')
      const key = JSON.stringify([name, unit])
      const nth = (known.get(key) ?? 0) + 1
      known.set(key, nth)
      if (nth > 1) repeated += 1
      const [owner, risk, startedOn, dueOn] = [cell('owner'), cell('risk'), cell('startedOn'), cell('dueOn')]
      items.push({ name, unit, nth, stage, stageWritten, owner, risk, startedOn, dueOn, line })
    },
    reject: (place, why) => void rejected.push({ place, why }),
    end() {
      const written = items.flatMap(({ startedOn, dueOn }) => [startedOn, dueOn])
      const order = orderOf(written)
      return {
        items: items.map((item) => ({
          ...item,
          startedOn: dayIn(item.startedOn, order),
          dueOn: dayIn(item.dueOn, order),
        })),
        rejected: rejected.toSorted((a, b) => a.place - b.place),
        rows: items.length + rejected.length,
        repeated,
        stages,
        mapped,
        daysUntold: written.filter((text) => SLASHED.test(text) && dayIn(text, order) === null).length,
      }
    },
  }
}

function textAt(cells: readonly string[], place: number | undefined): string {
  return place === undefined ? '' : (cells[place] ?? '').trim()
}

const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s.*)?$/

/** Which part of `4/5/2026` is the month shows in the days of the list that leave no choice; null where none does, or they differ. */
function orderOf(written: readonly string[]): 'month-first' | 'day-first' | null {
  let [monthFirst, dayFirst] = [false, false]
  for (const text of written) {
    const [, first, second] = SLASHED.exec(text) ?? []
    if (Number(first) > 12) dayFirst = true
    if (Number(second) > 12) monthFirst = true
  }
  return monthFirst === dayFirst ? null : monthFirst ? 'month-first' : 'day-first'
}

/** Days as 2026-11-20, 11/20/2026, 20.11.2026, or as a sheet counts them from 30 Dec 1899; else null. */
function dayIn(text: string, order: ReturnType<typeof orderOf>): string | null {
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text)?.[1]
  if (iso !== undefined) return isDay(iso)
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  if (dotted !== null) return dayOfParts(dotted[3], dotted[2], dotted[1])
  const slashed = SLASHED.exec(text)
  if (slashed !== null) {
    const [, first = '', second = '', year] = slashed
    if (Number(first) > 12 || order === 'day-first') return dayOfParts(year, second, first)
    return Number(second) > 12 || order === 'month-first' || first === second ? dayOfParts(year, first, second) : null
  }
  const serial = /^\d{5}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text)) : 0
  return serial < FIRST_SERIAL || serial > LAST_SERIAL
    ? null
    : new Date(Date.UTC(1899, 11, 30) + serial * DAY_MS).toISOString().slice(0, 10)
}

/** 1954 to 2099: other numbers of five digits are no days. */
const FIRST_SERIAL = 20_000
const LAST_SERIAL = 73_050

function dayOfParts(year = '', month = '', day = ''): string | null {
  return isDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

function isDay(text: string): string | null {
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : text
}
