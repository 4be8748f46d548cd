import { api, type ApiName, type ApiRoute, shippedPlaybook } from '@dayshift/contract'
import { type Permission, permits, ROLES, type Role } from '@dayshift/core'
import { bootServer, type TestKey, type TestPerson, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inWorkspace } from '../database/index.ts'

/** Every route of the contract's table, so that a new one is held against all of this without a line here. */
const routes = Object.entries(api) as [ApiName, ApiRoute][]
const guarded = routes.filter(([, route]) => route.permission !== 'public')
const permissionRoutes = guarded.filter(([, route]) => route.permission !== 'signed-in')

let server: TestServer
let people: Record<Role, TestPerson>
let ledgerKey: TestKey
let runsKey: TestKey
let foreign: Foreign

beforeAll(async () => {
  server = await bootServer()
  people = { admin: server.admin, member: server.member, viewer: server.viewer }
  ledgerKey = await server.addKey(['ledger:read'])
  runsKey = await server.addKey(['runs:write'])
  foreign = await layInForeign(server)
})
afterAll(() => server.close())

describe('every route of the contract', () => {
  test.each(guarded)('%s refuses anonymous callers with 401', async (_name, route) => {
    const answer = await server.request(route.method, addressOf(route, foreign), bodyFor(_name, foreign))
    expect([answer.status, answer.body.code]).toEqual([401, 'sign-in-needed'])
  })

  test.each(guarded)('%s refuses an unknown key with 401', async (name, route) => {
    const as = { id: '', secret: `ds_${'x'.repeat(43)}` }
    const answer = await server.request(route.method, addressOf(route, foreign), { ...bodyFor(name, foreign), as })
    expect([answer.status, answer.body.code]).toEqual([401, 'unknown-key'])
  })

  test.each(permissionRoutes)('%s refuses callers without its permission with 403', async (name, route) => {
    const needed = permissionOf(route)
    const lacking: (TestPerson | TestKey)[] = ROLES.filter(
      (role) => !permits({ kind: 'person', id: '', name: '', role }, needed),
    ).map((role) => people[role])
    lacking.push(needed === 'ledger:read' ? runsKey : ledgerKey)
    for (const as of lacking) {
      const answer = await server.request(route.method, addressOf(route, foreign), { ...bodyFor(name, foreign), as })
      expect([answer.status, answer.body.code]).toEqual([403, 'not-permitted'])
      expect(answer.body.mend).toMatch(/Harbour admin|Sign in/)
    }
  })

  test.each(routes.filter(([, route]) => route.permission === 'signed-in'))(
    '%s is for people: a key is refused with 403',
    async (_name, route) => {
      const answer = await server.request(route.method, addressOf(route, foreign), { as: server.key })
      expect([answer.status, answer.body.code]).toEqual([403, 'not-permitted'])
    },
  )

  test.each(permissionRoutes.filter(([, route]) => route.params !== undefined))(
    "%s does not find another workspace's ids: 404, the same as for ids that nobody has",
    async (name, route) => {
      const as = server.admin
      const answer = await server.request(route.method, addressOf(route, foreign), { ...bodyFor(name, foreign), as })
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found'])
      const nowhere = {
        ...foreign,
        slug: 'nowhere',
        runId: UNKNOWN,
        caseId: UNKNOWN,
        changeId: UNKNOWN,
        personId: UNKNOWN,
        keyId: UNKNOWN,
        drillId: UNKNOWN,
        channelId: UNKNOWN,
        alertId: UNKNOWN,
        flagId: UNKNOWN,
        failureCaseId: UNKNOWN,
        initiativeId: UNKNOWN,
        seamId: UNKNOWN,
        seamNodeId: UNKNOWN,
        reviewId: UNKNOWN,
        actionId: UNKNOWN,
        policyChangeId: UNKNOWN,
        playbookId: 'nobodys',
      }
      const missing = await server.request(route.method, addressOf(route, nowhere), { ...bodyFor(name, nowhere), as })
      expect([missing.status, missing.body.code]).toEqual([404, 'not-found'])
    },
  )

  test.each(permissionRoutes.filter(([, route]) => route.method === 'GET' && route.params === undefined))(
    "%s shows nothing of another workspace's",
    async (_name, route) => {
      const answer = await server.request('GET', addressOf(route, foreign), { as: server.admin })
      expect(answer.status).toBe(200)
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
      for (const own of Object.values(foreign)) expect(text).not.toContain(own)
    },
  )

  test.each(guarded.filter(([, route]) => route.body !== undefined))(
    '%s refuses a body that is no object with a problem that names what is wrong',
    async (_name, route) => {
      const as = server.admin
      const answer = await server.request(route.method, addressOf(route, foreign), { as, body: [1, 2, 3] })
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid-request'])
      expect(answer.headers['content-type']).toMatch('application/problem+json')
      expect(answer.body.errors.length).toBeGreaterThan(0)
    },
  )

  test.each(routes)('%s refuses the wrong method with 405 and says the right ones', async (_name, route) => {
    const answer = await server.request('PUT', addressOf(route, foreign), { as: server.admin })
    expect([answer.status, answer.body.code]).toEqual([405, 'wrong-method'])
    expect(answer.headers['allow']).toContain(route.method)
  })

  test('anonymous access is only to signing in, set-up and health; the documents and live events need a caller', async () => {
    for (const path of ['/api/openapi.json', '/api/docs', '/api/docs/json', '/api/v1/events']) {
      expect((await server.request('GET', path)).status).toBe(401)
    }
    const open = routes.filter(([, route]) => route.permission === 'public').map(([name]) => name)
    expect(open).toEqual(['setupState', 'setup', 'calendarFeed', 'giveFeedback'])
    expect((await server.request('GET', '/healthz')).status).toBe(200)
    expect((await server.request('GET', '/readyz')).status).toBe(200)
  })

  test('an address that is none is a problem too', async () => {
    const answer = await server.request('GET', '/api/v1/nothing/here', { as: server.admin })
    expect([answer.status, answer.body.code]).toEqual([404, 'no-such-address'])
  })

  test('a route below /api that says no permission can not be registered', async () => {
    const { createApp } = await import('./create-app.ts')
    const { createMetrics } = await import('../metrics/metrics.ts')
    const { LIMITS } = await import('./guard.ts')
    const app = await createApp({
      world: server.world,
      metrics: createMetrics(),
      identify: async () => ({ kind: 'anonymous' }),
      adminsOf: async () => [],
      places: { publicUrl: null },
      limits: LIMITS,
      bodyLimit: 1024,
      trustProxy: false,
      checksResponses: true,
      web: null,
    })
    expect(() => app.get('/api/v1/forgotten', async () => ({}))).toThrow(/says no permission/)
    await app.close()
  })
})

