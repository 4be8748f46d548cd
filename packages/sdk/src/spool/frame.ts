import { crc32 } from '../files/crc32.ts'

/**
 * A frame is one block of lines as it was written: 16 bytes of head, then the lines, each with its line feed. The head
 * holds the mark `DSF1`, the kind, the payload's length, and the CRC-32 over kind, length and payload (little endian).
 *
 * What the records of a frame have in common is written once: a line that begins with `=` gives a beginning, the first
 * one named `@`, the next `A` and so on; a line that begins with such a name goes on where that beginning ends. Every
 * other line is a record as it is.
 */
export const FRAME_HEAD = 16

export const FRAME_KINDS = ['runs', 'decisions', 'window'] as const
export type FrameKind = (typeof FRAME_KINDS)[number]

const MARK = 0x31465344
const MARK_BYTES = Buffer.from('DSF1')

/** Beginnings that one frame can hold: their names are the characters from `@` up to `r`, none of them `=` or `{`. */
export const MOST_BEGINNINGS = 50
const FIRST_NAME = 64
const EQUALS = 61

export function nameOfBeginning(index: number): number {
  return FIRST_NAME + index
}

/** The records of a frame's payload, whole again. */
export function recordsOf(payload: string): readonly string[] {
  const beginnings: string[] = []
  const records: string[] = []
  for (const line of payload.split('\n')) {
    const first = line.charCodeAt(0)
    if (first === EQUALS) beginnings.push(line.slice(1))
    else {
      const beginning = beginnings[first - FIRST_NAME]
      records.push(beginning === undefined ? line : beginning + line.slice(1))
    }
  }
  return records
}

/** Writes the head before a payload that already stands in the buffer at `start + FRAME_HEAD`. */
export function sealFrame(buffer: Buffer, start: number, kind: FrameKind, payloadBytes: number): void {
  buffer.writeUInt32LE(MARK, start)
  buffer.writeUInt32LE(FRAME_KINDS.indexOf(kind), start + 4)
  buffer.writeUInt32LE(payloadBytes, start + 8)
  buffer.writeUInt32LE(sumOf(buffer, start, payloadBytes), start + 12)
}

export interface FrameAt {
  readonly kind: FrameKind
  readonly payloadStart: number
  readonly end: number
}

/** The frame that begins at `start`, or null where none does that is whole and undamaged. */
export function frameAt(buffer: Buffer, start: number): FrameAt | null {
  const payloadBytes = frameLength(buffer, start)
  if (payloadBytes === null) return null
  const end = start + FRAME_HEAD + payloadBytes
  if (end > buffer.length) return null
  const kind = FRAME_KINDS[buffer.readUInt32LE(start + 4)]
  if (kind === undefined || buffer.readUInt32LE(start + 12) !== sumOf(buffer, start, payloadBytes)) return null
  return { kind, payloadStart: start + FRAME_HEAD, end }
}

/** What the head at `start` gives as the payload's length; null where there is no head. */
export function frameLength(buffer: Buffer, start: number): number | null {
  if (start + FRAME_HEAD > buffer.length || buffer.readUInt32LE(start) !== MARK) return null
  return buffer.readUInt32LE(start + 8)
}

/** Where the next undamaged frame after a damaged place begins; null where there is none. */
export function nextFrame(buffer: Buffer, from: number): number | null {
  for (let at = buffer.indexOf(MARK_BYTES, from); at >= 0; at = buffer.indexOf(MARK_BYTES, at + 1)) {
    if (frameAt(buffer, at) !== null) return at
  }
  return null
}

function sumOf(buffer: Buffer, start: number, payloadBytes: number): number {
  const head = crc32(buffer.subarray(start + 4, start + 12))
  return crc32(buffer.subarray(start + FRAME_HEAD, start + FRAME_HEAD + payloadBytes), head)
}
