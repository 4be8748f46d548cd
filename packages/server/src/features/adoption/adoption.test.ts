import { randomUUID } from 'node:crypto'
import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'

/** A Friday. */
const clock = createManualClock(new Date('2026-11-20T09:00:00Z'))
const HOUR_MS = 3_600_000
let server: TestServer
let nadia: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  nadia = await server.addPerson('Nadia Owner', 'member')
})
afterAll(() => server.close())

/** A workflow of its own with its one release; units of it are told by the helpers below. */
async function begin(slug: string, over: Parameters<typeof sampleManifest>[0] = {}) {
  const release = await addSampleRelease(
    server.world,
    server.workspaceId,
    sampleManifest({ workflow: slug, name: slug, ...over }),
  )
  const at = (hoursAgo: number) => new Date(clock.now().getTime() - hoursAgo * HOUR_MS)
  const post = async (path: string, body: unknown, as: TestPerson | TestServer['key'] = server.member) =>
    await server.request('POST', `/api/v1${path}`, { as, body })
  const say = async (path: string, body: unknown, as?: TestPerson) =>
    await post(`/workflows/${slug}/adoption${path}`, body, as)
  const runs = async (unitKeys: readonly string[], over: Readonly<Record<string, unknown>> = {}, hoursAgo = 3) => {
    const records = unitKeys.map((unitKey) =>
      sampleRun(at(hoursAgo), {
        workflow: slug,
        release,
        unitKey,
        route: 'review',
        reasonCode: 'output-rule',
        reasonRule: 'money',
        ...over,
      }),
    )
    expect((await post('/runs', { records }, server.key)).body.accepted).toBe(records.length)
    return new Map(records.map(({ id }, i) => [unitKeys[i] ?? '', id]))
  }
  const decide = async (
    unitKeys: readonly string[],
    kind: string,
    { by = 'host:ina', dwellMs = 60_000 as number | null, hoursAgo = 2 } = {},
  ) => {
    const decisions = unitKeys.map((key) => ({
      id: randomUUID(),
      workflow: slug,
      unitKey: key,
      kind,
      by,
      shownAt: dwellMs === null ? null : new Date(at(hoursAgo).getTime() - dwellMs).toISOString(),
      decidedAt: at(hoursAgo).toISOString(),
    }))
    expect((await post('/decisions', { decisions }, server.key)).body.accepted).toBe(decisions.length)
  }
  const feed = async (unitKeys: readonly string[], team: string | null = null, hoursAgo = 4) =>
    (
      await post(
        '/units',
        { workflow: slug, units: unitKeys.map((key) => ({ unitKey: key, at: at(hoursAgo).toISOString(), team })) },
        server.key,
      )
    ).body
  const turned = async (unitKeys: readonly string[], verdict: 'right' | 'wrong') =>
    (
      await post(
        '/outcomes',
        {
          workflow: slug,
          outcomes: unitKeys.map((key) => ({ unitKey: key, verdict, at: at(1).toISOString(), source: 'credit notes' })),
        },
        server.key,
      )
    ).body
  const page = async () =>
    (await server.request('GET', `/api/v1/workflows/${slug}/adoption`, { as: server.viewer })).body
  return { slug, at, post, say, runs, decide, feed, turned, page }
}

const keys = (name: string, n: number) => Array.from({ length: n }, (_, i) => `${name}-${i}`)
const causesOf = (page: { causes: readonly { outcome: string; share: { k: number } }[] }) =>
  Object.fromEntries(page.causes.map(({ outcome, share }) => [outcome, share.k]))