const UNKNOWN = '0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee'

interface Foreign {
  readonly slug: string
  readonly hash: string
  readonly runId: string
  readonly caseId: string
  readonly changeId: string
  readonly personId: string
  readonly keyId: string
  readonly drillId: string
  readonly alertId: string
  readonly flagId: string
  readonly failureCaseId: string
  readonly initiativeId: string
  readonly reviewId: string
  readonly actionId: string
  readonly policyChangeId: string
  readonly channelId: string
  readonly seamId: string
  readonly seamNodeId: string
  readonly playbookId: string
}

/** Another workspace with one of everything. */
async function layInForeign({ world, addWorkspace, request }: TestServer): Promise<Foreign> {
  const { workspaceId, admin } = await addWorkspace('Foreign')
  const made = await request('POST', '/api/v1/keys', { as: admin, body: { name: 'theirs', scopes: ['runs:read'] } })
  const now = world.clock.now()
  const [workflowId, releaseId, runId, caseId] = [world.newId(), world.newId(), world.newId(), world.newId()]
  const drillId = world.newId()
  const alertId = world.newId()
  const [flagId, failureCaseId, initiativeId] = [world.newId(), world.newId(), world.newId()]
  const [reviewId, actionId, policyChangeId] = [world.newId(), world.newId(), world.newId()]
  const changeId = world.newId()
  const slug = 'foreign-workflow'
  const hash = 'f0e1'.repeat(16)
  const own = { workspace_id: workspaceId, workflow_id: workflowId }
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const names = { slug, name: 'Foreign workflow', purpose: 'none of theirs' }
    await trx
      .insertInto('workflows')
      .values({ id: workflowId, workspace_id: workspaceId, ...names, created_at: now })
      .execute()
    await trx
      .insertInto('releases')
      .values({
        ...own,
        id: releaseId,
        name: 'foreign release',
        content_hash: hash,
        manifest: '{}',
        source: '',
        created_at: now,
        created_by: admin.id,
        created_by_name: admin.name,
      })
      .execute()
    await trx
      .insertInto('runs')
      .values({
        ...own,
        id: runId,
        release_id: releaseId,
        unit_key: 'foreign-unit',
        started_at: now,
        ended_at: now,
        latency_ms: 1,
        status: 'ok',
        attempts: 1,
        retries: 0,
        route: 'review',
        reason_code: 'output-rule',
        reason_message: 'foreign reason',
        bucket: 1,
        received_at: now,
      })
      .execute()
    const times = { opened_at: now, due_at: now, backup_at: now, expires_at: new Date(now.getTime() + 1e8) }
    await trx
      .insertInto('cases')
      .values({
        ...own,
        ...times,
        id: caseId,
        run_id: runId,
        first_run_id: runId,
        unit_key: 'foreign-unit',
        kind: 'review',
        state: 'waiting',
      })
      .execute()
    await trx
      .insertInto('flags')
      .values({
        ...own,
        id: flagId,
        run_id: runId,
        kind: 'output',
        via: 'screen',
        by_id: admin.id,
        by_name: admin.name,
        is_member: true,
        at: now,
        due_at: now,
      })
      .execute()
    await trx
      .insertInto('failure_cases')
      .values({
        ...own,
        id: failureCaseId,
        name: 'foreign failure',
        guidance: '',
        opened_at: now,
        opened_by: admin.id,
        opened_by_name: admin.name,
      })
      .execute()
    await trx
      .insertInto('initiatives')
      .values({
        id: initiativeId,
        workspace_id: workspaceId,
        name: 'foreign initiative',
        unit: '',
        nth: 1,
        stage: 'pilot',
        stage_written: 'foreign stage',
        owner: '',
        risk: '',
        started_on: null,
        due_on: null,
        source: 'foreign.csv',
        imported_at: now,
        imported_by: admin.id,
        imported_by_name: admin.name,
        workflow_id: null,
      })
      .execute()
    const by = { planned_by: admin.id, planned_by_name: admin.name }
    await trx
      .insertInto('drills')
      .values({
        ...own,
        ...by,
        id: drillId,
        kind: 'practice',
        state: 'running',
        settings: JSON.stringify({ size: 10, passAt: 8, must: [] }),
        planned_at: now,
        starts_at: now,
        ends_at: new Date(now.getTime() + 1e8),
      })
      .execute()
    await trx
      .insertInto('alerts')
      .values({
        ...own,
        id: alertId,
        signal: 'override-share',
        class: 'bad-output',
        severity: 'note',
        sentence: 'foreign sentence',
        next_step: 'foreign step',
        candidates: '[]',
        evidence: '{}',
        link: '/',
        group_id: alertId,
        pages: true,
        state: 'open',
        opened_at: now,
        last_seen_at: now,
        seen: 1,
        orphaned: false,
        told: [],
        with_builder: false,
      })
      .execute()
    await trx
      .insertInto('reviews')
      .values({
        ...own,
        id: reviewId,
        kind: 'weekly',
        name: 'foreign review',
        number: 1,
        day: '2026-11-20',
        at: now,
        hold_by: now,
        missed_at: new Date(now.getTime() + 1e8),
        attended_by: '[]',
        asks: '[]',
        counts_as: null,
        state: 'due',
      })
      .execute()
    await trx
      .insertInto('review_packs')
      .values({ review_id: reviewId, workspace_id: workspaceId, pack: '{}', content_hash: hash, filled_at: now })
      .execute()
    await trx
      .insertInto('review_actions')
      .values({
        ...own,
        id: actionId,
        review_id: reviewId,
        plan: null,
        what: 'foreign action',
        person_id: admin.id,
        person_name: admin.name,
        due: '2026-12-20',
        opened_at: now,
        closed_at: null,
        closed_by: null,
        closed_by_name: null,
        outcome: null,
      })
      .execute()
    await trx
      .insertInto('policy_changes')
      .values({
        ...own,
        id: policyChangeId,
        holds_from: '2026-11-20',
        words: 'foreign policy',
        source: 'foreign source',
        touches: 'foreign part',
        told_at: now,
        by_id: admin.id,
        by_name: admin.name,
      })
      .execute()
    await trx
      .insertInto('changes')
      .values({
        ...own,
        id: changeId,
        kind: 'release',
        release_id: releaseId,
        base_percent: 0,
        change_class: 'first',
        change_type: 'edit',
        class_why: 'foreign class',
        touches: [],
        path: [20],
        pace_hours: 24,
        pace_runs: 30,
        content_hash: hash,
        why: 'foreign change',
        proposed_by_kind: 'person',
        proposed_by: admin.id,
        proposed_by_name: admin.name,
        proposed_at: now,
        state: 'proposed',
      })
      .execute()
  })
  const playbookId = 'foreign-playbook'
  const ours = shippedPlaybook('lean').source.replace(/^id: .*$/m, `id: ${playbookId}`)
  const added = await request('POST', '/api/v1/playbooks', { as: admin, body: { playbook: ours } })
  if (added.status !== 201) throw new Error(`The foreign playbook was not added: ${JSON.stringify(added.body)}`)
  const channel = await request('POST', '/api/v1/channels', {
    as: admin,
    body: { kind: 'webhook', name: 'foreign-channel', url: 'https://foreign-hooks.example.com/', severities: [] },
  })
  const channelId: string = channel.body.channel.id
  const seam = await request('POST', '/api/v1/seams', {
    as: admin,
    body: {
      from: { kind: 'team', name: 'foreign sales' },
      to: { kind: 'team', name: 'foreign support' },
      what: 'foreign deals',
    },
  })
  if (seam.status !== 201) throw new Error(`The foreign seam was not opened: ${JSON.stringify(seam.body)}`)
  const { id: seamId, from: seamNode } = seam.body.seam
  const seamNodeId: string = seamNode.id
  const opened = { flagId, failureCaseId, initiativeId, channelId, seamId, seamNodeId }
  const ids = { runId, caseId, changeId, drillId, alertId, reviewId, actionId, policyChangeId, ...opened }
  return { slug, hash, ...ids, personId: admin.id, playbookId, keyId: made.body.key.id }
}

