import {
  addSampleRelease,
  bootServer,
  putInStage,
  putLive,
  sampleManifest,
  sampleRun,
  type TestServer,
} from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'

const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
let server: TestServer

beforeAll(async () => {
  server = await bootServer({ clock })
})
afterAll(() => server.close())

const portfolio = async () => (await server.request('GET', '/api/v1/portfolio', { as: server.viewer })).body
const rowOf = async (slug: string) =>
  (await portfolio()).items.find((item: { slug: string | null }) => item.slug === slug)
const post = (path: string, body: unknown, as = server.member) =>
  server.request('POST', `/api/v1/portfolio${path}`, { as, body })

async function workflow(slug: string, name = slug): Promise<string> {
  return await addSampleRelease(
    server.world,
    server.workspaceId,
    sampleManifest({ workflow: slug, name, unitKey: null, rules: [] }),
  )
}

const row = (name: string, of: object = {}) => ({
  name,
  unit: 'Finance',
  nth: 1,
  stage: 'pilot',
  stageWritten: 'Acquisition and/or Development',
  owner: '',
  risk: '',
  startedOn: null,
  dueOn: null,
  ...of,
})
const take = (...items: readonly object[]) => post('/initiatives', { source: 'inventory.csv', items })

describe('the lead’s page', () => {
  test('an act shows with the next look at the page, without waiting for the hour', async () => {
    await workflow('acts-show', 'Acts show')
    expect(await rowOf('acts-show')).toMatchObject({ stage: 'design', owner: null, deployed: 'unmet', influence: null })
    await server.giveDuties('acts-show', { 'business-owner': server.member })
    expect(await rowOf('acts-show')).toMatchObject({ owner: server.member.name })
    await server.request('POST', '/api/v1/workflows/acts-show/handover/hold', {
      as: server.member,
      body: { reason: 'The vendor changes its terms' },
    })
    expect(await rowOf('acts-show')).toMatchObject({ stage: 'paused' })
  })

  test('time alone moves a row when the hour is over', async () => {
    await workflow('time-moves')
    expect((await rowOf('time-moves')).days).toBe(0)
    clock.advance(3 * 86_400_000)
    expect((await rowOf('time-moves')).days).toBe(3)
  })

  test('S047 cost and decisions are those of a recount, whether or not anybody used the outputs', async () => {
    const release = await workflow('costs-money')
    await putLive(server.world, server.workspaceId, 'costs-money', release, 100)
    const at = clock.now()
    const records = Array.from({ length: 12 }, (_, i) =>
      sampleRun(new Date(at.getTime() - 60_000 + i * 1000), { workflow: 'costs-money', release, unitKey: `c-${i}` }),
    )
    const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
    expect(sent.body).toMatchObject({ accepted: 12 })
    const { rows } = await inWorkspace(server.world.db, server.workspaceId, (trx) =>
      sql<{ currency: string; amount: string }>`
        select cost_currency as currency, trim_scale(sum(cost_amount))::text as amount from runs
        where workflow_id = (select id from workflows where slug = 'costs-money') group by 1`.execute(trx),
    )
    const { costs } = await rowOf('costs-money')
    expect(costs).toEqual(rows)
    expect(rows).toHaveLength(1)
  })

  test('S011 the figures on top are a recount of the rows: what counted as a success and is not adopted', async () => {
    await workflow('counts-in')
    await putInStage(server.world, server.workspaceId, 'counts-in', 'operation')
    const { totals, items } = await portfolio()
    const measured = items.filter(
      (item: { slug: string | null; stage: string }) => item.slug !== null && item.stage !== 'retired',
    )
    const deployed = measured.filter((item: { deployed: string }) => item.deployed === 'met')
    const of = (verdict: string) => deployed.filter((item: { adopted: string }) => item.adopted === verdict).length
    expect(totals).toMatchObject({
      initiatives: items.length,
      deployed: deployed.length,
      adopted: of('met'),
      deployedNotAdopted: of('unmet'),
      deployedUnknown: of('unknown'),
    })
    expect(totals.stages.operation).toBe(items.filter((item: { stage: string }) => item.stage === 'operation').length)
    expect(await rowOf('counts-in')).toMatchObject({ stage: 'operation' })
  })

  test('S193 the next review of its calendar is its next date', async () => {
    await workflow('is-reviewed')
    await server.giveDuties('is-reviewed', { 'business-owner': server.member })
    const day = clock.now().toISOString().slice(0, 10)
    const begun = await server.request('POST', '/api/v1/workflows/is-reviewed/reviews/start', {
      as: server.member,
      body: { day, time: '10:00', zone: 'Europe/Berlin', reason: 'It is launched today' },
    })
    expect(begun.status).toBe(200)
    const { nextDate } = await rowOf('is-reviewed')
    expect(nextDate.what).toMatch(/^review: /)
    expect(nextDate.day > day).toBe(true)
  })

  test('the unit of a workflow is said once and recorded; what is so already changes nothing', async () => {
    await workflow('has-unit', 'Has a unit')
    expect((await post('/workflows/has-unit/unit', { unit: ' Claims ' })).body).toMatchObject({ unit: 'Claims' })
    await post('/workflows/has-unit/unit', { unit: 'Claims' })
    const ledger = await server.request('GET', '/api/v1/ledger?subject=workflow:has-unit', { as: server.admin })
    const said = ledger.body.items.filter(({ act }: { act: string }) => act === 'unit-set')
    expect(said.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
      'said that “Has a unit” belongs to the unit “Claims”.',
    ])
    expect((await post('/workflows/has-unit/unit', { unit: 'x' }, server.viewer)).status).toBe(403)
  })
})

