import { counted } from '../workflows/in-words.ts'
import {
  type MarkdownHeading,
  type MarkdownLine,
  type MarkdownText,
  MOST_HEADINGS,
  MOST_LINES,
  plainText,
  readMarkdown,
} from './read-markdown.ts'
import { hasPhrase, RUNBOOK_PART_IDS, RUNBOOK_PARTS, type RunbookPart, wordsOf } from './runbook-parts.ts'

/** What the check of a runbook found. */
export interface RunbookLint {
  /** The headings in their order, each with what a runbook must say that stands under it. */
  readonly sections: readonly LintSection[]
  /** What a runbook must say and this one doesn't. */
  readonly missing: readonly RunbookPart[]
  readonly problems: readonly LintProblem[]
}

export interface LintSection {
  readonly heading: string
  readonly level: number
  readonly line: number
  readonly parts: readonly RunbookPart[]
}

export interface LintProblem {
  readonly code:
    | 'nothing-written'
    | 'no-headings'
    | 'no-owner'
    | 'nobody-named'
    | 'no-escalation'
    | 'no-stop'
    | 'empty-section'
    | 'unfinished'
    | 'dead-link'
    | 'too-long'
  /** What is, and what to do. */
  readonly message: string
  /** From 1; null where it is about the whole text. */
  readonly line: number | null
}

/** Problems beyond this are counted, not listed. */
const MOST_PROBLEMS = 1_000

/**
 * Checks any runbook in Markdown, ours or somebody else's: which sections it has, what it lacks, what is wrong where.
 * What stands in a section that is empty or says "TODO" counts as missing. A name counts as an owner only where the
 * text gives it as one: under a heading, behind a label like "Owner:", or after "owned by".
 */
export function lintRunbook(text: string): RunbookLint {
  const document = readMarkdown(text)
  if (document.lines.length === 0 && document.headings.length === 0) return nothingWritten(document)
  const sections = sectionsOf(document)
  const written = sections.filter(({ state }) => state === 'written')
  const named = whoIsNamed(document, sections)
  const says = saidInSentences(document.lines)
  const found = new Set<RunbookPart>([...written.flatMap(({ parts }) => parts), ...says])
  if (saysItsPurposeFirst(document)) found.add('purpose')
  found.delete('owner')
  if (named.owner) found.add('owner')
  if (named.escalation) found.add('escalation')
  const missing = RUNBOOK_PART_IDS.filter((part) => !found.has(part))
  const lineOf = (part: RunbookPart) => sections.find(({ parts }) => parts.includes(part))?.line ?? null
  const problems: LintProblem[] = [
    ...(document.headings.length === 0
      ? [{ code: 'no-headings' as const, message: 'It has no headings: give each part one.', line: null }]
      : []),
    ...MUST_SAY.filter(({ part }) => missing.includes(part)).map((must) => notSaid(lineOf(must.part))(must)),
    ...sections.filter(({ state }) => state === 'empty').map(emptySection),
    ...named.nobody,
    ...document.lines.flatMap(unfinished),
    ...deadLinks(document),
    ...cutOff(document),
  ]
  return {
    sections: sections.map(({ heading, level, line, parts }) => ({ heading, level, line, parts })),
    missing,
    problems: atMost(problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))),
  }
}

/** What nobody may be without: a problem of its own where it is missing. */
const MUST_SAY = [
  { part: 'owner', code: 'no-owner', message: 'It names no owner' },
  { part: 'escalation', code: 'no-escalation', message: 'It names nobody to call' },
  { part: 'stop', code: 'no-stop', message: 'It does not say when to stop' },
] as const

function cutOff({ isCut }: MarkdownText): LintProblem[] {
  if (!isCut) return []
  const message = `It is longer than anybody reads in an incident: what comes after ${MOST_LINES} lines or ${MOST_HEADINGS} headings was not checked.`
  return [{ code: 'too-long', message, line: null }]
}

function notSaid(line: number | null): (must: (typeof MUST_SAY)[number]) => LintProblem {
  return ({ part, code, message }) => ({ code, message: `${message}: ${RUNBOOK_PARTS[part].write}.`, line })
}

function nothingWritten(document: MarkdownText): RunbookLint {
  const message =
    document.frontMatter.length === 0 ? 'Nothing is written.' : 'Nothing is written below the lines at its top.'
  const problems: LintProblem[] = [
    { code: 'nothing-written', message, line: 1 },
    ...MUST_SAY.map(notSaid(null)),
    ...cutOff(document),
  ]
  return { sections: [], missing: RUNBOOK_PART_IDS, problems }
}

interface SectionRead extends LintSection {
  /** `parent` has nothing of its own but sections below it. */
  readonly state: 'written' | 'empty' | 'unfinished' | 'parent'
  readonly lines: readonly MarkdownLine[]
}

