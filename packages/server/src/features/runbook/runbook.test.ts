import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestKey,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAY_MS } from '@dayshift/core'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { runbookFact } from './index.ts'

const clock = createManualClock(new Date('2026-11-28T09:00:00Z'))
const SLUG = 'billing-replies'
let server: TestServer
let ben: TestPerson
let hash = ''

beforeAll(async () => {
  server = await bootServer({ clock })
  ben = await server.addPerson('Ben Okafor', 'member')
  const manifest = sampleManifest({ runbook: { ...sampleManifest().runbook, dailyChecks: ['Read five replies.'] } })
  hash = await addSampleRelease(server.world, server.workspaceId, manifest)
})
afterAll(() => server.close())

const path = (rest = '') => `/api/v1/workflows/${SLUG}/runbook${rest}`
const read = async () => (await server.request('GET', path(), { as: server.viewer })).body
const post = (rest: string, as: TestPerson | TestKey, body: unknown) => server.request('POST', path(rest), { as, body })
const assign = async (duties: Readonly<Record<string, string | null>>) => {
  const body = { duties: Object.entries(duties).map(([duty, person]) => ({ duty, person })) }
  const answer = await server.request('POST', `/api/v1/workflows/${SLUG}/duties`, { as: server.admin, body })
  expect({ status: answer.status, body: answer.body.detail }).toEqual({ status: 200, body: undefined })
}
const fact = () =>
  inWorkspace(server.world.db, server.workspaceId, async (trx) => {
    const { id } = await trx.selectFrom('workflows').select('id').where('slug', '=', SLUG).executeTakeFirstOrThrow()
    return await runbookFact(trx, server.workspaceId, id)
  })
const asked = (page: { release: { hash: string }; contentHash: string }, reviewBy = '2027-02-20') => ({
  release: page.release.hash,
  contentHash: page.contentHash,
  reviewBy,
})

describe('the runbook of a workflow', () => {
  test('S284 S285 S341 is one page generated from the manifest, before anybody has written anything', async () => {
    const { page, state, confirmation, mayConfirm } = await read()
    expect({ state, confirmation, mayConfirm }).toEqual({
      state: { kind: 'unconfirmed', reasons: [] },
      confirmation: null,
      mayConfirm: [],
    })
    expect(page.release).toEqual({ hash, name: '2026-11-20', active: true })
    expect(page.sections.map(({ id }: { id: string }) => id)).toEqual([
      'purpose',
      'normal',
      'off-flow',
      'checks',
      'breaks-first',
      'escalation',
      'stop',
      'call-builder',
      'duties',
      'drills',
    ])
    expect(page.problems.map(({ text }: { text: string }) => text)).toContain('"Backup" has nobody.')
    expect(await fact()).toBeNull()
  })

  test('S280 S281 S333 names who answers first and whom to call, as the duties say now', async () => {
    await assign({
      'daily-care': server.member.id,
      backup: ben.id,
      'change-owner': server.admin.id,
      informs: ben.id,
      'business-owner': server.admin.id,
      spend: server.member.id,
    })
    const { page, mayConfirm } = await read()
    expect(page).toMatchObject({ firstResponder: 'Mara Member', builder: 'Harbour admin', problems: [] })
    expect(mayConfirm).toEqual([{ id: server.member.id, name: 'Mara Member' }])
  })

  test('S247 S341 says what breaks first from the runs that failed, each kind once with its count', async () => {
    const at = clock.now()
    const failed = (n: number, overrides: object) =>
      Array.from({ length: n }, () =>
        sampleRun(at, {
          release: hash,
          status: 'failed',
          route: 'human',
          reasonCode: 'call-failed',
          failureClass: 'timeout',
          ...overrides,
        }),
      )
    const records = [
      ...failed(3, { failureMessage: 'No answer within 10000 ms', retries: 1, attempts: 2 }),
      ...failed(2, { failureMessage: 'Model overloaded', failureClass: 'error' }),
      ...Array.from({ length: 35 }, () => sampleRun(at, { release: hash })),
    ]
    const before = (await read()).page.contentHash
    expect((await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })).body.accepted).toBe(40)
    clock.advance(60_000)
    const { page } = await read()
    expect(page.contentHash).toBe(before)
    expect(page.markdown).toContain('3 × no answer in time')
    expect(page.markdown).toContain('2 × the call ended in an error')
    expect(page.markdown).toContain('40 units, on 1 day')
    const failures = page.sections.find(({ id }: { id: string }) => id === 'normal').entries
    expect(failures).toContainEqual(
      expect.objectContaining({ live: true, text: expect.stringMatching(/^AI calls that fail: 13 % \(95 % interval/) }),
    )
  })

  test('comes as Markdown too', async () => {
    const answer = await server.request('GET', path('?format=markdown'), { as: server.key })
    expect(answer.headers['content-type']).toBe('text/markdown; charset=utf-8')
    expect(answer.body).toMatch(/^# Billing replies: runbook\n/)
    expect(answer.body).toContain('**Daily care, first responder**: Mara Member.')
  })
})

