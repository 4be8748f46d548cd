import {
  ACT_KINDS,
  CALL_STATUSES,
  CASE_KINDS,
  PORTFOLIO_SIGNS,
  PORTFOLIO_STAGES,
  REASON_CODES,
  ROUTES,
  STAGES,
  type ActKind,
  type CallStatus,
  type CaseKind,
  type PortfolioSign,
  type PortfolioStage,
  type ReasonCode,
  type Route,
  type StageId,
} from '@dayshift/core'

/** Every address in one place. A screen's state is in its address, so that it can be sent to a colleague. */
export const paths = {
  today: '/',
  inbox: (search: InboxSearch = {}) => withSearch('/inbox', search),
  alerts: (search: AlertsSearch = {}) => withSearch('/alerts', search),
  alert: (id: string) => `/alerts/${id}`,
  portfolio: (search: PortfolioSearch = {}) => withSearch('/portfolio', search),
  portfolioAudit: (search: PortfolioAuditSearch = {}) => withSearch('/portfolio/audit', search),
  register: '/portfolio/register',
  workflows: '/workflows',
  workflow: (slug: string, search: WorkflowSearch = {}) => withSearch(`/workflows/${slug}`, search),
  handover: (slug: string, search: HandoverSearch = {}) => withSearch(`/workflows/${slug}/handover`, search),
  evidence: (slug: string, search: EvidenceSearch = {}) => withSearch(`/workflows/${slug}/handover/evidence`, search),
  document: (slug: string, document: string) => `/workflows/${slug}/handover/documents/${document}`,
  changes: (slug: string) => `/workflows/${slug}/changes`,
  change: (slug: string, id: string) => `/workflows/${slug}/changes/${id}`,
  workflowPlaybook: (slug: string) => `/workflows/${slug}/playbook`,
  playbooks: '/playbooks',
  playbook: (id: string) => `/playbooks/${id}`,
  newPlaybook: (search: NewPlaybookSearch = {}) => withSearch('/playbooks/new', search),
  release: (slug: string, hash: string) => `/workflows/${slug}/releases/${hash}`,
  /** Of one workflow, or of all. */
  trust: (slug: string) => `/workflows/${slug}/trust`,
  /** Where drawn answers are judged. */
  sample: (slug: string) => `/workflows/${slug}/trust/sample`,
  spend: (slug: string) => `/workflows/${slug}/spend`,
  workspaceSpend: '/spend',
  health: (slug: string, search: HealthSearch = {}) => withSearch(`/workflows/${slug}/health`, search),
  reviews: (slug: string) => `/workflows/${slug}/reviews`,
  review: (slug: string, id: string) => `/workflows/${slug}/reviews/${id}`,
  /** Over all workflows. */
  reviewBoard: '/reviews',
  adoption: (slug: string) => `/workflows/${slug}/adoption`,
  audit: (slug: string, search: AuditSearch = {}) => withSearch(`/workflows/${slug}/audit`, search),
  value: (slug: string) => `/workflows/${slug}/value`,
  runbook: (slug: string) => `/workflows/${slug}/runbook`,
  drills: (slug: string, search: DrillsSearch = {}) => withSearch(`/workflows/${slug}/drills`, search),
  drill: (slug: string, id: string, search: DrillSearch = {}) => withSearch(`/workflows/${slug}/drills/${id}`, search),
  newRelease: '/workflows/new',
  runs: (search: RunsSearch = {}) => withSearch('/runs', search),
  run: (id: string) => `/runs/${id}`,
  quarantine: '/runs/quarantine',
  traceSources: '/runs/sources',
  feedback: (search: FeedbackSearch = {}) => withSearch('/feedback', search),
  report: (id: string) => `/feedback/${id}`,
  workflowFeedback: (slug: string) => `/workflows/${slug}/feedback`,
  failureCase: (id: string) => `/failure-cases/${id}`,
  people: (search: PeopleSearch = {}) => withSearch('/people', search),
  channels: '/settings/channels',
  channel: (id: string) => `/settings/channels/${id}`,
  told: '/settings/told',
  seams: (search: SeamsSearch = {}) => withSearch('/seams', search),
  importLog: '/seams/read-log',
  seam: (id: string, search: SeamSearch = {}) => withSearch(`/seams/${id}`, search),
  ledger: (search: LedgerSearch = {}) => withSearch('/ledger', search),
  signIn: (search: SignInSearch = {}) => withSearch('/sign-in', search),
}

