import type { Actor } from '@dayshift/core'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import {
  type AdoptionNeeds,
  adoptionWatch,
  readAdoption,
  registerAdoption,
  WINDOW_WEEKS,
} from './features/adoption/index.ts'
import {
  answerFromMessage,
  escalateAll,
  freeAlertsOf,
  moveAlerts,
  registerAlerts,
  startEscalations,
  startHeartbeat,
} from './features/alerts/index.ts'
import { type AuditNeeds, lookAtAudit, registerAudit } from './features/audit/index.ts'
import { caseTasks, freeCasesOf, registerCases } from './features/cases/index.ts'
import {
  announceChange,
  channelTasks,
  createSender,
  registerChannels,
  type SendParts,
} from './features/channels/index.ts'
import { changeMarks, type ChangesNeeds, changeTasks, registerChanges } from './features/changes/index.ts'
import { contentTasks, registerContents } from './features/contents/index.ts'
import { drillFacts, drillTasks, faultsOf, findDrills, heldBackFrom, registerDrills } from './features/drills/index.ts'
import {
  feedbackTasks,
  flagFromSlack,
  overdueOf,
  registerFeedback,
  reliabilityReports,
} from './features/feedback/index.ts'
import { type DutiesMoved, endDutiesOf, registerDuties } from './features/duties/index.ts'
import { registerTransfer, supportOf, transferTasks } from './features/handover/transfer/index.ts'
import { createTallyRuns, type HealthNeeds, healthTasks, registerHealth, watchesOf } from './features/health/index.ts'
import {
  freezeOf,
  handoffOf,
  readFacts,
  readStanding,
  registerHandover,
  stageOf,
  stagesOf,
  targetsOf,
} from './features/handover/index.ts'
import { registerLedger, startCheckpointKeeper } from './features/ledger/index.ts'
import { adminsOf, type ExampleSignIn, registerPeople } from './features/people/index.ts'
import { registerPlaybooks } from './features/playbooks/index.ts'
import { type PortfolioNeeds, portfolioTask, registerPortfolio } from './features/portfolio/index.ts'
import { registerRunbook } from './features/runbook/index.ts'
import { registerReviews, reviewSweep } from './features/reviews/index.ts'
import { createRunIntake, registerRuns, type RunNeeds, runTasks } from './features/runs/index.ts'
import { registerSeams, seamFacts, seamWatch } from './features/seams/index.ts'
import { createPriceBook, onRuns, onShadowRuns, registerSpend, spendOf, spendWatch } from './features/spend/index.ts'
import { registerOutcomes, sampleWatch } from './features/outcomes/index.ts'
import { registerTraces, traceSweep } from './features/traces/index.ts'
import { registerTrust } from './features/trust/index.ts'
import { readValue, registerValue, runningCostFact, runningCostWatch, type ValueNeeds } from './features/value/index.ts'
import { registerWorkflows } from './features/workflows/index.ts'
import type { Clock } from './platform/clock.ts'
import { asSystem, type OpenDatabase } from './platform/database/index.ts'
import type { App } from './platform/http/app.ts'
import { BODY_LIMIT, createApp } from './platform/http/create-app.ts'
import { addDocsPage } from './platform/http/docs-page.ts'
import { type Limits, LIMITS } from './platform/http/guard.ts'
import { addHealth, type Check } from './platform/http/health.ts'
import {
  addAuthRoutes,
  createApiKeys,
  createAuth,
  createIdentify,
  createSessions,
  identityTasks,
  membershipOf,
} from './platform/identity/index.ts'
import { createIds } from './platform/ids.ts'
import { startJobs, type Task } from './platform/jobs/index.ts'
import { registerLive, startLiveHub } from './platform/live/index.ts'
import { createMetrics, type Metrics } from './platform/metrics/metrics.ts'
import { createMailServer, createOutbound, type MailSetup, type OutboundPolicy } from './platform/outbound/index.ts'
import type { WebBuild } from './platform/web/web-build.ts'
import type { Trx, World } from './platform/world.ts'

