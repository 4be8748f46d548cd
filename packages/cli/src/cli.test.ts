import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseManifest } from '@dayshift/contract'
import { bootServer, putLive, runDayshift, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dayshift-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function dayshift(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  return runDayshift(args, environment, folder)
}

function put(name: string, text: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const vector = (name: string) => join(root, 'spec/manifests', `${name}.yaml`)
const unit = put('unit.json', JSON.stringify({ id: 'T-1', text: 'Where is my invoice?' }))
const answer = put('answer.json', JSON.stringify({ topic: 'invoice', draft: 'In your inbox.', confidence: 0.9 }))

describe('init', () => {
  test('writes a manifest that is valid, and overwrites nothing', async () => {
    const first = await dayshift(['init', 'sorting', '--name', 'Invoice sorting: "new"'])
    expect(first).toMatchObject({ code: 0, err: '' })
    const file = join(folder, 'sorting/dayshift.yaml')
    const written = readFileSync(file, 'utf8')
    expect(written).toContain('workflow: invoice-sorting-new')
    const validated = await dayshift(['validate', file, '--json'])
    expect(JSON.parse(validated.out)).toEqual({
      valid: true,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      errors: [],
      warnings: [],
    })
    const second = await dayshift(['init', 'sorting'])
    expect(second).toMatchObject({ code: 2, out: '' })
    expect(second.err).toContain('nothing is overwritten')
    expect(readFileSync(file, 'utf8')).toBe(written)
  })
})

describe('validate', () => {
  test('says each error with code, line, column and path, and exits 1', async () => {
    const { code, out, err } = await dayshift(['validate', vector('invalid/unknown-keys-and-more'), '--json'])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    const { valid, hash, errors } = JSON.parse(out)
    expect({ valid, hash }).toEqual({ valid: false, hash: null })
    expect(errors.map((error: object) => Object.keys(error).toSorted())).toEqual(
      errors.map(() => ['code', 'column', 'line', 'message', 'path']),
    )
  })

  test('shows people the line with a caret under the place', async () => {
    const { out } = await dayshift(['validate', vector('invalid/rule-unknown-field')])
    expect(out).toContain("   26 |     when: output.departmant == 'unknown'\n      |                  ^")
    expect(out).toContain('Did you mean "department"?')
  })

  test('a file that is not UTF-8 is an error of the manifest, with its place', async () => {
    const file = put('latin.yaml', Buffer.from('dayshift: 1\nname: Gesch\xe4ft\n', 'latin1'))
    const { code, out } = await dayshift(['validate', file, '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out).errors).toMatchObject([{ code: 'not-utf8', line: 2, column: 12 }])
  })

  test('S217 a manifest in which the AI takes everything is not valid', async () => {
    const { code, out } = await dayshift(['validate', vector('invalid/no-path-to-a-person'), '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out).errors).toMatchObject([{ code: 'no-path-to-a-person' }])
  })

  test('a missing file, a missing argument and an unknown command exit 2, in words and without a stack', async () => {
    for (const args of [['validate', 'nowhere.yaml'], ['validate'], ['frobnicate'], ['route', 'x'], []]) {
      const { code, out, err } = await dayshift(args)
      expect({ args, code }).toEqual({ args, code: 2 })
      expect(out + err).not.toMatch(/\n\s+at /)
      expect(out + err).not.toBe('')
    }
    const debug = await dayshift(['validate', 'nowhere.yaml'], { DAYSHIFT_DEBUG: '1' })
    expect(debug.err).toMatch(/\n\s+at /)
  })
})

describe('card', () => {
  test('S268 says what triggers it, what it reads and produces, who checks it, what happens if it breaks', async () => {
    const { code, out } = await dayshift(['card', vector('valid/full')])
    expect(code).toBe(0)
    for (const label of [
      'What triggers it',
      'What it reads',
      'What it produces',
      'Who checks it',
      'What happens if it breaks',
    ]) {
      expect(out).toContain(`${label}\n  `)
    }
  })

  test('of a manifest with errors shows them instead', async () => {
    const { code, out, err } = await dayshift(['card', vector('invalid/unknown-key')])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('did you mean "doesNot"?')
  })
})

describe('runbook', () => {
  const whole = put(
    'runbook.md',
    '# Billing\n\nIt drafts replies.\n\n## Normal\n\nA\n\n## Impact\n\nB\n\n## Checks\n\nC\n\n## Fixes\n\nD\n\n## When to stop\n\nE\n\n## Owner\n\nMara\n\n## Escalation\n\nCall Ada.\n',
  )

  test('S280 S341 lint says sections, what is missing and what is wrong, and exits 1; 0 where nothing is', async () => {
    const file = put('alert.md', '# Alert\n\n## Meaning\n\nIt is down.\n\n## Mitigation\n')
    const found = await dayshift(['runbook', 'lint', file, '--json'])
    expect(found).toMatchObject({ code: 1, err: '' })
    const lint = JSON.parse(found.out)
    expect(Object.keys(lint)).toEqual(['sections', 'missing', 'problems'])
    expect(lint.sections[1]).toEqual({ heading: 'Meaning', level: 2, line: 3, parts: ['purpose'] })
    expect(lint.missing).toContain('owner')
    expect(lint.problems.map(({ code }: { code: string }) => code)).toEqual([
      'no-owner',
      'no-escalation',
      'no-stop',
      'empty-section',
    ])
    expect(await dayshift(['runbook', 'lint', whole, '--json'])).toMatchObject({ code: 0 })
    expect((await dayshift(['runbook', 'lint', whole])).out).toContain('says all that a runbook must say')
  })

  test('S280 lint of a folder says of each file what it found, then of all', async () => {
    const { code, out } = await dayshift(['runbook', 'lint', folder])
    expect(code).toBe(1)
    expect(out).toMatch(/2 runbooks: 1 without findings, 1 without an owner, 1 without anybody to call/)
    const lines = (await dayshift(['runbook', 'lint', folder, '--json'])).out.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).file)).toEqual([join(folder, 'alert.md'), join(folder, 'runbook.md')])
  })

  test('lint of what can not be read exits 2 in words', async () => {
    for (const path of ['nowhere.md', put('latin.md', Buffer.from('Gesch\xe4ft', 'latin1'))]) {
      const { code, out, err } = await dayshift(['runbook', 'lint', path, '--json'])
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toMatch(/Cannot read the runbook/)
    }
    rmSync(join(folder, 'latin.md'))
  })
})

describe('route', () => {
  const manifest = 'route/dayshift.yaml'
  beforeAll(() => dayshift(['init', 'route']))
  const route = async (...args: readonly string[]) => {
    const { code, out, err } = await dayshift(['route', manifest, ...args, '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    return JSON.parse(out)
  }

  test('gives route, reason and place, the same each time', async () => {
    const verdict = await route('--input', unit, '--output', answer)
    expect(verdict).toEqual({
      route: 'automatic',
      reason: { code: 'clear', rule: null, message: expect.any(String) },
      bucket: expect.any(Number),
    })
    expect(await route('--input', unit, '--output', answer)).toEqual(verdict)
  })

  test('S313 a sensitive topic goes to a person before the AI, with the name of the rule', async () => {
    const input = put('legal.json', JSON.stringify({ id: '1', text: 'My lawyer will call you.' }))
    expect(await route('--input', input)).toMatchObject({
      route: 'human',
      reason: { code: 'input-rule', rule: 'legal' },
    })
  })

  test('S286 S288 S315 missing data, low confidence and money go to a person', async () => {
    const missing = put('missing.json', '{"id":"1"}')
    expect(await route('--input', missing)).toMatchObject({ route: 'human', reason: { code: 'input-contract' } })
    const unsure = put('unsure.json', JSON.stringify({ topic: 'x', draft: 'Perhaps.', confidence: 0.3 }))
    expect(await route('--input', unit, '--output', unsure)).toMatchObject({ reason: { code: 'low-confidence' } })
    const money = put('money.json', JSON.stringify({ topic: 'x', draft: 'You get $5.', confidence: 0.9 }))
    expect(await route('--input', unit, '--output', money)).toMatchObject({ route: 'review' })
  })

  test('without an output says that the AI would be called; the rollout and the key can be chosen', async () => {
    expect(await route('--input', unit)).toMatchObject({ route: 'human', reason: { code: 'no-output' } })
    expect(await route('--input', unit, '--rollout', '0')).toMatchObject({ route: 'existing-process' })
    const { bucket } = await route('--input', unit, '--unit-key', 'other')
    expect(bucket).not.toBe((await route('--input', unit)).bucket)
  })

  test('a file that is not JSON is named with the place, and exits 2', async () => {
    const tried = async (text: string) => {
      const { code, err } = await dayshift(['route', manifest, '--input', put('broken.json', text), '--json'])
      expect(code).toBe(2)
      return err
    }
    expect(await tried('{"id": "T-1",\n "text" }')).toMatch(/broken\.json".*line 2, column 9/)
    expect(await tried('{"id": "T-1",\n "text": }')).toMatch(/broken\.json".*near ".*"text": }"/)
    expect(await tried('')).toMatch(/broken\.json".*it is empty/)
    expect(await dayshift(['route', manifest, '--input', unit, '--rollout', '101'])).toMatchObject({ code: 2 })
  })
})

describe('ledger verify', () => {
  const vectors: readonly {
    readonly name: string
    readonly file: string
    readonly publicKey?: string
    readonly checkpoints?: string
    readonly verdict: { readonly valid: boolean; readonly entries: number; readonly firstBad: number | null }
  }[] = JSON.parse(readFileSync(join(root, 'spec/ledger/vectors.json'), 'utf8'))

  test.each(vectors)('$name', async ({ file, publicKey, checkpoints, verdict }) => {
    const ledger = (name: string) => join(root, 'spec/ledger', name)
    const { code, out } = await dayshift([
      'ledger',
      'verify',
      ledger(file),
      '--json',
      ...(publicKey === undefined ? [] : ['--public-key', publicKey]),
      ...(checkpoints === undefined ? [] : ['--checkpoints', ledger(checkpoints)]),
    ])
    expect(JSON.parse(out)).toEqual({ ...verdict, why: expect.any(String) })
    expect(code).toBe(verdict.valid ? 0 : 1)
  })

  test('a file that is not there exits 2', async () => {
    expect(await dayshift(['ledger', 'verify', 'nowhere.ndjson', '--json'])).toMatchObject({ code: 2, out: '' })
  })
})

describe('with a server', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await bootServer()
  })
  afterAll(() => server.close())

  test('S257 a manifest goes to the server as a change with its prompt files, under the hash that validate says', async () => {
    const args = ['apply', vector('valid/full'), '--server', server.address, '--json']
    const sent = await dayshift(args, { DAYSHIFT_KEY: server.key.secret })
    expect(sent).toMatchObject({ code: 0, err: '' })
    const { created, change } = JSON.parse(sent.out)
    const validated = await dayshift(['validate', vector('valid/full'), '--json'])
    expect({ created, hash: change.release.hash }).toEqual({ created: true, hash: JSON.parse(validated.out).hash })
    expect(change).toMatchObject({ state: 'proposed', changeClass: 'first' })
    const again = await dayshift(args, { DAYSHIFT_KEY: server.key.secret })
    expect(JSON.parse(again.out)).toMatchObject({ created: false, change: { id: change.id } })
    expect(JSON.parse(again.out).change.events).toHaveLength(1)
  })

  test('S245 apply says what differs, how heavily it weighs, and whose word it needs', async () => {
    const text = readFileSync(vector('valid/smallest'), 'utf8')
    const { manifest, hash } = parseManifest(text)
    if (manifest === null || hash === null) throw new Error('The vector is no manifest')
    await server.request('POST', '/api/v1/workflows', { as: server.key, body: { manifest: text } })
    await putLive(server.world, server.workspaceId, manifest.workflow, hash, 50)
    const file = put('next.yaml', text.replace(/^release: .*$/m, 'release: next'))
    const sent = await dayshift(['apply', file, '--server', server.address, '--why', 'A better name'], {
      DAYSHIFT_KEY: server.key.secret,
    })
    rmSync(join(folder, 'next.yaml'))
    expect(sent).toMatchObject({ code: 0, err: '' })
    expect(sent.out).toContain('(wording). Nothing but the name of the release differs.')
    expect(sent.out).toContain(`Name of the release: ${manifest.release} → next`)
    expect(sent.out).toContain('Daily care: nobody, held by nobody')
    const listed = await dayshift(['changes', manifest.workflow, '--server', server.address], {
      DAYSHIFT_KEY: server.key.secret,
    })
    expect(listed.out).toContain('Release next: proposed (wording).')
  })

  test('S341 show prints the runbook of a workflow as Markdown, which passes the check but for the names that are missing', async () => {
    const { code, out, err } = await dayshift(['runbook', 'show', 'request-triage', '--server', server.address], {
      DAYSHIFT_KEY: server.key.secret,
    })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^# .*: runbook\n/)
    const linted = await dayshift(['runbook', 'lint', put('shown.md', out), '--json'])
    rmSync(join(folder, 'shown.md'))
    expect(JSON.parse(linted.out).missing).toEqual(['owner'])
  })

  test('S043 feedback says what waits for whose answer, with the server’s own answer as JSON', async () => {
    const args = ['feedback', 'request-triage', '--server', server.address]
    const env = { DAYSHIFT_KEY: server.key.secret }
    const body = {
      kind: 'reliability',
      reporter: { id: 'r', name: 'Ria Rivera' },
      note: 'More wrong names.\nMuch more.',
    }
    const told = await server.request('POST', '/api/v1/workflows/request-triage/feedback', {
      as: server.key,
      body,
    })
    expect(told.status).toBe(201)
    const said = await dayshift(args, env)
    expect(said.code).toBe(0)
    expect(said.out).toMatch(
      /^.*: 1 report waits, 0 overdue; .* is on watch\.\n  - the workflow, from Ria Rivera, answer by .* UTC: More wrong names\.\n/,
    )
    const { out } = await dayshift([...args, '--json'], env)
    expect(JSON.parse(out)).toMatchObject({
      counts: { waiting: 1 },
      waiting: [{ note: 'More wrong names.\nMuch more.' }],
    })
  })

  test('an exported ledger verifies', async () => {
    const args = ['ledger', 'export', '--server', server.address, '--out', 'ledger.ndjson']
    const exported = await dayshift([...args, '--key', server.key.secret])
    expect(exported).toMatchObject({ code: 0, err: '' })
    const verified = await dayshift(['ledger', 'verify', 'ledger.ndjson', '--json'])
    expect(JSON.parse(verified.out)).toMatchObject({ valid: true, firstBad: null })
    expect(exported.out).toContain(`${JSON.parse(verified.out).entries} entries`)
  })

  test('a missing key, a refused key and a server that is not there are said in words', async () => {
    const send = (...args: readonly string[]) => dayshift(['apply', vector('valid/smallest'), ...args])
    expect((await send('--server', server.address)).err).toContain('An API key is missing')
    const refused = await send('--server', server.address, '--key', 'ds_wrong')
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('The server refused')
    const away = await send('--server', 'http://127.0.0.1:9', '--key', 'x')
    expect(away).toMatchObject({ code: 2, out: '' })
    expect(away.err).toContain('Cannot reach the server')
    expect((await send('--server', 'nonsense', '--key', 'x')).err).toContain('is no address')
  })
})

describe('schema, config and help', () => {
  test('schema prints what is committed for editors', async () => {
    const { out } = await dayshift(['schema'])
    expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync(join(root, 'spec/dayshift.schema.json'), 'utf8')))
  })

  test('config says what counts and where it comes from, and never a secret', async () => {
    const { code, out } = await dayshift(['config', '--port', '8080', '--json'], {
      DATABASE_URL: 'postgres://u:hidden@db/x',
      DAYSHIFT_HOST: '0.0.0.0',
    })
    expect(code).toBe(0)
    const table: readonly { readonly name: string; readonly value: string; readonly from: string }[] = JSON.parse(out)
    const of = (name: string) => table.find((row) => row.name === name)
    expect(of('port')).toMatchObject({ value: '8080', from: 'flag --port' })
    expect(of('host')).toMatchObject({ value: '0.0.0.0', from: 'environment variable DAYSHIFT_HOST' })
    expect(out).not.toContain('hidden')
    expect(await dayshift(['config', '--port', '99999'])).toMatchObject({ code: 2 })
  })

  test('each command has help with an example', async () => {
    const commands = [
      'init',
      'validate',
      'card',
      'route',
      'apply',
      'changes',
      'serve',
      'config',
      'schema',
      'ledger',
      'playbook',
      'handover',
      'watch',
    ]
    const helps = await Promise.all(commands.map((command) => dayshift([command, '--help'])))
    helps.forEach(({ code, out }, index) => {
      expect(code).toBe(0)
      expect(out).toMatch(new RegExp(`Example:\\n  .*dayshift ${commands[index]}`))
    })
  })
})
