/**
 * Translates a regular expression of RE2's syntax into a native one, where it is so plain that a backtracking matcher
 * can't be slow on it; null for all others, which RE2 itself matches. Most patterns in rules are a few words
 * (`(?i)\b(refund|money back)\b`), and the native matcher is ten times faster on those.
 *
 * Accepted, after an optional leading `(?i)`: literal characters, escapes of punctuation, `\n \t \r \f \v \d \w \s`,
 * classes without negation, `\b`, anchors, groups, alternation, and these repetitions:
 * - `?` on a character or a group, `{n}` and `{m,n}` (at most 16) on a character: each multiplies the ways to try,
 *   and their number times their length is bounded by `MAX_WORK` for every start position;
 * - `+` and `*` on a character `c`, when the character before is one that must be there and can't match what `c`
 *   matches, and the character after likewise (or the pattern ends): every run of `c` is then entered at its start
 *   alone, and giving back parts of it fails at once, so that a run is walked a bounded number of times.
 * Time is therefore linear in the text. Every other sign is refused, so that a doubt costs speed, never safety.
 *
 * Meaning is RE2's: `\s` has no vertical tab and no Unicode spaces, `\b` is ASCII, `$` is the end of the text, and
 * without regard to case `k` also matches U+212A and `s` U+017F.
 */
export function linearPattern(pattern: string): RegExp | null {
  const foldCase = pattern.startsWith('(?i)')
  const reader: Reader = { pattern, at: foldCase ? 4 : 0, foldCase, depth: 0 }
  const alternatives = readAlternatives(reader)
  if (alternatives === null || reader.at !== pattern.length || alternatives.work > MAX_WORK) return null
  return new RegExp(alternatives.source)
}

/** Characters that one start position may have to look at, in the worst case. */
const MAX_WORK = 4096
const MAX_REPEATS = 16
const MAX_DEPTH = 8

interface Reader {
  readonly pattern: string
  readonly foldCase: boolean
  at: number
  depth: number
}

/** A translated part: the ways in which it can match at one position, and the characters looked at to try them all. */
interface Part {
  readonly source: string
  readonly paths: number
  readonly work: number
}

interface Element extends Part {
  /** What it matches, where it is exactly one character; else null. */
  readonly one: ReadonlySet<number> | null
  /** The characters of a `+` or `*`, whose neighbours must be checked. */
  readonly run: ReadonlySet<number> | null
}

function readAlternatives(reader: Reader): Part | null {
  const sources: string[] = []
  let paths = 0
  let work = 0
  do {
    if (sources.length > 0) reader.at++
    const sequence = readSequence(reader)
    if (sequence === null) return null
    sources.push(sequence.source)
    paths += sequence.paths
    work += sequence.work
  } while (reader.pattern[reader.at] === '|')
  return { source: sources.join('|'), paths, work }
}

function readSequence(reader: Reader): Part | null {
  const elements: Element[] = []
  while (reader.at < reader.pattern.length && reader.pattern[reader.at] !== '|' && reader.pattern[reader.at] !== ')') {
    const element = readElement(reader)
    if (element === null) return null
    elements.push(element)
  }
  if (elements.length === 0) return null

  let source = ''
  let paths = 1
  let work = 0
  for (const [index, element] of elements.entries()) {
    if (element.run !== null) {
      const after = elements[index + 1]
      const endsPattern = after === undefined && reader.depth === 0
      if (!apart(elements[index - 1], element.run) || !(endsPattern || apart(after, element.run))) return null
    }
    source += element.source
    work += paths * element.work
    paths *= element.paths
    if (work > MAX_WORK) return null
  }
  return { source, paths, work }
}

function apart(neighbour: Element | undefined, run: ReadonlySet<number>): boolean {
  if (neighbour === undefined || neighbour.one === null) return false
  for (const code of neighbour.one) if (run.has(code)) return false
  return true
}

function readElement(reader: Reader): Element | null {
  const { pattern } = reader
  const sign = pattern[reader.at]
  if (sign === '^' || sign === '$') {
    reader.at++
    return unrepeated(reader, sign)
  }
  if (sign === '(') return readGroup(reader)
  if (sign === '\\') {
    const assertion = ASSERTIONS.get(pattern[reader.at + 1] ?? '')
    if (assertion !== undefined) {
      reader.at += 2
      return unrepeated(reader, assertion)
    }
  }
  const characters = sign === '[' ? readClass(reader) : readCharacter(reader)
  return characters === null ? null : repeated(reader, folded(reader, characters))
}

const ASSERTIONS = new Map([
  ['b', '\\b'],
  ['A', '^'],
  ['z', '$'],
])

function unrepeated(reader: Reader, source: string): Element | null {
  return isRepetition(reader.pattern[reader.at]) ? null : { source, paths: 1, work: 1, one: null, run: null }
}

function isRepetition(sign: string | undefined): boolean {
  return sign === '?' || sign === '*' || sign === '+' || sign === '{'
}

function readGroup(reader: Reader): Element | null {
  if (reader.depth === MAX_DEPTH) return null
  reader.at++
  if (reader.pattern.startsWith('?:', reader.at)) reader.at += 2
  reader.depth++
  const inner = readAlternatives(reader)
  reader.depth--
  if (inner === null || reader.pattern[reader.at] !== ')') return null
  reader.at++
  const source = `(?:${inner.source})`
  if (reader.pattern[reader.at] !== '?') return unrepeated(reader, source) && { ...inner, source, one: null, run: null }
  reader.at++
  return (
    unrepeated(reader, source) && {
      source: `${source}?`,
      paths: inner.paths + 1,
      work: inner.work + 1,
      one: null,
      run: null,
    }
  )
}

