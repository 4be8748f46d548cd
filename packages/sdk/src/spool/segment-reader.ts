import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readSealed, writeSealed } from '../files/sealed-file.ts'
import { FRAME_HEAD, frameAt, frameLength, nextFrame, recordsOf, type FrameKind } from './frame.ts'
import { listSegments, segmentPath } from './segments.ts'

export interface Position {
  readonly segment: number
  readonly offset: number
}

/** Lines of one kind in the order of their writing, and the place after them. */
export interface SpooledBatch {
  readonly kind: FrameKind
  readonly lines: readonly string[]
  readonly end: Position
}

/** Reads segments in order from the last acknowledged place on. */
export interface SegmentReader {
  /** The next lines that nobody acknowledged; null where everything written was. */
  next(): Promise<SpooledBatch | null>
  /**
   * Remembers on disk that everything before `end` arrived, and deletes segments that are done. `leave` asks the writer
   * to append nothing more to the segment that ends here; false where there is more in it. A place that the disk won't
   * hold is kept in memory: at worst records are delivered twice.
   */
  acknowledge(end: Position, leave: (end: Position) => boolean): Promise<void>
  /** Bytes of damaged frames that were stepped over. */
  damagedBytes(): number
  position(): Position
}

/** A segment that is shipped to its end is deleted once it is this long, or when the disk is full. */
const LONG_SEGMENT = 256 * 1024
const MOST_LINES = 500
const MOST_BYTES = 1024 * 1024

export function createSegmentReader(directory: string): SegmentReader {
  const positionFile = join(directory, 'position.json')
  let position = readPosition(positionFile) ?? { segment: 0, offset: 0 }
  let damaged = 0
  const known = new Set<string>()

  async function next(): Promise<SpooledBatch | null> {
    for (const segment of listSegments(directory)) {
      if (segment < position.segment) continue
      const offset = segment === position.segment ? position.offset : 0
      const batch = await readSegment(segment, offset)
      if (batch !== null) return batch
    }
    return null
  }

  async function readSegment(segment: number, offset: number): Promise<SpooledBatch | null> {
    const file = await open(segmentPath(directory, segment), 'r').catch(() => null)
    if (file === null) return null
    try {
      const { size } = await file.stat()
      if (offset >= size) return null
      const bytes = await bytesFrom(file, offset, size)
      const first = frameAt(bytes, 0)
      if (first !== null) return collect(bytes, segment, offset)
      const whole = await read(file, offset, size - offset)
      const found = nextFrame(whole, 1)
      const place = `${segment}:${offset}`
      if (!known.has(place)) damaged += found ?? whole.length
      known.add(place)
      if (found === null) return null
      return collect(whole.subarray(found), segment, offset + found)
    } finally {
      await file.close()
    }
  }

  function remember(end: Position): boolean {
    try {
      writeSealed(positionFile, end)
      return true
    } catch {
      return false
    }
  }

  return {
    next,
    async acknowledge(end, leave) {
      position = end
      const remembered = remember(end)
      const isLong = end.offset >= LONG_SEGMENT || !remembered
      const done = isLong && leave(end) && (await isDone(directory, end))
      for (const segment of listSegments(directory)) {
        if (segment < end.segment || (segment === end.segment && done))
          await rm(segmentPath(directory, segment), { force: true })
      }
    },
    damagedBytes: () => damaged,
    position: () => position,
  }
}

type File = Awaited<ReturnType<typeof open>>

/** At least one whole frame where there is one, at most a batch's worth beyond it. */
async function bytesFrom(file: File, offset: number, size: number): Promise<Buffer> {
  const bytes = await read(file, offset, Math.min(size - offset, MOST_BYTES))
  const length = frameLength(bytes, 0)
  if (length === null || FRAME_HEAD + length <= bytes.length || FRAME_HEAD + length > size - offset) return bytes
  return read(file, offset, FRAME_HEAD + length)
}

async function read(file: File, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  const { bytesRead } = await file.read(buffer, 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

/** Whole frames of one kind, up to a batch's size; `bytes` begins with an undamaged frame. */
function collect(bytes: Buffer, segment: number, offset: number): SpooledBatch | null {
  const first = frameAt(bytes, 0)
  if (first === null) return null
  const lines: string[] = []
  let at = 0
  for (
    let frame: typeof first | null = first;
    frame !== null && frame.kind === first.kind;
    frame = frameAt(bytes, at)
  ) {
    const more = recordsOf(bytes.toString('utf8', frame.payloadStart, frame.end - 1))
    if (lines.length > 0 && (lines.length + more.length > MOST_LINES || frame.end > MOST_BYTES)) break
    for (const line of more) lines.push(line)
    at = frame.end
  }
  return { kind: first.kind, lines, end: { segment, offset: offset + at } }
}

async function isDone(directory: string, end: Position): Promise<boolean> {
  const file = await open(segmentPath(directory, end.segment), 'r').catch(() => null)
  if (file === null) return true
  try {
    return (await file.stat()).size <= end.offset
  } finally {
    await file.close()
  }
}

function readPosition(path: string): Position | null {
  const read = readSealed(path)
  if (read.kind !== 'read' || typeof read.value !== 'object' || read.value === null) return null
  const { segment, offset } = read.value as Partial<Position> // checked on the next line
  return typeof segment === 'number' && typeof offset === 'number' ? { segment, offset } : null
}
