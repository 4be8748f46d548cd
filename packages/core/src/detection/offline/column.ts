/** `text`: nearly every value stands once (free text, ids), so that its distribution says nothing; `empty`: no value at all. */
export type ColumnType = 'number' | 'category' | 'text' | 'empty'

/** A column of cells, read once. */
export interface Column {
  readonly type: ColumnType
  /** What it would be if no cell were a number. */
  readonly wordType: 'category' | 'text'
  /** Cells with a value. */
  readonly n: number
  readonly missing: number
  /** 0..1; 0 of no rows. */
  readonly missingRate: number
  /** The numbers in ascending order. */
  readonly numbers: Float64Array
  /** Cells with a value that is no number. */
  readonly notNumbers: number
  readonly categories: ReadonlyMap<string, number>
}

/** Cells that stand for "nothing here", in any case. */
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?', '-'])
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
/** A column is one of numbers where no more than this share of its values is none. */
const STRAY = 0.05
/** Of words where more than half of the values stand once, and there are many, each is its own. */
const TEXT = { share: 0.5, values: 100 }

/** Reads a column of cells as they stand in a file. */
export function columnOf(cells: readonly string[]): Column {
  const numbers: number[] = []
  const categories = new Map<string, number>()
  let missing = 0
  for (const cell of cells) {
    const value = cell.trim()
    if (MISSING.has(value.toLowerCase())) {
      missing += 1
      continue
    }
    categories.set(value, (categories.get(value) ?? 0) + 1)
    if (NUMBER.test(value) && Number.isFinite(Number(value))) numbers.push(Number(value))
  }
  const n = cells.length - missing
  const notNumbers = n - numbers.length
  const isText = n > TEXT.values && categories.size > n * TEXT.share
  const wordType = isText ? 'text' : 'category'
  const type = n === 0 ? 'empty' : notNumbers / n <= STRAY ? 'number' : wordType
  const missingRate = cells.length === 0 ? 0 : missing / cells.length
  const sorted = Float64Array.from(numbers).sort()
  return { type, wordType, n, missing, missingRate, numbers: sorted, notNumbers, categories }
}
