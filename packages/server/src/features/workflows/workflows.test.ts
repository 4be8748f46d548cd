import { readFileSync } from 'node:fs'
import { bootServer, putLive, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const EXAMPLE = readFileSync(new URL('../../../../../examples/billing-replies/dayshift.yaml', import.meta.url), 'utf8')
const TICKET = { ticketId: 'T-1', customer: 'Harbour Bikes', text: 'Where can I find my invoices?' }
const ANSWER = {
  topic: 'invoice-copy',
  confidence: 0.9,
  policy: 'invoice-copy',
  draft: 'Under Settings.',
  changesAccount: false,
}

let server: TestServer
let hash = ''

beforeAll(async () => {
  server = await bootServer()
  const added = await server.request('POST', '/api/v1/workflows', { as: server.admin, body: { manifest: EXAMPLE } })
  expect(added).toMatchObject({
    status: 201,
    body: { workflow: 'billing-replies', created: true, release: { active: false } },
  })
  hash = added.body.release.hash
})
afterAll(() => server.close())

const admin = (method: string, path: string, body?: unknown) =>
  server.request(method, `/api/v1${path}`, { as: server.admin, body })
const gate = (etag?: string) =>
  server.request('GET', '/api/v1/workflows/billing-replies/gate', {
    as: server.key,
    ...(etag === undefined ? {} : { headers: { 'if-none-match': etag } }),
  })

describe('releases', () => {
  test('S283 the same content is the same release, whatever the white space and the comments', async () => {
    const again = await admin('POST', '/workflows', { manifest: `# again\n${EXAMPLE}` })
    expect(again).toMatchObject({ status: 201, body: { created: false, release: { hash, name: '2026-11-20' } } })
    const next = await admin('POST', '/workflows', { manifest: EXAMPLE.replace('2026-11-20', '2026-11-21') })
    expect(next.body.created).toBe(true)
    expect(next.body.release.hash).not.toBe(hash)
  })

  test('a manifest with errors is refused with line, column and the mend', async () => {
    const broken = await admin('POST', '/workflows', {
      manifest: EXAMPLE.replace("output.topic == 'sensitive'", "output.topik == 'sensitive'"),
    })
    expect(broken).toMatchObject({ status: 422, body: { code: 'manifest-invalid' } })
    expect(broken.body.errors[0]).toMatchObject({
      line: expect.any(Number),
      column: expect.any(Number),
      message: expect.stringContaining('topik'),
    })
    expect((await admin('POST', '/workflows', { manifest: 'x: [' })).status).toBe(422)
  })

  test('twenty at once make one workflow and one release', async () => {
    const manifest = EXAMPLE.replace('workflow: billing-replies', 'workflow: twenty')
    const answers = await Promise.all(Array.from({ length: 20 }, () => admin('POST', '/workflows', { manifest })))
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 201))
    expect(answers.filter((answer) => answer.body.created)).toHaveLength(1)
  })

  test('S268 a release carries its plain-language card', async () => {
    const release = await admin('GET', `/workflows/billing-replies/releases/${hash}`)
    expect(release.body.card.lines.map((line: { label: string }) => line.label)).toEqual(
      expect.arrayContaining([
        'What triggers it',
        'What it reads',
        'What it produces',
        'Who checks it',
        'What happens if it breaks',
      ]),
    )
  })
})

