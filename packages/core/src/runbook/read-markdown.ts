/** A Markdown text as far as a runbook's check needs it: its headings, and its lines told apart. */
export interface MarkdownText {
  readonly headings: readonly MarkdownHeading[]
  /** Every line that says something; blank lines and comments are left out. */
  readonly lines: readonly MarkdownLine[]
  /** `owner: Ada` between the `---` at the top. */
  readonly frontMatter: readonly { readonly key: string; readonly value: string; readonly line: number }[]
  /** True where the text goes on beyond what was read. */
  readonly isCut: boolean
}

export interface MarkdownHeading {
  /** Without its marks. */
  readonly heading: string
  /** 1 to 6. */
  readonly level: number
  /** Of its first line, from 1. */
  readonly line: number
}

export interface MarkdownLine {
  readonly text: string
  readonly line: number
  /** Code is what stands in fences. */
  readonly kind: 'prose' | 'code'
}

/** Of a longer line the start is read: nobody wrote it for people. */
const LONGEST_LINE = 10_000

/** Headings and lines beyond these are not read; nobody reads such a text either. */
export const MOST_HEADINGS = 10_000
export const MOST_LINES = 100_000

/**
 * Reads headings (`#` and underlined), fences, comments and front matter as CommonMark has them, one pass over the
 * lines. A text of any content comes to an end in time that grows with its length alone.
 */
export function readMarkdown(text: string): MarkdownText {
  const all = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, MOST_LINES + 1)
  const { frontMatter, next } = frontMatterOf(all)
  const headings: MarkdownHeading[] = []
  const lines: MarkdownLine[] = []
  let fence: Fence | null = null
  let isComment = false
  /** The paragraph that an underline would make a heading; null between paragraphs. */
  let paragraph: { readonly line: number; readonly parts: string[] } | null = null
  /** In a list, quotation, table or HTML: a line of dashes below is a line across the page. */
  let isBlock = false

  const end = Math.min(all.length, MOST_LINES)
  for (let index = next; index < end && headings.length < MOST_HEADINGS; index++) {
    const raw = all[index] ?? ''
    const line = index + 1
    if (fence !== null) {
      if (closesFence(raw, fence)) fence = null
      else if (raw.trim() !== '') lines.push({ text: raw.slice(0, LONGEST_LINE), line, kind: 'code' })
      continue
    }
    const seen = withoutComments(raw, isComment)
    isComment = seen.isComment
    const trimmed = seen.text.trim()
    if (trimmed === '') {
      paragraph = null
      isBlock = false
      continue
    }
    // A fence may stand deep within a list; all else that deep is code or goes on with what is above.
    fence = fenceOf(trimmed)
    if (fence !== null) {
      paragraph = null
      continue
    }
    const isShallow = isShallowIndent(seen.text)
    const heading = isShallow ? (atxOf(trimmed) ?? htmlHeadingOf(trimmed)) : null
    if (heading !== null) {
      headings.push({ ...heading, line })
      paragraph = null
      isBlock = false
      continue
    }
    const level = isShallow && paragraph !== null ? underlineOf(trimmed) : null
    if (level !== null && paragraph !== null) {
      const first = paragraph.line
      headings.push({ heading: plainText(paragraph.parts.join(' ').slice(0, LONGEST_LINE)), level, line: first })
      // Its lines are the heading now, not what stands below the one before.
      while ((lines.at(-1)?.line ?? 0) >= first) lines.pop()
      paragraph = null
      continue
    }
    if (isBreak(trimmed)) {
      paragraph = null
      continue
    }
    lines.push({ text: seen.text.slice(0, LONGEST_LINE), line, kind: 'prose' })
    if (startsBlock(trimmed)) {
      isBlock = true
      paragraph = null
    } else if (paragraph !== null) paragraph.parts.push(trimmed)
    else if (!isBlock && isShallow) paragraph = { line, parts: [trimmed] }
  }
  return { headings, lines, frontMatter, isCut: all.length > MOST_LINES || headings.length >= MOST_HEADINGS }
}

/** The words of a piece of Markdown: without emphasis, code marks, link targets, tags and a trailing `{#anchor}`. */
export function plainText(markdown: string): string {
  if (!/[*`~[\]\\<{]/.test(markdown)) return markdown.replaceAll(/\s+/g, ' ').trim()
  let text = ''
  let at = 0
  while (at < markdown.length) {
    const char = markdown.charAt(at)
    if (char === ']' && markdown.charAt(at + 1) === '(') {
      const end = markdown.indexOf(')', at)
      if (end === -1) return (text + markdown.slice(at)).trim()
      at = end + 1
    } else if (char === '<' && /[a-z/!]/i.test(markdown.charAt(at + 1))) {
      const end = markdown.indexOf('>', at)
      if (end === -1) return (text + markdown.slice(at)).trim()
      at = end + 1
    } else if (char === '{' && markdown.charAt(at + 1) === '#') break
    else {
      if (!'*`~[]\\'.includes(char)) text += char
      at += 1
    }
  }
  return text.replaceAll(/\s+/g, ' ').trim()
}

