import type { LogColumns, LogFormat } from './discovery-settings.ts'
import { EMPTY_WORDS, isGood } from './cells.ts'

/** What a log says, role by role. */
export type LogRole = Exclude<keyof LogColumns, 'good'>

/** A column of a table or a key of a XES log, with the cells of the first rows. */
export interface SampledColumn {
  readonly name: string
  /** One for each row of the sample; empty where the row has none. */
  readonly cells: readonly string[]
  /** Share of the filled cells that can be read as times. */
  readonly times: number
}

export interface ColumnProposal {
  readonly role: LogRole
  /** Null where no column will do. */
  readonly column: string | null
  readonly why: string
  /** Others that would do, the likeliest first. */
  readonly others: readonly string[]
  /** Whether the reasons are good enough to go on without asking. */
  readonly certain: boolean
}

/** Words by which columns are known, the best first; a name counts as its words, without regard to case and separators. */
const NAMES: { readonly [role in LogRole]: readonly RegExp[] } = {
  case: [
    /^case:concept:name$/,
    /^case(_?(id|nr|no|number|key))?$/,
    /^(ticket|incident|order|claim|request|application|invoice|issue|deal|trace|process|document|record)(_?(id|nr|no|number|key))$/,
    /^(number|key|unitkey|unit_key|id)$/,
    /(^|_)(case|ticket|incident|order|claim|trace|unit)(_|$)/,
    /_(id|nr|number|key)$/,
  ],
  activity: [
    /^concept:name$/,
    /^(activity|activity_?name|event_?name|task_?name|step_?name)$/,
    /^(activity|event|action|step|task|operation|transition)$/,
    /(^|_)(activity|action|task|step)(_|$)/,
    /(^|_)(event_?type|status|state|stage|phase)$/,
  ],
  actor: [
    /^org:resource$/,
    /^(resource|performer|performed_?by|executed_?by|actor|agent|employee|handler|operator)$/,
    /^(assignment_?group|assigned_?group|team|group|department|queue|workgroup|support_?group|owner_?group)$/,
    /^(org:group|organization_?involved|assigned_?to|assignee|user|user_?name|owner|responsible)$/,
    /(^|_)(resource|team|group|assignee|agent|owner|department|user)(_|$|:)/,
    /^org:role$/,
  ],
  time: [
    /^time:timestamp$/,
    /^(timestamp|time_?stamp|ts|event_?time|event_?timestamp|complete_?timestamp|end_?timestamp|completed_?at|occurred_?at)$/,
    /^(time|date|datetime|date_?time|at|end_?time|end|updated_?at|changed_?at|sys_updated_at)$/,
    /(^|_)(updated|changed|modified|completed|timestamp|time)(_|$)/,
    /(^|_)(date|start|created|opened|at)(_|$)/,
  ],
  lifecycle: [/^lifecycle:transition$/, /^(lifecycle|lifecycle_?transition|event_?lifecycle)$/],
  outcome: [
    /^(made_?sla|sla_?met|sla|in_?time|on_?time|within_?sla|target_?met|is_?on_?time)$/,
    /(^|_)sla(_|$)/,
    /^(outcome|success|successful|result)$/,
  ],
  counter: [
    /^(reassignment_?count|reassignments|handover_?count|handoff_?count|transfer_?count|hops)$/,
    /(reassign|handover|handoff|transfer).*(count|number|nr)/,
  ],
}

const EMPTY = new Set(['', ...EMPTY_WORDS])

/** Proposes which column says what, with the reason; what people said is not proposed against. */
export function proposeColumns(columns: readonly SampledColumn[], format: LogFormat): readonly ColumnProposal[] {
  const own = columnFor(
    'case',
    columns,
    (column, isWellNamed) => repetition(column.cells) ?? (isWellNamed ? BY_NAME : null),
  )
  const caseCells = columns.find(({ name }) => name === own.column)?.cells ?? []
  const taken = new Set([own.column])
  const rest = (): readonly SampledColumn[] => columns.filter(({ name }) => !taken.has(name))
  const time = onlyOne(
    columnFor('time', rest(), (column, isWellNamed) => {
      const isEmpty = column.cells.every((cell) => EMPTY.has(cell.trim()))
      if (isEmpty || column.times < 0.8) return isWellNamed && (isEmpty || column.times > 0.3) ? BY_NAME : null
      const changing = changesWithin(column.cells, caseCells)
      return changing < 0.05 && caseCells.length > 0 && !isWellNamed
        ? null
        : { weight: changing, why: 'its cells are times that move on within a case' }
    }),
  )
  taken.add(time.column)
  const activity = columnFor('activity', rest(), (column, isWellNamed) => {
    if (column.times > 0.5) return null
    const words = new Set(column.cells.filter((cell) => !EMPTY.has(cell.trim())))
    return words.size < 2 || words.size > Math.max(20, column.cells.length / 3)
      ? isWellNamed
        ? BY_NAME
        : null
      : {
          weight: 0.2 + 0.6 * changesWithin(column.cells, caseCells),
          why: `it has ${String(words.size)} different words, again and again`,
        }
  })
  taken.add(activity.column)
  const actor = columnFor('actor', rest(), (column, isWellNamed) => {
    if (column.times > 0.5) return null
    const words = new Set(column.cells.filter((cell) => !EMPTY.has(cell.trim())))
    return words.size < 2 || words.size > Math.max(20, column.cells.length / 2)
      ? isWellNamed
        ? BY_NAME
        : null
      : { weight: 0, why: `it has ${String(words.size)} different names, again and again` }
  })
  taken.add(actor.column)
  const lifecycle = columnFor('lifecycle', rest(), () => ({
    weight: 0,
    why: 'it says which step of an activity an event is',
  }))
  const outcome = columnFor('outcome', rest(), (column) => {
    const filled = column.cells.filter((cell) => !EMPTY.has(cell.trim()))
    const known = filled.filter((cell) => isGood(cell, null) !== null)
    return known.length > 0.9 * filled.length && filled.length > 0
      ? { weight: 0, why: 'its cells say yes or no' }
      : null
  })
  const counter = columnFor('counter', rest(), (column) => {
    const filled = column.cells.filter((cell) => !EMPTY.has(cell.trim()))
    return filled.length > 0 && filled.every((cell) => /^\d{1,6}$/.test(cell.trim()))
      ? { weight: 0, why: 'its cells are small whole numbers' }
      : null
  })
  const named = (proposal: ColumnProposal): ColumnProposal =>
    // By its name alone: what only looks so is no reason to count with it.
    proposal.certain
      ? proposal
      : { ...proposal, column: null, others: [proposal.column, ...proposal.others].filter((name) => name !== null) }
  if (format !== 'xes') return [own, activity, named(actor), time, named(lifecycle), named(outcome), named(counter)]
  const standard = (proposal: ColumnProposal, key: string): ColumnProposal =>
    proposal.column === null || columns.length === 0
      ? { ...proposal, column: key, certain: true, why: 'it is the key that XES has for it' }
      : proposal
  return [
    { ...own, column: 'concept:name', certain: true, why: 'a trace is a case', others: [] },
    standard(activity, 'concept:name'),
    named(actor),
    standard(time, 'time:timestamp'),
    named(lifecycle),
    named(outcome),
    named(counter),
  ]
}

