import type { Json } from '@dayshift/core'
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLError,
} from 'yaml'
import type { Diagnostic } from '../workflows/workflow-wire.ts'

/** 1-based; columns count UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A YAML document as plain JSON, that still knows where each value stands in the text. */
export interface YamlSource {
  /** What people call it: `manifest`, `playbook`. */
  readonly noun: string
  readonly value: Json
  /** Where the value at a JSON pointer stands; of what isn't there, the nearest thing around it. */
  positionOf(pointer: string): Position
  /** Where the key of the value at a JSON pointer stands; of the whole document, its start. */
  keyPositionOf(pointer: string): Position
  /** Where a character of the text at a pointer stands; `offset` counts within the value, without leading white space. */
  positionWithin(pointer: string, offset: number): Position
  /** The value at a pointer as it is written, if it is a plain or quoted one. */
  writtenAt(pointer: string): string | null
}

export type YamlReading =
  | { readonly kind: 'read'; readonly source: YamlSource }
  | { readonly kind: 'unreadable'; readonly errors: readonly Diagnostic[] }

export const LONGEST_TEXT = 1_048_576
const DEEPEST = 100
/** Values in all, those that aliases repeat included: more than any document of ours has, far less than an alias bomb makes. */
const MOST_VALUES = 100_000

/**
 * Reads one YAML 1.2 document (core schema) as JSON: keys are text and come once, numbers are finite, aliases are
 * followed within bounds. Nothing is thrown for any text.
 */
export function readYaml(written: string, noun: string, whenTooLarge: string): YamlReading {
  const text = written.startsWith('\uFEFF') ? written.slice(1) : written
  const lines = new LineCounter()
  const fault = (code: string, message: string, at: number, path = ''): Diagnostic => {
    const { line, col } = lines.linePos(Math.min(at, text.length))
    return { code, message, line: Math.max(1, line), column: Math.max(1, col), path }
  }
  if (text.length > LONGEST_TEXT) {
    const message = `The ${noun} has ${text.length} characters; ${LONGEST_TEXT} are the most. ${whenTooLarge}`
    return { kind: 'unreadable', errors: [{ code: 'too-large', message, line: 1, column: 1, path: '' }] }
  }
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // Checked below in one pass: the library compares every key with every other.
    uniqueKeys: false,
    prettyErrors: false,
    // Not "silent", which hides that there are several documents.
    logLevel: 'error',
    lineCounter: lines,
  })
  const errors = [...document.errors, ...document.warnings]
    .toSorted((a, b) => a.pos[0] - b.pos[0])
    // Those that follow are mostly echoes of the first.
    .slice(0, 1)
    .map((error) => syntaxFault(error, text, fault))
  const version = document.directives.yaml.explicit ? document.directives.yaml.version : '1.2'
  if (version !== '1.2') {
    errors.push(
      fault('yaml-version', `The ${noun} says %YAML ${version}; it is read as YAML 1.2. Remove that line.`, 0),
    )
  }
  if (errors.length > 0) return { kind: 'unreadable', errors: inOrder(errors) }

  const walk = walkDocument(document, fault)
  if (walk.errors.length > 0) return { kind: 'unreadable', errors: inOrder(walk.errors) }
  return { kind: 'read', source: sourceOf(noun, text, lines, walk) }
}

function inOrder(errors: readonly Diagnostic[]): Diagnostic[] {
  return errors.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}

type MakeFault = (code: string, message: string, at: number, path?: string) => Diagnostic

function syntaxFault(error: YAMLError, text: string, fault: MakeFault): Diagnostic {
  const [at] = error.pos
  const [code, message] = SYNTAX[error.code] ?? ['yaml-syntax', `This is not YAML: ${firstLine(error.message)}.`]
  const near = excerptAt(text, at)
  return fault(code, near === '' ? message : `${message} (at "${near}")`, at)
}

const TOO_DEEP = `It nests deeper than ${DEEPEST} levels: make it flatter.`