/** Whose id stands in an address; a run's where it is none of these. */
const KINDS_OF_ID: readonly (readonly [string, keyof Foreign])[] = [
  ['/cases/:id', 'caseId'],
  ['/channels/:id', 'channelId'],
  ['/people/:id', 'personId'],
  ['/keys/:id', 'keyId'],
  ['/drills/:id', 'drillId'],
  ['/alerts/:id', 'alertId'],
  ['/playbooks/:id', 'playbookId'],
  ['/changes/:id', 'changeId'],
  ['/feedback/:id', 'flagId'],
  ['/failure-cases/:id', 'failureCaseId'],
  ['/initiatives/:id', 'initiativeId'],
  ['/seams/:id', 'seamId'],
  ['/seam-nodes/:id', 'seamNodeId'],
  ['/reviews/:id', 'reviewId'],
  ['/review-actions/:id', 'actionId'],
  ['/policy-changes/:id', 'policyChangeId'],
]

function addressOf(route: ApiRoute, ids: Foreign): string {
  const id = ids[KINDS_OF_ID.find(([part]) => route.path.includes(part))?.[1] ?? 'runId']
  const path = route.path
    .replace(':slug', ids.slug)
    .replace(':hash', ids.hash)
    .replace(':duty', 'daily-care')
    .replace(':document', 'one-page')
    .replace(':section', 'what')
    .replace(':delivery', ids.runId)
    .replace(':lease', UNKNOWN)
    .replace(':person', ids.personId)
    .replace(':part', UNKNOWN)
    .replace(':crossing', UNKNOWN)
    .replace(':signal', UNKNOWN)
    .replace(':token', 'nobodys')
    .replace(':id', id)
  const query = route.path.endsWith('/figures')
    ? '?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z'
    : route.path.endsWith('/health/compare')
      ? '?currentFrom=2026-11-01T00:00:00Z&currentTo=2026-11-02T00:00:00Z'
      : ''
  return `/api/v1${path}${query}`
}

