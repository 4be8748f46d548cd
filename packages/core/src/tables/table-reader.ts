import { ByteQueue } from './byte-queue.ts'
import { findDelimiter } from './delimiters.ts'
import { findEncoding, isUtf8, textOf, Utf16ToUtf8, type TableEncoding } from './encodings.ts'
import { TableRefusal } from './table-refusal.ts'

export interface TableOptions {
  /** One ASCII character; found in the first rows where it isn't said. */
  readonly delimiter?: string
  /** Found in the first bytes where it isn't said. */
  readonly encoding?: TableEncoding
  /** Longest cell in bytes; a row with a longer one is rejected. */
  readonly maxCellBytes?: number
  /** Longest row in bytes; a longer one is where reading ends: nothing tells where it would. */
  readonly maxRowBytes?: number
}

export interface TableRejection {
  /** In which line of the file the row begins, from 1. */
  readonly line: number
  readonly why: string
}

/** A row as it lies in the reader's buffer: valid until the function that it is handed to returns. */
export interface TableRow {
  readonly bytes: Uint8Array
  /** Where each cell begins and ends in `bytes`, without its quotes. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly line: number
  /** The cell as text. */
  text(place: number): string
}

export interface TableSink {
  /** The names in the first line, trimmed. */
  columns(names: readonly string[]): void
  row(row: TableRow): void
  /** Every rejected row, for those who keep more than the first. */
  rejected?(rejection: TableRejection): void
}

/** As many rejected rows are kept with their reasons; all are counted. */
const REJECTIONS_KEPT = 100

const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
const SAMPLE_BYTES = 65_536
const MAX_CELLS = 16_384

/**
 * Reads delimited text in chunks of bytes: names in the first line, then rows (RFC 4180: quotes, line breaks in cells). Cells
 * are found as bytes and become text only where somebody asks. A row with another number of cells than there are names is
 * counted and kept as rejected; an input that can't be told apart from noise any more throws a {@link TableRefusal}.
 */
export class TableReader {
  readonly #sink: TableSink
  readonly #options: TableOptions
  readonly #maxCell: number
  readonly #maxRow: number
  /** Of the file, and of the buffer: UTF-16 is turned on its way in. */
  #found: TableEncoding = 'utf-8'
  #encoding: TableEncoding = 'utf-8'
  #isEncodingOpen = false
  #turned: Utf16ToUtf8 | null = null
  #delimiter = 0x2c
  /** Bytes that end a cell without quotes. */
  readonly #stops = new Uint8Array(256)
  #hasBegun = false
  #columns: readonly string[] | null = null
  readonly #queue = new ByteQueue(2 * SAMPLE_BYTES)
  /** Filled so far, reading goes on: a row that many chunks bring is not looked at anew with each of them. */
  #next = SAMPLE_BYTES
  /** Bytes that have left the buffer. */
  #gone = 0
  #line = 1
  #starts = new Int32Array(64)
  #ends = new Int32Array(64)
  #rejectedCount = 0
  readonly #rejected: TableRejection[] = []
  readonly #row: { bytes: Uint8Array; starts: Int32Array; ends: Int32Array; line: number; text(place: number): string }

  constructor(sink: TableSink, options: TableOptions = {}) {
    this.#sink = sink
    this.#options = options
    this.#maxCell = options.maxCellBytes ?? 1_048_576
    this.#maxRow = options.maxRowBytes ?? 8 * 1_048_576
    this.#row = {
      bytes: this.#queue.bytes,
      starts: this.#starts,
      ends: this.#ends,
      line: 0,
      text: (place) => textOf(this.#queue.bytes, this.#starts[place] ?? 0, this.#ends[place] ?? 0, this.#encoding),
    }
  }

  /** As found or as said; known after the first rows. */
  get encoding(): TableEncoding {
    return this.#turned === null ? this.#encoding : this.#found
  }