function sectionsOf({ headings, lines }: MarkdownText): SectionRead[] {
  let at = 0
  const own = headings.map((heading, index) => {
    const end = headings[index + 1]?.line ?? Number.POSITIVE_INFINITY
    while ((lines[at]?.line ?? Number.POSITIVE_INFINITY) < heading.line) at += 1
    const first = at
    while ((lines[at]?.line ?? Number.POSITIVE_INFINITY) < end) at += 1
    return lines.slice(first, at)
  })
  const states = own.map((body): SectionRead['state'] => {
    if (body.length === 0) return 'empty'
    return body.every((line) => line.kind === 'prose' && isPlaceholder(line.text)) ? 'unfinished' : 'written'
  })
  // From the last to the first: a heading says as much as what stands below it.
  const below = Array.from({ length: 7 }, (): SectionRead['state'] => 'empty')
  for (let index = headings.length - 1; index >= 0; index--) {
    const level = headings[index]?.level ?? 1
    const deeper = below.slice(level + 1)
    const state = states[index] ?? 'empty'
    const hasBelow = (headings[index + 1]?.level ?? 0) > level
    if (state === 'empty' && hasBelow) states[index] = deeper.includes('written') ? 'written' : 'parent'
    else if (state === 'unfinished' && deeper.includes('written')) states[index] = 'written'
    below.fill('empty', level)
    below[level] = states[index] === 'written' ? 'written' : 'empty'
  }
  return headings.map((heading, index) => ({
    ...heading,
    parts: partsIn(heading),
    state: states[index] ?? 'empty',
    lines: own[index] ?? [],
  }))
}

function partsIn({ heading, level }: MarkdownHeading): readonly RunbookPart[] {
  const words = wordsOf(heading)
  // A part that is called just "Runbook" holds the steps; a title of that name holds everything.
  if (level > 1 && (words === ' runbook ' || words === ' playbook ')) return ['checks']
  return RUNBOOK_PART_IDS.filter((part) => hasPhrase(words, RUNBOOK_PARTS[part].headings))
}

function emptySection({ heading, line }: SectionRead): LintProblem {
  const name = heading === '' ? 'A heading without words' : `"${shortened(heading)}"`
  return { code: 'empty-section', message: `${name} has nothing below it: write it, or take it out.`, line }
}

/** A title with a sentence below it says what it is for. */
function saysItsPurposeFirst({ headings, lines }: MarkdownText): boolean {
  const [first, second] = headings
  const from = first?.line ?? 0
  // Without headings the text's first lines are anything; the check asks for one.
  if (first === undefined) return false
  const body = lines.filter(({ line }) => line > from && line < (second?.line ?? Number.POSITIVE_INFINITY))
  return (
    first.level === 1 && body.some(({ kind, text }) => kind === 'prose' && !isPlaceholder(text) && text.includes(' '))
  )
}

function saidInSentences(lines: readonly MarkdownLine[]): ReadonlySet<RunbookPart> {
  const said = new Set<RunbookPart>()
  for (const { kind, text } of lines) {
    if (kind === 'code') continue
    const words = wordsOf(withoutCode(text))
    for (const part of RUNBOOK_PART_IDS) {
      if (part !== 'owner' && !said.has(part) && hasPhrase(words, RUNBOOK_PARTS[part].phrases)) said.add(part)
    }
  }
  return said
}

const OWNER_LABELS: ReadonlySet<string> = new Set([
  'owner',
  'owners',
  'owned by',
  'service owner',
  'runbook owner',
  'business owner',
  'team',
  'owning team',
  'maintainer',
  'maintainers',
  'maintained by',
  'contact',
  'contacts',
  'point of contact',
  'responsible',
  'first responder',
  'daily care',
  'on call',
  'oncall',
])
const CALL_LABELS: ReadonlySet<string> = new Set([
  'escalation',
  'escalate to',
  'escalation contact',
  'contact',
  'contacts',
  'backup',
  'on call',
  'oncall',
  'point of contact',
])