describe('what runs', () => {
  test('before a release is active, hosts get none and the preview sends units to a person', async () => {
    expect((await gate()).body).toMatchObject({ release: null, rolloutPercent: 0 })
    const preview = await admin('POST', '/workflows/billing-replies/route', { input: TICKET })
    expect(preview.body).toMatchObject({ route: 'human', reason: { code: 'no-release' } })
  })

  test('S283 the release that runs has a name, and hosts get it with its share of units', async () => {
    await putLive(server.world, server.workspaceId, 'billing-replies', hash, 90)
    const { body } = await admin('GET', '/workflows/billing-replies')
    expect(body).toMatchObject({ activeRelease: { hash, name: '2026-11-20' }, rolloutPercent: 90, candidate: null })
    const state = await gate()
    expect(state.body).toMatchObject({
      release: { hash },
      rolloutPercent: 90,
      candidate: null,
      paused: null,
      reruns: [],
    })
  })

  test('an unchanged state is answered 304, and what steers hosts changes it', async () => {
    const etag = (await gate()).headers['etag'] ?? ''
    expect((await gate(etag)).status).toBe(304)
    await admin('POST', '/workflows/billing-replies/pause', { reason: 'a look at it' })
    const after = await gate(etag)
    expect(after).toMatchObject({ status: 200, body: { paused: { reason: 'a look at it' } } })
    await admin('POST', '/workflows/billing-replies/pause', { reason: 'again' })
    expect((await gate(after.headers['etag'] ?? '')).status).toBe(304)
    await admin('POST', '/workflows/billing-replies/resume')
    expect((await gate(after.headers['etag'] ?? '')).body.paused).toBeNull()
  })

  test('S279 any operator can pause it, with a reason that hosts and people see, and resume it', async () => {
    const paused = await server.request('POST', '/api/v1/workflows/billing-replies/pause', {
      as: server.member,
      body: { reason: 'wrong promises' },
    })
    expect(paused.body.paused).toMatchObject({ reason: 'wrong promises', by: { id: server.member.id } })
    expect((await gate()).body.paused).toMatchObject({ reason: 'wrong promises' })
    const preview = await admin('POST', '/workflows/billing-replies/route', { input: TICKET, output: ANSWER })
    expect(preview.body).toMatchObject({ route: 'human', reason: { code: 'paused' } })
    const viewer = await server.request('POST', '/api/v1/workflows/billing-replies/resume', { as: server.viewer })
    expect(viewer.status).toBe(403)
    const resumed = await server.request('POST', '/api/v1/workflows/billing-replies/resume', { as: server.member })
    expect(resumed.body.paused).toBeNull()
  })

  test('the preview answers as the gate does and records nothing', async () => {
    const preview = (body: unknown) => admin('POST', '/workflows/billing-replies/route', body)
    const full = { input: TICKET, output: ANSWER, rolloutPercent: 100 }
    expect((await preview(full)).body).toMatchObject({ route: 'automatic', reason: { code: 'clear' } })
    expect((await preview({ ...full, rolloutPercent: 0 })).body).toMatchObject({ route: 'existing-process' })
    expect((await preview({ ...full, output: undefined })).body).toMatchObject({
      route: 'human',
      reason: { code: 'no-output' },
    })
    const fraud = await preview({ ...full, input: { ...TICKET, text: 'This is fraud' } })
    expect(fraud.body).toMatchObject({ route: 'human', reason: { code: 'input-rule', rule: 'fraud' } })
    expect((await admin('GET', '/runs?workflow=billing-replies')).body.items).toEqual([])
  })

  test('S257 nobody puts a release live or moves the share of units past a change: there is no such address', async () => {
    for (const path of ['activate', 'rollout']) {
      const answer = await admin('POST', `/workflows/billing-replies/${path}`, { release: hash, percent: 100 })
      expect(answer).toMatchObject({ status: 404, body: { code: 'no-such-address' } })
    }
    expect((await admin('GET', '/workflows/billing-replies')).body.rolloutPercent).toBe(90)
  })

  test('the tag of the gate is compared as HTTP says: weakly, in a list, and with a star', async () => {
    const etag = (await gate()).headers['etag'] ?? ''
    for (const known of [`W/${etag}`, `"other", ${etag}`, '*']) expect((await gate(known)).status).toBe(304)
    expect((await gate('"other"')).status).toBe(200)
  })

  test('a second pause and a second end of it change nothing and leave no entry', async () => {
    const entries = async () =>
      (await admin('GET', '/ledger?subject=workflow:billing-replies&limit=200')).body.items.length
    const before = await entries()
    const pause = (reason: string) => admin('POST', '/workflows/billing-replies/pause', { reason })
    expect(await pause('  ')).toMatchObject({ status: 422, body: { code: 'reason-missing' } })
    await pause('first')
    expect((await pause('second')).body.paused.reason).toBe('first')
    await admin('POST', '/workflows/billing-replies/resume')
    expect((await admin('POST', '/workflows/billing-replies/resume')).body.paused).toBeNull()
    expect(await entries()).toBe(before + 2)
  })

  test('fifty acts at once leave one state and a ledger entry for each change', async () => {
    const acts = async () => {
      const { body } = await admin('GET', '/ledger?subject=workflow:billing-replies&limit=200')
      return body.items.map((entry: { act: string }) => entry.act)
    }
    const before = (await acts()).length
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        index % 2 === 0
          ? admin('POST', '/workflows/billing-replies/pause', { reason: `try ${index}` })
          : admin('POST', '/workflows/billing-replies/resume'),
      ),
    )
    const { body } = await admin('GET', '/workflows/billing-replies')
    const after: readonly string[] = await acts()
    const added = after.slice(0, after.length - before)
    // Newest first: each act that changed something is followed by its opposite.
    expect(added[0]).toBe(body.paused === null ? 'workflow-resumed' : 'workflow-paused')
    added.forEach((act, index) => expect(act).not.toBe(added[index + 1]))
    await admin('POST', '/workflows/billing-replies/resume')
  })
})

