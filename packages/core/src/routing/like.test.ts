import * as fc from 'fast-check'
import { RE2JS } from 're2js'
import { expect, test } from 'vitest'
import { compilePattern, like } from './like.ts'
import { linearPattern } from './linear-pattern.ts'

test('S313 a pattern is searched for anywhere, with (?i) without regard to case', () => {
  expect(like('Please start a CHARGEBACK now', '(?i)\\bcharge ?back\\b')).toBe(true)
  expect(like('Please start a charge back now', '(?i)\\bcharge ?back\\b')).toBe(true)
  expect(like('Please start a CHARGEBACK now', 'chargeback')).toBe(false)
  expect(like('taxi', '\\btax\\b')).toBe(false)
  expect(like('', '')).toBe(true)
  expect(like('one\ntwo', '^two')).toBe(false)
  expect(like('one\ntwo', '(?m)^two$')).toBe(true)
  expect(like('Überweisung', '(?i)überweisung')).toBe(true)
})

test('an invalid pattern is a value that says what is wrong', () => {
  expect(compilePattern('(refund')).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('missing closing )'),
  })
  expect(compilePattern('(?=a)b')).toMatchObject({ kind: 'invalid', message: expect.stringContaining('look-ahead') })
  expect(compilePattern('(a)\\1')).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('back-references'),
  })
  expect(compilePattern('a'.repeat(1_001))).toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('1001 characters'),
  })
  expect(compilePattern('((a{100}){100}){100}').kind).toBe('invalid')
  // What "\brefund\b" becomes where somebody forgot to write it raw.
  expect(compilePattern('\brefund\b')).toMatchObject({ kind: 'invalid', message: expect.stringContaining('backspace') })
})

test('patterns that blow up a backtracking matcher answer', () => {
  const text = `${'a'.repeat(100_000)}!`
  for (const pattern of ['^(a+)+$', '(a|aa)+$', '(a*)*b', '(.*a){10}$', '(x+x+)+y', 'a+b', '\\d+x', '(?i)(a|a)*c']) {
    expect(linearPattern(pattern)).toBeNull()
    expect(like(text, pattern)).toBe(false)
  }
})

test('plain patterns take the native matcher', () => {
  expect(PLAIN.filter((pattern) => linearPattern(pattern) === null)).toEqual([])
})

test('whatever could be slow, or means something else to the native matcher, stays with RE2', () => {
  const notPlain = [
    'a.b',
    '[^a]',
    '\\D',
    '\\S',
    '\\W',
    '\\B',
    '\\pL',
    '\\x41',
    '[[:alpha:]]',
    '(?s)a',
    '(?m)^a$',
    '(?i:a)',
    '(?P<n>a)',
    'a+',
    'a*b',
    '\\s+a',
    'aa+',
    'a\\w+',
    '(a)+',
    '(a|b)*',
    'a{2,}',
    'a{17}',
    'a{0,2}',
    'a??',
    'a?+',
    '\\b?',
    '^*',
    '()',
    'a|',
    'a(b\\s+)',
    'a\\b\\s+b',
    'a?\\s+b',
    'ab\\s+\\s+c',
    '(?i)ß',
    '(?i)ÿ',
    '(?i)σ',
    '😀',
    '\ud83d',
    '[a-é]',
    '[z-a]',
    '[a-]',
    'a]',
    '(a?){2}',
    '('.repeat(9) + 'a' + ')'.repeat(9),
    '(a|b|c|d)'.repeat(8),
    'a?'.repeat(20),
    'a{1,16}'.repeat(4),
  ]
  expect(notPlain.filter((pattern) => linearPattern(pattern) !== null)).toEqual([])
})

const PLAIN = [
  'refund',
  '(?i)refund',
  '\\brefund\\b',
  '(?i)\\b(refund|charge ?back|money[- ]back)s?\\b',
  '^hello',
  'bye$',
  '\\Ahello\\z',
  '\\$\\d+',
  'money\\s+back',
  'a{3}',
  '\\d{4}-\\d{2}-\\d{2}',
  '[A-Z]{2,4}\\d{6}',
  'colou?r',
  '(?:a|b(?:c|d)?)e',
  'é|ü',
  '(?i)käse|[äöü]x',
  '(?i)\\w',
  '\\s',
  '(?i)[k-s]',
  'x\\t?y',
  'a-b',
  '[\\]\\-x]',
  '€\\d+',
  'x\\s*:',
  '(?i)no\\s+longer\\s+work',
]

