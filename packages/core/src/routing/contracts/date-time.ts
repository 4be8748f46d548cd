/**
 * RFC 3339 `full-date`, `date-time` and `time`, as JSON Schema's formats of those names want them: a written offset, days
 * that exist, and a leap second only at 23:59:60 UTC. Read by hand, because nearly every unit carries such a field and
 * an expression takes several times as long.
 */
export function isDate(text: string): boolean {
  return text.length === 10 && isDateAt(text)
}

export function isDateTime(text: string): boolean {
  // A lower-case "t" is allowed.
  return text.length > 10 && (text.charCodeAt(10) | 0x20) === T && isDateAt(text) && isTimeAt(text, 11)
}

export function isTime(text: string): boolean {
  return isTimeAt(text, 0)
}

const T = 0x74
const Z = 0x7a
const ZERO = 0x30
const HYPHEN = 0x2d
const PLUS = 0x2b
const COLON = 0x3a
const POINT = 0x2e
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isDateAt(text: string): boolean {
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false
  const century = twoDigits(text, 0)
  const year = twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  if (century < 0 || year < 0 || month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] ?? 0)) return false
  return month !== 2 || day !== 29 || (year % 4 === 0 && (year !== 0 || century % 4 === 0))
}

function isTimeAt(text: string, start: number): boolean {
  if (text.charCodeAt(start + 2) !== COLON || text.charCodeAt(start + 5) !== COLON) return false
  const hour = twoDigits(text, start)
  const minute = twoDigits(text, start + 3)
  const second = twoDigits(text, start + 6)
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false
  let at = start + 8
  if (text.charCodeAt(at) === POINT) {
    const fraction = ++at
    while (isDigit(text.charCodeAt(at))) at++
    if (at === fraction) return false
  }
  const offset = offsetAt(text, at)
  if (offset === null) return false
  return second < 60 || (hour * 60 + minute - offset + 2 * 1440) % 1440 === 1439
}

/** Minutes east of UTC, where the text ends with an offset that begins here. */
function offsetAt(text: string, at: number): number | null {
  const sign = text.charCodeAt(at)
  if ((sign | 0x20) === Z) return text.length === at + 1 ? 0 : null
  if ((sign !== PLUS && sign !== HYPHEN) || text.length !== at + 6 || text.charCodeAt(at + 3) !== COLON) return null
  const hours = twoDigits(text, at + 1)
  const minutes = twoDigits(text, at + 4)
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return null
  return (sign === PLUS ? 1 : -1) * (hours * 60 + minutes)
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at)
  const ones = text.charCodeAt(at + 1)
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + (ones - ZERO) : -1
}

/** False for the NaN beyond the end of a text. */
function isDigit(code: number): boolean {
  return code >= ZERO && code <= 0x39
}
