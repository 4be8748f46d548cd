import { textOf } from '../tables/encodings.ts'
import { LogRefusal } from './log-refusal.ts'
import type { OcelEvent, OcelLog } from './ocel-log.ts'

/** Reads OCEL in JSON, 2.0 or 1.0. It is held whole: JSON lets events stand before the objects that they touch. */
export function readOcelJson(bytes: Uint8Array): OcelLog {
  const text = textOf(bytes, 0, bytes.length, 'utf-8').replace(/^\uFEFF/, '')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const at = /position (\d+)/.exec(message)?.[1]
    const byte = at === undefined ? text.length : Number(at)
    throw new LogRefusal('it is no JSON, or cut off', { line: text.slice(0, byte).split('\n').length, byte })
  }
  if (!isObject(value)) throw new LogRefusal('it is JSON, but no object with "events" and "objects" as OCEL has it')
  if (member(value, 'ocel:events') !== undefined) return firstVersion(value)
  const [events, objects] = [member(value, 'events'), member(value, 'objects')]
  if (!Array.isArray(events) || !Array.isArray(objects))
    throw new LogRefusal('it is JSON, but has no lists "events" and "objects" as OCEL 2.0 has them')
  return {
    events: events.map((event: unknown): OcelEvent => ({
      id: textMember(event, 'id'),
      type: textMember(event, 'type'),
      time: textMember(event, 'time'),
      attributes: attributesOf(listMember(event, 'attributes')),
      objects: listMember(event, 'relationships').map((relation) => textMember(relation, 'objectId')),
    })),
    objects: new Map(objects.map((object: unknown) => [textMember(object, 'id'), textMember(object, 'type')])),
  }
}

/** OCEL 1.0: maps by id. */
function firstVersion(value: object): OcelLog {
  const [events, objects] = [member(value, 'ocel:events'), member(value, 'ocel:objects')]
  if (!isObject(events) || !isObject(objects))
    throw new LogRefusal('it has no maps "ocel:events" and "ocel:objects" as OCEL 1.0 has them')
  return {
    events: Object.entries(events).map(([id, event]: [string, unknown]): OcelEvent => {
      const values = isObject(event) ? member(event, 'ocel:vmap') : undefined
      return {
        id,
        type: textMember(event, 'ocel:activity'),
        time: textMember(event, 'ocel:timestamp'),
        attributes: new Map(isObject(values) ? Object.entries(values).map(([name, cell]) => [name, plain(cell)]) : []),
        objects: listMember(event, 'ocel:omap').map(plain),
      }
    }),
    objects: new Map(
      Object.entries(objects).map(([id, object]: [string, unknown]) => [id, textMember(object, 'ocel:type')]),
    ),
  }
}

function attributesOf(list: readonly unknown[]): ReadonlyMap<string, string> {
  return new Map(list.map((entry) => [textMember(entry, 'name'), textMember(entry, 'value')]))
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Own members alone: a file may name `__proto__`. */
function member(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as { readonly [name: string]: unknown })[name] : undefined
}

function textMember(value: unknown, name: string): string {
  return isObject(value) ? plain(member(value, name)) : ''
}

function listMember(value: unknown, name: string): readonly unknown[] {
  const list = isObject(value) ? member(value, name) : undefined
  return Array.isArray(list) ? list : []
}

function plain(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
}