/** A body that the schema of the route accepts, so that the handler is reached. */
function bodyFor(name: ApiName, ids: Foreign): { body?: unknown } {
  const shownAt = '2026-11-20T08:00:00Z'
  const bodies: Partial<Record<ApiName, unknown>> = {
    addPerson: { name: 'P', email: 'p@example.com', role: 'viewer', password: 'a long password' },
    changePerson: { role: 'viewer' },
    resetPassword: { password: 'a long password' },
    createKey: { name: 'k', scopes: ['runs:read'] },
    addRelease: { manifest: 'workflow: x' },
    pauseWorkflow: { reason: 'a test' },
    previewRoute: { input: {} },
    sendRuns: { records: [{}] },
    createBaseline: { name: 'b', source: 'hand', from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' },
    sendAgain: {},
    sendOwnAnswer: { by: 'somebody', answer: 'yes', answeredAt: shownAt },
    answerCaseFirst: { token: 1, answer: 'yes' },
    setHumanFirst: { percent: 10, reason: 'a test' },
    setPrivacy: { leastGroup: 5, maySee: [] },
    writeDeliveryDefinition: { text: null },
    flagRun: { note: 'looks wrong' },
    flagToken: { reporter: { id: 'r', name: 'R' } },
    giveFeedback: { token: 'none' },
    tellFeedback: { kind: 'reliability' },
    judgeFeedback: { verdict: 'right', answer: 'It is right.' },
    setFeedbackTerms: { triageDays: 3 },
    openFailureCase: { name: 'a failure' },
    changeFailureCase: { name: 'a failure' },
    sendDecisions: {
      decisions: [
        { id: UNKNOWN, workflow: ids.slug, unitKey: 'u', kind: 'bypass', by: 'somebody', decidedAt: shownAt },
      ],
    },
    sendUnits: { workflow: ids.slug, units: [{ unitKey: 'u', at: shownAt }] },
    sendOutcomes: { workflow: ids.slug, outcomes: [{ unitKey: 'u', verdict: 'right', at: shownAt, source: 's' }] },
    chooseDenominator: { kind: 'gate' },
    declareUnits: { from: '2026-11-01', to: '2026-11-02', n: 5, source: 'a test' },
    confirmUnits: { from: '2026-11-01', to: '2026-11-02', n: 5 },
    claimCause: { cause: 'other', words: 'a test' },
    setLeastDwell: { seconds: 3 },
    confirmGuidance: { release: '0'.repeat(64), contentHash: '0'.repeat(64) },
    setEnough: { share: 0.9, reason: 'a test' },
    setSamplingPlan: {
      slices: [],
      byConfidence: true,
      byRoute: false,
      within: 0.05,
      expected: 0.9,
      days: 28,
      judge: ids.personId,
    },
    bookMoney: {
      phase: 'maintenance',
      kind: 'actual',
      amount: '10',
      currency: 'EUR',
      from: '2026-11-01',
      to: '2026-11-02',
      what: 'a test',
    },
    strikeMoney: { entry: UNKNOWN, reason: 'a test' },
    askCost: { amount: '100', currency: 'EUR', why: 'a test' },
    answerCost: { verdict: 'refused', request: UNKNOWN, reason: 'a test' },
    sayHourRate: { rate: '30', currency: 'EUR', basis: 'a test' },
    sayDecisionWorth: { currency: 'EUR', low: '1', high: '2', basis: 'a test' },
    judgeSample: { draw: UNKNOWN, unitKey: 'u', verdict: 'right' },
    mapTraceSource: { service: 'nobody', name: '', workflow: null },
    sendScores: {
      scores: [{ runId: UNKNOWN, name: 'a', value: 1, source: 'b', at: '2026-11-20T09:00:00Z' }],
    },
    setUnit: { unit: 'Finance' },
    registerWorkflow: {
      slug: 'a-test',
      name: 'A test',
      purpose: 'a',
      doesNot: 'a',
      trigger: 'a',
      reads: 'a',
      produces: 'a',
      usedBy: 'a',
      whoChecks: 'a',
      ifItBreaks: 'a',
      helps: 'a',
      signs: [],
      promptsChange: false,
      modelsChange: false,
      handChecked: false,
      changeOwner: ids.personId,
      careOwner: ids.personId,
      lookAgain: '2026-12-20',
    },
    takeInitiatives: {
      source: 'a test',
      items: [
        {
          name: 'A',
          unit: '',
          nth: 1,
          stage: 'pilot',
          stageWritten: '',
          owner: '',
          risk: '',
          startedOn: null,
          dueOn: null,
        },
      ],
    },
    linkInitiative: { slug: null },
    setReviewStart: { day: '2026-11-02', reason: 'a test' },
    holdReview: { packHash: ids.hash, attendance: [], verdict: 'on-course' },
    closeReviewAction: { outcome: 'done' },
    tellPolicyChange: { holdsFrom: '2026-11-01', words: 'w', source: 's', touches: 't' },
    answerPolicyChange: { kind: 'no-change', reason: 'a test' },
    layInPlan: { plan: 'stabilisation', from: '2026-11-02' },
    makeCalendarFeed: {},
    eraseSubject: { subject: 'somebody' },
    renewClaim: { token: 1 },
    releaseClaim: { token: 1 },
    decideCase: { kind: 'accepted', token: 1, shownAt },
    reassignCase: { to: ids.personId },
    correctCase: { token: 1, input: {} },
    rerunCase: { token: 1 },
    acknowledgeAlert: {},
    snoozeAlert: { until: '2100-01-01T00:00:00Z' },
    resolveAlert: { verdict: 'useful' },
    stepAlert: { step: 'how-wide' },
    changeAlertSettings: { acknowledgeMinutes: { urgent: 15, today: 240 }, quiet: null, noiseLimit: 0.5 },
    changeMyQuietHours: { own: false, hours: null },
    setMaintenance: { until: '2100-01-01T00:00:00Z', reason: 'a test' },
    endMaintenance: {},
    decideThreshold: { decision: 'declined' },
    beginDrill: { kind: 'target-check' },
    answerPractice: { position: 0, act: 'accept' },
    listByHand: { lines: [] },
    noticeFailure: { note: 'looks wrong' },
    stopDrill: { reason: 'a test' },
    closeDrill: { notes: 'a test' },
    planTransfer: { at: '2027-01-01T08:00:00Z', zone: 'UTC', receiver: ids.personId, backup: ids.personId },
    acceptTransfer: { at: shownAt },
    postponeTransfer: { at: shownAt, zone: 'UTC', reason: 'r' },
    cancelTransfer: { reason: 'r' },
    handBack: { reason: 'r' },
    checkSupportDay: { logsChecked: true, exceptionsReviewed: true, rough: '' },
    closeSupport: { verdict: 'settled' },
    proposeChange: { rolloutPercent: 10 },
    editChange: { why: 'a test' },
    withdrawChange: { reason: 'a test' },
    approveChange: { contentHash: ids.hash },
    sayNotYet: { reason: 'a test' },
    liftNotYet: {},
    startChange: { contentHash: ids.hash },
    stepChange: {},
    holdChange: { reason: 'a test' },
    resumeChange: {},
    rollBackChange: { reason: 'a test' },
    shadowChange: { percent: 5 },
    sendShadowRuns: {
      records: [
        {
          id: UNKNOWN,
          workflow: ids.slug,
          change: ids.changeId,
          runId: ids.runId,
          unitKey: 'u',
          at: shownAt,
          liveRoute: 'automatic',
          route: 'review',
          reasonCode: 'clear',
          reasonMessage: 'm',
          called: true,
          latencyMs: 1,
        },
      ],
    },
    advanceStage: { from: 'design' },
    goBackStage: { to: 'design', reason: 'a test' },
    holdHandover: { reason: 'a test' },
    takeUpHandover: { reason: 'a test' },
    retireWorkflow: { reason: 'a test' },
    tellAct: { kind: 'training', at: shownAt, people: [ids.personId], details: { phase: 'one' } },
    strikeAct: { reason: 'a test' },
    writeSection: { text: 'a text', basedOn: null },
    signDocument: { duty: 'daily-care', hash: ids.hash },
    readDocument: { hash: ids.hash },
    setMoney: { currency: 'EUR', lines: [], committedValue: null, basedOn: 0 },
    setTarget: { measure: 'failure-share', bound: 'at-most', value: 5 },
    openDisagreement: { about: 'ownership', text: 'a test' },
    settleDisagreement: { words: 'a test' },
    waiveCriterion: { criterion: 'operator-named', reason: 'a test', expiresAt: shownAt },
    endWaiver: { reason: 'a test' },
    assignDuty: { person: ids.personId },
    leaseSpend: {
      lease: UNKNOWN,
      day: '2026-11-20',
      currency: 'EUR',
      seq: 1,
      spent: '0',
      held: '0',
      floor: '0',
      need: '0',
      want: '1',
      least: '0.1',
      ends: false,
      holder: 'host',
    },
    setSpendLimit: { period: 'day', limit: { amount: '5', currency: 'EUR' }, reason: 'Enough' },
    giveSpendLeaseBack: { reason: 'a test' },
    setSpendWarnings: { percents: [50], reason: 'Earlier' },
    assignDuties: { duties: [{ duty: 'daily-care', person: ids.personId }] },
    addPlaybook: { playbook: 'playbook: 1' },
    checkPlaybook: { playbook: 'playbook: 1' },
    choosePlaybook: { id: 'lean', reason: 'a test' },
    addChannel: { kind: 'webhook', name: 'c', url: 'https://hooks.example.com/', severities: [] },
    changeChannel: { name: 'c' },
    rotateSecret: {},
    chooseTold: { severity: 'urgent', ways: ['email'] },
    confirmRunbook: { release: ids.hash, contentHash: ids.hash, reviewBy: '2027-02-20' },
    openSeam: { from: { kind: 'team', name: 'a' }, to: { kind: 'team', name: 'b' }, what: 'a test' },
    changeSeam: { what: 'a test' },
    setSeamOwner: { person: ids.personId, authority: 'change it' },
    setSideOwner: { person: null },
    setSideAliases: { aliases: ['Second line'] },
    tellSeamPart: { part: 'pressure', from: 'board', words: 'a test' },
    endSeamPart: { reason: 'a test' },
    closeSeam: { reason: 'a test' },
    standOnSeam: { workflow: ids.slug, stands: true },
    previewSeamContract: { schema: { type: 'object' } },
    setSeamContract: { schema: { type: 'object' } },
    tellCrossing: { unitKey: 'u', context: {} },
    receiveCrossing: { complete: true },
    resolveSeamSignal: { verdict: 'mended' },
    keepSeamFindings: {
      name: 'a log',
      figures: { cases: 0, events: 0, from: null, to: null, rejected: 0, unknowable: [], actors: 'team', pairs: [] },
    },
    importRunbook: { name: 'old.md', text: '# Old' },
  }
  return name in bodies ? { body: bodies[name] } : {}
}

function permissionOf(route: ApiRoute): Permission {
  if (route.permission === 'public' || route.permission === 'signed-in') throw new TypeError('not a permission')
  return route.permission
}
