import { LOG_LEVELS } from '../log.ts'
import { isAllowEntry } from '../outbound/index.ts'
import {
  bytes,
  host,
  listOf,
  mailAddress,
  onOff,
  oneOf,
  path,
  postgresUrl,
  serviceUrl,
  smtpUrl,
  text,
  webUrl,
  wholeNumber,
  type SettingType,
} from './setting-type.ts'

/** One setting: `defaultValue` is written as a person would write it; `null`: none. */
export interface Setting<Value> {
  /** As the command line takes it; the first one is the main one. `null` for a secret, which others could see there. */
  readonly flags: readonly string[] | null
  readonly variable: string
  readonly type: SettingType<Value>
  readonly defaultValue: string | null
  readonly meaning: string
  /** Never printed. */
  readonly secret?: boolean
}

const MB = 1024 ** 2

/** All settings of the server. Their names are those of the file `dayshift.config.yaml` too. */
const SETTINGS = {
  port: {
    flags: ['--port <number>'],
    variable: 'DAYSHIFT_PORT',
    type: wholeNumber(0, 65_535),
    defaultValue: '4700',
    meaning: 'Port on which the server listens; 0 takes any free one',
  },
  host: {
    flags: ['--host <address>'],
    variable: 'DAYSHIFT_HOST',
    type: host,
    defaultValue: '127.0.0.1',
    meaning: 'Address on which the server listens; 0.0.0.0 for all of the machine',
  },
  publicUrl: {
    flags: ['--public-url <url>'],
    variable: 'DAYSHIFT_PUBLIC_URL',
    type: webUrl,
    defaultValue: null,
    meaning: 'Address under which people reach the server, where it is not only this machine',
  },
  trustProxy: {
    flags: ['--trust-proxy', '--no-trust-proxy'],
    variable: 'DAYSHIFT_TRUST_PROXY',
    type: onOff,
    defaultValue: 'false',
    meaning: 'Whether a proxy in front sets X-Forwarded-For',
  },
  dataDirectory: {
    flags: ['--data <directory>'],
    variable: 'DAYSHIFT_DATA',
    type: path,
    defaultValue: '.dayshift',
    meaning: 'Directory of the embedded database and of the secret',
  },
  databaseUrl: {
    flags: ['--database-url <url>'],
    variable: 'DATABASE_URL',
    type: postgresUrl,
    defaultValue: null,
    meaning: 'A PostgreSQL 15 or newer to use instead of the embedded one',
    secret: true,
  },
  databaseSessions: {
    flags: ['--database-sessions <number>'],
    variable: 'DAYSHIFT_DATABASE_SESSIONS',
    type: wholeNumber(2, 500),
    defaultValue: '20',
    meaning: 'Sessions that the server opens on the database at most',
  },
  postgresBin: {
    flags: ['--postgres-bin <directory>'],
    variable: 'DAYSHIFT_POSTGRES_BIN',
    type: path,
    defaultValue: null,
    meaning: "Directory of another PostgreSQL's programs (15 or newer) for the embedded database",
  },
  secret: {
    flags: null,
    variable: 'DAYSHIFT_SECRET',
    type: text,
    defaultValue: null,
    meaning: '32 bytes as 64 hexadecimal digits; made at first start and kept in the data directory where missing',
    secret: true,
  },
  example: {
    flags: ['--example', '--no-example'],
    variable: 'DAYSHIFT_EXAMPLE',
    type: onOff,
    defaultValue: 'true',
    meaning: 'Whether the first start lays in an example workspace and runs its workflow',
  },
  prices: {
    flags: ['--prices <file or url>'],
    variable: 'DAYSHIFT_PRICES',
    type: text,
    defaultValue: null,
    meaning: "Price file in LiteLLM's format, by path or address; without it only hosts say what runs cost",
  },
  webRoot: {
    flags: ['--web-root <directory>'],
    variable: 'DAYSHIFT_WEB_ROOT',
    type: path,
    defaultValue: null,
    meaning: 'Directory of a built web app to serve instead of the own one',
  },
  logLevel: {
    flags: ['--log-level <level>'],
    variable: 'DAYSHIFT_LOG_LEVEL',
    type: oneOf(LOG_LEVELS),
    defaultValue: 'info',
    meaning: `What is logged: ${LOG_LEVELS.join(', ')}`,
  },
  bodyLimit: {
    flags: ['--body-limit <size>'],
    variable: 'DAYSHIFT_BODY_LIMIT',
    type: bytes(1024, 512 * MB),
    defaultValue: '12 MB',
    meaning: 'Size that the body of a request may have, unpacked',
  },
  smtpUrl: {
    flags: null,
    variable: 'DAYSHIFT_SMTP_URL',
    type: smtpUrl,
    defaultValue: null,
    meaning: 'E-mail server by which people are told: smtps://user:password@host, or smtp:// for STARTTLS',
    secret: true,
  },
  smtpFrom: {
    flags: ['--smtp-from <address>'],
    variable: 'DAYSHIFT_SMTP_FROM',
    type: mailAddress,
    defaultValue: 'Dayshift <dayshift@localhost>',
    meaning: 'Whom its e-mails are from',
  },
  outboundAllow: {
    flags: ['--outbound-allow <list>'],
    variable: 'DAYSHIFT_OUTBOUND_ALLOW',
    type: listOf(
      'names, addresses or ranges with commas between them, like hooks.example.com,10.1.0.0/16',
      isAllowEntry,
    ),
    defaultValue: '',
    meaning: 'Hosts inside your network that channels may lead to; else the public internet alone',
  },
  outboundHttp: {
    flags: ['--outbound-http', '--no-outbound-http'],
    variable: 'DAYSHIFT_OUTBOUND_HTTP',
    type: onOff,
    defaultValue: 'false',
    meaning: 'Whether channels may lead to plain http:// addresses; for development alone',
  },
  slackApi: {
    flags: ['--slack-api <url>'],
    variable: 'DAYSHIFT_SLACK_API',
    type: serviceUrl,
    defaultValue: 'https://slack.com/api/',
    meaning: "Slack's Web API; another one for GovSlack",
  },
  pagerDutyEvents: {
    flags: ['--pagerduty-events <url>'],
    variable: 'DAYSHIFT_PAGERDUTY_EVENTS',
    type: serviceUrl,
    defaultValue: 'https://events.pagerduty.com/',
    meaning: "PagerDuty's Events API; https://events.eu.pagerduty.com/ for the EU service region",
  },
  limitStrict: {
    flags: ['--limit-strict <number>'],
    variable: 'DAYSHIFT_LIMIT_STRICT',
    type: wholeNumber(1, 1_000_000),
    defaultValue: '10',
    meaning: 'Tries to sign in, to set up or to change a password, a minute and address',
  },
  limitAnonymous: {
    flags: ['--limit-anonymous <number>'],
    variable: 'DAYSHIFT_LIMIT_ANONYMOUS',
    type: wholeNumber(1, 10_000_000),
    defaultValue: '300',
    meaning: 'Requests without a session or a key, a minute and address',
  },
  limitPerson: {
    flags: ['--limit-person <number>'],
    variable: 'DAYSHIFT_LIMIT_PERSON',
    type: wholeNumber(1, 10_000_000),
    defaultValue: '1200',
    meaning: 'Requests of a signed-in person, a minute',
  },
  limitKey: {
    flags: ['--limit-key <number>'],
    variable: 'DAYSHIFT_LIMIT_KEY',
    type: wholeNumber(1, 10_000_000),
    defaultValue: '120000',
    meaning: 'Requests with an API key, a minute and key',
  },
  jobConcurrency: {
    flags: ['--jobs <number>'],
    variable: 'DAYSHIFT_JOBS',
    type: wholeNumber(1, 100),
    defaultValue: '4',
    meaning: 'Jobs that this server runs at once',
  },
  jobPollMs: {
    flags: ['--job-poll-ms <number>'],
    variable: 'DAYSHIFT_JOB_POLL_MS',
    type: wholeNumber(50, 60_000),
    defaultValue: '1000',
    meaning: 'Milliseconds between two looks for timers that are due',
  },
} as const satisfies Record<string, Setting<unknown>>

export type SettingName = keyof typeof SETTINGS

type ValueOf<S> = S extends { type: SettingType<infer Value>; defaultValue: infer Default }
  ? Default extends null
    ? Value | null
    : Value
  : never

/** The values of all settings. */
export type Config = { readonly [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> }

/** All settings by name, in the order of the table. */
export function allSettings(): [SettingName, Setting<unknown>][] {
  return Object.entries(SETTINGS) as [SettingName, Setting<unknown>][] // the keys of a constant
}