describe('a list of initiatives', () => {
  test('taken in twice changes nothing; a corrected row changes that one alone', async () => {
    const items = [row('Fraud'), row('Fraud', { nth: 2 }), row('Chat', { unit: 'Service', owner: 'Ms Lang' })]
    expect((await take(...items)).body).toEqual({ added: 3, changed: 0, same: 0 })
    expect((await take(...items)).body).toEqual({ added: 0, changed: 0, same: 3 })
    const again = await take(row('Fraud', { stage: 'operation', stageWritten: 'In production' }), ...items.slice(1))
    expect(again.body).toEqual({ added: 0, changed: 1, same: 2 })
    const { items: shown, totals } = await portfolio()
    const listed = shown.filter(({ slug }: { slug: string | null }) => slug === null)
    expect(
      listed.map((item: { name: string; stage: string; stageName: string }) => [item.name, item.stage, item.stageName]),
    ).toEqual([
      ['Chat', 'pilot', 'Acquisition and/or Development'],
      ['Fraud', 'operation', 'In production'],
      ['Fraud', 'pilot', 'Acquisition and/or Development'],
    ])
    expect(totals.listedOnly).toBe(3)
  })

  test('a row that stands there twice, or has no name, is refused and nothing of the list is taken', async () => {
    const before = (await portfolio()).items.length
    const twice = await take(row('New one'), row('Same'), row('Same'))
    expect(twice).toMatchObject({ status: 422, body: { code: 'initiative-twice' } })
    expect((await take(row('New one'), row('  '))).body).toMatchObject({ code: 'name-missing' })
    expect((await portfolio()).items).toHaveLength(before)
  })

  test('an initiative that is a workflow here becomes one row with it, and a workflow is one initiative alone', async () => {
    await workflow('becomes-one', 'Becomes one')
    await take(row('Listed', { unit: 'Legal', risk: 'Rights-impacting' }), row('Other', { unit: 'Legal' }))
    const { items } = await portfolio()
    const idOf = (name: string) => items.find((item: { name: string }) => item.name === name).id.replace('listed:', '')
    const linked = await post(`/initiatives/${idOf('Listed')}/workflow`, { slug: 'becomes-one' })
    expect(linked.status).toBe(200)
    expect(await rowOf('becomes-one')).toMatchObject({ unit: 'Legal', risk: 'Rights-impacting' })
    expect((await portfolio()).items.map(({ name }: { name: string }) => name)).not.toContain('Listed')
    const taken = await post(`/initiatives/${idOf('Other')}/workflow`, { slug: 'becomes-one' })
    expect(taken).toMatchObject({ status: 409, body: { code: 'workflow-taken' } })
    await post(`/initiatives/${idOf('Listed')}/workflow`, { slug: null })
    expect((await portfolio()).items.map(({ name }: { name: string }) => name)).toContain('Listed')
  })

  test('several hosts that send the same list at once lay it in once', async () => {
    const items = Array.from({ length: 200 }, (_, i) => row(`At once ${i}`))
    const answers = await Promise.all(Array.from({ length: 6 }, () => take(...items)))
    const sum = (of: 'added' | 'same') => answers.reduce((n, { body }) => n + body[of], 0)
    expect([sum('added'), sum('same')]).toEqual([200, 1000])
  })
})