export interface ComposeOptions {
  /** Open and migrated. What is composed closes it, also where composing fails. */
  readonly database: OpenDatabase
  readonly clock: Clock
  readonly log: Logger
  /** 32 bytes kept outside the database. */
  readonly secret: Uint8Array
  /** Where the ledger's checkpoints are kept, outside the database. */
  readonly dataDirectory: string
  readonly publicUrl?: URL | null
  readonly trustProxy?: boolean
  /** Bytes; 12 MB unless said. */
  readonly bodyLimit?: number
  readonly limits?: Partial<Limits>
  /** How many jobs this process runs at once; 0 leaves them to others. */
  readonly jobs?: number
  /** False where a past is told: how the workflows do is then looked at when it is over, not at every step of it. */
  readonly looksAtHealth?: boolean
  /** Milliseconds between two looks for timers that are due; 1,000 unless said. */
  readonly jobPollMs?: number
  /** Path or address of a price file in LiteLLM's format; without it only hosts say what runs cost. */
  readonly prices?: string | null
  /** The screens; without them the server is an API alone. */
  readonly web?: WebBuild | null
  /** The e-mail server; without it nobody is told by e-mail. */
  readonly mail?: MailSetup | null
  /** Where channels may lead besides the public internet. */
  readonly outbound?: Partial<OutboundPolicy>
  readonly slackApi?: URL
  readonly pagerDutyEvents?: URL
  readonly example?: () => Promise<ExampleSignIn | null>
  /** True in tests: an answer that its own contract refuses is a failure. */
  readonly checksResponses?: boolean
}

export interface Composed {
  readonly app: App
  readonly world: World
  /**
   * Does once what the periodic jobs do, now and in this process. For who drives the clock; a server that runs jobs does
   * it by itself.
   */
  readonly doWhatIsDue: () => Promise<void>
  /** Stops taking requests, finishes those in flight, then the jobs, then the database. Repeating it changes nothing. */
  readonly close: () => Promise<void>
}