export const CASE_STATES_SHOWN = ['open', 'completed', 'handed-over'] as const
export const WHOSE = ['anyone', 'mine', 'unassigned'] as const
export interface InboxSearch {
  readonly case?: string | undefined
  readonly state?: (typeof CASE_STATES_SHOWN)[number] | undefined
  readonly whose?: (typeof WHOSE)[number] | undefined
  readonly kind?: CaseKind | undefined
  readonly workflow?: string | undefined
  /** Words that narrow the list down. */
  readonly q?: string | undefined
}
export function readInboxSearch(raw: RawSearch): InboxSearch {
  return {
    case: textIn(raw, 'case'),
    state: oneOf(raw, 'state', CASE_STATES_SHOWN),
    whose: oneOf(raw, 'whose', WHOSE),
    kind: oneOf(raw, 'kind', CASE_KINDS),
    workflow: textIn(raw, 'workflow'),
    q: textIn(raw, 'q'),
  }
}

export interface AlertsSearch {
  /** The dialog that is open. */
  readonly set?: 'hours' | undefined
}
export function readAlertsSearch(raw: RawSearch): AlertsSearch {
  return { set: oneOf(raw, 'set', ['hours'] as const) }
}

export const PORTFOLIO_VIEWS = ['lead', 'coo', 'operations'] as const
export const PORTFOLIO_SORTS = ['name', 'stage', 'days', 'adopted', 'cost', 'alerts', 'date', 'signs'] as const
export const PORTFOLIO_GROUPS = ['unit', 'stage', 'with'] as const
export interface PortfolioSearch {
  /** Who reads it; the transformation lead where there is none. */
  readonly view?: (typeof PORTFOLIO_VIEWS)[number] | undefined
  /** By what is worst where there is none. */
  readonly sort?: (typeof PORTFOLIO_SORTS)[number] | undefined
  readonly order?: 'asc' | 'desc' | undefined
  readonly by?: (typeof PORTFOLIO_GROUPS)[number] | undefined
  readonly stage?: PortfolioStage | undefined
  readonly sign?: PortfolioSign | undefined
  /** Words that narrow the list down. */
  readonly q?: string | undefined
  /** All rows, however many. */
  readonly rows?: 'all' | undefined
}
export function readPortfolioSearch(raw: RawSearch): PortfolioSearch {
  return {
    view: oneOf(raw, 'view', PORTFOLIO_VIEWS),
    sort: oneOf(raw, 'sort', PORTFOLIO_SORTS),
    order: oneOf(raw, 'order', ['asc', 'desc'] as const),
    by: oneOf(raw, 'by', PORTFOLIO_GROUPS),
    stage: oneOf(raw, 'stage', PORTFOLIO_STAGES),
    sign: oneOf(raw, 'sign', PORTFOLIO_SIGNS),
    q: textIn(raw, 'q'),
    rows: oneOf(raw, 'rows', ['all'] as const),
  }
}

/** Weeks that an audit may speak of. */
export const AUDIT_WEEKS = [5, 13, 26, 52] as const
export interface AuditSearch {
  readonly weeks?: (typeof AUDIT_WEEKS)[number] | undefined
}
export function readAuditSearch(raw: RawSearch): AuditSearch {
  return { weeks: AUDIT_WEEKS.find((weeks) => String(weeks) === String(raw['weeks'])) }
}