describe('quick registration', () => {
  const answers = (slug: string, of: object = {}) => ({
    slug,
    name: `Lead sorting ${slug}`,
    unit: 'Sales',
    purpose: 'Sorts new leads by how soon they should be called.',
    doesNot: 'It calls nobody.',
    trigger: 'A lead fills in the form.',
    reads: 'the form and the visits of the last week',
    produces: 'An order to call in.',
    usedBy: 'The sales desk.',
    whoChecks: 'The head of the desk looks at the first ten each morning.',
    ifItBreaks: 'Leads are called in the order in which they come.',
    helps: 'Minutes until the first call.',
    signs: ['weekly-unasked', 'needed'],
    promptsChange: false,
    modelsChange: false,
    handChecked: false,
    changeOwner: server.member.id,
    careOwner: server.admin.id,
    lookAgain: new Date(clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10),
    ...of,
  })
  const register = (body: unknown, as = server.member) => server.request('POST', '/api/v1/registrations', { as, body })

  test('S264 S266 S268 S339 S341 S342 S344 one that runs already has two named owners, a card, a runbook draft and a date', async () => {
    const body = answers('lead-sorting')
    const answer = await register(body)
    expect(answer).toMatchObject({ status: 201, body: { pile: 'stable-enough', slug: 'lead-sorting' } })
    const row = await rowOf('lead-sorting')
    expect(row).toMatchObject({
      unit: 'Sales',
      stage: 'design',
      nextDate: { day: body.lookAgain, what: 'look again' },
      onWatch: { name: server.admin.name, orphaned: false },
    })
    expect(row.signs.map(({ sign }: { sign: string }) => sign)).toContain('counted-on')
    const { duties } = (await server.request('GET', '/api/v1/workflows/lead-sorting/handover', { as: server.viewer }))
      .body
    const holder = (duty: string) => duties.find((each: { duty: string }) => each.duty === duty).person.name
    expect([holder('change-owner'), holder('daily-care')]).toEqual([server.member.name, server.admin.name])
    const runbook = await server.request('GET', '/api/v1/workflows/lead-sorting/runbook', { as: server.viewer })
    expect(JSON.stringify(runbook.body)).toContain('The head of the desk looks at the first ten each morning.')
  })

  test('S340 S343 one that still changes stays with its builders until the day', async () => {
    const body = answers('still-changing', { promptsChange: true })
    expect((await register(body)).body.sentence).toContain('its prompts change every few days')
    expect((await rowOf('still-changing')).care).toMatchObject({
      with: 'builders',
      lookAgain: body.lookAgain,
      question: null,
    })
  })

  test('what can’t be is refused, and nothing of it stays', async () => {
    expect((await register(answers('lead-sorting'))).body).toMatchObject({ code: 'workflow-known' })
    expect((await register(answers('too-late', { lookAgain: '2019-01-01' }))).body).toMatchObject({
      code: 'look-again',
    })
    expect((await register(answers('no-words', { purpose: '  ' }))).status).toBe(400)
    const nobody = await register(answers('nobody', { careOwner: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee' }))
    expect(nobody.status).toBeGreaterThanOrEqual(400)
    expect((await register(answers('not-allowed'), server.viewer)).status).toBe(403)
    const slugs = (await portfolio()).items.map(({ slug }: { slug: string }) => slug)
    for (const slug of ['too-late', 'no-words', 'nobody', 'not-allowed']) expect(slugs).not.toContain(slug)
  })

  test('its runs are taken in as soon as somebody sends them', async () => {
    const hash = (
      await inWorkspace(server.world.db, server.workspaceId, (trx) =>
        sql<{ hash: string }>`select content_hash as hash from releases r join workflows w on w.id = r.workflow_id
        where w.slug = 'lead-sorting'`.execute(trx),
      )
    ).rows[0]?.hash
    const at = clock.now()
    const records = Array.from({ length: 3 }, (_, i) =>
      sampleRun(new Date(at.getTime() - 1000 * i), {
        workflow: 'lead-sorting',
        release: hash ?? '',
        unitKey: `l-${i}`,
      }),
    )
    const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
    expect(sent.body).toMatchObject({ accepted: 3 })
    clock.advance(2 * 3_600_000)
    expect((await rowOf('lead-sorting')).deployed).toBe('met')
  })
})