interface Fence {
  readonly char: string
  readonly length: number
}

function frontMatterOf(all: readonly string[]): {
  readonly frontMatter: MarkdownText['frontMatter']
  readonly next: number
} {
  if (all[0]?.trimEnd() !== '---') return { frontMatter: [], next: 0 }
  const end = all.findIndex((line, index) => index > 0 && (line.trimEnd() === '---' || line.trimEnd() === '...'))
  // Without an end it is a line across the page.
  if (end === -1) return { frontMatter: [], next: 0 }
  const found: { key: string; value: string; line: number }[] = []
  for (let index = 1; index < end; index++) {
    const text = all[index] ?? ''
    const colon = text.indexOf(':')
    const listed = text.trim().startsWith('- ')
    const last = found.at(-1)
    if (listed && last !== undefined) {
      found[found.length - 1] = { ...last, value: `${last.value} ${text.trim().slice(2)}`.trim() }
    } else if (colon > 0 && !text.startsWith(' ') && !text.startsWith('#')) {
      found.push({
        key: text.slice(0, colon).trim().toLowerCase(),
        value: unquoted(text.slice(colon + 1).trim()),
        line: index + 1,
      })
    }
  }
  return { frontMatter: found, next: end + 1 }
}

function unquoted(value: string): string {
  const quote = value.charAt(0)
  return value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote) ? value.slice(1, -1) : value
}

/** A comment that opens at a line's start lasts until it is closed; within a line only where it is closed there. */
function withoutComments(line: string, isComment: boolean): { readonly text: string; readonly isComment: boolean } {
  let rest = line
  if (isComment) {
    const end = rest.indexOf('-->')
    if (end === -1) return { text: '', isComment: true }
    rest = rest.slice(end + 3)
  }
  const kept: string[] = []
  let at = 0
  for (;;) {
    const start = rest.indexOf('<!--', at)
    if (start === -1) break
    const end = rest.indexOf('-->', start + 4)
    if (end === -1) {
      const before = rest.slice(at, start)
      if (kept.length === 0 && before.trim() === '') return { text: '', isComment: true }
      break
    }
    kept.push(rest.slice(at, start))
    at = end + 3
  }
  return { text: kept.join('') + rest.slice(at), isComment: false }
}

/** Fewer than four columns. */
function isShallowIndent(text: string): boolean {
  return !text.startsWith('    ') && !/^ {0,3}\t/.test(text)
}

function fenceOf(trimmed: string): Fence | null {
  const char = trimmed.charAt(0)
  if (char !== '`' && char !== '~') return null
  const length = runOf(trimmed, char)
  // Backticks that close on the same line are code within a sentence.
  if (length < 3 || (char === '`' && trimmed.includes('`', length))) return null
  return { char, length }
}

function closesFence(raw: string, fence: Fence): boolean {
  const trimmed = raw.trim()
  const length = runOf(trimmed, fence.char)
  return length >= fence.length && length === trimmed.length
}

function runOf(text: string, char: string): number {
  let length = 0
  while (text.charAt(length) === char) length += 1
  return char === '' ? 0 : length
}

function atxOf(trimmed: string): Pick<MarkdownHeading, 'heading' | 'level'> | null {
  const level = runOf(trimmed, '#')
  const after = trimmed.charAt(level)
  if (level < 1 || level > 6 || (after !== '' && after !== ' ' && after !== '\t')) return null
  let end = trimmed.length
  while (end > level && trimmed.charAt(end - 1) === '#') end -= 1
  // Closing marks stand apart from the words: "C#" keeps its own.
  const closes = end === level || /\s/.test(trimmed.charAt(end - 1))
  return { heading: plainText(trimmed.slice(level, closes ? end : trimmed.length).slice(0, LONGEST_LINE)), level }
}

function htmlHeadingOf(trimmed: string): Pick<MarkdownHeading, 'heading' | 'level'> | null {
  const level = /^<h([1-6])[\s>]/i.exec(trimmed)?.[1]
  return level === undefined ? null : { heading: plainText(trimmed.slice(0, LONGEST_LINE)), level: Number(level) }
}

function underlineOf(trimmed: string): 1 | 2 | null {
  if (runOf(trimmed, '=') === trimmed.length) return 1
  return runOf(trimmed, '-') === trimmed.length ? 2 : null
}

/** A line across the page: three or more of one mark, with blanks between. */
function isBreak(trimmed: string): boolean {
  const char = trimmed.charAt(0)
  if (char !== '-' && char !== '*' && char !== '_') return false
  let marks = 0
  for (const each of trimmed) {
    if (each === char) marks += 1
    else if (each !== ' ' && each !== '\t') return false
  }
  return marks >= 3
}

function startsBlock(trimmed: string): boolean {
  return /^(?:(?:[-+*]|\d{1,9}[.)])(?:\s|$)|[>|]|<[a-z/!])/i.test(trimmed)
}