describe('the denominator', () => {
  test('nothing is known until a person chooses; the choice is in the ledger, and the same again changes nothing', async () => {
    const { say, page, post, slug } = await begin('denominators')
    expect(await page()).toMatchObject({ figures: null, verdict: 'unknown', denominator: { kind: null } })
    expect((await page()).sentence).toMatch('no denominator yet')
    expect((await post(`/workflows/${slug}/adoption/denominator`, { kind: 'gate' }, server.key as never)).status).toBe(
      403,
    )
    expect((await say('/denominator', { kind: 'gate' })).body.denominator).toMatchObject({
      kind: 'gate',
      chosenBy: { id: server.member.id },
    })
    await say('/denominator', { kind: 'gate' })
    const { body } = await server.request('GET', `/api/v1/ledger?subject=workflow:${slug}`, { as: server.admin })
    expect(body.items.filter(({ act }: { act: string }) => act === 'denominator-chosen')).toHaveLength(1)
    expect((await page()).figures).toMatchObject({ funnel: { toInform: 0 }, influence: { k: 0, n: 0, interval: null } })
  })

  test('a feed keeps each unit once, tells what is no unit with its place, and a preview keeps nothing', async () => {
    const { post, slug, page, say } = await begin('feeds')
    const good = { unitKey: 'a', at: '2026-11-19T08:00:00Z', team: 'billing' }
    const units = [good, { unitKey: '', at: 'yesterday' }, { ...good, unitKey: 'b', team: null }, good]
    const preview = await post('/units', { workflow: slug, units, preview: true }, server.key)
    expect(preview.body).toMatchObject({ accepted: 2, duplicates: 1, rejected: [{ index: 1 }] })
    expect(preview.body.rejected[0].errors.map(({ path }: { path: string }) => path)).toEqual(['/unitKey', '/at'])
    expect((await post('/units', { workflow: slug, units }, server.key)).body.accepted).toBe(2)
    expect((await post('/units', { workflow: slug, units }, server.key)).body).toMatchObject({
      accepted: 0,
      duplicates: 3,
    })
    await say('/denominator', { kind: 'feed' })
    expect((await page()).figures.funnel.toInform).toBe(2)
    const nowhere = await post('/units', { workflow: 'nowhere', units }, server.key)
    expect([nowhere.status, nowhere.body.code]).toEqual([422, 'unknown-workflow'])
  })

  test('a declared figure counts once the business owner has confirmed it as it is; less than was seen says nothing', async () => {
    const { say, runs, decide, post, slug, page } = await begin('declared')
    await post(`/workflows/${slug}/duties`, { duties: [{ duty: 'business-owner', person: nadia.id }] }, server.admin)
    await runs(keys('d', 40), {}, 5 * 24)
    await decide(keys('d', 40), 'accepted', { hoursAgo: 5 * 24 - 1 })
    await say('/denominator', { kind: 'declared' })
    const period = { from: '2026-11-14', to: '2026-11-18', n: 200 }
    const told = await say('/declared', { ...period, source: 'closed tickets' })
    expect(told.body).toMatchObject({ figures: { influence: { n: 0 } }, verdict: 'unknown' })
    expect((await say('/confirm', period)).body).toMatchObject({ code: 'business-owner-only' })
    expect((await say('/confirm', { ...period, n: 100 }, nadia)).body.code).toBe('figure-moved')
    const confirmed = await say('/confirm', period, nadia)
    expect(confirmed.body.figures.influence).toMatchObject({ k: 40, n: 200 })
    expect(causesOf(confirmed.body)).toEqual({ 'not-offered': 160, 'unknown-outcome': 40 })
    // Another figure for the same period is confirmed anew.
    await say('/declared', { ...period, n: 20, source: 'closed tickets, refunds left out' })
    expect((await page()).figures.influence.n).toBe(0)
    const contradicted = await say('/confirm', { ...period, n: 20 }, nadia)
    expect(contradicted.body.spans).toMatchObject([{ declared: 20, seenUnits: 40, figures: null }])
    const overlap = await say('/declared', { from: '2026-11-18', to: '2026-11-19', n: 5, source: 'x' })
    expect([overlap.status, overlap.body.code]).toEqual([422, 'period-not-free'])
  })
})