type Fit = { readonly weight: number; readonly why: string } | null

/** So many of a role's first names are taken whatever stands in the column: a small log says little by its cells. */
const WELL_NAMED = 3
const BY_NAME: Fit = { weight: 0, why: 'no other fits better' }

/** The column that fits best: by its name first, then by what stands in it. */
function columnFor(
  role: LogRole,
  columns: readonly SampledColumn[],
  fitOf: (column: SampledColumn, isWellNamed: boolean) => Fit,
): ColumnProposal {
  const candidates = columns
    .flatMap((column, place) => {
      const rank = NAMES[role].findIndex((pattern) => pattern.test(plainName(column.name)))
      const fit = fitOf(column, rank !== -1 && rank < WELL_NAMED)
      if (fit === null) return []
      const byName = rank === -1 ? 0 : NAMES[role].length - rank
      // What is known by another role's name comes last of those that no name speaks for.
      const score = byName + fit.weight - Number(byName === 0 && isNamedFor(column.name, role))
      return [{ name: column.name, byName, score, why: fit.why, place }]
    })
    .sort((a, b) => b.score - a.score || a.place - b.place)
  const [best] = candidates.filter(
    ({ byName }) => byName > 0 || role === 'case' || role === 'activity' || role === 'time',
  )
  if (best === undefined)
    return {
      role,
      column: null,
      why: 'no column has such a name and such cells',
      others: candidates.slice(0, 5).map(({ name }) => name),
      certain: false,
    }
  return {
    role,
    column: best.name,
    why: best.byName > 0 ? `its name, and ${best.why}` : best.why,
    others: candidates
      // Where names say nothing, all that would do are for people to choose from.
      .filter(({ name, byName }) => name !== best.name && (byName > 0 || best.byName === 0))
      .slice(0, 5)
      .map(({ name }) => name),
    certain: best.byName > 0,
  }
}

function isNamedFor(name: string, role: LogRole): boolean {
  return Object.entries(NAMES).some(
    ([other, patterns]) => other !== role && patterns.some((pattern) => pattern.test(plainName(name))),
  )
}

/** What no other column could be needs no name to tell it by. */
function onlyOne(proposal: ColumnProposal): ColumnProposal {
  return proposal.column === null || proposal.certain || proposal.others.length > 0
    ? proposal
    : { ...proposal, certain: true, why: `${proposal.why}, as no other's do` }
}

function plainName(name: string): string {
  return (
    name
      .trim()
      .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .replaceAll(/[\s.-]+/g, '_')
      // XES that was made a table has what its keys belong to before them: `case concept:name`, `(event) org:resource`.
      .replace(/^\(?event\)?[_:](?=(concept|org|time|lifecycle):)/, '')
      .replace(/^\(?case\)?[_:]concept:name$/, 'case:concept:name')
  )
}

/** Cases come again, and there is more than one of them. */
function repetition(cells: readonly string[]): Fit {
  const filled = cells.filter((cell) => !EMPTY.has(cell.trim()))
  const different = new Set(filled).size
  if (different < 2 || filled.length < 0.9 * cells.length) return null
  const share = filled.length / different
  return share < 1.2
    ? null
    : {
        weight: share < 200 ? 0.4 : 0,
        why: `each of its values stands in ${(Math.round(10 * share) / 10).toString()} rows on average`,
      }
}

/** Share of the cases of several rows in which the column has several values. */
function changesWithin(cells: readonly string[], cases: readonly string[]): number {
  const values = new Map<string, { rows: number; different: Set<string> }>()
  for (const [row, cell] of cells.entries()) {
    const own = values.get(cases[row] ?? '') ?? { rows: 0, different: new Set<string>() }
    own.rows += 1
    own.different.add(cell)
    values.set(cases[row] ?? '', own)
  }
  const several = [...values.values()].filter(({ rows }) => rows > 1)
  return several.length === 0 ? 1 : several.filter(({ different }) => different.size > 1).length / several.length
}