describe('confirming it', () => {
  test('S342 whoever has the daily care confirms it until a day; nobody else does, and no key', async () => {
    const { page } = await read()
    expect(await post('/confirm', ben, asked(page))).toMatchObject({
      status: 403,
      body: { code: 'daily-care-needed', mend: 'Ask Mara Member to confirm it.' },
    })
    expect((await post('/confirm', server.key, asked(page))).status).toBe(403)
    expect((await post('/confirm', server.viewer, asked(page))).status).toBe(403)
    expect((await post('/confirm', server.member, asked(page, '2026-11-28'))).body.code).toBe('review-date-passed')

    const confirmed = await post('/confirm', server.member, asked(page))
    expect(confirmed.body).toMatchObject({
      state: { kind: 'current', reasons: [] },
      confirmation: {
        by: { name: 'Mara Member' },
        releaseName: '2026-11-20',
        reviewBy: '2027-02-20',
        changed: null,
      },
    })
    expect(await fact()).toEqual({
      release: hash,
      confirmedBy: server.member.id,
      confirmedAt: clock.now(),
      reviewBy: new Date('2027-02-21T00:00:00Z'),
      problems: [],
    })
    const ledger = await server.request('GET', `/api/v1/ledger?subject=workflow:${SLUG}`, { as: server.viewer })
    expect(ledger.body.items[0]).toMatchObject({
      act: 'runbook-confirmed',
      actor: { id: server.member.id },
      details: { release: hash, contentHash: page.contentHash, reviewBy: '2027-02-20' },
    })
  })

  test('S342 the future operator may confirm it too, before the daily care is hers', async () => {
    await assign({ 'operational-owner': ben.id })
    const { page, mayConfirm } = await read()
    expect(mayConfirm.map(({ name }: { name: string }) => name)).toEqual(['Ben Okafor', 'Mara Member'])
    expect(await post('/confirm', ben, asked(page))).toMatchObject({
      status: 200,
      body: { state: { kind: 'current' }, confirmation: { by: { name: 'Ben Okafor' } } },
    })
    expect((await post('/confirm', server.member, asked(page))).status).toBe(200)
  })

  test('S342 S346 the handover counts it from then on, and no longer when somebody it names is nobody', async () => {
    const verdict = async () => {
      const { body } = await server.request('GET', `/api/v1/workflows/${SLUG}/handover`, { as: server.viewer })
      const criteria: { id: string; verdict: string; missing: string[] }[] = body.stages.flatMap(
        ({ criteria: of }: { criteria: object[] }) => of,
      )
      return criteria.find(({ id }) => id === 'runbook')
    }
    expect(await verdict()).toMatchObject({ verdict: 'met', missing: [] })
    await assign({ informs: null })
    expect(await verdict()).toMatchObject({
      verdict: 'unmet',
      missing: expect.arrayContaining([expect.stringContaining('"Informs the rest" has nobody')]),
    })
    await assign({ informs: ben.id })
    expect(await verdict()).toMatchObject({ verdict: 'met' })
  })

  test('S281 a new name in it makes it stale and shows what was confirmed; the page of before can not be confirmed', async () => {
    const before = (await read()).page
    await assign({ backup: server.admin.id })
    const after = await read()
    expect(after.state).toMatchObject({ kind: 'stale', reasons: [{ code: 'content-changed' }] })
    expect(after.confirmation.changed.from).toContain('Ben Okafor')
    expect((await fact())?.problems).toEqual([expect.stringContaining('has changed since Mara Member confirmed it')])
    expect(await post('/confirm', server.member, asked(before))).toMatchObject({
      status: 409,
      body: { code: 'runbook-moved' },
    })
    expect((await post('/confirm', server.member, asked(after.page))).body.state.kind).toBe('current')
  })

  test('S341 it is stale when its day has passed, and when another release runs', async () => {
    const { page } = await read()
    expect((await post('/confirm', server.member, asked(page, '2026-11-30'))).status).toBe(200)
    clock.advance(3 * DAY_MS)
    expect((await read()).state).toMatchObject({ kind: 'stale', reasons: [{ code: 'review-date-passed' }] })
    await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const workflow = await trx.selectFrom('workflows').selectAll().where('slug', '=', SLUG).executeTakeFirstOrThrow()
      const id = server.world.newId()
      await trx
        .insertInto('releases')
        .values({
          id,
          workspace_id: server.workspaceId,
          workflow_id: workflow.id,
          name: 'next',
          content_hash: 'c0de'.repeat(16),
          manifest: JSON.stringify(sampleManifest({ release: 'next' })),
          source: '',
          created_at: clock.now(),
          created_by: 'test',
          created_by_name: 'Test',
        })
        .execute()
      await trx.updateTable('workflows').set({ active_release_id: id }).where('id', '=', workflow.id).execute()
    })
    const { state, history } = await read()
    expect(state.reasons.map(({ code }: { code: string }) => code)).toEqual(['release-moved', 'review-date-passed'])
    expect(history.map(({ reviewBy }: { reviewBy: string }) => reviewBy)).toEqual([
      '2026-11-30',
      '2027-02-20',
      '2027-02-20',
      '2027-02-20',
      '2027-02-20',
    ])
  })

  test('ten at once leave ten confirmations, one state and a whole ledger', async () => {
    const { page } = await read()
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('/confirm', server.member, asked(page))))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect((await read()).history).toHaveLength(15)
  })
})

