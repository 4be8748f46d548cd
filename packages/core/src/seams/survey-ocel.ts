import type { LogFormat } from './discovery-settings.ts'
import type { OcelLog } from './ocel-log.ts'
import type { ColumnProposal } from './propose-columns.ts'
import type { LogSurveyResult, ObjectTypeFound } from './survey-log.ts'

const ACTOR =
  /(^|[^a-z])(org:resource|resource|employee|user|person|people|agent|team|group|staff|worker|clerk|performer|executor)s?([^a-z]|$)/i
const PREVIEW_ROWS = 20

/**
 * What there is to choose from in an object-centric log. Its columns are those of its events: `type`, `time`, their
 * attributes, and one for each type of object. A type of object is what a case can be; an attribute or a type of object is
 * what an actor can be.
 */
export function surveyOcel(log: OcelLog, format: LogFormat): LogSurveyResult {
  const objectTypes = objectTypesOf(log)
  const counts = new Map<string, number>()
  for (const { attributes } of log.events)
    for (const [name, value] of attributes) if (value !== '') counts.set(name, (counts.get(name) ?? 0) + 1)
  const attributes = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name)
  const types = objectTypes.map(({ type }) => type)
  const actors = [...attributes, ...types].filter((name) => ACTOR.test(name))
  return {
    format,
    encoding: 'utf-8',
    delimiter: null,
    columns: ['type', 'time', ...attributes, ...types],
    objectTypes,
    proposals: [
      caseProposal(types),
      standard('activity', 'type', 'the type of an event says what was done'),
      {
        role: 'actor',
        column: actors[0] ?? null,
        why: actors[0] === undefined ? 'no name says who did it' : 'its name',
        others: actors[0] === undefined ? [...attributes, ...types].slice(0, 12) : actors.slice(1, 6),
        certain: actors[0] !== undefined,
      },
      standard('time', 'time', 'each event has one'),
    ],
    dates: new Map(),
    preview: log.events
      .slice(0, PREVIEW_ROWS)
      .map((event) => [
        event.type,
        event.time,
        ...attributes.map((name) => event.attributes.get(name) ?? ''),
        ...types.map((type) => event.objects.filter((id) => log.objects.get(id) === type).join(', ')),
      ]),
  }
}

/** Those of most events first. */
function objectTypesOf({ events, objects }: OcelLog): readonly ObjectTypeFound[] {
  const types = new Map<string, { objects: number; events: number }>()
  for (const type of objects.values()) {
    const tally = types.get(type) ?? { objects: 0, events: 0 }
    types.set(type, tally)
    tally.objects += 1
  }
  for (const event of events) {
    for (const type of new Set(event.objects.map((id) => objects.get(id)))) {
      const tally = type === undefined ? undefined : types.get(type)
      if (tally !== undefined) tally.events += 1
    }
  }
  return [...types].map(([type, tally]) => ({ type, ...tally })).sort((a, b) => b.events - a.events)
}

function caseProposal(types: readonly string[]): ColumnProposal {
  const [only, second] = types
  return second === undefined && only !== undefined
    ? { role: 'case', column: only, why: 'there is no other type of object', others: [], certain: true }
    : {
        role: 'case',
        column: null,
        why: 'the life of an object of one type is a case, and it has several types',
        others: types,
        certain: false,
      }
}

function standard(role: 'activity' | 'time', column: string, why: string): ColumnProposal {
  return { role, column, why, others: [], certain: true }
}
