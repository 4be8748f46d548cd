/** Words that stand for an empty cell in exported logs. */
export const EMPTY_WORDS: readonly string[] = [
  '?',
  'NULL',
  'null',
  'NaN',
  'nan',
  'None',
  'N/A',
  'n/a',
  'NA',
  '<NA>',
  'NaT',
]

const EMPTY_BYTES = EMPTY_WORDS.map((word) => Uint8Array.from(word, (character) => character.charCodeAt(0)))
const FIRST_BYTES = new Uint8Array(256)
for (const [first = 0] of EMPTY_BYTES) FIRST_BYTES[first] = 1

/** Whether nothing stands here: no byte but spaces, or a word like `?` or `NULL`. */
export function isEmptyCell(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > 4 && bytes[start]! > 0x20 && bytes[end - 1]! > 0x20) return false
  let from = start
  let to = end
  while (from < to && bytes[from]! <= 0x20) from += 1 // within the cell
  while (to > from && bytes[to - 1]! <= 0x20) to -= 1
  const length = to - from
  if (length === 0) return true
  if (length > 4 || FIRST_BYTES[bytes[from]!] !== 1) return false
  return EMPTY_BYTES.some((word) => word.length === length && word.every((byte, at) => bytes[from + at] === byte))
}

/** Kind of a filled cell, from 1 in the order of `ATTRIBUTE_KINDS`. */
export function kindOfCell(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start]! // the cell isn't empty
  const letter = first | 0x20
  if (letter >= 0x61 && letter <= 0x7a) {
    if ((letter === 0x74 || letter === 0x66) && end - start < 6 && isTruth(bytes, start, end)) return KIND.truth
    return KIND.text
  }
  let digits = 0
  let dots = 0
  let marks = 0
  let colons = 0
  const to = Math.min(end, start + 20)
  for (let at = start; at < to; at += 1) {
    const byte = bytes[at]! // within the cell
    if (byte >= 0x30 && byte <= 0x39) digits += 1
    else if (byte === 0x2e || byte === 0x2c) dots += 1
    else if (byte === 0x2f || (byte === 0x2d && at > start)) marks += 1
    else if (byte === 0x3a) colons += 1
    else if (byte !== 0x2d && byte !== 0x2b && byte !== 0x20 && (byte | 0x20) !== 0x74 && (byte | 0x20) !== 0x65)
      return KIND.text
  }
  if (digits === 0) return KIND.text
  if ((marks === 2 || dots === 2) && (to - start <= 10 || colons > 0)) return KIND.time
  return marks + colons === 0 && dots < 2 ? KIND.number : KIND.text
}

export const KIND = { text: 1, number: 2, time: 3, truth: 4 } as const

function isTruth(bytes: Uint8Array, start: number, end: number): boolean {
  const word = String.fromCharCode(...bytes.subarray(start, end)).toLowerCase()
  return word === 'true' || word === 'false'
}

const STARTS = new Set(['start', 'started', 'begin', 'resume'])
const ENDS = new Set(['complete', 'completed', 'end', 'done', 'finish', 'finished'])

/** The step in an activity's life that a word means, as `LIFECYCLE` counts them. */
export function lifecycleOf(word: string): 1 | 2 | 3 {
  const plain = word.trim().toLowerCase()
  return ENDS.has(plain) ? 1 : STARTS.has(plain) ? 2 : 3
}

/** Whether an outcome is a good one: by the value that is said to be good, else by the usual words; null where neither says. */
export function isGood(word: string, good: string | null): boolean | null {
  const plain = word.trim().toLowerCase()
  if (good !== null) return plain === good.trim().toLowerCase()
  if (['true', 'yes', 'y', '1', '1.0', 'met', 'ok', 'success', 'kept', 'in time', 'on time'].includes(plain))
    return true
  return ['false', 'no', 'n', '0', '0.0', 'missed', 'not met', 'breached', 'failed', 'failure', 'late'].includes(plain)
    ? false
    : null
}