describe('what came of the units', () => {
  test('S034 S215 S318 every unit has one cause, also an answer that came in time and was wrong: each branch of the tree from records of the server, and the sum is the whole', async () => {
    const { say, runs, decide, feed, turned, page } = await begin('causes')
    const each = (name: string) => keys(name, 3)
    const all = [
      'never-came',
      'outside',
      'refused',
      'failed',
      'timeout',
      'too-late',
      'bypassed',
      'waits',
      'kept',
      'edited',
      'aside',
      'good-aside',
      'bad-kept',
      'fast',
      'auto',
      'low',
    ]
    await feed(all.flatMap(each))
    await runs(each('outside'), {
      route: 'existing-process',
      reasonCode: 'outside-rollout',
      reasonRule: null,
      status: 'not-called',
    })
    await runs(each('refused'), {
      route: 'human',
      reasonCode: 'input-contract',
      reasonRule: null,
      status: 'not-called',
    })
    await runs(each('low'), { route: 'human', reasonCode: 'low-confidence', reasonRule: null })
    await runs(each('failed'), {
      route: 'human',
      reasonCode: 'call-failed',
      reasonRule: null,
      status: 'failed',
      failureClass: 'error',
      failureMessage: 'down',
    })
    await runs(each('timeout'), {
      route: 'human',
      reasonCode: 'call-failed',
      reasonRule: null,
      status: 'failed',
      failureClass: 'timeout',
      failureMessage: 'slow',
    })
    await runs(
      ['too-late', 'bypassed', 'waits', 'kept', 'edited', 'aside', 'good-aside', 'bad-kept', 'fast'].flatMap(each),
    )
    await runs(each('auto'), { route: 'automatic', reasonCode: 'clear', reasonRule: null })
    await decide(each('too-late'), 'bypass', { hoursAgo: 3.5, dwellMs: null })
    await decide(each('bypassed'), 'bypass', { dwellMs: null })
    await decide([...each('kept'), ...each('bad-kept')], 'accepted')
    await decide(each('edited'), 'edited')
    await decide([...each('aside'), ...each('good-aside')], 'overridden')
    await decide(each('fast'), 'accepted', { dwellMs: 800 })
    await say('/denominator', { kind: 'feed' })
    const before = await page()
    expect(causesOf(before)).toEqual({
      'not-offered': 9,
      'refused-input': 3,
      failed: 3,
      late: 6,
      bypassed: 3,
      'not-decided': 3,
      'unknown-outcome': 18,
      'used-after-edit': 3,
    })
    await turned([...each('kept'), ...each('auto'), ...each('good-aside')], 'right')
    await turned([...each('aside'), ...each('bad-kept'), ...each('fast')], 'wrong')
    const after = await page()
    expect(causesOf(after)).toEqual({
      'not-offered': 9,
      'refused-input': 3,
      failed: 3,
      late: 6,
      bypassed: 3,
      'not-decided': 3,
      'overridden-though-right': 3,
      'overridden-because-wrong': 3,
      'unchecked-and-wrong': 3,
      'accepted-and-wrong': 3,
      'used-after-edit': 3,
      'used-and-right': 6,
    })
    expect(after.figures).toMatchObject({
      funnel: { toInform: 48, offered: 39, produced: 27, seen: 21, actedOn: 15, kept: 12, right: 6 },
      influence: { k: 12, n: 48 },
      unchecked: 3,
      automatic: 3,
      known: 12,
    })
    expect(after.gaps).toMatchObject({ handoff: { k: 21, n: 48 }, model: { k: 15 }, unknown: { k: 3 }, none: { k: 9 } })
    expect(after.accuracy).toMatchObject({ k: 9, n: 18 })
    expect(after.notOffered).toEqual(
      expect.arrayContaining([null, 'outside-rollout', 'low-confidence'].map((reason) => ({ reason, n: 3 }))),
    )
    expect(after.figures.influence).toEqual(before.figures.influence)
    // How often people edit, by week: what was acted on and not kept.
    const { figures: week } = after.spans.at(-1)
    expect(week.funnel.actedOn - week.funnel.kept).toBe(3)
  })

  test('figures equal a recount by plain SQL, whichever order records came in, and the last decision of a unit counts', async () => {
    const { slug, say, runs, decide, page } = await begin('recount')
    await decide(keys('r', 20), 'overridden', { hoursAgo: 2.5 })
    await decide(keys('r', 30), 'accepted')
    await runs(keys('r', 50))
    await say('/denominator', { kind: 'gate' })
    const { figures } = await page()
    const [plain] = await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const { rows } = await sql<{ n: number; k: number }>`
        select count(distinct r.unit_key)::int as n, count(distinct d.unit_key)::int as k
        from runs r join workflows w on w.id = r.workflow_id
        left join decisions d on d.workflow_id = w.id and d.unit_key = r.unit_key and d.kind = 'accepted'
        where w.slug = ${slug}`.execute(trx)
      return rows
    })
    expect(figures.influence).toMatchObject({ k: plain?.k, n: plain?.n })
    expect(figures.influence).toMatchObject({ k: 30, n: 50 })
  })

  test('S027 signing in and opening cases is utilisation, and moves no figure of influence', async () => {
    const { say, runs, decide, page } = await begin('utilisation')
    const units = keys('u', 40)
    await runs(units)
    await decide(units.slice(0, 4), 'accepted')
    await say('/denominator', { kind: 'gate' })
    const before = await page()
    const { body } = await server.request('GET', '/api/v1/cases?workflow=utilisation&limit=100', { as: server.member })
    for (const { id } of body.items.slice(0, 10)) {
      await server.request('POST', `/api/v1/cases/${id}/claim`, { as: server.member })
      await server.request('POST', '/api/auth/sign-in/email', {
        body: { email: server.member.email, password: 'a long password' },
      })
    }
    const after = await page()
    expect(after.figures.influence).toEqual(before.figures.influence)
    expect(after.causes).toEqual(before.causes)
    expect(after.utilisation).toEqual({ people: before.utilisation.people + 1, opened: 10 })
  })

  test('S047 what its calls cost is told whether or not it is used, and by decision that it influenced', async () => {
    const { say, runs, decide, page } = await begin('costs')
    await runs(keys('m', 40), { costAmount: '0.05', costCurrency: 'EUR' })
    await say('/denominator', { kind: 'gate' })
    expect((await page()).costs).toEqual([{ currency: 'EUR', amount: '2', perInfluenced: null }])
    await decide(keys('m', 4), 'accepted')
    expect((await page()).costs).toEqual([{ currency: 'EUR', amount: '2', perInfluenced: '0.500000' }])
  })

  test('S026 S028 what most look at and next to nobody uses is the workaround trap', async () => {
    const { say, runs, decide, page } = await begin('trap')
    await runs(keys('t', 200))
    await decide(keys('t', 190), 'overridden')
    await say('/denominator', { kind: 'gate' })
    expect(await page()).toMatchObject({ workaroundTrap: true, loss: 'not-trusted', verdict: 'unmet' })
    const alerts = async () => {
      const { body } = await server.request('GET', '/api/v1/alerts', { as: server.member })
      return JSON.stringify(body).match(/"signal":"workaround-trap"/g)?.length ?? 0
    }
    expect(await alerts()).toBe(0)
    await server.doWhatIsDue()
    expect(await alerts()).toBe(1)
    // It is told once, however often it is looked at.
    await server.doWhatIsDue()
    expect(await alerts()).toBe(1)
  })

  test('a case that ends unseen is lost at the handoff; a quality check that is read tells what was right', async () => {
    const { slug, say, runs, page } = await begin('checks')
    await runs(['unseen'], {}, 2)
    await runs(['checked-1', 'checked-2'], { reasonCode: 'qa-sample', reasonRule: null }, 2)
    const { body } = await server.request('GET', `/api/v1/cases?workflow=${slug}`, { as: server.member })
    for (const { id, unitKey } of body.items) {
      if (unitKey === 'unseen') continue
      const { token } = (await server.request('POST', `/api/v1/cases/${id}/claim`, { as: server.member })).body
      const decision = unitKey === 'checked-1' ? { kind: 'accepted' } : { kind: 'overridden', reason: 'Wrong amount.' }
      const decided = await server.request('POST', `/api/v1/cases/${id}/decide`, {
        as: server.member,
        body: { ...decision, token, shownAt: new Date(clock.now().getTime() - 60_000).toISOString() },
      })
      expect(decided.status).toBe(200)
    }
    await say('/denominator', { kind: 'gate' })
    expect(causesOf(await page())).toEqual({ 'not-decided': 1, 'used-and-right': 1, 'overridden-because-wrong': 1 })
    clock.advance(30 * HOUR_MS)
    await server.doWhatIsDue()
    expect(causesOf(await page())).toEqual({ unseen: 1, 'used-and-right': 1, 'overridden-because-wrong': 1 })
  })

  test('what is kept sooner than it can be read is unchecked, by the time that people set; a team of few people is not shown', async () => {
    const { say, feed, runs, decide, page } = await begin('teams')
    await feed(keys('b', 40), 'billing')
    await feed(keys('r', 40), 'refunds')
    await feed(keys('c', 5), 'claims')
    await runs([...keys('b', 40), ...keys('r', 40), ...keys('c', 5)])
    for (const [i, key] of keys('b', 40).entries())
      await decide([key], 'accepted', { by: `host:${i % 6}`, dwellMs: 5000 })
    await decide(keys('r', 40), 'edited', { by: 'host:one' })
    for (const [i, key] of keys('c', 5).entries()) await decide([key], 'edited', { by: `host:c${i}` })
    await say('/denominator', { kind: 'feed' })
    const { teams, hiddenTeams, figures } = await page()
    expect(teams).toMatchObject([{ name: 'billing', influence: { k: 40, n: 40 } }])
    expect([hiddenTeams, figures.unchecked]).toEqual([2, 0])
    const strict = await say('/least-dwell', { seconds: 10 })
    expect(strict.body).toMatchObject({
      figures: { unchecked: 40, influence: { k: 45, n: 85 } },
      leastDwell: { seconds: 10 },
    })
  })

  test('a slice is counted by itself, and may need longer to be read', async () => {
    const { say, runs, decide, page } = await begin('slices', { slices: [{ name: 'length', by: 'input.ticket' }] })
    await runs(keys('long', 40), { input: { text: 'a letter', ticket: 'long' } })
    await runs(keys('short', 30), { input: { text: 'a line', ticket: 'short' } })
    await decide([...keys('long', 40), ...keys('short', 30)], 'accepted', { dwellMs: 8000 })
    await say('/denominator', { kind: 'gate' })
    await say('/least-dwell', { seconds: 20, slice: { name: 'length', label: 'long' } })
    const { slices, figures, leastDwell } = await page()
    expect(slices).toMatchObject([
      { slice: 'length', name: 'long', unchecked: 40, influence: { k: 0, n: 40 } },
      { slice: 'length', name: 'short', unchecked: 0, influence: { k: 30, n: 30 } },
    ])
    expect([figures.unchecked, leastDwell.slices]).toEqual([40, [{ slice: 'length', label: 'long', seconds: 20 }]])
  })
})

