import { parseExactJson } from './parse-json.ts'

export interface JsonValue {
  /** The line on which it begins, in a list its place there; from 1. */
  readonly place: number
  /** Undefined where it is no JSON. */
  readonly value: unknown
  /** True for the rest of a long value, of whose lists the first items were given already. */
  readonly isRest: boolean
}

/** Takes JSON in by parts and gives each value as soon as it is whole. */
export interface JsonValues {
  push(text: string): readonly JsonValue[]
  /** What was left; a value that the text breaks off in is no JSON. */
  end(): readonly JsonValue[]
}

/** A value that is longer than this many characters is refused, unless it can be given in parts. */
const LONGEST_VALUE = 256 * 1024 * 1024
/** One whose lists stand for themselves is given in parts of about so many characters. */
const PART = 4 * 1024 * 1024

/**
 * Lists whose items stand for themselves, by the members that lead to them: spans of OpenTelemetry, pages of an API. A value
 * that holds one is given in parts, each with what stands around the list.
 */
const LISTS: ReadonlySet<string> = new Set([
  'items',
  'records',
  'data',
  'traces',
  ...['resourceSpans', 'resource_spans'].flatMap((all) => [
    all,
    ...['scopeSpans', 'scope_spans', 'instrumentationLibrarySpans'].flatMap((scope) => [
      `${all} ${scope}`,
      `${all} ${scope} spans`,
    ]),
  ]),
])

/**
 * Splits a text into its JSON values, so that a file of any size will do: the items of a list, values by lines, or values
 * one after the other over several lines. Which of them it is shows in the first two lines.
 */
export function createJsonValues(): JsonValues {
  let head = ''
  let splitter: JsonValues | null = null
  return {
    push(text) {
      if (splitter !== null) return splitter.push(text)
      head += text
      const kind = kindOf(head, false)
      if (kind === null) return []
      splitter = kind === 'lines' ? lineValues() : nestedValues(kind === 'list')
      return splitter.push(head)
    },
    end() {
      if (splitter !== null) return splitter.end()
      const kind = kindOf(head, true)
      if (kind === null) return []
      splitter = kind === 'lines' ? lineValues() : nestedValues(kind === 'list')
      return [...splitter.push(head), ...splitter.end()]
    },
  }
}

/** Null while it can't be told; values of one line that is longer than this need no lines to be told apart. */
const LONG_LINE = 1024 * 1024

function kindOf(head: string, isWhole: boolean): 'list' | 'lines' | 'nested' | null {
  const start = head.replace(/^\uFEFF/, '').trimStart()
  if (start === '') return null
  if (start.startsWith('[')) return 'list'
  const lines = start.split('\n')
  const whole = (isWhole ? lines : lines.slice(0, -1)).filter((line) => line.trim() !== '').slice(0, 2)
  if (whole.some((line) => isObject(parseExactJson(line)))) return 'lines'
  return whole.length === 2 || isWhole || start.length > LONG_LINE ? 'nested' : null
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}

function lineValues(): JsonValues {
  let rest = ''
  let line = 0
  const valueOf = (text: string): readonly JsonValue[] => {
    line += 1
    const trimmed = text.replace(/^\uFEFF/, '').trim()
    return trimmed === '' ? [] : [{ place: line, value: parseExactJson(trimmed), isRest: false }]
  }
  return {
    push(text) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > LONGEST_VALUE) throw new RangeError(`line ${String(line + 1)} is too long`)
      return lines.flatMap(valueOf)
    },
    end: () => (rest === '' ? [] : valueOf(rest)),
  }
}

/** A list or an object that is open, within a value. */
interface Level {
  readonly isList: boolean
  /** Where it begins in the value. */
  start: number
  /** The members that lead to it, where it is a list that may be given in parts. */
  readonly path: string
}

/** Below so many levels no list is given in parts. */
const DEEPEST = 6
const BELOW: Level = { isList: false, start: 0, path: '-' }
const LONGEST_NAME = 40

