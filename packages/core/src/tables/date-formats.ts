import { instantOf } from '../drills/calendar-day.ts'
import { DAY_MS } from '../time.ts'
import { iso, scanIso } from './iso-instant.ts'

/**
 * How a column writes its times. `text` is any form that can be read in one way alone: the year first (ISO 8601 and its
 * relatives), or the month by its name. The others are numbers since 1970 or leave open by themselves what is day and what
 * is month.
 */
export type DateFormat = 'text' | 'd/m/Y' | 'm/d/Y' | 'epoch-s' | 'epoch-ms' | 'epoch-us' | 'epoch-ns'

const EPOCH_MS: { readonly [format: string]: number } = {
  'epoch-s': 1000,
  'epoch-ms': 1,
  'epoch-us': 1e-3,
  'epoch-ns': 1e-6,
}

/**
 * The format that a person names: one of ours, `iso`, or a pattern like `%d/%m/%Y %H:%M` or `dd.MM.yyyy`, of which the order
 * of day, month and year counts; null where it is none.
 */
export function dateFormatOf(name: string): DateFormat | null {
  const plain = name.trim()
  if (/^(iso|text|iso[ -]?8601)$/i.test(plain)) return 'text'
  if (Object.hasOwn(EPOCH_MS, plain.toLowerCase())) return plain.toLowerCase() as DateFormat // one of the keys
  const day = plain.search(/d/i)
  const year = plain.search(/y/i)
  // In `HH:mm` and `%H:%M` the second one is minutes.
  const month = plain.replace(/H[H:.%]*m+/gi, '').search(/m|b/i)
  if (day === -1 || year === -1 || month === -1) return null
  if (year < day && year < month) return month < day ? 'text' : null
  if (/%b|MMM|mon/i.test(plain)) return 'text'
  return day < month ? 'd/m/Y' : 'm/d/Y'
}

export type DateDecision =
  | { readonly kind: 'decided'; readonly format: DateFormat; readonly why: string }
  /** Both readings fit, or each is contradicted: nobody but a person can say. */
  | { readonly kind: 'ambiguous'; readonly why: string; readonly example: string }
  | { readonly kind: 'none'; readonly why: string; readonly example: string | null }

/** Collects what the cells of a column say about their own format, until one of them decides. */
export class DateEvidence {
  #read = 0
  #unread = 0
  #text = 0
  #open = 0
  #same = 0
  #dots = 0
  readonly #epochs = new Map<DateFormat, number>()
  #dayFirst: string | null = null
  #monthFirst: string | null = null
  #example: string | null = null
  #unreadable: string | null = null

  /** Takes a cell that isn't empty. */
  add(bytes: Uint8Array, start: number, end: number): void {
    const parsed = scan(bytes, start, end)
    if (parsed === null) {
      this.#unread += 1
      this.#unreadable ??= ascii(bytes, start, end)
      return
    }
    this.#read += 1
    if (parsed.kind === 'number') {
      const format = epochOf(parsed.value)
      if (format === null) {
        this.#read -= 1
        this.#unread += 1
        this.#unreadable ??= ascii(bytes, start, end)
      } else this.#epochs.set(format, (this.#epochs.get(format) ?? 0) + 1)
    } else if (parsed.kind === 'text') this.#text += 1
    else {
      if (parsed.separator === DOT) this.#dots += 1
      const [first, second] = [parsed.first, parsed.second]
      if (first > 12 && second <= 12) this.#dayFirst ??= ascii(bytes, start, end)
      else if (second > 12 && first <= 12) this.#monthFirst ??= ascii(bytes, start, end)
      else if (first === second) this.#same += 1
      else {
        this.#open += 1
        this.#example ??= ascii(bytes, start, end)
      }
    }
  }

  /** Share of the cells that can be read as a time in some way. */
  get share(): number {
    return this.#read === 0 ? 0 : this.#read / (this.#read + this.#unread)
  }

  /** Whether more cells could still change what is decided. */
  get isOpen(): boolean {
    return this.#dayFirst === null && this.#monthFirst === null && this.#dots === 0 && this.#open > 0
  }

