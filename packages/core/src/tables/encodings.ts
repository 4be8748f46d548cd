/** How the bytes of a table stand for characters. */
export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export const TABLE_ENCODINGS: readonly TableEncoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']

/** The encoding that a name means, also in other spellings (`UTF8`, `cp1252`, `latin1`); null where it is none of ours. */
export function encodingOf(name: string): TableEncoding | null {
  const plain = name.toLowerCase().replaceAll(/[\s_-]/g, '')
  if (plain === 'utf8' || plain === 'ascii' || plain === 'usascii') return 'utf-8'
  if (plain === 'utf16' || plain === 'utf16le') return 'utf-16le'
  if (plain === 'utf16be') return 'utf-16be'
  return ['windows1252', 'cp1252', 'latin1', 'iso88591'].includes(plain) ? 'windows-1252' : null
}

export interface EncodingFound {
  readonly encoding: TableEncoding
  /** Length of the byte order mark. */
  readonly mark: number
  /** Whether the sample says so; pure ASCII leaves it open which of the two it is. */
  readonly certain: boolean
}

/** Finds the encoding by the first bytes: a byte order mark, zeros in every second place, else whether they are UTF-8. */
export function findEncoding(sample: Uint8Array): EncodingFound {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf)
    return { encoding: 'utf-8', mark: 3, certain: true }
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', mark: 2, certain: true }
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', mark: 2, certain: true }
  const zeros = [0, 0]
  const pairs = Math.min(sample.length >> 1, 2048)
  for (let pair = 0; pair < pairs; pair += 1) {
    if (sample[2 * pair] === 0) zeros[0] = (zeros[0] ?? 0) + 1
    if (sample[2 * pair + 1] === 0) zeros[1] = (zeros[1] ?? 0) + 1
  }
  const [even = 0, odd = 0] = zeros
  if (pairs >= 4 && odd > 0.4 * pairs && even === 0) return { encoding: 'utf-16le', mark: 0, certain: true }
  if (pairs >= 4 && even > 0.4 * pairs && odd === 0) return { encoding: 'utf-16be', mark: 0, certain: true }
  const { whole, broken } = countUtf8(sample)
  if (broken === 0) return { encoding: 'utf-8', mark: 0, certain: whole > 0 }
  return { encoding: whole > broken ? 'utf-8' : 'windows-1252', mark: 0, certain: true }
}

/** Characters of several bytes, whole and broken; one that the end cuts off is neither. */
function countUtf8(bytes: Uint8Array): { whole: number; broken: number } {
  let [whole, broken] = [0, 0]
  for (let at = 0; at < bytes.length;) {
    if ((bytes[at] ?? 0) < 0x80) {
      at += 1
      continue
    }
    const length = utf8Length(bytes, at, bytes.length)
    if (length > 0) whole += 1
    else if (at < bytes.length - 3) broken += 1
    at += Math.max(length, 1)
  }
  return { whole, broken }
}

/** Whether this stretch of bytes is well-formed UTF-8 (Unicode 16, table 3-7). */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end;) {
    if ((bytes[at] ?? 0) < 0x80) at += 1
    else {
      const length = utf8Length(bytes, at, end)
      if (length === 0) return false
      at += length
    }
  }
  return true
}

/** Bytes of the character that begins here with a byte from 0x80 on; 0 where it isn't well-formed. */
function utf8Length(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] ?? 0
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0
  if (length === 0 || at + length > end) return 0
  const second = bytes[at + 1] ?? 0
  const [least, most] =
    first === 0xe0
      ? [0xa0, 0xbf]
      : first === 0xed
        ? [0x80, 0x9f]
        : first === 0xf0
          ? [0x90, 0xbf]
          : first === 0xf4
            ? [0x80, 0x8f]
            : [0x80, 0xbf]
  if (second < least || second > most) return 0
  for (let next = 2; next < length; next += 1) {
    const byte = bytes[at + next] ?? 0
    if (byte < 0x80 || byte > 0xbf) return 0
  }
  return length
}