test('the native matcher and RE2 agree on plain patterns over random texts', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join('')),
  )
  fc.assert(
    fc.property(fc.constantFrom(...PLAIN), texts, (pattern, text) => {
      expect(linearPattern(pattern)?.test(text)).toBe(re2(pattern).test(text))
    }),
    { numRuns: 20_000 },
  )
})

const PIECES = [
  'refund',
  'REFUND',
  'charge back',
  'money',
  'back',
  ' ',
  '  ',
  '\t',
  '\v',
  '\u00a0',
  '\n',
  '\r',
  '\u2028',
  '$',
  '12',
  '2026-11-20',
  'AB123456',
  'ſ',
  '\u212a',
  '\u212b',
  'å',
  'ß',
  'ẞ',
  'ä',
  'Ä',
  'é',
  'É',
  '😀',
  '\ud83d',
  '\ude00',
  'a',
  'b',
  'aaa',
  'e',
  'colour',
  'color',
  'x',
  'y',
  ':',
  '-',
  'hello',
  'bye',
  'no',
  'longer',
  'work',
  's',
  '_',
  ']',
  '€',
  'k',
  'K',
  'İ',
  'ı',
]

test('the native matcher and RE2 agree on random patterns over random texts', () => {
  let native = 0
  fc.assert(
    fc.property(
      randomPattern(),
      fc.array(fc.string({ unit: fc.constantFrom(...Array.from('abkKsſ\u212aäÄ 1\n-')), maxLength: 12 }), {
        minLength: 4,
        maxLength: 4,
      }),
      (pattern, texts) => {
        const fast = linearPattern(pattern)
        if (fast === null) return
        native++
        const slow = re2(pattern)
        for (const text of texts) expect(fast.test(text), `${pattern} on ${JSON.stringify(text)}`).toBe(slow.test(text))
      },
    ),
    { numRuns: 16_000 },
  )
  expect(native).toBeGreaterThan(2_000)
})

function randomPattern(): fc.Arbitrary<string> {
  const { alternatives } = fc.letrec<{ atom: string; element: string; sequence: string; alternatives: string }>(
    (tie) => ({
      atom: fc.oneof(
        {
          weight: 8,
          arbitrary: fc.constantFrom(
            ...Array.from('abkKsſäÄ 1-'),
            '\\b',
            '\\d',
            '\\w',
            '\\s',
            '^',
            '$',
            '[a-k]',
            '[ksä]',
            '[\\s1]',
            '\\-',
          ),
        },
        { weight: 2, arbitrary: tie('alternatives').map((inner) => `(${inner})`) },
      ),
      element: fc
        .tuple(tie('atom'), fc.constantFrom('', '', '', '', '?', '+', '*', '{2}', '{1,3}'))
        .map(([atom, repeat]) => atom + repeat),
      sequence: fc.array(tie('element'), { minLength: 1, maxLength: 4 }).map((elements) => elements.join('')),
      alternatives: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((sequences) => sequences.join('|')),
    }),
  )
  return fc.tuple(fc.constantFrom('', '(?i)'), alternatives).map(([flag, body]) => flag + body)
}

test('letters of Latin-1 fold exactly as RE2 folds them, over the whole basic plane', () => {
  let plane = ''
  for (let code = 0; code < 0xd800; code++) plane += String.fromCharCode(code)
  for (let code = 0xe000; code <= 0xffff; code++) plane += String.fromCharCode(code)
  for (let code = 0x20; code <= 0xff; code++) {
    const literal = String.fromCharCode(code).replace(/[.$^|()[\]{}*+?\\]/, '\\$&')
    const fast = linearPattern(`(?i)${literal}`)
    if (fast === null) continue
    const native = [...plane.matchAll(new RegExp(fast.source, 'g'))].map((match) => match[0])
    const expected = [...re2(`(?i)${literal}`).matchAll(plane)].map((match) => match[0])
    expect(native).toEqual(expected)
  }
})

test('a pattern that was forgotten is compiled again', () => {
  for (let n = 0; n < 1_500; n++) expect(like(`ticket ${n}`, `\\bticket ${n}$`)).toBe(true)
  expect(like('ticket 3', '\\bticket 3$')).toBe(true)
})

const compiled = new Map<string, RE2JS>()
function re2(pattern: string): RE2JS {
  const known = compiled.get(pattern) ?? RE2JS.compile(pattern)
  compiled.set(pattern, known)
  return known
}