  decide(): DateDecision {
    if (this.#read === 0)
      return {
        kind: 'none',
        why: this.#unreadable === null ? 'all its cells are empty' : `"${this.#unreadable}" is no time`,
        example: this.#unreadable,
      }
    const [epoch] = [...this.#epochs].sort((a, b) => b[1] - a[1])
    if (epoch !== undefined && epoch[1] > this.#read / 2)
      return {
        kind: 'decided',
        format: epoch[0],
        why: `numbers of the size of ${EPOCH_WORDS[epoch[0]] ?? ''} since 1970`,
      }
    if (this.#dayFirst !== null && this.#monthFirst !== null)
      return {
        kind: 'ambiguous',
        why: `"${this.#dayFirst}" can only have its day first, and "${this.#monthFirst}" only its month`,
        example: this.#dayFirst,
      }
    if (this.#dayFirst !== null)
      return { kind: 'decided', format: 'd/m/Y', why: `"${this.#dayFirst}" can only have its day first` }
    if (this.#monthFirst !== null)
      return { kind: 'decided', format: 'm/d/Y', why: `"${this.#monthFirst}" can only have its month first` }
    if (this.#open > 0 && this.#dots > 0)
      return { kind: 'decided', format: 'd/m/Y', why: 'dates with dots are written with the day first' }
    if (this.#open > 0)
      return {
        kind: 'ambiguous',
        why: `"${this.#example ?? ''}" and all the others can have their day or their month first`,
        example: this.#example ?? '',
      }
    if (this.#same > this.#text)
      return { kind: 'decided', format: 'd/m/Y', why: 'day and month are the same in every cell' }
    return { kind: 'decided', format: 'text', why: 'the year comes first, or the month is named' }
  }
}

const EPOCH_WORDS: { readonly [format: string]: string } = {
  'epoch-s': 'seconds',
  'epoch-ms': 'milliseconds',
  'epoch-us': 'microseconds',
  'epoch-ns': 'nanoseconds',
}

/** By its size, for times from 1973 to 5138; null for smaller and larger numbers. */
function epochOf(value: number): DateFormat | null {
  if (value >= 1e8 && value < 1e11) return 'epoch-s'
  if (value >= 1e11 && value < 1e14) return 'epoch-ms'
  if (value >= 1e14 && value < 1e17) return 'epoch-us'
  return value >= 1e17 && value < 1e20 ? 'epoch-ns' : null
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 40))).trim()
}

/** Reads the times of a column in one format. */
export class InstantReader {
  readonly #format: DateFormat
  readonly #epoch: number | undefined
  readonly #zone: string | null
  #withOffset = 0
  #withoutOffset = 0
  /** The last date, and its day since 1970. */
  #date = Number.NaN
  #days = Number.NaN
  readonly #offsets = new Map<number, number>()

  /** Times without an offset are those of `zone`'s clocks (an IANA name), or of UTC where that is null. */
  constructor(format: DateFormat, zone: string | null) {
    this.#format = format
    this.#epoch = EPOCH_MS[format]
    this.#zone = zone
  }

  /** How many of the times read so far carried an offset, and how many didn't. */
  get counted(): { readonly withOffset: number; readonly withoutOffset: number } {
    return { withOffset: this.#withOffset, withoutOffset: this.#withoutOffset }
  }

  /** Milliseconds since 1970, with their fraction; NaN where this is no time. */
  read(bytes: Uint8Array, start: number, end: number): number {
    if (this.#epoch !== undefined) {
      const parsed = scan(bytes, start, end)
      if (parsed?.kind !== 'number') return Number.NaN
      this.#withOffset += 1
      return parsed.value * this.#epoch
    }
    if (scanIso(bytes, start, end)) return this.#instant(iso.year, iso.month, iso.day, iso.time, iso.offset)
    const parsed = scan(bytes, start, end)
    if (parsed === null || parsed.kind === 'number') return Number.NaN
    let month = parsed.first
    let day = parsed.second
    if (parsed.kind === 'numeric') {
      if (this.#format === 'text') return Number.NaN
      if (this.#format === 'd/m/Y') {
        day = parsed.first
        month = parsed.second
      }
    }
    return this.#instant(parsed.year, month, day, parsed.time, parsed.offset)
  }

  #instant(year: number, month: number, day: number, time: number, offset: number): number {
    // The rows of a log mostly are of the day of the one before.
    const date = (year * 100 + month) * 100 + day
    if (date !== this.#date) {
      this.#date = date
      this.#days = dayNumber(year, month, day)
    }
    const days = this.#days
    if (Number.isNaN(days)) return Number.NaN
    const local = days * DAY_MS + time
    if (!Number.isNaN(offset)) {
      this.#withOffset += 1
      return local - offset * 60_000
    }
    this.#withoutOffset += 1
    return this.#zone === null ? local : this.#instantOf(local, this.#zone)
  }

  /** Clocks are changed at whole quarters of an hour, so that one answer serves all times in a quarter. */
  #instantOf(local: number, zone: string): number {
    const quarter = Math.floor(local / 900_000)
    let offset = this.#offsets.get(quarter)
    if (offset === undefined) {
      offset = instantOf(quarter * 900_000, zone) - quarter * 900_000
      this.#offsets.set(quarter, offset)
    }
    return local + offset
  }
}

const CUMULATED_DAYS = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]

/** Days since 1970 of a date of the Gregorian calendar; NaN where there is none. */
function dayNumber(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || year < 1) return Number.NaN
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const before = CUMULATED_DAYS[month - 1] ?? 0
  const length = (CUMULATED_DAYS[month] ?? 0) - before + (isLeap && month === 2 ? 1 : 0)
  if (day > length) return Number.NaN
  const years = year - 1
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)
  return years * 365 + leaps + before + (isLeap && month > 2 ? 1 : 0) + day - 1 - 719_162
}

interface Scanned {
  /** `text`: month and day are known; `numeric`: which is which depends on the format; `number`: nothing but a number. */
  kind: 'text' | 'numeric' | 'number'
  year: number
  /** Month and day, or the first and the second number as they stand. */
  first: number
  second: number
  separator: number
  /** Milliseconds of the day. */
  time: number
  /** Minutes east of UTC; NaN where none is written. */
  offset: number
  value: number
}

/** Handed out by every scan: valid until the next one. */
const scanned: Scanned = { kind: 'text', year: 0, first: 0, second: 0, separator: 0, time: 0, offset: 0, value: 0 }

const SPACE = 0x20
const DOT = 0x2e
const DASH = 0x2d
const SLASH = 0x2f
const COLON = 0x3a
const COMMA = 0x2c

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

/** Takes a time apart without deciding what it leaves open; null where it is none. */
function scan(bytes: Uint8Array, from: number, to: number): Scanned | null {
  let at = from
  let end = to
  while (at < end && (bytes[at] ?? 0) <= SPACE) at += 1
  while (end > at && (bytes[end - 1] ?? 0) <= SPACE) end -= 1
  if (end - at > 80 || at === end) return null
  if (isDigit(bytes[at] ?? 0)) {
    const digits = digitsFrom(bytes, at, end)
    if (digits === 4 && (bytes[at + 4] === DASH || bytes[at + 4] === SLASH || bytes[at + 4] === DOT))
      at = scanYearFirst(bytes, at, end)
    else if ((digits === 8 || digits === 14) && isPlausibleDate(bytes, at)) at = scanBasic(bytes, at)
    else if (at + digits === end || (digits > 4 && bytes[at + digits] === DOT)) return scanNumber(bytes, at, end)
    else if (digits <= 2) at = scanParts(bytes, at, end, digits)
    else return null
  } else at = scanNamed(bytes, at, end)
  return at === -1 ? null : scanTime(bytes, at, end)
}

function digitsFrom(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && isDigit(bytes[at] ?? 0)) at += 1
  return at - from
}

function numberFrom(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0
  for (let at = from; at < from + digits; at += 1) value = value * 10 + (bytes[at] ?? 0) - 0x30
  return value
}

function scanYearFirst(bytes: Uint8Array, from: number, end: number): number {
  scanned.kind = 'text'
  scanned.year = numberFrom(bytes, from, 4)
  const separator = bytes[from + 4] ?? 0
  let at = from + 5
  const letters = lettersFrom(bytes, at, end)
  if (letters > 0) {
    scanned.first = monthOf(bytes, at, letters)
    at += letters
  } else {
    const digits = digitsFrom(bytes, at, Math.min(end, at + 2))
    if (digits === 0) return -1
    scanned.first = numberFrom(bytes, at, digits)
    at += digits
  }
  if (bytes[at] !== separator) return -1
  at += 1
  const digits = digitsFrom(bytes, at, Math.min(end, at + 2))
  if (digits === 0) return -1
  scanned.second = numberFrom(bytes, at, digits)
  return at + digits
}

/** YYYYMMDD, with the time behind it or not. */
function scanBasic(bytes: Uint8Array, from: number): number {
  scanned.kind = 'text'
  scanned.year = numberFrom(bytes, from, 4)
  scanned.first = numberFrom(bytes, from + 4, 2)
  scanned.second = numberFrom(bytes, from + 6, 2)
  return from + 8
}

function isPlausibleDate(bytes: Uint8Array, from: number): boolean {
  const [year, month, day] = [
    numberFrom(bytes, from, 4),
    numberFrom(bytes, from + 4, 2),
    numberFrom(bytes, from + 6, 2),
  ]
  return year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function scanNumber(bytes: Uint8Array, from: number, end: number): Scanned | null {
  let text = ''
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (!isDigit(byte) && byte !== DOT) return null
    text += String.fromCharCode(byte)
  }
  const value = Number(text)
  if (!Number.isFinite(value)) return null
  scanned.kind = 'number'
  scanned.value = value
  return scanned
}

/** `29/2/2016`, `29.02.16`, `2-29-2016`, `29 Feb 2016`, `29-Feb-16`. */
function scanParts(bytes: Uint8Array, from: number, end: number, firstDigits: number): number {
  const first = numberFrom(bytes, from, firstDigits)
  let at = from + firstDigits
  const separator = bytes[at] ?? 0
  if (separator !== SLASH && separator !== DOT && separator !== DASH && separator !== SPACE) return -1
  while (at < end && (bytes[at] === separator || bytes[at] === SPACE)) at += 1
  const letters = lettersFrom(bytes, at, end)
  if (letters > 0) {
    scanned.kind = 'text'
    scanned.first = monthOf(bytes, at, letters)
    scanned.second = first
    at += letters
  } else {
    const digits = digitsFrom(bytes, at, Math.min(end, at + 2))
    if (digits === 0 || separator === SPACE || bytes[at + digits] !== separator) return -1
    scanned.kind = 'numeric'
    scanned.first = first
    scanned.second = numberFrom(bytes, at, digits)
    scanned.separator = separator
    at += digits
  }
  while (at < end && (bytes[at] === separator || bytes[at] === SPACE || bytes[at] === COMMA || bytes[at] === DOT))
    at += 1
  return scanYear(bytes, at, end)
}

/** `Feb 29, 2016`, with the weekday before it or not. */
function scanNamed(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  let letters = lettersFrom(bytes, at, end)
  if (letters < 3) return -1
  let month = monthOf(bytes, at, letters)
  if (month === 0) {
    at += letters
    while (at < end && (bytes[at] === COMMA || bytes[at] === SPACE || bytes[at] === DOT)) at += 1
    const digits = digitsFrom(bytes, at, end)
    if (digits === 1 || digits === 2) return scanParts(bytes, at, end, digits)
    letters = lettersFrom(bytes, at, end)
    month = monthOf(bytes, at, letters)
    if (month === 0) return -1
  }
  at += letters
  while (at < end && (bytes[at] === SPACE || bytes[at] === DOT)) at += 1
  const digits = digitsFrom(bytes, at, Math.min(end, at + 2))
  if (digits === 0) return -1
  scanned.kind = 'text'
  scanned.first = month
  scanned.second = numberFrom(bytes, at, digits)
  at += digits
  while (at < end && (bytes[at] === SPACE || bytes[at] === COMMA)) at += 1
  return scanYear(bytes, at, end)
}

/** Two digits are 1970 to 2069. */
function scanYear(bytes: Uint8Array, from: number, end: number): number {
  const digits = digitsFrom(bytes, from, end)
  if (digits !== 4 && digits !== 2) return -1
  const year = numberFrom(bytes, from, digits)
  scanned.year = digits === 4 ? year : year < 70 ? 2000 + year : 1900 + year
  return from + digits
}

function lettersFrom(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && ((bytes[at] ?? 0) | 0x20) >= 0x61 && ((bytes[at] ?? 0) | 0x20) <= 0x7a) at += 1
  return at - from
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

/** From 1; 0 where the word names none. */
function monthOf(bytes: Uint8Array, from: number, letters: number): number {
  if (letters < 3) return 0
  const word = ascii(bytes, from, from + letters).toLowerCase()
  return MONTHS.findIndex((month) => month.startsWith(word) || (word === 'sept' && month === 'september')) + 1
}

/** The time of the day and the offset behind the date; midnight where there is none. */
function scanTime(bytes: Uint8Array, from: number, end: number): Scanned | null {
  let at = from
  scanned.time = 0
  scanned.offset = Number.NaN
  if (at === end) return scanned
  if ((bytes[at] ?? 0) === 0x54 || (bytes[at] ?? 0) === 0x74) at += 1
  else if (isDigit(bytes[at] ?? 0) && digitsFrom(bytes, at, end) < 6) return null
  else if (!isDigit(bytes[at] ?? 0) && bytes[at] !== SPACE && bytes[at] !== COMMA && bytes[at] !== COLON) return null
  while (at < end && (bytes[at] === SPACE || bytes[at] === COMMA || bytes[at] === COLON)) at += 1
  const digits = digitsFrom(bytes, at, end)
  let hour = 0
  let minute = 0
  let second = 0
  if (digits === 6 || digits === 4) {
    hour = numberFrom(bytes, at, 2)
    minute = numberFrom(bytes, at + 2, 2)
    second = digits === 6 ? numberFrom(bytes, at + 4, 2) : 0
    at += digits
  } else if (digits === 1 || digits === 2) {
    hour = numberFrom(bytes, at, digits)
    at += digits
    if (bytes[at] === COLON || (bytes[at] === DOT && isDigit(bytes[at + 1] ?? 0))) {
      const divider = bytes[at]
      if (digitsFrom(bytes, at + 1, end) !== 2) return null
      minute = numberFrom(bytes, at + 1, 2)
      at += 3
      if (at < end && bytes[at] === divider) {
        if (digitsFrom(bytes, at + 1, Math.min(end, at + 3)) !== 2) return null
        second = numberFrom(bytes, at + 1, 2)
        at += 3
      }
    } else if (
      ((bytes[at + (bytes[at] === SPACE ? 1 : 0)] ?? 0) | 0x20) !== 0x61 &&
      ((bytes[at + (bytes[at] === SPACE ? 1 : 0)] ?? 0) | 0x20) !== 0x70
    )
      return null
  } else return null
  let fraction = 0
  if (at < end && (bytes[at] === DOT || bytes[at] === COMMA || bytes[at] === COLON) && isDigit(bytes[at + 1] ?? 0)) {
    at += 1
    for (let scale = 100; at < end && isDigit(bytes[at] ?? 0); at += 1, scale /= 10)
      fraction += ((bytes[at] ?? 0) - 0x30) * scale
  }
  while (at < end && bytes[at] === SPACE) at += 1
  const half = (bytes[at] ?? 0) | 0x20
  if (at + 1 < end && (half === 0x61 || half === 0x70) && ((bytes[at + 1] ?? 0) | 0x20) === 0x6d) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (half === 0x70 ? 12 : 0)
    at += 2
    while (at < end && bytes[at] === SPACE) at += 1
  }
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return null
  // Tenths and hundredths add up with an error in the last place: ten digits of a millisecond are more than any log has.
  scanned.time = hour * 3_600_000 + minute * 60_000 + second * 1000 + Math.round(fraction * 1e6) / 1e6
  return scanOffset(bytes, at, end)
}

function scanOffset(bytes: Uint8Array, from: number, end: number): Scanned | null {
  if (from === end) return scanned
  let at = from
  const byte = bytes[at] ?? 0
  if (byte === 0x5a && from + 1 === end) {
    scanned.offset = 0
    return scanned
  }
  if (byte === 0x2b || byte === DASH) {
    const sign = byte === DASH ? -1 : 1
    const digits = digitsFrom(bytes, at + 1, end)
    if (digits !== 1 && digits !== 2 && digits !== 4) return null
    let minutes = digits === 4 ? numberFrom(bytes, at + 3, 2) : 0
    const hours = numberFrom(bytes, at + 1, Math.min(digits, 2))
    at += 1 + digits
    if (digits !== 4 && bytes[at] === COLON && digitsFrom(bytes, at + 1, end) >= 2) {
      minutes = numberFrom(bytes, at + 1, 2)
      at += 3
    }
    if (hours > 15 || minutes > 59) return null
    scanned.offset = sign * (60 * hours + minutes)
  } else {
    const letters = lettersFrom(bytes, at, end)
    const word = ascii(bytes, at, at + letters).toUpperCase()
    if (word !== 'Z' && word !== 'UTC' && word !== 'GMT') return null
    scanned.offset = 0
    at += letters
  }
  // A zone in brackets repeats what the offset says (RFC 9557).
  return at === end || bytes[at] === 0x5b ? scanned : null
}
