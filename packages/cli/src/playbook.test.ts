import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shippedPlaybook } from '@dayshift/contract'
import { EVALUATORS } from '@dayshift/core'
import { bootServer, runDayshift, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'dayshift-playbook-'))
afterAll(() => rmSync(folder, { recursive: true }))

function playbook(...args: readonly string[]) {
  return runDayshift(['playbook', ...args], {}, folder)
}

describe('playbook', () => {
  test('criteria lists every evaluator with its parameters, in words and as data', async () => {
    const { code, out } = await playbook('criteria')
    expect(code).toBe(0)
    for (const { name, says } of EVALUATORS) expect(out).toContain(`${name}\n  ${says}`)
    expect(out).toContain('atLeast (number, else 1000): Real units that the AI must have been asked for.')
    const list = JSON.parse((await playbook('criteria', '--json')).out)
    expect(list).toHaveLength(EVALUATORS.length)
    expect(list.find(({ name }: { name: string }) => name === 'drill').params[0]).toEqual({
      name: 'kind',
      type: 'text',
      default: null,
      means: 'Kind of drill.',
      oneOf: ['practice', 'operator-day', 'forced-failure', 'target-check'],
    })
  })

  test('show prints what each stage asks, the text to copy, or the data', async () => {
    const words = await playbook('show', 'enterprise')
    expect(words.out).toContain(
      'Ownership transfer: Do people, not documents, hold it now? (weeks 3 to 8; the AI may see 20 % at most)',
    )
    expect(words.out).toContain('  - The six governance documents are signed [hard gate]  (governance: documents)')
    const { source, hash } = shippedPlaybook('lean')
    expect((await playbook('show', 'lean', '--yaml')).out).toBe(source)
    expect(JSON.parse((await playbook('show', 'lean', '--json')).out)).toMatchObject({ hash, playbook: { id: 'lean' } })
    const none = await playbook('show', 'heavy')
    expect([none.code, none.out]).toEqual([2, ''])
    expect(none.err).toContain('lean and enterprise ship')
  })

  test('S170 a copy validates, and a slip in it is shown with the line and a caret', async () => {
    const file = join(folder, 'ours.yaml')
    writeFileSync(file, shippedPlaybook('lean').source.replace(/^id: .*$/m, 'id: ours'))
    expect(await playbook('validate', file)).toMatchObject({ code: 0, err: '' })
    writeFileSync(file, readFileSync(file, 'utf8').replace('windowDays: 7', 'windowdays: 7'))
    const wrong = await playbook('validate', file)
    expect(wrong.code).toBe(1)
    expect(wrong.out).toMatch(/ours\.yaml:\d+:\d+ {2}error unknown-param/)
    expect(wrong.out).toContain('did you mean "windowDays"?')
    expect(wrong.out).toMatch(/\n {6}\| +\^/)
    const data = JSON.parse((await playbook('validate', file, '--json')).out)
    expect(data).toMatchObject({ valid: false, hash: null, errors: [{ code: 'unknown-param' }] })
  })

  test('a file that is not there, or no text, ends in words with exit code 2', async () => {
    expect(await playbook('validate', join(folder, 'none.yaml'))).toMatchObject({ code: 2, out: '' })
    const file = join(folder, 'bytes.yaml')
    writeFileSync(file, new Uint8Array([0xff, 0xfe, 0x00]))
    expect((await playbook('validate', file)).err).toContain('it is not UTF-8 text')
  })
})

describe('playbook with a server', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await bootServer()
  })
  afterAll(() => server.close())

  test("show prints one of the organisation's own", async () => {
    const text = shippedPlaybook('lean')
      .source.replace(/^id: .*$/m, 'id: ours')
      .replace('name: Lean', 'name: Our way')
    const added = await server.request('POST', '/api/v1/playbooks', { as: server.admin, body: { playbook: text } })
    expect(added.status).toBe(201)
    const key = await server.addKey(['runs:read'])
    const at = ['--server', server.address, '--key', key.secret]
    expect((await playbook('show', 'ours', ...at)).out).toMatch(/^Our way\. /)
    expect((await playbook('show', 'ours', '--yaml', ...at)).out).toBe(text)
    const none = await playbook('show', 'nobodys', ...at)
    expect(none).toMatchObject({ code: 1, out: '' })
    expect(none.err).toContain('nobodys')
  })
})