/** Puts the server together, in order: what a part needs comes before it. The only place where things are constructed. */
export async function compose(options: ComposeOptions): Promise<Composed> {
  // What has been started, to be ended backwards.
  const ends: (() => Promise<void>)[] = [() => options.database.close()]
  let ended: Promise<void> | null = null
  const close = () => (ended ??= endBackwards(ends))
  try {
    return { ...(await start(options, ends)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function start(options: ComposeOptions, ends: (() => Promise<void>)[]): Promise<Omit<Composed, 'close'>> {
  const { database, clock, log, secret, publicUrl = null, web = null, jobs: concurrency = 4 } = options
  const world: World = { db: database.db, clock, newId: createIds(clock), log, secret }
  const metrics = createMetrics()
  ends.push(() => metrics.close())
  const prices = await createPriceBook(options.prices ?? null, log)
  ends.push(async () => prices.stop())
  const keeper = await startCheckpointKeeper(world, options.dataDirectory)
  ends.push(() => keeper.stop())
  const hub = await startLiveHub(world, database.connectionString)
  ends.push(() => hub.stop())
  const keys = createApiKeys(world)
  const isMember = async (personId: string) => (await membershipOf(world, personId)) !== null
  const auth = createAuth({ world, publicUrl, isMember })
  const sessions = createSessions(world, auth)
  const forgetNoMore = hub.hearAll(({ topic, id }) => {
    if (topic === 'people') sessions.forget(id)
  })
  ends.push(async () => forgetNoMore())
  const identify = createIdentify(world, sessions, keys)

  const alertsMove: DutiesMoved = (trx, { workspaceId, workflowId }, at) =>
    moveAlerts(trx, world, workspaceId, { kind: 'workflow', id: workflowId }, at)
  const policy: OutboundPolicy = { allow: [], http: false, ...options.outbound }
  const mail = options.mail == null ? null : createMailServer(options.mail)
  // Where there is no public address, this machine's own; the server listens before anything is sent.
  let listening: App | null = null
  const home = () => publicUrl ?? ownAddress(listening)
  const sendParts: SendParts = {
    world,
    outbound: createOutbound({ policy }),
    mail,
    home,
    slackApi: options.slackApi ?? new URL('https://slack.com/api/'),
    pagerDuty: options.pagerDutyEvents ?? new URL('https://events.pagerduty.com/'),
  }
  const sender = createSender(sendParts)
  ends.push(() => sender.stop())

  const changesNeeds: ChangesNeeds = {
    stageOf,
    freezeOf,
    targetsOf,
    onShadowRuns,
    wentLive: async (trx, world, workspaceId, change) => void (await announceChange(trx, world, workspaceId, change)),
  }
  const healthNeeds: HealthNeeds = {
    targetsOf,
    supportOf,
    changesOf: changeMarks,
    reportsOf: reliabilityReports,
    unreadOf: overdueOf,
  }
  const handoverNeeds = {
    watchesOf,
    costOf: (trx: Trx, workspaceId: string, workflowId: string) =>
      runningCostFact(trx, world, { workspaceId, workflowId }),
    seamsOf: (trx: Trx, workspaceId: string, workflowId: string) => seamFacts(trx, world, workspaceId, workflowId),
  }
  const adoptionNeeds: AdoptionNeeds = { handoffOf, changesOf: changeMarks }
  const valueNeeds: ValueNeeds = {
    factsOf: (trx, workspaceId, workflow) => readFacts(trx, world, handoverNeeds, workspaceId, workflow),
  }
  const auditNeeds: AuditNeeds = {
    factsOf: valueNeeds.factsOf,
    adoptionOf: (trx, workspaceId, slug, weeks) =>
      readAdoption(trx, world, adoptionNeeds, workspaceId, { slug, weeks }),
  }
  const portfolioNeeds: PortfolioNeeds = {
    standingOf: (trx, at, workspaceId, workflow, unanswered) =>
      readStanding(trx, at, handoverNeeds, workspaceId, workflow, unanswered),
    adoptionOf: (trx, workspaceId, slug) => auditNeeds.adoptionOf(trx, workspaceId, slug, WINDOW_WEEKS),
    auditOf: (trx, workspaceId, workflow, adoption) =>
      lookAtAudit(trx, world, auditNeeds, workspaceId, { workflow, adoption, weeks: WINDOW_WEEKS }),
    valueOf: (trx, workspaceId, slug) => readValue(trx, world, valueNeeds, { workspaceId, actor: NOBODY }, slug),
  }
  const tallyRuns = createTallyRuns()
  const runNeeds: RunNeeds = {
    findDrills,
    priceOf: prices.priceOf,
    onRuns: async (trx, workspaceId, runs) => {
      await tallyRuns(trx, workspaceId, runs)
      await onRuns(trx, workspaceId, runs)
    },
  }
  const intake = createRunIntake(world, runNeeds)
  ends.push(async () => intake.close())
  const tasks: readonly Task[] = [
    ...runTasks,
    ...contentTasks,
    ...caseTasks,
    ...drillTasks,
    ...transferTasks,
    spendWatch,
    runningCostWatch,
    sampleWatch,
    seamWatch,
    ...feedbackTasks,
    ...identityTasks,
    ...changeTasks(changesNeeds),
    ...channelTasks(sender),
    reviewSweep,
    traceSweep(intake),
    ...(options.looksAtHealth === false
      ? []
      : [...healthTasks(healthNeeds), adoptionWatch, portfolioTask(portfolioNeeds)]),
  ]
  let jobsRun = false
  if (concurrency > 0) {
    const jobs = await startJobs({
      world,
      connectionString: database.connectionString,
      tasks,
      concurrency,
      ...(options.jobPollMs === undefined ? {} : { pollMs: options.jobPollMs }),
    })
    jobsRun = true
    const hearNoMore = hub.hearAll(({ topic }) => {
      if (topic === 'channels') sender.wake()
    })
    ends.push(async () => hearNoMore())
    ends.push(async () => {
      jobsRun = false
      await jobs.stop()
    })
    const escalations = startEscalations(world)
    ends.push(() => escalations.stop())
    const heartbeat = startHeartbeat(world, sendParts.outbound, escalations)
    ends.push(() => heartbeat.stop())
  }

  const app = await createApp({
    world,
    metrics,
    identify,
    adminsOf: (workspaceId) => adminsOf(world, workspaceId),
    places: { publicUrl },
    limits: { ...LIMITS, ...options.limits },
    bodyLimit: options.bodyLimit ?? BODY_LIMIT,
    trustProxy: options.trustProxy ?? false,
    checksResponses: options.checksResponses ?? false,
    web,
  })
  listening = app
  ends.push(async () => {
    await app.close()
  })
  const checks: Check[] = [{ name: 'database', run: () => databaseAnswers(world) }]
  if (concurrency > 0) {
    checks.push({ name: 'jobs', run: async () => (jobsRun ? null : 'the jobs do not run') })
  }
  addHealth(app, { checks, identify, patienceMs: 2_000 })
  addGauges(metrics, world, database)
  await addDocsPage(app)
  addAuthRoutes(app, auth, sessions)
  registerLive(app, world, hub)
  registerPeople(app, world, {
    keys,
    sessions,
    example: options.example ?? (async () => null),
    leaving: {
      freeCasesOf: (trx, workspaceId, person) => freeCasesOf(trx, world, workspaceId, person),
      endDutiesOf: async (trx, workspaceId, person) => {
        await freeAlertsOf(trx, world, workspaceId, person.id)
        return endDutiesOf(trx, world, workspaceId, person, alertsMove)
      },
    },
  })
  registerWorkflows(app, world, {
    faultsOf: (trx, workspaceId, workflowId) => faultsOf(trx, world, workspaceId, workflowId),
    spendOf,
    checkPrices: prices.check,
  })
  registerRuns(app, world, runNeeds)
  registerTraces(app, world)
  registerSpend(app, world, prices)
  registerContents(app, world)
  registerCases(app, world)
  registerTrust(app, world)
  registerOutcomes(app, world)
  registerFeedback(app, world)
  registerPlaybooks(app, world)
  registerRunbook(app, world, { drillFacts, targetsOf })
  registerDrills(app, world, { targetsOf })
  registerDuties(app, world, { stageOf, stagesOf, moved: alertsMove })
  registerTransfer(app, world)
  registerAlerts(app, world, {
    heldBackFrom: (trx, workspaceId, actor) => heldBackFrom(trx, world, workspaceId, actor),
    policy,
  })
  registerHealth(app, world, healthNeeds)
  registerChanges(app, world, changesNeeds)
  registerSeams(app, world)
  registerHandover(app, world, handoverNeeds)
  registerAdoption(app, world, adoptionNeeds)
  registerPortfolio(app, world, portfolioNeeds)
  registerValue(app, world, valueNeeds)
  registerAudit(app, world, { audit: auditNeeds, portfolio: portfolioNeeds })
  registerReviews(app, world, home)
  registerChannels(app, {
    world,
    sender,
    mail,
    policy,
    send: sendParts,
    acts: {
      onMessageAct: (on) => answerFromMessage(world, on),
      onFlag: (on) => flagFromSlack(world, on),
      adminsOf: (workspaceId) => adminsOf(world, workspaceId),
    },
  })
  registerLedger(app, world, keeper, (trx, workspaceId, actor) => heldBackFrom(trx, world, workspaceId, actor))
  const doWhatIsDue = async () => {
    for (const task of tasks) {
      if (task.everyMs !== null) await task.runUnread(world, {}, { attempt: 1, signal: new AbortController().signal })
    }
    await escalateAll(world)
    await sender.idle()
  }
  return { app, world, doWhatIsDue }
}

/** Reads for all: what a reader may do herself is no part of it. */
const NOBODY: Actor = { kind: 'key', id: '', name: 'Nobody', scopes: [] }

async function endBackwards(ends: readonly (() => Promise<void>)[]): Promise<void> {
  let first: unknown = null
  for (const end of ends.toReversed()) {
    try {
      await end()
    } catch (error) {
      first ??= error
    }
  }
  if (first !== null) throw first
}

function ownAddress(app: App | null): URL {
  const address = app?.server.address()
  return new URL(`http://127.0.0.1:${String(typeof address === 'object' ? (address?.port ?? 4700) : 4700)}`)
}

async function databaseAnswers({ db }: World): Promise<string | null> {
  await sql`select 1`.execute(db)
  return null
}

function addGauges(metrics: Metrics, world: World, { pool }: OpenDatabase): void {
  metrics.gauge('dayshift_database_sessions', 'Sessions open on the database', () => pool.totalCount)
  metrics.gauge('dayshift_database_waiting', 'Requests that wait for a session', () => pool.waitingCount)
  metrics.gauge('dayshift_jobs_waiting', 'Jobs that are due and not yet done', async () => {
    const due = await sql<{ n: number }>`
      select count(*) as n from graphile_worker.jobs where run_at <= now() and locked_at is null`.execute(world.db)
    return due.rows[0]?.n ?? 0
  })
  metrics.gauge('dayshift_cases_open', 'Cases that wait for a person, of all workspaces', () =>
    asSystem(world.db, async (trx) => {
      const open = await trx
        .selectFrom('cases')
        .select((of) => of.fn.countAll<number>().as('n'))
        .where('closed_at', 'is', null)
        .executeTakeFirstOrThrow()
      return open.n
    }),
  )
}