  get delimiter(): string {
    return String.fromCharCode(this.#delimiter)
  }

  /** Rows that could not be taken: all of them counted, the first with their reasons. */
  get rejected(): { readonly count: number; readonly first: readonly TableRejection[] } {
    return { count: this.#rejectedCount, first: this.#rejected }
  }

  /** Counts the present row, or another one, as rejected: also for those who find it wanting by what it says. */
  reject(why: string, line = this.#row.line): void {
    this.#rejectedCount += 1
    if (this.#rejected.length < REJECTIONS_KEPT) this.#rejected.push({ line, why })
    this.#sink.rejected?.({ line, why })
  }

  /** Takes the next bytes; the chunk may be used anew afterwards. */
  push(chunk: Uint8Array): void {
    this.#queue.push(this.#turned === null ? chunk : this.#turned.turn(chunk, false))
    if (this.#queue.filled >= this.#next) this.#read(false)
  }

  /** Says that no more bytes come. */
  end(): void {
    if (!this.#hasBegun) this.#begin()
    if (this.#turned !== null) this.#queue.push(this.#turned.turn(new Uint8Array(0), true))
    this.#read(true)
    if (this.#columns === null)
      throw new TableRefusal('it is empty, and a first line with the names of the columns is needed', {
        line: 1,
        byte: 0,
      })
  }

  /** Finds encoding and delimiter in what has come so far. */
  #begin(): void {
    this.#hasBegun = true
    const found = findEncoding(this.#queue.bytes.subarray(0, this.#queue.filled))
    const encoding = this.#options.encoding ?? found.encoding
    const mark = encoding === found.encoding ? found.mark : 0
    this.#found = encoding
    this.#isEncodingOpen = this.#options.encoding === undefined && !found.certain
    const sample = this.#queue.bytes.slice(mark, this.#queue.filled)
    this.#queue.filled = 0
    if (encoding === 'utf-16le' || encoding === 'utf-16be') {
      this.#turned = new Utf16ToUtf8(encoding)
      this.#queue.push(this.#turned.turn(sample, false))
    } else {
      this.#encoding = encoding
      this.#gone = mark
      this.#queue.push(sample)
    }
    const start = this.#queue.bytes.subarray(0, Math.min(this.#queue.filled, SAMPLE_BYTES))
    const zero = start.indexOf(0)
    if (zero !== -1) throw new TableRefusal('it is no text: a byte is zero', { line: 1, byte: this.#gone + zero })
    const said = /^sep=(.)\r?\n/.exec(textOf(start, 0, Math.min(start.length, 16), 'utf-8'))
    if (said !== null) {
      this.#queue.drop(said[0].length)
      this.#gone += said[0].length
      this.#line = 2
    }
    this.#delimiter = (
      this.#options.delimiter ??
      said?.[1] ??
      findDelimiter(this.#queue.bytes.subarray(0, Math.min(this.#queue.filled, SAMPLE_BYTES)))
    ).charCodeAt(0)
    for (const stop of [this.#delimiter, LF, CR]) this.#stops[stop] = 1
  }

  /** Reads the rows that are whole; the rest waits for the next chunk. */
  #read(isLast: boolean): void {
    if (!this.#hasBegun) this.#begin()
    const buffer = this.#queue.bytes
    const filled = this.#queue.filled
    const delimiter = this.#delimiter
    const stops = this.#stops
    let starts = this.#starts
    let ends = this.#ends
    let start = 0
    while (start < filled) {
      let at = start
      let cells = 0
      let breaks = 0
      let high = 0
      let escaped = 0
      let fault: string | null = null
      let isWhole = false
      while (!isWhole) {
        if (cells === starts.length) {
          this.#moreCells(start)
          starts = this.#starts
          ends = this.#ends
        }
        let from = at
        let to: number
        if (at < filled && buffer[at] === QUOTE) {
          from = at + 1
          at = from
          while (at < filled) {
            const byte = buffer[at]! // within the buffer
            if (byte === QUOTE) {
              if (at + 1 >= filled || buffer[at + 1] !== QUOTE) break
              escaped += 1
              at += 2
            } else {
              high |= byte
              if (byte === LF || (byte === CR && buffer[at + 1] !== LF)) breaks += 1
              at += 1
            }
          }
          if (at >= filled || (at + 1 === filled && !isLast)) {
            // Not closed yet, or the next byte may be the second of two quotes.
            if (isLast) throw this.#refuse(`the quote that opens in line ${String(this.#line)} is never closed`, start)
            break
          }
          to = at
          at += 1
          if (at < filled && buffer[at] !== delimiter && buffer[at] !== LF && buffer[at] !== CR) {
            fault ??= `something follows a closing quote: ${JSON.stringify(textOf(buffer, at, Math.min(filled, at + 10), this.#encoding))}`
            while (at < filled && buffer[at] !== delimiter && buffer[at] !== LF && buffer[at] !== CR) at += 1
          }
        } else {
          while (at < filled) {
            const byte = buffer[at]! // within the buffer
            if (stops[byte] === 1) break
            high |= byte
            at += 1
          }
          to = at
        }
        starts[cells] = from
        ends[cells] = to
        cells += 1
        if (to - from > this.#maxCell) fault ??= `cell ${String(cells)} is longer than ${String(this.#maxCell)} bytes`
        if (at >= filled) {
          if (!isLast) break
          isWhole = true
        } else if (buffer[at] === delimiter) {
          at += 1
          if (at >= filled && !isLast) break
        } else if (buffer[at] === CR) {
          if (at + 1 === filled && !isLast) break
          at += buffer[at + 1] === LF && at + 1 < filled ? 2 : 1
          isWhole = true
        } else {
          at += 1
          isWhole = true
        }
      }
      if (!isWhole) {
        if (filled - start > this.#maxRow) throw this.#refuse(this.#tooLong(buffer, start), start)
        break
      }
      if (at - start > this.#maxRow) throw this.#refuse(this.#tooLong(buffer, start), start)
      if (cells > 1 || starts[0] !== ends[0]) {
        // Before quotes are taken together, which leaves bytes behind.
        fault ??= high >= 0x80 ? this.#encodingFault(start, at) : null
        if (escaped > 0) this.#unescape(cells)
        this.#give(cells, fault, start)
      }
      this.#line += breaks + 1
      start = at
    }
    this.#gone += start
    this.#queue.drop(start)
    this.#next = Math.max(SAMPLE_BYTES, 2 * this.#queue.filled)
  }

  #tooLong(buffer: Uint8Array, start: number): string {
    const hint = buffer.subarray(start, this.#queue.filled).includes(QUOTE)
      ? '; a quote that opens in it may never close'
      : ''
    return `the row that begins here is longer than ${String(this.#maxRow)} bytes${hint}`
  }

  #refuse(why: string, at: number): TableRefusal {
    return new TableRefusal(why, { line: this.#line, byte: this.#gone + at })
  }

  #give(cells: number, fault: string | null, start: number): void {
    const row = this.#row
    row.bytes = this.#queue.bytes
    row.starts = this.#starts
    row.ends = this.#ends
    row.line = this.#line
    if (this.#columns === null) {
      if (fault !== null) throw this.#refuse(`in the line with the names of the columns ${fault}`, start)
      this.#columns = Array.from({ length: cells }, (_, place) => row.text(place).trim())
      this.#sink.columns(this.#columns)
    } else if (fault !== null) this.reject(fault)
    else if (cells !== this.#columns.length)
      this.reject(`it has ${String(cells)} cells, and the first line names ${String(this.#columns.length)} columns`)
    else this.#sink.row(row)
  }

  /** Bytes from 0x80 on: UTF-8, or the sign that all before was ASCII and this is Windows-1252. */
  #encodingFault(start: number, end: number): string | null {
    if (this.#encoding !== 'utf-8' || this.#turned !== null) return null
    const isWell = isUtf8(this.#queue.bytes, start, end)
    if (this.#isEncodingOpen) {
      this.#isEncodingOpen = false
      if (!isWell) this.#encoding = 'windows-1252'
      return null
    }
    return isWell ? null : 'it is not UTF-8'
  }

  /** Two quotes in a quoted cell stand for one. */
  #unescape(cells: number): void {
    const buffer = this.#queue.bytes
    for (let place = 0; place < cells; place += 1) {
      const [start = 0, end = 0] = [this.#starts[place], this.#ends[place]]
      if (start === 0 || buffer[start - 1] !== QUOTE) continue
      let to = start
      for (let at = start; at < end; at += 1) {
        if (buffer[at] === QUOTE && buffer[at + 1] === QUOTE && at + 1 < end) at += 1
        buffer[to] = buffer[at] ?? 0
        to += 1
      }
      this.#ends[place] = to
    }
  }

  #moreCells(start: number): void {
    const length = 2 * this.#starts.length
    if (length > MAX_CELLS)
      throw this.#refuse(`the row that begins here has more than ${String(MAX_CELLS)} cells`, start)
    const [starts, ends] = [new Int32Array(length), new Int32Array(length)]
    starts.set(this.#starts)
    ends.set(this.#ends)
    this.#starts = starts
    this.#ends = ends
  }
}