describe('claimed causes', () => {
  test('S034 S035 S038 a claim is kept with its claimant and what was on record; blame inversion is shown, and carried to the next workflow', async () => {
    const { say, runs, decide, turned, page } = await begin('claims')
    await runs(keys('c', 400))
    await decide(keys('c', 60), 'accepted')
    await decide(keys('c', 400).slice(60, 360), 'bypass', { dwellMs: null })
    await turned(keys('c', 60), 'right')
    await say('/denominator', { kind: 'gate' })
    const claimed = await say(
      '/claims',
      { cause: 'accuracy', words: 'It is wrong too often for us.', needed: 0.9 },
      nadia,
    )
    expect(claimed.status).toBe(201)
    expect(claimed.body.claims).toMatchObject([
      {
        cause: 'accuracy',
        needed: 0.9,
        by: { id: nadia.id },
        verdict: 'against',
        inversion: true,
        whenClaimed: { inversion: true },
      },
    ])
    expect(claimed.body.claims[0].sentence).toMatch(/^Measured: right in 100 % \(n 60/)
    expect((await page()).lessons).toEqual([])
    const next = await begin('next-initiative')
    expect((await next.page()).lessons).toMatchObject([{ workflow: 'claims', words: 'It is wrong too often for us.' }])
  })

  test('S036 S037 without a redesign and without an approved scope, the record speaks for those who say so', async () => {
    const { say } = await begin('record')
    await say('/denominator', { kind: 'gate' })
    await say('/claims', { cause: 'format', words: 'Not as we write.' })
    const { claims } = (await say('/claims', { cause: 'wrong-problem', words: 'We never asked for drafts.' })).body
    expect(claims).toMatchObject([
      { cause: 'wrong-problem', verdict: 'for' },
      { cause: 'format', verdict: 'for' },
    ])
  })
})

test('S001 S003 the criterion "adopted" is computed from the figure: its whole interval decides, and without a denominator it is unknown', async () => {
  const { slug, say, runs, decide } = await begin('adopted')
  const influence = async () => {
    const { body } = await server.request('GET', `/api/v1/workflows/${slug}/handover`, { as: server.member })
    return body.adopted.checks.find(({ id }: { id: string }) => id === 'influences-decisions')
  }
  await runs(keys('a', 200))
  await decide(keys('a', 40), 'accepted')
  expect(await influence()).toMatchObject({ verdict: 'unknown' })
  await say('/denominator', { kind: 'gate' })
  expect(await influence()).toMatchObject({ verdict: 'unmet' })
  expect((await influence()).sentence).toMatch('40 of 200 decisions that it was to inform (20 %) in 35 days')
  await decide(keys('a', 110), 'accepted', { hoursAgo: 1 })
  expect(await influence()).toMatchObject({ verdict: 'unknown' })
  await decide(keys('a', 160), 'accepted', { hoursAgo: 0.5 })
  expect(await influence()).toMatchObject({ verdict: 'met' })

  // Of very many units the hourly look counts; one that is older than two hours, or smaller, doesn't.
  const look = (toInform: number, minutesAgo: number) =>
    inWorkspace(server.world.db, server.workspaceId, async (trx) => {
      const at = new Date(clock.now().getTime() - minutesAgo * 60_000)
      await sql`
        insert into adoption_looks (workflow_id, workspace_id, looked_at, influenced, to_inform)
        select id, workspace_id, ${at}, 100, ${toInform} from workflows where slug = ${slug}
        on conflict (workflow_id) do update set looked_at = excluded.looked_at, to_inform = excluded.to_inform`.execute(
        trx,
      )
    })
  await look(19_999, 0)
  expect(await influence()).toMatchObject({ verdict: 'met' })
  await look(20_000, 0)
  expect(await influence()).toMatchObject({ verdict: 'unmet' })
  await look(20_000, 121)
  expect(await influence()).toMatchObject({ verdict: 'met' })
})