const SYNTAX: { readonly [C in YAMLError['code']]?: readonly [code: string, message: string] } = {
  TAB_AS_INDENT: ['yaml-tab', 'A tab is used to indent, which YAML forbids: use two spaces.'],
  BAD_INDENT: [
    'yaml-indent',
    'The indentation does not fit the lines around it: things on one level start in one column.',
  ],
  MULTIPLE_DOCS: [
    'yaml-several-documents',
    'A second document starts here: one file holds one, so remove the line "---".',
  ],
  BAD_ALIAS: ['yaml-alias', 'The alias has no anchor before it, or is not well-formed: define "&name" first.'],
  ALIAS_PROPS: ['yaml-alias', 'An alias can have no anchor or tag of its own: write the alias alone.'],
  MULTIPLE_ANCHORS: ['yaml-alias', 'One value can have one anchor only: remove the others.'],
  TAG_RESOLVE_FAILED: [
    'yaml-tag',
    'Tags with a meaning of their own are not read: remove the tag ("!…") and write the value plainly.',
  ],
  MULTIPLE_TAGS: ['yaml-tag', 'One value can have one tag only: remove them.'],
  BAD_DQ_ESCAPE: [
    'yaml-escape',
    'A backslash in double quotes starts an escape, and this is none: double it, or use single quotes.',
  ],
  MISSING_CHAR: [
    'yaml-syntax',
    'A character is missing here: look for an open quote or bracket, a missing space after a colon, or a line that is indented otherwise than its neighbours.',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'yaml-syntax',
    'A key and its value can\'t start here: quote a text that contains ": ", and put a nested map on lines of its own.',
  ],
  MULTILINE_IMPLICIT_KEY: [
    'yaml-syntax',
    'A key must stand on one line, with a colon and a space after it: look for a missing colon or quote.',
  ],
  UNEXPECTED_TOKEN: ['yaml-syntax', 'This does not belong here: look for a missing quote, comma or line break.'],
  BAD_SCALAR_START: ['yaml-syntax', "A plain text can't start with this character: put the text into quotes."],
  RESOURCE_EXHAUSTION: ['too-deep', TOO_DEEP],
  BAD_DIRECTIVE: ['yaml-syntax', 'A line that starts with % is an instruction to YAML, and this is none: remove it.'],
  KEY_OVER_1024_CHARS: ['yaml-syntax', 'A key has more than 1024 characters: look for a missing colon or quote.'],
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/[.:]$/, '')
}

function excerptAt(text: string, at: number): string {
  const line = text.slice(at, at + 40).split('\n')[0] ?? ''
  return line.replaceAll('\t', '⇥').trim()
}

interface Place {
  readonly key: Node | null
  readonly node: Node | null
}

interface Walk {
  readonly value: Json
  readonly places: ReadonlyMap<string, Place>
  readonly errors: readonly Diagnostic[]
}

/** Makes plain JSON of the tree and remembers where each value came from. */
function walkDocument(document: Document.Parsed, fault: MakeFault): Walk {
  const places = new Map<string, Place>()
  const errors: Diagnostic[] = []
  // Filled in the order of the text, as an alias means the last anchor of its name before it.
  const anchors = new Map<string, Node>()
  const following = new Set<Node>()
  let values = 0
  let isTooLarge = false

  const value = toJson(document.contents, '', null, 0)
  return { value, places, errors }

  function toJson(node: Node | null, pointer: string, key: Node | null, depth: number): Json {
    places.set(pointer, { key, node })
    if (node === null || isTooLarge) return null
    values++
    const at = node.range?.[0] ?? 0
    if (values > MOST_VALUES) {
      isTooLarge = true
      errors.push(
        fault('yaml-too-many-values', `It holds more than ${MOST_VALUES} values, aliases repeated.`, at, pointer),
      )
      return null
    }
    if (depth > DEEPEST) {
      errors.push(fault('too-deep', TOO_DEEP, at, pointer))
      return null
    }
    if (!isAlias(node) && node.anchor !== undefined) anchors.set(node.anchor, node)
    if (isAlias(node)) return followed(node, pointer, key, depth)
    if (isScalar(node)) return scalar(node, pointer)
    if (isSeq(node)) {
      return node.items.map((item, index) => toJson(item as Node | null, `${pointer}/${index}`, null, depth + 1))
    }
    if (isMap(node)) {
      const result: Record<string, Json> = {}
      for (const { key: keyNode, value: member } of node.items) {
        const name = keyName(keyNode as Node | null, pointer, at)
        if (name === null) continue
        const inner = `${pointer}/${escapeStep(name)}`
        const keyAt = (keyNode as Node).range?.[0] ?? at // keyName has seen that it is a node
        if (Object.hasOwn(result, name)) {
          errors.push(fault('yaml-duplicate-key', `"${name}" is there twice in the same map: keep one.`, keyAt, inner))
          continue
        }
        const json = toJson(member as Node | null, inner, keyNode as Node, depth + 1)
        // Defined, not assigned: "__proto__" is a key like any other.
        Object.defineProperty(result, name, { value: json, enumerable: true, configurable: true, writable: true })
      }
      return result
    }
    return null
  }

  function followed(node: Alias, pointer: string, key: Node | null, depth: number): Json {
    const target = anchors.get(node.source)
    const at = node.range?.[0] ?? 0
    if (target === undefined) {
      const message = `The alias "*${node.source}" has no anchor before it: define "&${node.source}", or put the text into quotes.`
      errors.push(fault('yaml-alias', message, at, pointer))
      return null
    }
    if (following.has(target) || isWithin(target, at)) {
      const message = `The alias "*${node.source}" contains itself: write the value out.`
      errors.push(fault('yaml-alias', message, at, pointer))
      return null
    }
    following.add(target)
    const value = toJson(target, pointer, key, depth)
    following.delete(target)
    // What is wrong with it is shown where it is used.
    places.set(pointer, { key, node })
    return value
  }

  function scalar(node: Scalar, pointer: string): Json {
    const { value } = node
    const at = node.range?.[0] ?? 0
    if (typeof value === 'string') {
      const bad = unstorable(value)
      if (bad !== null) errors.push(fault('bad-character', `The text holds ${bad}: remove it.`, at, pointer))
      return value
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      errors.push(fault('bad-number', `"${node.source ?? value}" is no number that can be used.`, at, pointer))
      return null
    }
    return typeof value === 'number' || typeof value === 'boolean' ? value : null
  }

  function keyName(node: Node | null, pointer: string, at: number): string | null {
    const keyAt = node?.range?.[0] ?? at
    const scalarKey = isAlias(node) ? anchors.get(node.source) : node
    if (isScalar(node) && node.anchor !== undefined) anchors.set(node.anchor, node)
    if (!isScalar(scalarKey) || scalarKey.value === null) {
      errors.push(fault('yaml-key', 'A key must be text: write "name: value".', keyAt, pointer))
      return null
    }
    // `1: x` and `true: x` are keys "1" and "true", as in JSON.
    const name =
      typeof scalarKey.value === 'string' ? scalarKey.value : (scalarKey.source ?? JSON.stringify(scalarKey.value))
    const bad = unstorable(name)
    if (bad === null) return name
    errors.push(fault('bad-character', `The key holds ${bad}: remove it.`, keyAt, pointer))
    return null
  }
}