export interface PortfolioAuditSearch {
  /** The answer all of whose rows are shown, from 1. */
  readonly all?: number | undefined
}
export function readPortfolioAuditSearch(raw: RawSearch): PortfolioAuditSearch {
  return { all: [1, 2, 3, 4, 5].find((place) => String(place) === String(raw['all'])) }
}

export const WINDOWS = ['24h', '7d', '30d'] as const
export type Window = (typeof WINDOWS)[number]
export interface WorkflowSearch {
  readonly window?: Window | undefined
}
export function readWorkflowSearch(raw: RawSearch): WorkflowSearch {
  return { window: oneOf(raw, 'window', WINDOWS) }
}

export const HANDOVER_DIALOGS = ['tell', 'waive', 'enter', 'back', 'hold', 'take-up', 'retire'] as const
const ALL_ACT_KINDS = Object.keys(ACT_KINDS) as ActKind[] // the names of the table
export interface HandoverSearch {
  /** The stage that is open on the page; the present one unless said. */
  readonly stage?: StageId | undefined
  /** The criterion whose evidence is open. */
  readonly criterion?: string | undefined
  readonly do?: (typeof HANDOVER_DIALOGS)[number] | undefined
  /** Of an act that is being told. */
  readonly kind?: ActKind | undefined
}
export function readHandoverSearch(raw: RawSearch): HandoverSearch {
  return {
    stage: oneOf(raw, 'stage', STAGES),
    criterion: textIn(raw, 'criterion'),
    do: oneOf(raw, 'do', HANDOVER_DIALOGS),
    kind: oneOf(raw, 'kind', ALL_ACT_KINDS),
  }
}

export const EVIDENCE_DIALOGS = ['tell', 'budget', 'targets', 'disagree'] as const
export interface EvidenceSearch {
  readonly do?: (typeof EVIDENCE_DIALOGS)[number] | undefined
  readonly kind?: ActKind | undefined
}
export function readEvidenceSearch(raw: RawSearch): EvidenceSearch {
  return { do: oneOf(raw, 'do', EVIDENCE_DIALOGS), kind: oneOf(raw, 'kind', ALL_ACT_KINDS) }
}

export const RUN_WINDOWS = ['1h', '24h', '7d', '30d'] as const
export interface RunsSearch {
  readonly workflow?: string | undefined
  readonly route?: Route | undefined
  readonly reason?: ReasonCode | undefined
  readonly rule?: string | undefined
  readonly status?: CallStatus | undefined
  readonly release?: string | undefined
  readonly unit?: string | undefined
  /** A window that ends now; `from` and `to` name a fixed one and win over it. */
  readonly window?: (typeof RUN_WINDOWS)[number] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
}
export function readRunsSearch(raw: RawSearch): RunsSearch {
  return {
    workflow: textIn(raw, 'workflow'),
    route: oneOf(raw, 'route', ROUTES),
    reason: oneOf(raw, 'reason', REASON_CODES),
    rule: textIn(raw, 'rule'),
    status: oneOf(raw, 'status', CALL_STATUSES),
    release: textIn(raw, 'release'),
    unit: textIn(raw, 'unit'),
    window: oneOf(raw, 'window', RUN_WINDOWS),
    from: instantIn(raw, 'from'),
    to: instantIn(raw, 'to'),
    cursor: textIn(raw, 'cursor'),
  }
}

const BEGUN = ['practice', 'operator-day', 'forced-failure', 'target-check', 'notice', 'quiz'] as const
export interface DrillsSearch {
  /** The dialog that is open. */
  readonly begin?: (typeof BEGUN)[number] | undefined
}
export function readDrillsSearch(raw: RawSearch): DrillsSearch {
  return { begin: oneOf(raw, 'begin', BEGUN) }
}

export interface DrillSearch {
  /** The task that is shown, from 1; the first open one where there is none. */
  readonly task?: string | undefined
}
export function readDrillSearch(raw: RawSearch): DrillSearch {
  return { task: textIn(raw, 'task') }
}

