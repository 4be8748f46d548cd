import { join } from 'node:path'
import type { Tell } from '../files/tell.ts'
import type { FrameKind } from './frame.ts'
import { createSegmentReader, type Position, type SegmentReader } from './segment-reader.ts'
import { bytesOf, createSegmentWriter, cutTornTail, type SegmentWriter } from './segment-writer.ts'

/** Records on their way to the server: appended here before a result is returned, read from here by the shipper. */
export interface Spool {
  append(kind: 'runs' | 'decisions', beginning: string, rest: string): void
  written(): Promise<void> | undefined
  flush(): void
  readonly outbox: Outbox
  figures(): SpoolFigures
  /** The losses that no batch has told yet; they count as told when the batch arrived. */
  untold(): number
  told(losses: number): void
  startAnew(): void
  close(): void
}

export interface SpoolFigures {
  /** Bytes that wait to be shipped. */
  readonly bytes: number
  /** Records that could not be kept since the process started. */
  readonly lost: number
}

/** One folder of segments that is being shipped. */
export interface Outbox {
  readonly directory: string
  readonly reader: SegmentReader
  /** Makes sure that nothing more is appended to the segment that ends at `end`; false where there is more in it. */
  leave(end: Position): boolean
  acknowledged(bytes: number): void
}

export interface SpoolOptions {
  readonly directory: string
  readonly mostBytes: number
  readonly synced: boolean
  readonly tell: Tell
}

const SEGMENT_BYTES = 8 * 1024 * 1024

export function createSpool(options: SpoolOptions): Spool {
  const { directory, tell } = options
  const torn = cutTornTail(directory)
  if (torn > 0)
    tell(
      'spool-torn',
      `The last process was ended while it wrote: ${torn} bytes of an unfinished block, never answered for, were cut off.`,
    )
  const reader = createSegmentReader(directory)
  let bytes = Math.max(0, bytesOf(directory) - reader.position().offset)
  let lost = 0
  let untold = 0

  const writer: SegmentWriter = createSegmentWriter({
    directory,
    segmentBytes: Math.min(SEGMENT_BYTES, Math.max(64 * 1024, options.mostBytes / 8)),
    startAfter: reader.position().segment,
    room: () => options.mostBytes - bytes,
    synced: options.synced,
    onLoss(kind: FrameKind, lines: number, why: string) {
      lost += lines
      untold += lines
      tell(
        'spool-loss',
        `${lines} ${kind === 'decisions' ? 'decisions' : 'run records'} could not be kept (${why}); ${lost} lost since the start.`,
      )
    },
    onWritten(written) {
      bytes += written
    },
  })

  return {
    append: writer.append,
    written: writer.written,
    flush: writer.flush,
    outbox: {
      directory,
      reader,
      leave: ({ segment, offset }) => writer.leave(segment, offset),
      acknowledged(shipped) {
        bytes = Math.max(0, bytes - shipped)
      },
    },
    figures: () => ({ bytes, lost }),
    untold: () => untold,
    told(losses) {
      untold -= losses
    },
    startAnew: writer.startAnew,
    close: writer.close,
  }
}

/** The outbox of a slot whose process is dead: nothing is added to it any more. */
export function orphanOutbox(slotDirectory: string): Outbox {
  const directory = join(slotDirectory, 'spool')
  cutTornTail(directory)
  return { directory, reader: createSegmentReader(directory), leave: () => true, acknowledged: () => {} }
}
