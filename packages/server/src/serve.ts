import type { Logger } from 'pino'
import { DAY_MS } from '@dayshift/core'
import { compose, type Composed } from './compose.ts'
import { createExampleSignIn, type ExampleSignIn, setupCode, workspaceExists } from './features/people/index.ts'
import { systemClock } from './platform/clock.ts'
import { type Config, readSecret } from './platform/config/index.ts'
import { type OpenDatabase, openDatabase } from './platform/database/index.ts'
import { layInPast, type Past } from './lay-in-past.ts'
import { createLog, terminalLines } from './platform/log.ts'
import { builtWeb, startWebBuild, type WebBuild } from './platform/web/web-build.ts'

/** What the example is given to go on with at each start. */
export interface LayIn {
  /** `http://127.0.0.1:4700`: the server listens there. */
  readonly address: string
  readonly dataDirectory: string
  readonly log: Logger
  /** Has something ended before the server stops. */
  readonly onStop: (end: () => Promise<void>) => void
}

export interface ServeOptions {
  readonly config: Config
  /** Prints a line for the person who started the server. */
  readonly say: (line: string) => void
  /** Called at each start, once the server listens. Gives the example's sign-in, null where there is no example. */
  readonly layIn?: (layIn: LayIn) => Promise<ExampleSignIn | null>
  /** Told before the first start of an empty installation: what happened there in the days before. */
  readonly past?: { readonly days: number; readonly tell: (past: Past, dataDirectory: string) => Promise<void> }
}

export interface RunningServer {
  readonly address: string
  readonly log: Logger
  /** Settles when the screens are built, or could not be. */
  readonly webDone: Promise<void>
  /** Finishes what is in flight and stops everything; repeating it changes nothing. */
  stop(): Promise<void>
}