describe('a runbook that existed before', () => {
  const OLD = '# Old\n\n## Meaning\n\nIt answers tickets.\n\n## Mitigation\n\nTODO\n'

  test('S280 is attached as it was written, and the check says that it names no owner', async () => {
    const answer = await post('/import', ben, { name: 'old.md', text: `${OLD}\0` })
    const [note] = answer.body.notes
    expect(note).toMatchObject({
      name: 'old.md',
      text: OLD,
      by: { name: 'Ben Okafor' },
      lint: {
        sections: [
          { heading: 'Old' },
          { heading: 'Meaning', parts: ['purpose'] },
          { heading: 'Mitigation', parts: ['fix'] },
        ],
        missing: ['normal', 'impact', 'checks', 'fix', 'stop', 'owner', 'escalation'],
      },
    })
    expect(note.lint.problems).toContainEqual(expect.objectContaining({ code: 'no-owner' }))
  })

  test('the same name takes its place, nothing empty is taken, and it can be taken away', async () => {
    const again = await post('/import', server.member, { name: ' old.md ', text: `${OLD}\nOwner: Mara\n` })
    expect(again.body.notes).toHaveLength(1)
    expect(again.body.notes[0].lint.missing).not.toContain('owner')
    expect(await post('/import', ben, { name: ' ', text: 'x' })).toMatchObject({
      status: 422,
      body: { code: 'runbook-empty' },
    })
    expect((await post('/import', server.viewer, { name: 'a', text: 'x' })).status).toBe(403)
    const { id } = again.body.notes[0]
    const gone = await server.request('DELETE', path(`/notes/${id}`), { as: ben })
    expect(gone.body.notes).toEqual([])
    expect((await server.request('DELETE', path(`/notes/${id}`), { as: ben })).status).toBe(404)
  })
})