/** Who is named as what: in the lines at the top, behind labels, in tables, under the owner's heading. */
function whoIsNamed(
  { frontMatter, lines }: MarkdownText,
  sections: readonly SectionRead[],
): { readonly owner: boolean; readonly escalation: boolean; readonly nobody: readonly LintProblem[] } {
  const told = [
    ...frontMatter.map(({ key, value, line }) => ({ label: wordsOf(key).trim(), value, line })),
    ...lines.flatMap(labelled),
    ...cellsUnderLabels(lines),
  ]
  const ofOwner = told.filter(({ label }) => OWNER_LABELS.has(label))
  const underHeading = sections.filter(({ parts, state }) => parts.includes('owner') && state === 'written')
  const proseUnderHeading = underHeading
    .flatMap((section) => section.lines)
    .filter(({ kind, text }) => kind === 'prose' && namesSomebody(text))
  const ownedBy = lines.some(({ kind, text }) => kind === 'prose' && namedAfter(text, ['owned by', 'maintained by']))
  const names = (value: string) => !isNobody(value)
  const nobodyUnderHeading = underHeading.flatMap((section) => section.lines.flatMap(labelled))
  const unnamed = new Map(
    [...ofOwner, ...nobodyUnderHeading]
      .filter(({ value }) => isNobody(value))
      .map((each) => [each.line, each] as const),
  )
  return {
    owner: ownedBy || ofOwner.some(({ value }) => names(value)) || proseUnderHeading.length > 0,
    escalation: told.some(({ label, value }) => CALL_LABELS.has(label) && names(value)),
    nobody: [...unnamed.values()].map(({ label, line }) => ({
      code: 'nobody-named',
      message: `"${shortened(label)}" has nobody: put a name there.`,
      line,
    })),
  }
}

/** `- **Owner**: Ada` as label and value; a label is a few words, and a web address has none. */
function labelled({ text, line, kind }: MarkdownLine): { label: string; value: string; line: number }[] {
  if (kind === 'code') return []
  const start = text.trimStart().slice(0, LONGEST_LABEL)
  const colon = start.indexOf(':')
  if (colon < 1 || start.startsWith('//', colon + 1)) return []
  // `owner: ada` between backticks is code.
  if (start.slice(0, colon).split('`').length % 2 === 0) return []
  const label = wordsOf(plainText(start.slice(0, colon))).trim()
  if (label === '' || label.split(' ').length > 5) return []
  return [{ label, value: text.trimStart().slice(colon + 1), line }]
}

const LONGEST_LABEL = 80

/** `| Service | Owner |`, and below it the names; or `| Owner | Ada |` as a row. */
function cellsUnderLabels(lines: readonly MarkdownLine[]): { label: string; value: string; line: number }[] {
  const told: { label: string; value: string; line: number }[] = []
  let heads: readonly string[] | null = null
  for (const [index, { text, line, kind }] of lines.entries()) {
    const isRow = kind === 'prose' && text.trimStart().startsWith('|')
    if (!isRow) {
      heads = null
      continue
    }
    const cells = cellsOf(text)
    if (isRule(lines[index + 1]?.text ?? '')) {
      heads = cells.map((cell) => wordsOf(plainText(cell)).trim())
      const below = cellsOf(lines[index + 2]?.text ?? '')[0] ?? ''
      // Without a head of its own the first row is one like those below it.
      const isFirstRow = below.trim() === '' || isLabel(wordsOf(plainText(below)).trim())
      if (cells.length === 2 && isFirstRow) told.push({ label: heads[0] ?? '', value: cells[1] ?? '', line })
      continue
    }
    if (isRule(text)) continue
    if (cells.length === 2) told.push({ label: wordsOf(plainText(cells[0] ?? '')).trim(), value: cells[1] ?? '', line })
    for (const [column, head] of (heads ?? []).entries()) {
      if (OWNER_LABELS.has(head)) told.push({ label: head, value: cells[column] ?? '', line })
    }
  }
  return told
}

function isLabel(words: string): boolean {
  return OWNER_LABELS.has(words) || CALL_LABELS.has(words)
}

function cellsOf(row: string): string[] {
  const trimmed = row.trim()
  return trimmed.slice(1, trimmed.endsWith('|') ? -1 : undefined).split('|')
}

/** The line of dashes below a table's head. */
function isRule(text: string): boolean {
  const trimmed = text.trim()
  return trimmed.startsWith('|') && trimmed.includes('-') && /^[|\-: ]+$/.test(trimmed)
}

function namesSomebody(text: string): boolean {
  const [told] = labelled({ text, line: 0, kind: 'prose' })
  return told === undefined ? !isNobody(text) : !isNobody(told.value)
}

function namedAfter(text: string, phrases: readonly string[]): boolean {
  const words = wordsOf(withoutCode(text))
  return phrases.some((phrase) => {
    const at = words.indexOf(` ${phrase} `)
    return at !== -1 && !isNobody(words.slice(at + phrase.length + 2))
  })
}

const NOBODY = [
  '',
  'nobody',
  'no one',
  'noone',
  'none',
  'unknown',
  'n a',
  'na',
  'tbc',
  'your team',
  'name',
  'your name',
]

