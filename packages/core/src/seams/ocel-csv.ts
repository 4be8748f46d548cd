import { readTable } from '../tables/read-table.ts'
import { LogRefusal } from './log-refusal.ts'
import type { OcelEvent, OcelLog } from './ocel-log.ts'

/**
 * The two ways in which object-centric logs are written as tables: pm4py's (`ocel:eid`, `ocel:activity`, `ocel:timestamp`, a
 * list of objects in each `ocel:type:…`), and OCEL 2.0 as CSV (`id`, `activity`, `timestamp`, objects divided by `/` in each
 * `ot:…`, attributes in `ea:…`).
 */
const FORMS = [
  { id: 'ocel:eid', activity: 'ocel:activity', time: 'ocel:timestamp', type: 'ocel:type:', attribute: '' },
  { id: 'id', activity: 'activity', time: 'timestamp', type: 'ot:', attribute: 'ea:' },
] as const

/** Whether the first line of a table names the columns of an object-centric log. */
export function isOcelHeader(line: string): boolean {
  const names = line.split(/[,;\t|]/).map((name) => name.trim().replaceAll('"', ''))
  return FORMS.some(({ activity, type }) => names.includes(activity) && names.some((name) => name.startsWith(type)))
}

/** Reads an object-centric log that is written as a table. Rows that tell of objects alone are no events. */
export function readOcelCsv(bytes: Uint8Array): OcelLog {
  const table = readTable(bytes)
  if (table.kind === 'refused') throw new LogRefusal(table.why)
  const { columns } = table
  const form = FORMS.find(
    ({ activity, type }) => columns.includes(activity) && columns.some((name) => name.startsWith(type)),
  )
  if (form === undefined || !columns.includes(form.time))
    throw new LogRefusal(
      'it names no columns "ocel:activity", "ocel:timestamp" and "ocel:type:…", nor "activity", "timestamp" and "ot:…", as object-centric tables have them',
    )
  const [id, activity, time] = [columns.indexOf(form.id), columns.indexOf(form.activity), columns.indexOf(form.time)]
  const types = columns.flatMap((name, place) =>
    name.startsWith(form.type) ? [{ type: name.slice(form.type.length), place }] : [],
  )
  const own = new Set([id, activity, time, ...types.map(({ place }) => place)])
  const attributes = columns.flatMap((name, place) =>
    own.has(place) ? [] : [{ name: name.startsWith(form.attribute) ? name.slice(form.attribute.length) : name, place }],
  )
  const events: OcelEvent[] = []
  const objects = new Map<string, string>()
  for (const { line, cells } of table.rows) {
    const touched = types.flatMap(({ type, place }) => {
      const ids = objectsOf(cells[place] ?? '')
      for (const object of ids) objects.set(object, type)
      return ids
    })
    const name = cells[activity] ?? ''
    // Relations between objects, and changes of their attributes.
    if (form.type === 'ot:' && (name === 'o2o' || (name === '' && (cells[id] ?? '') === ''))) continue
    events.push({
      line,
      id: cells[id] ?? `line ${String(line)}`,
      type: name,
      time: cells[time] ?? '',
      attributes: new Map(attributes.map((each) => [each.name, cells[each.place] ?? ''])),
      objects: touched,
    })
  }
  return { events, objects, rejected: table.rejected }
}

/** `['o1', 'o2']`, or `o1#qualifier{"attribute": 1}/o2`. */
function objectsOf(cell: string): string[] {
  const list = /^\s*[[({](.*)[\])}]\s*$/s.exec(cell)?.[1]
  if (list !== undefined) {
    const items = list.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,'"\s][^,]*)/gs)
    return Array.from(
      items,
      ([, single, double, bare]) => (single ?? double)?.replaceAll(/\\(.)/gs, '$1') ?? (bare ?? '').trim(),
    ).filter((object) => object !== '')
  }
  const objects: string[] = []
  for (let at = 0; at < cell.length;) {
    const end = endOfReference(cell, at)
    const object = /^[^#{]*/.exec(cell.slice(at, end))?.[0].trim() ?? ''
    if (object !== '') objects.push(object)
    at = end + 1
  }
  return objects
}

/** The `/` behind a reference; one within the attributes that it carries as JSON divides nothing. */
function endOfReference(cell: string, from: number): number {
  let depth = 0
  let isQuoted = false
  for (let at = from; at < cell.length; at += 1) {
    const character = cell[at]
    if (isQuoted) {
      if (character === '\\') at += 1
      else if (character === '"') isQuoted = false
    } else if (depth > 0 && character === '"') isQuoted = true
    else if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    else if (character === '/' && depth <= 0) return at
  }
  return cell.length
}