test('a prompt by file and a second release of one name are answered in words', async () => {
  const byFile = await admin('POST', '/workflows', {
    manifest: EXAMPLE.replace(/    text: \|\n(      .*\n)+/, '    file: prompts/draft.md\n'),
  })
  expect(byFile).toMatchObject({ status: 422, body: { errors: [{ code: 'prompt-file', path: '/prompts/0/file' }] } })
  const twin = await admin('POST', '/workflows', { manifest: EXAMPLE.replace('qaSample: 10', 'qaSample: 11') })
  expect(twin.body).toMatchObject({ created: true, warnings: [{ code: 'release-name-taken', path: '/release' }] })
})

test('another workspace can neither see nor change a workflow, whatever the route', async () => {
  const { admin: stranger } = await server.addWorkspace('Strangers')
  const at = '/api/v1/workflows/billing-replies'
  const attempts: readonly (readonly [string, string, unknown?])[] = [
    ['GET', at],
    ['GET', `${at}/releases/${hash}`],
    ['GET', `${at}/gate`],
    ['POST', `${at}/pause`, { reason: 'x' }],
    ['POST', `${at}/resume`],
    ['POST', `${at}/route`, { input: TICKET }],
  ]
  const before = (await gate()).headers['etag']
  for (const [method, path, body] of attempts) {
    const answer = await server.request(method, path, { as: stranger, ...(body === undefined ? {} : { body }) })
    expect({ path, status: answer.status, code: answer.body.code }).toEqual({ path, status: 404, code: 'not-found' })
  }
  expect((await gate()).headers['etag']).toBe(before)
})

test('the list counts runs and waiting cases, and knows nothing of other workspaces', async () => {
  const { body } = await admin('GET', '/workflows')
  expect(body.items.map((item: { slug: string }) => item.slug)).toEqual(['billing-replies', 'twenty'])
  expect(body.items[0]).toMatchObject({ waiting: 0, last24h: { automatic: 0 } })
  const other = await server.addWorkspace('Elsewhere')
  expect((await server.request('GET', '/api/v1/workflows', { as: other.admin })).body.items).toEqual([])
  expect((await server.request('GET', '/api/v1/workflows/billing-replies', { as: other.admin })).status).toBe(404)
})