function isWithin(node: Node, at: number): boolean {
  const [start, , end] = node.range ?? [0, 0, 0]
  return at > start && at < end
}

/** What the database can't keep: a NUL character, half a surrogate pair. */
function unstorable(text: string): string | null {
  if (text.includes('\0')) return 'the character NUL'
  return text.isWellFormed() ? null : 'half of a character (a lone surrogate)'
}

export function escapeStep(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

function sourceOf(noun: string, text: string, lines: LineCounter, { value, places }: Walk): YamlSource {
  const position = (at: number): Position => {
    const { line, col } = lines.linePos(at)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const nearest = (pointer: string): Place | null => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const place = places.get(at)
      if (place !== undefined && (place.key ?? place.node) !== null) return place
      if (at === '') return null
    }
  }
  const startOf = (node: Node | null | undefined): number | null => node?.range?.[0] ?? null

  return {
    noun,
    value,
    positionOf(pointer) {
      const place = nearest(pointer)
      return position(startOf(place?.node) ?? startOf(place?.key) ?? 0)
    },
    keyPositionOf(pointer) {
      const place = nearest(pointer)
      return position(startOf(place?.key) ?? startOf(place?.node) ?? 0)
    },
    positionWithin(pointer, offset) {
      const node = nearest(pointer)?.node
      if (!isScalar(node) || typeof node.value !== 'string' || !places.has(pointer)) return this.positionOf(pointer)
      return position(sourceOffset(text, node, node.value.trimStart().slice(0, offset)))
    },
    writtenAt(pointer) {
      const node = places.get(pointer)?.node
      if (!isScalar(node) || !node.range || node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') return null
      return text.slice(node.range[0], node.range[1])
    },
  }
}

/**
 * Where in the text the value's character after `before` stands. YAML folds and indents white space but keeps every
 * other character in order, so the n-th visible character of the value is the n-th of the text, escapes undone.
 */
function sourceOffset(text: string, node: Scalar, before: string): number {
  const [start, end] = node.range ?? [0, 0]
  const wanted = visible(before)
  const isBlock = node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL'
  const isDouble = node.type === 'QUOTE_DOUBLE'
  const isSingle = node.type === 'QUOTE_SINGLE'
  let at = isBlock ? text.indexOf('\n', start) + 1 : isDouble || isSingle ? start + 1 : start
  const last = isDouble || isSingle ? end - 1 : end
  let seen = 0
  let behind = at
  while (at < last) {
    const length =
      isDouble && text[at] === '\\' ? escapeLength(text, at) : isSingle && text.startsWith("''", at) ? 2 : 1
    const isVisible = length > 1 ? !(isDouble && isBlankEscape(text.slice(at, at + length))) : !isBlank(text[at] ?? ' ')
    if (isVisible) {
      if (seen === wanted) return at
      seen++
      behind = at + length
    }
    at += length
  }
  return behind
}

function visible(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) if (!isBlank(text[i] ?? ' ')) count++
  return count
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r'
}

function escapeLength(text: string, at: number): number {
  const kind = text[at + 1]
  return kind === 'x' ? 4 : kind === 'u' ? 6 : kind === 'U' ? 10 : 2
}

function isBlankEscape(escape: string): boolean {
  return ['\\n', '\\t', '\\r', '\\ ', '\\\n', '\\\t', '\\x20', '\\x09', '\\x0a', '\\x0A', '\\x0d'].includes(escape)
}
