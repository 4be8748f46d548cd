/** Reads members of somebody else's JSON: null for what is not as it should be. */

export type JsonRecord = Readonly<Record<string, unknown>>

export function isJsonRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textIn(record: JsonRecord, name: string): string | null {
  const value = Object.hasOwn(record, name) ? record[name] : undefined
  return typeof value === 'string' && value !== '' ? value : null
}

/** A whole number that is not negative. */
export function countIn(record: JsonRecord, name: string): number | null {
  const value = Object.hasOwn(record, name) ? record[name] : undefined
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}

/** Milliseconds since 1970 of a time as text, also of Unix time; without a zone it is taken as UTC. */
export function instantOf(text: string | null): number | null {
  if (text === null) return null
  const unix = /^(\d{10})(?:\.\d+)?$|^(\d{13})$/.exec(text.trim())
  if (unix !== null) return unix[2] === undefined ? Math.floor(Number(text) * 1000) : Number(unix[2])
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,](\d+))?)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(
    text.trim(),
  )
  if (match === null) return null
  const [, day, time = '00:00:00', fraction = '', zone = 'Z'] = match
  const seconds = time.length === 5 ? `${time}:00` : time
  const at = Date.parse(`${day}T${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}${zone.toUpperCase()}`)
  return Number.isNaN(at) ? null : at
}