function repeated(reader: Reader, one: ReadonlySet<number> | null): Element | null {
  if (one === null) return null
  const source = classSource(one)
  const sign = reader.pattern[reader.at]
  if (!isRepetition(sign)) return { source, paths: 1, work: 1, one, run: null }
  if (sign === '{') {
    const bounds = /^\{(\d{1,2})(?:,(\d{1,2}))?\}/.exec(reader.pattern.slice(reader.at, reader.at + 7))
    if (bounds === null) return null
    const least = Number(bounds[1])
    const most = Number(bounds[2] ?? bounds[1])
    if (least < 1 || most < least || most > MAX_REPEATS) return null
    reader.at += bounds[0].length
    const paths = most - least + 1
    return (
      unrepeated(reader, source) && { source: `${source}{${least},${most}}`, paths, work: most, one: null, run: null }
    )
  }
  reader.at++
  const [paths, run] = sign === '?' ? [2, null] : [1, one]
  return unrepeated(reader, source) && { source: source + sign, paths, work: paths, one: null, run }
}

const DIGITS = codesOf('0', '9')
const NAMED_CLASSES = new Map<string, ReadonlySet<number>>([
  ['d', DIGITS],
  ['w', new Set([...DIGITS, ...codesOf('A', 'Z'), ...codesOf('a', 'z'), 0x5f])],
  ['s', new Set([0x09, 0x0a, 0x0c, 0x0d, 0x20])],
  ['n', new Set([0x0a])],
  ['t', new Set([0x09])],
  ['r', new Set([0x0d])],
  ['f', new Set([0x0c])],
  ['v', new Set([0x0b])],
])
const ESCAPED = '.$^|()[]{}*+?\\/-'
const SIGNS = '.|()[]{}*+?\\^$'

function readCharacter(reader: Reader): ReadonlySet<number> | null {
  const { pattern } = reader
  const sign = pattern[reader.at] ?? ''
  if (sign === '\\') {
    const escaped = pattern[reader.at + 1] ?? ''
    reader.at += 2
    const named = NAMED_CLASSES.get(escaped)
    if (named !== undefined) return named
    return escaped !== '' && ESCAPED.includes(escaped) ? new Set([escaped.charCodeAt(0)]) : null
  }
  const code = pattern.charCodeAt(reader.at)
  // A half of a surrogate pair is no character of its own.
  if (SIGNS.includes(sign) || (code >= 0xd800 && code <= 0xdfff)) return null
  reader.at++
  return new Set([code])
}

function readClass(reader: Reader): ReadonlySet<number> | null {
  const { pattern } = reader
  const characters = new Set<number>()
  reader.at++
  if (pattern[reader.at] === '^' || pattern[reader.at] === ']') return null
  if (pattern[reader.at] === '-') {
    characters.add(0x2d)
    reader.at++
  }
  while (pattern[reader.at] !== ']') {
    const low = readClassCharacter(reader)
    if (low === null) return null
    if (pattern[reader.at] !== '-') {
      for (const code of low) characters.add(code)
      continue
    }
    reader.at++
    const high = readClassCharacter(reader)
    const [from, to] = [onlyCode(low), high === null ? null : onlyCode(high)]
    if (from === null || to === null || to < from || to > 0x7f) return null
    for (let code = from; code <= to; code++) characters.add(code)
  }
  reader.at++
  return characters
}

function readClassCharacter(reader: Reader): ReadonlySet<number> | null {
  return reader.at >= reader.pattern.length || reader.pattern[reader.at] === '-' ? null : readCharacter(reader)
}

function onlyCode(characters: ReadonlySet<number>): number | null {
  const [code] = characters
  return characters.size === 1 && code !== undefined ? code : null
}

/** With the other case of every letter, as RE2 folds; null where that isn't known here for certain. */
function folded(reader: Reader, characters: ReadonlySet<number>): ReadonlySet<number> | null {
  if (!reader.foldCase) return characters
  const all = new Set(characters)
  for (const code of characters) {
    const others = otherCases(code)
    if (others === null) return null
    for (const other of others) all.add(other)
  }
  return all
}

function otherCases(code: number): readonly number[] | null {
  const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
  if (code < 0x80) {
    if (!isLetter) return []
    if ((code | 0x20) === 0x6b) return [code ^ 0x20, 0x212a]
    if ((code | 0x20) === 0x73) return [code ^ 0x20, 0x17f]
    return [code ^ 0x20]
  }
  // Latin-1: À–Þ pair with à–þ but for × and ÷; å has a third form, ß and ÿ pair outside of Latin-1.
  if (code < 0xc0 || code > 0xfe || code === 0xd7 || code === 0xf7 || code === 0xdf) return null
  return (code | 0x20) === 0xe5 ? [code ^ 0x20, 0x212b] : [code ^ 0x20]
}

function classSource(characters: ReadonlySet<number>): string {
  const codes = [...characters].sort((a, b) => a - b)
  const [only] = codes
  if (codes.length === 1 && only !== undefined) return codeSource(only)
  let source = ''
  for (let i = 0; i < codes.length; i++) {
    const first = codes[i] ?? 0
    let last = first
    while (codes[i + 1] === last + 1) {
      last++
      i++
    }
    source += first === last ? codeSource(first) : `${codeSource(first)}-${codeSource(last)}`
  }
  return `[${source}]`
}

function codeSource(code: number): string {
  const character = String.fromCharCode(code)
  return /[A-Za-z0-9]/.test(character) ? character : `\\u${code.toString(16).padStart(4, '0')}`
}

function codesOf(first: string, last: string): ReadonlySet<number> {
  const codes = new Set<number>()
  for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++) codes.add(code)
  return codes
}