/** The server could not start; the message says what is and what would be right. */
export class ServeFailure extends Error {
  override readonly name = 'ServeFailure'
  readonly code: 'port-taken' | 'cannot-listen'
  constructor(code: ServeFailure['code'], message: string, cause: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** Milliseconds that requests in flight have to end before their connections are closed. */
const PATIENCE_MS = 10_000

/** Starts the whole server as configured and says where it is and how to sign in. */
export async function serve({ config, say, layIn, past }: ServeOptions): Promise<RunningServer> {
  const log = createLog(config.logLevel, process.stderr.isTTY ? terminalLines(process.stderr) : process.stderr)
  const secret = readSecret(config)
  const web = config.webRoot === null ? startWebBuild(log) : builtWeb(config.webRoot)
  let example: ExampleSignIn | null = null
  const ends: (() => Promise<void>)[] = []
  try {
    const composed = await open(
      config,
      log,
      secret,
      web,
      () => example,
      async (database) => {
        if (past !== undefined) await tryPast(past, say, { config, log, secret, database })
      },
    )
    const address = await listen(composed, config)
    const stop = createStop(composed, web, ends, log)
    try {
      const code = setupCode(composed.world)
      if (layIn !== undefined) {
        example = await tryLayIn(layIn, say, {
          address,
          dataDirectory: config.dataDirectory,
          log,
          onStop: (end) => void ends.push(end),
        })
      }
      say(`Dayshift is ready at ${config.publicUrl?.origin ?? address}`)
      for (const line of await signInLines(composed, address, example, code)) say(line)
    } catch (error) {
      await stop()
      throw error
    }
    return { address, log, webDone: web.done, stop }
  } catch (error) {
    web.stop()
    throw error
  }
}

/** Stops the server at the first Ctrl-C or SIGTERM, in order; a second one ends the process at once. */
export async function untilStopped(server: RunningServer, say: (line: string) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    let asked = false
    const onSignal = () => {
      if (asked) process.exit(130)
      asked = true
      say('Stopping; press Ctrl-C again to end at once.')
      resolve()
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
  await server.stop()
}

async function open(
  config: Config,
  log: Logger,
  secret: Uint8Array,
  web: WebBuild,
  known: () => ExampleSignIn | null,
  before: (database: OpenDatabase) => Promise<void>,
): Promise<Composed> {
  const database = await openDatabase({
    databaseUrl: config.databaseUrl ?? undefined,
    dataDirectory: config.dataDirectory,
    postgresBin: config.postgresBin ?? undefined,
    poolSize: config.databaseSessions,
    log,
  })
  try {
    await before(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return await compose({
    database,
    dataDirectory: config.dataDirectory,
    clock: systemClock,
    log,
    secret,
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy,
    bodyLimit: config.bodyLimit,
    prices: config.prices,
    limits: {
      strict: config.limitStrict,
      anonymous: config.limitAnonymous,
      person: config.limitPerson,
      key: config.limitKey,
    },
    jobs: config.jobConcurrency,
    jobPollMs: config.jobPollMs,
    mail: config.smtpUrl === null ? null : { url: config.smtpUrl, from: config.smtpFrom },
    outbound: { allow: config.outboundAllow, http: config.outboundHttp },
    slackApi: config.slackApi,
    pagerDutyEvents: config.pagerDutyEvents,
    web,
    example: createExampleSignIn({ db: database.db }, known),
  })
}

async function listen(composed: Composed, { host, port }: Config): Promise<string> {
  try {
    const listening = new URL(await composed.app.listen({ host, port }))
    // 0.0.0.0 is where it listens, not where anybody can go.
    if (listening.hostname === '0.0.0.0' || listening.hostname === '[::]') listening.hostname = '127.0.0.1'
    return listening.origin
  } catch (error) {
    await composed.close()
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw taken
      ? new ServeFailure(
          'port-taken',
          `Cannot listen on ${host}:${String(port)}: another program uses the port. Choose another one with --port, or end that program.`,
          error,
        )
      : new ServeFailure(
          'cannot-listen',
          `Cannot listen on ${host}:${String(port)}: ${error instanceof Error ? error.message : String(error)}. ` +
            'Choose another --host or --port.',
          error,
        )
  }
}

async function tryLayIn(
  layIn: NonNullable<ServeOptions['layIn']>,
  say: (line: string) => void,
  context: LayIn,
): Promise<ExampleSignIn | null> {
  try {
    return await layIn(context)
  } catch (error) {
    context.log.error({ err: error }, 'The example could not be laid in')
    say(`The example could not be laid in: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

/** Tells the past of an empty installation. One that fails leaves what was told until then, and the server starts. */
async function tryPast(
  { days, tell }: NonNullable<ServeOptions['past']>,
  say: (line: string) => void,
  on: { readonly config: Config; readonly log: Logger; readonly secret: Uint8Array; readonly database: OpenDatabase },
): Promise<void> {
  const { config, secret, database } = on
  if (await workspaceExists({ db: database.db })) return
  say('Laying in the example workspace…')
  const log = on.log.child({ part: 'example' }, { level: 'warn' })
  const until = systemClock.now()
  const from = new Date(until.getTime() - days * DAY_MS)
  const { dataDirectory } = config
  try {
    await layInPast({ database, dataDirectory, log, secret, from, until }, (past) => tell(past, dataDirectory))
  } catch (error) {
    log.error({ err: error }, 'The example could not be laid in whole')
    say(`The example could not be laid in whole: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function signInLines(
  { world }: Composed,
  address: string,
  example: ExampleSignIn | null,
  code: string,
): Promise<string[]> {
  if (example !== null) return [`Sign in as ${example.email} with the password ${example.password}`]
  if (await workspaceExists(world)) return ['Sign in with your e-mail address and password.']
  return [`Set it up at ${address} with the code ${code}`]
}

function createStop(
  composed: Composed,
  web: WebBuild,
  ends: readonly (() => Promise<void>)[],
  log: Logger,
): () => Promise<void> {
  let stopped: Promise<void> | null = null
  return () =>
    (stopped ??= (async () => {
      web.stop()
      for (const result of await Promise.allSettled(ends.map((end) => end()))) {
        if (result.status === 'rejected') log.warn({ err: result.reason }, 'Something did not end in order')
      }
      const late = setTimeout(() => composed.app.server.closeAllConnections(), PATIENCE_MS)
      await composed.close()
      clearTimeout(late)
    })())
}