function isNobody(value: string): boolean {
  // "nobody. Answers when …": the first piece is the name.
  const [first = ''] = withoutPlaceholderMarks(value).split(/[.;,(]\s/, 1)
  const words = wordsOf(plainText(first)).trim()
  return NOBODY.includes(words) || isPlaceholder(first)
}

/** `<name>`, `[owner]` and `{{ team }}` stand for a name that nobody has put there. */
function withoutPlaceholderMarks(value: string): string {
  const text = value.trim()
  const [first, last] = [text.charAt(0), text.charAt(text.length - 1)]
  const isMarked = (first === '<' && last === '>') || (first === '[' && last === ']') || (first === '{' && last === '}')
  return isMarked && !text.includes('@') && !text.includes('://') ? '' : text
}

const PLACEHOLDERS = [
  'todo',
  'tbd',
  'tba',
  'fixme',
  'wip',
  'to do',
  'to be done',
  'to be defined',
  'to be written',
  'to be decided',
  'coming soon',
  'lorem ipsum',
  'xxx',
]

const LONGEST_PLACEHOLDER = 60

/** A line that only says that something should stand there. */
function isPlaceholder(text: string): boolean {
  if (text.length > LONGEST_PLACEHOLDER) return false
  const words = wordsOf(plainText(text)).trim()
  if (words === '') return [...text.trim()].every((char) => '.?…-–—_*'.includes(char))
  return PLACEHOLDERS.includes(words) || (words.startsWith('lorem ipsum') && words.length > 0)
}

function unfinished({ text, line, kind }: MarkdownLine): LintProblem[] {
  if (kind === 'code') return []
  const plain = withoutCode(text)
  const mark =
    MARKS.find((each) => hasWord(plain, each)) ??
    (isPlaceholder(text) && wordsOf(text).trim() !== '' ? plainText(text) : null)
  if (mark === null) return []
  return [{ code: 'unfinished', message: `"${shortened(mark)}" stands where something should be written.`, line }]
}

const MARKS = ['TODO', 'TBD', 'FIXME', '???'] as const

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    if (!isWordChar(text.charAt(at - 1)) && !isWordChar(text.charAt(at + word.length))) return true
  }
  return false
}

function isWordChar(char: string): boolean {
  return /[\p{L}\p{N}_-]/u.test(char)
}

/** A sentence without what stands between backticks. */
function withoutCode(text: string): string {
  if (!text.includes('`')) return text
  const pieces = text.split('`')
  // An even number of marks leaves an odd number of pieces, every second of them code.
  return pieces.length % 2 === 1 ? pieces.filter((_, index) => index % 2 === 0).join(' ') : text
}

/** Links that lead nowhere: to nothing, to "TODO", or to a heading that isn't there. */
function deadLinks({ headings, lines }: MarkdownText): LintProblem[] {
  const anchors = anchorsOf(headings.map(({ heading }) => heading))
  const named = lines.some(({ text }) => /<a |id=|\{#/i.test(text))
  return lines.flatMap(({ text, line, kind }) => {
    if (kind === 'code') return []
    return targetsOf(withoutCode(text)).flatMap((target): LintProblem[] => {
      if (target === '' || target === '#' || isPlaceholder(target)) {
        return [{ code: 'dead-link', message: `A link leads nowhere: "${shortened(target)}".`, line }]
      }
      // Anchors may be written by hand; then nothing is known of them.
      if (!target.startsWith('#') || named || anchors.has(target.slice(1).toLowerCase())) return []
      return [
        { code: 'dead-link', message: `A link leads to "${shortened(target)}", and no heading is called that.`, line },
      ]
    })
  })
}

/** One pass: what stands in `](…)`, up to its end or the blank before a title. */
function targetsOf(text: string): string[] {
  const targets: string[] = []
  let at = text.indexOf('](')
  while (at !== -1) {
    const end = text.indexOf(')', at + 2)
    if (end === -1) break
    targets.push(
      text
        .slice(at + 2, end)
        .trim()
        .split(' ', 1)[0] ?? '',
    )
    at = text.indexOf('](', end)
  }
  return targets
}

/** As GitHub names them: lower case, blanks to hyphens, without other marks; a repeated one is numbered. */
function anchorsOf(headings: readonly string[]): ReadonlySet<string> {
  const anchors = new Set<string>()
  const times = new Map<string, number>()
  for (const heading of headings) {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]+/gu, '')
      .replaceAll(/\s/g, '-')
    const before = times.get(anchor) ?? 0
    times.set(anchor, before + 1)
    anchors.add(before === 0 ? anchor : `${anchor}-${before}`)
  }
  return anchors
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function atMost(problems: readonly LintProblem[]): readonly LintProblem[] {
  if (problems.length <= MOST_PROBLEMS) return problems
  const left = problems.length - MOST_PROBLEMS
  return [
    ...problems.slice(0, MOST_PROBLEMS),
    { code: 'too-long', message: `${counted(left, 'further problem')} not listed.`, line: null },
  ]
}