/** Text of a stretch of bytes in UTF-8 or Windows-1252; what isn't well-formed becomes U+FFFD. */
export function textOf(bytes: Uint8Array, start: number, end: number, encoding: TableEncoding): string {
  if (end - start <= 64 && isAscii(bytes, start, end)) return asciiOf(bytes, start, end)
  let text = ''
  for (let from = start; from < end; from += 4096) {
    const codes: number[] = []
    // A character is never cut: where the last one reaches beyond the stretch, the stretch reaches as far.
    let at = from
    const to = Math.min(end, from + 4096)
    while (at < to) {
      const byte = bytes[at] ?? 0
      if (byte < 0x80) {
        codes.push(byte)
        at += 1
      } else if (encoding === 'windows-1252') {
        codes.push(byte < 0xa0 ? (WINDOWS_1252[byte - 0x80] ?? byte) : byte)
        at += 1
      } else {
        const length = utf8Length(bytes, at, end)
        const code = codePoint(bytes, at, length)
        if (code > 0xffff) codes.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff))
        else codes.push(code)
        at += Math.max(length, 1)
      }
    }
    text += String.fromCharCode(...codes)
    from = at - 4096
  }
  return text
}

/** Four at a time: a call with as many arguments as there are bytes costs more than all of them. */
function asciiOf(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  let at = start
  for (; at + 4 <= end; at += 4) text += String.fromCharCode(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!) // within the stretch
  for (; at < end; at += 1) text += String.fromCharCode(bytes[at]!)
  return text
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((bytes[at] ?? 0xff) >= 0x80) return false
  return true
}

function codePoint(bytes: Uint8Array, at: number, length: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]
  if (length === 2) return ((a & 0x1f) << 6) | (b & 0x3f)
  if (length === 3) return ((a & 0x0f) << 12) | ((b & 0x3f) << 6) | (c & 0x3f)
  if (length === 4) return ((a & 0x07) << 18) | ((b & 0x3f) << 12) | ((c & 0x3f) << 6) | (d & 0x3f)
  return 0xfffd
}

/** Bytes 0x80 to 0x9F (WHATWG Encoding Standard, index windows-1252). */
const WINDOWS_1252 = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d,
  0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,
  0x017e, 0x0178,
]

/** Turns chunks of UTF-16 into chunks of UTF-8; a lone surrogate becomes U+FFFD. */
export class Utf16ToUtf8 {
  readonly #isLittle: boolean
  /** Bytes that wait for the rest of their character. */
  #rest = new Uint8Array(0)

  constructor(encoding: 'utf-16le' | 'utf-16be') {
    this.#isLittle = encoding === 'utf-16le'
  }

  turn(chunk: Uint8Array, isLast: boolean): Uint8Array {
    const bytes = new Uint8Array(this.#rest.length + chunk.length)
    bytes.set(this.#rest)
    bytes.set(chunk, this.#rest.length)
    const out = new Uint8Array(3 * (bytes.length >> 1) + 3)
    let [at, to] = [0, 0]
    for (; at + 1 < bytes.length; at += 2) {
      let code = this.#unit(bytes, at)
      if (code >= 0xd800 && code < 0xdc00) {
        if (at + 3 >= bytes.length && !isLast) break
        const low = at + 3 < bytes.length ? this.#unit(bytes, at + 2) : 0
        if (low >= 0xdc00 && low < 0xe000) {
          code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
          at += 2
        } else code = 0xfffd
      } else if (code >= 0xdc00 && code < 0xe000) code = 0xfffd
      to = putUtf8(out, to, code)
    }
    this.#rest = bytes.slice(at)
    if (isLast && this.#rest.length > 0) to = putUtf8(out, to, 0xfffd)
    return out.subarray(0, to)
  }

  #unit(bytes: Uint8Array, at: number): number {
    const [first = 0, second = 0] = [bytes[at], bytes[at + 1]]
    return this.#isLittle ? first | (second << 8) : (first << 8) | second
  }
}

/** Writes a character and returns the place after it. */
export function putUtf8(out: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    out[at] = code
    return at + 1
  }
  if (code < 0x800) {
    out[at] = 0xc0 | (code >> 6)
    out[at + 1] = 0x80 | (code & 0x3f)
    return at + 2
  }
  if (code < 0x10000) {
    out[at] = 0xe0 | (code >> 12)
    out[at + 1] = 0x80 | ((code >> 6) & 0x3f)
    out[at + 2] = 0x80 | (code & 0x3f)
    return at + 3
  }
  out[at] = 0xf0 | (code >> 18)
  out[at + 1] = 0x80 | ((code >> 12) & 0x3f)
  out[at + 2] = 0x80 | ((code >> 6) & 0x3f)
  out[at + 3] = 0x80 | (code & 0x3f)
  return at + 4
}