export interface HealthSearch {
  /** The signal that is looked at. */
  readonly signal?: string | undefined
}
export function readHealthSearch(raw: RawSearch): HealthSearch {
  return { signal: textIn(raw, 'signal') }
}

export interface NewPlaybookSearch {
  /** Id of the playbook to begin from. */
  readonly from?: string | undefined
}
export function readNewPlaybookSearch(raw: RawSearch): NewPlaybookSearch {
  return { from: textIn(raw, 'from') }
}

const FEEDBACK_STATES = ['waiting', 'asked', 'answered'] as const
export interface FeedbackSearch {
  /** `waiting` where there is none. */
  readonly state?: (typeof FEEDBACK_STATES)[number] | undefined
  readonly workflow?: string | undefined
  readonly cursor?: string | undefined
}
export function readFeedbackSearch(raw: RawSearch): FeedbackSearch {
  return {
    state: oneOf(raw, 'state', FEEDBACK_STATES),
    workflow: textIn(raw, 'workflow'),
    cursor: textIn(raw, 'cursor'),
  }
}

export interface PeopleSearch {
  readonly tab?: 'keys' | 'privacy' | undefined
}
export function readPeopleSearch(raw: RawSearch): PeopleSearch {
  return { tab: oneOf(raw, 'tab', ['keys', 'privacy'] as const) }
}

export const SEAMS_SHOWN = ['all', 'unowned', 'breaking', 'ready'] as const
export interface SeamsSearch {
  readonly q?: string | undefined
  readonly show?: (typeof SEAMS_SHOWN)[number] | undefined
  /** The dialog that is open. */
  readonly do?: 'open' | undefined
}
export function readSeamsSearch(raw: RawSearch): SeamsSearch {
  return {
    q: textIn(raw, 'q'),
    show: oneOf(raw, 'show', SEAMS_SHOWN),
    do: oneOf(raw, 'do', ['open'] as const),
  }
}

export const SEAM_DIALOGS = ['change', 'owner', 'from-owner', 'to-owner', 'contract', 'workflow', 'close'] as const
export interface SeamSearch {
  readonly do?: (typeof SEAM_DIALOGS)[number] | 'tell' | undefined
  /** Of what is being told. */
  readonly part?: string | undefined
}
export function readSeamSearch(raw: RawSearch): SeamSearch {
  return { do: oneOf(raw, 'do', [...SEAM_DIALOGS, 'tell'] as const), part: textIn(raw, 'part') }
}

export interface LedgerSearch {
  readonly subject?: string | undefined
}
export function readLedgerSearch(raw: RawSearch): LedgerSearch {
  return { subject: textIn(raw, 'subject') }
}

export interface SignInSearch {
  readonly next?: string | undefined
}
export function readSignInSearch(raw: RawSearch): SignInSearch {
  const next = textIn(raw, 'next')
  // Only a place of ours: "//elsewhere.example" and "https://…" lead out.
  return { next: next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : undefined }
}

export type RawSearch = { readonly [name: string]: unknown }

/** The search part as plain text values; the router's own way reads `007` and `1e5` as something else. */
export function parseSearch(search: string): { [name: string]: string } {
  return Object.fromEntries(new URLSearchParams(search))
}

/** The other way round; what is empty is left out. Starts with `?` unless nothing is left. */
export function stringifySearch(search: object): string {
  const kept = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') kept.set(name, String(value))
  }
  const text = kept.toString()
  return text === '' ? '' : `?${text}`
}

function withSearch(path: string, search: object): string {
  return `${path}${stringifySearch(search)}`
}

function textIn(raw: RawSearch, name: string): string | undefined {
  const value = raw[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function oneOf<const T extends string>(raw: RawSearch, name: string, values: readonly T[]): T | undefined {
  return values.find((value) => value === raw[name])
}

function instantIn(raw: RawSearch, name: string): string | undefined {
  const value = textIn(raw, name)
  return value !== undefined && !Number.isNaN(Date.parse(value)) ? value : undefined
}
