import { shippedPlaybook } from '@dayshift/contract'
import { addSampleRelease, bootServer, sampleManifest, type TestPerson, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { playbookOf } from './index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
let server: TestServer

beforeAll(async () => {
  server = await bootServer({ clock })
})
afterAll(() => server.close())

let count = 0
/** A workflow of its own for each test. */
async function workflow(): Promise<string> {
  count += 1
  const slug = `play-${count}`
  await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: slug, name: `Play ${count}` }))
  return slug
}

/** The text of lean under another id. */
const copy = (id: string, change: (text: string) => string = (text) => text) =>
  change(shippedPlaybook('lean').source.replace(/^id: .*$/m, `id: ${id}`))
const add = (playbook: string, as: TestPerson = server.admin) =>
  server.request('POST', '/api/v1/playbooks', { as, body: { playbook } })
const choose = (slug: string, id: string, as: TestPerson = server.admin, reason = 'It fits') =>
  server.request('POST', `/api/v1/workflows/${slug}/playbook`, { as, body: { id, reason } })
const chosen = async (slug: string, as: TestPerson = server.viewer) =>
  (await server.request('GET', `/api/v1/workflows/${slug}/playbook`, { as })).body
const list = async () => (await server.request('GET', '/api/v1/playbooks', { as: server.viewer })).body.items
const acts = (subject: string) =>
  inWorkspace(server.world.db, server.workspaceId, (trx) =>
    trx
      .selectFrom('ledger_entries')
      .select(['act', 'sentence'])
      .where('subject', '=', subject)
      .orderBy('seq')
      .execute(),
  )

