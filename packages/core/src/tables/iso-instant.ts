/** Found by {@link scanIso}: valid until the next call. */
export const iso = {
  year: 0,
  month: 0,
  day: 0,
  /** Milliseconds of the day. */ time: 0,
  /** Minutes east of UTC; NaN where none is written. */ offset: 0,
}

const COLON = 0x3a
const DASH = 0x2d

/**
 * Takes `2026-11-28T21:47:03.123+01:00` and its nearest relatives apart: a blank for the `T`, no fraction or one of three
 * digits, `Z`, an offset with a colon or none. False where it is written in any other way, or is no time of a day.
 */
export function scanIso(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  if (length < 19 || length > 29) return false
  const divider = bytes[start + 10]! // within the cell, as all below
  if (
    bytes[start + 4] !== DASH ||
    bytes[start + 7] !== DASH ||
    (divider !== 0x54 && divider !== 0x20) ||
    bytes[start + 13] !== COLON ||
    bytes[start + 16] !== COLON
  )
    return false
  const year = two(bytes, start) * 100 + two(bytes, start + 2)
  const month = two(bytes, start + 5)
  const day = two(bytes, start + 8)
  const hour = two(bytes, start + 11)
  const minute = two(bytes, start + 14)
  const second = two(bytes, start + 17)
  // What is no digit makes its number negative.
  if ((year | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) return false
  let time = hour * 3_600_000 + minute * 60_000 + second * 1000
  let at = start + 19
  if (at < end && bytes[at] === 0x2e) {
    if (end - at < 4) return false
    const tenths = bytes[at + 1]! - 0x30
    const rest = two(bytes, at + 2)
    if (tenths < 0 || tenths > 9 || rest < 0) return false
    time += tenths * 100 + rest
    at += 4
  }
  iso.offset = Number.NaN
  if (at < end) {
    const sign = bytes[at]!
    if (sign === 0x5a && at + 1 === end) iso.offset = 0
    else if ((sign === 0x2b || sign === DASH) && end - at === 6 && bytes[at + 3] === COLON) {
      const hours = two(bytes, at + 1)
      const minutes = two(bytes, at + 4)
      if ((hours | minutes) < 0 || hours > 15 || minutes > 59) return false
      iso.offset = (sign === DASH ? -1 : 1) * (60 * hours + minutes)
    } else return false
  }
  iso.year = year
  iso.month = month
  iso.day = day
  iso.time = time
  return true
}

/** The number that two digits stand for; far below zero where one of them is none. */
function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 0x30
  const ones = bytes[at + 1]! - 0x30
  return (tens | ones) < 0 || tens > 9 || ones > 9 ? NONE : tens * 10 + ones
}

const NONE = -1_000_000
