import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lintRunbook } from './lint-runbook.ts'
import { readMarkdown } from './read-markdown.ts'

const WHOLE = `# Billing replies

Drafts replies to billing questions for the support desk.

## Normal

About 400 tickets a day, answered within 8 seconds.

## Impact

Customers wait, and the desk answers by hand.

## Diagnosis

Look at the failures of the last day.

## Mitigation

Correct the input and run it again.

## When to stop

Two customers complain on one day.

## Owner

Mara Member, backup Ben Okafor.

## Escalation

Call Ada.
`

const codes = (text: string) => lintRunbook(text).problems.map(({ code }) => code)

describe('what a runbook must say', () => {
  test('S341 S346 a runbook that says all of it has nothing missing and no problems', () => {
    expect(lintRunbook(WHOLE)).toMatchObject({ missing: [], problems: [] })
  })

  test.each([
    ['Normal', 'normal'],
    ['Impact', 'impact'],
    ['Diagnosis', 'checks'],
    ['Mitigation', 'fix'],
    ['When to stop', 'stop'],
    ['Owner', 'owner'],
    ['Escalation', 'escalation'],
  ] as const)(
    'S341 without "%s" it lacks %s, and a section that is empty or says TODO is no better',
    (heading, part) => {
      const cut = (body: string) => WHOLE.replace(new RegExp(`## ${heading}\n\n[^#]+`), body)
      for (const body of [
        '',
        `## ${heading}\n\n`,
        `## ${heading}\n\nTODO\n\n`,
        `## ${heading}\n\n<!-- later -->\n\n`,
      ]) {
        expect(lintRunbook(cut(body)).missing).toEqual([part])
      }
    },
  )

  test('S280 no owner, nobody to call and no stop condition are problems of their own, at the section that should say it', () => {
    const { problems } = lintRunbook('# A\n\nIt sorts.\n\n## Owner\n\ntbd\n')
    expect(problems).toEqual([
      { code: 'no-escalation', message: expect.stringContaining('nobody to call'), line: null },
      { code: 'no-stop', message: expect.stringContaining('when to stop'), line: null },
      { code: 'no-owner', message: expect.stringContaining('no owner'), line: 5 },
      { code: 'unfinished', message: expect.stringContaining('tbd'), line: 7 },
    ])
  })

  test('an empty text, and one with front matter alone, say nothing', () => {
    for (const text of ['', '\n \n', '---\ntitle: general\nweight: 1\n---\n\n', '<!-- nothing\nyet -->']) {
      expect(lintRunbook(text).problems[0]).toMatchObject({ code: 'nothing-written', line: 1 })
      expect(lintRunbook(text).missing).toContain('owner')
    }
  })
})

describe('who is named', () => {
  test.each([
    'Owner: Mara Member',
    '- **Owner:** Mara Member',
    '* Owned by Mara Member',
    'This service is maintained by the billing desk.',
    '| Owner | Mara |\n|---|---|',
    '| Service | Owner |\n|---|---|\n| billing | Mara |',
    '## Contacts\n\nMara Member, +49 30 123',
    'Contact: billing@example.com',
  ])('names an owner: %s', (text) => {
    expect(lintRunbook(`# A\n\n${text}\n`).missing).not.toContain('owner')
  })

  test.each([
    'Ask the service owner if specific old data can be deleted.',
    'Performing these steps is your responsibility.',
    'Owner: nobody',
    'Owner: TBD',
    'Owner: <name>',
    'Owner:',
    '| Service | Owner |\n|---|---|\n| billing | |',
    '## Owner\n\n_to be defined_',
    '`owner: ada`',
    '```yaml\nowner: ada\n```',
    'https://owner.example/team',
  ])('names no owner: %s', (text) => {
    const { missing, problems } = lintRunbook(`# A\n\n${text}\n`)
    expect(missing).toContain('owner')
    expect(problems.map(({ code }) => code)).toContain('no-owner')
  })

  test('an owner in the front matter counts, also as a list', () => {
    expect(lintRunbook('---\nowner: Ada\n---\n# A\n\nText here.').missing).not.toContain('owner')
    expect(lintRunbook('---\nowners:\n  - Ada\n  - Ben\n---\n# A\n\nText here.').missing).not.toContain('owner')
    expect(lintRunbook('---\nowner:\n---\n# A\n\nText here.').missing).toContain('owner')
  })

  test('S281 a duty with nobody is shown at its line', () => {
    const { problems } = lintRunbook(
      `${WHOLE}\n## Who does what\n\n- **Daily care**: Mara\n- **Backup**: nobody. Answers at night.\n`,
    )
    expect(problems).toEqual([{ code: 'nobody-named', message: '"backup" has nobody: put a name there.', line: 36 }])
  })
})

describe('what is wrong where', () => {
  test('an empty section, a mark of unfinished work and a dead link, each with its line', () => {
    const text = `${WHOLE}\n## History\n\n## Links\n\nSee [the board](), [below](#nowhere), [stop](#when-to-stop) and [it](https://example.com).\nFIXME: the board moved.\n`
    expect(lintRunbook(text).problems.map(({ code, line }) => [code, line])).toEqual([
      ['empty-section', 33],
      ['dead-link', 37],
      ['dead-link', 37],
      ['unfinished', 38],
    ])
  })

  test('TODO in code, in a word or in a comment is none', () => {
    expect(codes(`${WHOLE}\nGrep for \`TODO\` or MY_TODO_LIST.\n<!-- TODO -->\n\`\`\`\n# TODO\n\`\`\`\n`)).toEqual([])
  })

  test('a heading over sections that say something is not empty', () => {
    expect(codes(`${WHOLE}\n## More\n\n### Deeper\n\nText.\n`)).toEqual([])
    expect(codes(`${WHOLE}\n## More\n\n### Deeper\n`)).toEqual(['empty-section'])
  })
})