describe('playbooks', () => {
  test('two ship, and lean holds for whatever nobody has chosen for', async () => {
    const slug = await workflow()
    const [lean, enterprise] = await list()
    expect(lean).toMatchObject({ id: 'lean', shipped: true, addedAt: null, hash: shippedPlaybook('lean').hash })
    expect(enterprise).toMatchObject({ id: 'enterprise', shipped: true })
    expect(lean.workflows).toContain(slug)
    expect(await chosen(slug)).toMatchObject({
      playbook: { id: 'lean' },
      chosenAt: null,
      newer: null,
      mayChoose: false,
    })
    expect((await chosen(slug, server.admin)).mayChoose).toBe(true)
    const one = await server.request('GET', '/api/v1/playbooks/enterprise', { as: server.viewer })
    expect(one.body.source).toBe(shippedPlaybook('enterprise').source)
    expect(one.body.playbook).toEqual(shippedPlaybook('enterprise').playbook)
  })

  test('S170 an organisation adds its own copy; a new version leaves workflows with what they have chosen', async () => {
    const slug = await workflow()
    const first = await add(copy('ours'))
    expect([first.status, first.body]).toMatchObject([201, { created: true, summary: { id: 'ours', shipped: false } }])
    expect((await add(copy('ours'))).body.created).toBe(false)
    expect((await choose(slug, 'ours')).status).toBe(200)
    const edited = copy('ours', (text) => text.replace('settleDays: 2', 'settleDays: 9'))
    const second = await add(edited)
    expect(second.body.created).toBe(true)
    expect(second.body.summary.hash).not.toBe(first.body.summary.hash)

    const before = await chosen(slug)
    expect(before).toMatchObject({ hash: first.body.summary.hash, newer: second.body.summary.hash, reason: 'It fits' })
    expect(before.playbook.transfer.settleDays).toBe(2)
    const after = await choose(slug, 'ours', server.admin, 'The longer settle period')
    expect(after.body).toMatchObject({ hash: second.body.summary.hash, newer: null })
    expect(after.body.playbook.transfer.settleDays).toBe(9)
    expect((await list()).find(({ id }: { id: string }) => id === 'ours')).toMatchObject({
      workflows: [slug],
      addedBy: { id: server.admin.id },
    })
    expect(await acts('playbook:ours')).toMatchObject([{ act: 'playbook-added' }, { act: 'playbook-added' }])
    expect(await acts(`workflow:${slug}`)).toMatchObject([
      { act: 'playbook-chosen', sentence: expect.stringContaining('(before: "Lean"): It fits.') },
      { act: 'playbook-chosen', sentence: expect.stringContaining('The longer settle period.') },
    ])
  })

  test('the body that is read back is the one that was chosen, to the letter', async () => {
    const slug = await workflow()
    await choose(slug, 'enterprise')
    const read = await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const { id } = await trx.selectFrom('workflows').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
      return playbookOf(trx, server.workspaceId, id)
    })
    expect(read).toEqual(shippedPlaybook('enterprise').playbook)
  })

  test('choosing the same again changes nothing and leaves no act', async () => {
    const slug = await workflow()
    await choose(slug, 'enterprise')
    const once = await chosen(slug)
    clock.advance(60_000)
    expect((await choose(slug, 'enterprise')).body.chosenAt).toBe(once.chosenAt)
    expect(await acts(`workflow:${slug}`)).toHaveLength(1)
  })

  test('twenty choices at once come one after the other, each with its act', async () => {
    const slug = await workflow()
    const ids = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? 'enterprise' : 'lean'))
    const answers = await Promise.all(ids.map((id) => choose(slug, id)))
    expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200))
    const kept = await acts(`workflow:${slug}`)
    const rows = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      trx
        .selectFrom('playbook_choices as choice')
        .innerJoin('workflows as workflow', 'workflow.id', 'choice.workflow_id')
        .select('choice.playbook')
        .where('workflow.slug', '=', slug)
        .orderBy('choice.nth')
        .execute(),
    )
    expect(kept).toHaveLength(rows.length)
    for (const [at, { playbook }] of rows.entries()) expect(playbook).not.toBe(rows[at - 1]?.playbook)
    expect((await chosen(slug)).playbook.id).toBe(rows.at(-1)?.playbook)
  })

  test('neither members nor keys decide what counts', async () => {
    const slug = await workflow()
    for (const answer of [await choose(slug, 'enterprise', server.member), await add(copy('theirs'), server.member)]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'admins-only'])
      expect(answer.body.detail).toContain('you are a member')
    }
    const key = await server.addKey(['workflows:write'])
    const body = { id: 'enterprise', reason: 'because' }
    const refused = await server.request('POST', `/api/v1/workflows/${slug}/playbook`, { as: key, body })
    expect([refused.status, refused.body.code]).toEqual([403, 'not-permitted'])
  })

  test('a playbook with faults is refused with line, column and the mend, by the check and by adding', async () => {
    const text = copy('ours', (lean) => lean.replace('evaluator: settled', 'evaluator: setled'))
    const line = text.split('\n').findIndex((each) => each.includes('setled')) + 1
    const checked = await server.request('POST', '/api/v1/playbooks/check', {
      as: server.viewer,
      body: { playbook: text },
    })
    expect(checked.body).toMatchObject({ valid: false, hash: null, errors: [{ code: 'unknown-evaluator', line }] })
    const added = await add(text)
    expect([added.status, added.body.code]).toEqual([422, 'playbook-invalid'])
    expect(added.body.detail).toContain('did you mean "settled"?')
    expect(added.body.errors).toMatchObject([{ path: '/stages/3/criteria/1/evaluator', line }])
    const good = await server.request('POST', '/api/v1/playbooks/check', {
      as: server.viewer,
      body: { playbook: copy('ok') },
    })
    expect(good.body).toEqual({ valid: true, hash: expect.stringMatching(/^[0-9a-f]{64}$/), errors: [] })
  })

  test('those that ship are not replaced, and what is not there is not chosen', async () => {
    const slug = await workflow()
    const shipped = await add(shippedPlaybook('lean').source)
    expect([shipped.status, shipped.body.code]).toEqual([409, 'playbook-ships'])
    expect((await choose(slug, 'nowhere')).status).toBe(404)
    expect((await choose('nowhere', 'lean')).status).toBe(404)
    expect((await choose(slug, 'enterprise', server.admin, '  ')).body.code).toBe('reason-missing')
  })

  test('what was added or chosen is never rewritten', async () => {
    for (const table of ['playbook_versions', 'playbook_choices'] as const) {
      const rewriting = inWorkspace(server.world.db, server.workspaceId, (trx) =>
        trx.updateTable(table).set({ content_hash: 'x' }).execute(),
      )
      await expect(rewriting).rejects.toThrow(/append-only/)
    }
  })
})