/** The items of a list, or values that stand one after the other. */
function nestedValues(isList: boolean): JsonValues {
  const base = isList ? 1 : 0
  let parts: string[] = []
  let length = 0
  let [depth, place, line] = [0, 0, 1]
  let startLine = 1
  let [inString, escaped, open, isRest] = [false, false, false, false]
  /** Those of the value that is open. */
  let levels: Level[] = []
  /** Where the last text within the value began: before a colon it is the name of a member. */
  let [stringStart, stringEnd] = [0, 0]

  return {
    push(text) {
      const values: JsonValue[] = []
      let from = 0
      for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at)
        if (code === 10) line += 1
        if (inString) {
          if (escaped) escaped = false
          else if (code === 92) escaped = true
          else if (code === 34) {
            inString = false
            stringEnd = length + at - from
          }
          continue
        }
        const isSpace = code === 32 || (code >= 9 && code <= 13) || code === 0xfeff
        if (isSpace) continue
        if (depth === 0 && isList && code === 91) {
          depth = 1
          from = at + 1
          continue
        }
        if (depth === base && !open) {
          // Between two items, or after the list.
          if (isList && (code === 44 || code === 93)) {
            if (code === 93) depth = 0
            continue
          }
          open = true
          from = at
          startLine = line
        }
        if (code === 34) {
          inString = true
          stringStart = length + at - from + 1
        } else if (code === 123 || code === 91) {
          levels.push(levelAt(code === 91, length + at - from, text.slice(from, at)))
          depth += 1
        } else if (code === 125 || (code === 93 && depth > base)) {
          levels.pop()
          depth -= 1
        } else if (depth === base && isList && (code === 44 || code === 93)) {
          values.push(closed(text.slice(from, at)))
          if (code === 93) depth = 0
          continue
        } else if (code === 44 && length + at - from > PART && mayEndHere()) {
          values.push(cut(text.slice(from, at)))
          from = at + 1
        }
        if (depth === base && (code === 125 || code === 93)) values.push(closed(text.slice(from, at + 1)))
        if (depth < base) depth = base
      }
      if (open) {
        parts.push(text.slice(from))
        length += text.length - from
        if (length > LONGEST_VALUE)
          throw new RangeError(`the value that begins on line ${String(startLine)} is too long`)
      }
      return values
    },
    end() {
      if (open) return [closed('')]
      return depth > 0 ? [{ place: place + 1, value: undefined, isRest: false }] : []
    },
  }

  /** Only objects and lists on the way to a list that may be given in parts have a path. */
  function levelAt(isArray: boolean, start: number, current: string): Level {
    const above = levels.at(-1)
    if (levels.length > DEEPEST) return BELOW
    if (above === undefined || above.isList) return { isList: isArray, start, path: above?.path ?? '' }
    if (!isArray || stringEnd - stringStart > LONGEST_NAME) return { isList: isArray, start, path: '-' }
    const name = within(stringStart, stringEnd, current)
    return { isList: true, start, path: above.path === '' ? name : `${above.path} ${name}` }
  }

  function mayEndHere(): boolean {
    const level = levels.at(-1)
    return level !== undefined && level.isList && LISTS.has(level.path)
  }

  /** A stretch of the value that is open; `current` is its end, which is in no part yet. */
  function within(from: number, to: number, current: string): string {
    if (from >= length) return current.slice(from - length, to - length)
    return `${parts.join('')}${current}`.slice(from, to)
  }

  /** Gives the value with the items so far, and goes on with what stands around the list alone. */
  function cut(last: string): JsonValue {
    const text = `${parts.join('')}${last}`
    const closers = levels
      .map((level) => (level.isList ? ']' : '}'))
      .toReversed()
      .join('')
    let around = ''
    for (const [at, level] of levels.entries()) {
      const start = around.length
      around += level.isList ? '[' : text.slice(level.start, levels[at + 1]?.start)
      level.start = start
    }
    const value = { place: isList ? place + 1 : startLine, value: parseExactJson(`${text}${closers}`), isRest }
    parts = [around]
    length = around.length
    isRest = true
    return value
  }

  function closed(last: string): JsonValue {
    const text = parts.length === 0 ? last : `${parts.join('')}${last}`
    const value = { value: parseExactJson(text.trim()), isRest }
    parts = []
    length = 0
    open = false
    isRest = false
    levels = []
    place += 1
    return { place: isList ? place : startLine, ...value }
  }
}