describe('headings', () => {
  test('are read as CommonMark has them', () => {
    const text = [
      '---',
      'title: x',
      '---',
      'Title',
      '=====',
      '',
      'A long',
      'heading',
      '---',
      '',
      '# One #',
      '## C#',
      '####### seven',
      '#no',
      '    # code',
      '```sh',
      '# comment',
      '```',
      '- item',
      '---',
      '| a | b |',
      '|---|---|',
      '<h3 id="x">Html *too*</h3>',
      '### [Link](https://example.com) and `code` {#anchor}',
      'text',
      '',
      '---',
      '~~~',
      'Never closed',
      '# inside',
    ].join('\r\n')
    expect(readMarkdown(`\uFEFF${text}`).headings).toEqual([
      { heading: 'Title', level: 1, line: 4 },
      { heading: 'A long heading', level: 2, line: 7 },
      { heading: 'One', level: 1, line: 11 },
      { heading: 'C#', level: 2, line: 12 },
      { heading: 'Html too', level: 3, line: 23 },
      { heading: 'Link and code', level: 3, line: 24 },
    ])
  })
})

describe('any text', () => {
  test('ends with a result, each line of it within the text', () => {
    const piece = fc.constantFrom(
      '# ',
      '## Owner',
      '\n',
      '\n\n',
      '```',
      '~~~',
      '<!--',
      '-->',
      '---',
      '===',
      '](',
      ')',
      '[',
      '|',
      '`',
      'TODO',
      'Owner:',
      ' ',
      '\t',
      '*',
      '{#',
      '<h1>',
      '\u0000',
      '\uD800',
      'ß',
      '- ',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        const lines = text.split(/\r\n|\n|\r/).length
        const { sections, problems } = lintRunbook(text)
        for (const { line } of sections) expect(line >= 1 && line <= lines).toBe(true)
        for (const { line } of problems) expect(line === null || (line >= 1 && line <= lines)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  test('what is longer than anybody reads is checked to a point, and says so', () => {
    expect(codes(`${WHOLE}${'line\n'.repeat(100_000)}`)).toEqual(['too-long'])
    expect(codes('\n'.repeat(200_000))).toEqual(['nothing-written', 'no-owner', 'no-escalation', 'no-stop', 'too-long'])
  })

  const MB = 1024 * 1024
  test.each([
    ['blank lines', '\n'],
    ['empty headings', '#\n'],
    ['one line of brackets', ']('],
    ['one line of link starts', '[a](b '],
    ['backticks', '`'],
    ['comments that never close', '<!--'],
    ['hashes', '#'],
    ['labels', 'Owner: '],
    ['marks', 'TODOTODO '],
    ['table rows', '|a|b\n|-|-\n'],
    ['angle brackets', '<a'],
    ['blanks', ' '],
    ['colons', 'a:b '],
  ])('10 MB of %s are checked in seconds', (_name, unit) => {
    const text = unit.repeat((10 * MB) / unit.length)
    const started = performance.now()
    const { problems } = lintRunbook(text)
    expect(performance.now() - started).toBeLessThan(15_000)
    expect(problems.length).toBeLessThanOrEqual(1_001)
  })
})

const RUNBOOKS = fileURLToPath(new URL('../../../../../shared/data/runbooks', import.meta.url))

describe.skipIf(!existsSync(RUNBOOKS))('58 real runbooks of prometheus-operator', () => {
  const files = globSync('**/*.md', { cwd: RUNBOOKS }).map((name) => ({
    name: basename(name, '.md'),
    text: readFileSync(`${RUNBOOKS}/${name}`, 'utf8'),
  }))
  const lint = (name: string) => lintRunbook(files.find((file) => file.name === name)?.text ?? '')

  test('S280 none names an owner or whom to call, and each is told so', () => {
    expect(files.length).toBeGreaterThan(50)
    for (const { name, text } of files) {
      const { missing, problems } = lintRunbook(text)
      const found = problems.map(({ code }) => code)
      expect({ name, owner: missing.includes('owner') && found.includes('no-owner') }).toEqual({ name, owner: true })
      expect({ name, stop: found.includes('no-stop') }).toEqual({ name, stop: true })
    }
  })

  test('Meaning, Impact, Diagnosis and Mitigation are known for what they say', () => {
    expect(lint('CPUThrottlingHigh')).toMatchObject({
      sections: [
        { heading: 'CPU Throttling High', level: 1, parts: [] },
        { heading: 'Meaning', parts: ['purpose'] },
        { heading: 'Impact', parts: ['impact'] },
        { heading: 'Diagnosis', parts: ['checks'] },
        { heading: 'Mitigation', parts: ['fix'] },
      ],
      missing: ['normal', 'stop', 'owner', 'escalation'],
    })
  })

  test('what only says TODO is missing, with its lines', () => {
    const { missing, problems } = lint('KubeletPlegDurationHigh')
    expect(missing).toEqual(expect.arrayContaining(['impact', 'checks', 'fix']))
    expect(problems.filter(({ code }) => code === 'unfinished').map(({ line }) => line)).toEqual([15, 19, 23])
  })
})
