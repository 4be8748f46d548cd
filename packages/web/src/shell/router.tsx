import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { sessionQuery, setupQuery } from '../api/people.ts'
import { problemOf } from '../api/problem.ts'
import { LoadingPage } from '../components/loading.tsx'
import { NotFound, PageFailure } from '../pages/errors/error-pages.tsx'
import {
  parseSearch,
  paths,
  readAlertsSearch,
  readEvidenceSearch,
  readFeedbackSearch,
  readHandoverSearch,
  readHealthSearch,
  readDrillSearch,
  readDrillsSearch,
  readInboxSearch,
  readLedgerSearch,
  readNewPlaybookSearch,
  readPeopleSearch,
  readAuditSearch,
  readPortfolioAuditSearch,
  readPortfolioSearch,
  readRunsSearch,
  readSeamSearch,
  readSeamsSearch,
  readSignInSearch,
  readWorkflowSearch,
  stringifySearch,
} from '../paths.ts'
import { Shell } from './shell.tsx'

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import('../pages/people/sign-in-page.tsx'), 'SignInPage'),
})

/** Everything behind the sign-in. Whoever is not signed in is led there and comes back after. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queries.ensureQueryData(sessionQuery)
    } catch (error) {
      const { status } = problemOf(error)
      if (status !== 401) throw error
      await context.queries.prefetchQuery(setupQuery)
      const next = location.href === '/' ? undefined : location.href
      throw redirect({ href: paths.signIn({ next }), replace: true })
    }
  },
})

const today = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/today/today-page.tsx'), 'TodayPage'),
})
const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox',
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import('../pages/cases/inbox-page.tsx'), 'InboxPage'),
})
const alerts = createRoute({
  getParentRoute: () => signedIn,
  path: '/alerts',
  validateSearch: readAlertsSearch,
  component: lazyRouteComponent(() => import('../pages/alerts/alerts-page.tsx'), 'AlertsPage'),
})
const alert = createRoute({
  getParentRoute: () => signedIn,
  path: '/alerts/$id',
  component: lazyRouteComponent(() => import('../pages/alerts/alert-page.tsx'), 'AlertPage'),
})
const portfolio = createRoute({
  getParentRoute: () => signedIn,
  path: '/portfolio',
  validateSearch: readPortfolioSearch,
  component: lazyRouteComponent(() => import('../pages/portfolio/portfolio-page.tsx'), 'PortfolioPage'),
})
const portfolioAudit = createRoute({
  getParentRoute: () => signedIn,
  path: '/portfolio/audit',
  validateSearch: readPortfolioAuditSearch,
  component: lazyRouteComponent(() => import('../pages/audit/portfolio-audit-page.tsx'), 'PortfolioAuditPage'),
})
const workflows = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows',
  component: lazyRouteComponent(() => import('../pages/workflows/workflows-page.tsx'), 'WorkflowsPage'),
})
const register = createRoute({
  getParentRoute: () => signedIn,
  path: '/portfolio/register',
  component: lazyRouteComponent(() => import('../pages/portfolio/register-page.tsx'), 'RegisterPage'),
})
const newRelease = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/new',
  component: lazyRouteComponent(() => import('../pages/workflows/new-release-page.tsx'), 'NewReleasePage'),
})
const workflow = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug',
  validateSearch: readWorkflowSearch,
  component: lazyRouteComponent(() => import('../pages/workflows/workflow-page.tsx'), 'WorkflowPage'),
})
const handover = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/handover',
  validateSearch: readHandoverSearch,
  component: lazyRouteComponent(() => import('../pages/handover/handover-page.tsx'), 'HandoverPage'),
})
const evidence = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/handover/evidence',
  validateSearch: readEvidenceSearch,
  component: lazyRouteComponent(() => import('../pages/handover/evidence-page.tsx'), 'EvidencePage'),
})
const handoverDocument = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/handover/documents/$document',
  component: lazyRouteComponent(() => import('../pages/handover/document-page.tsx'), 'DocumentPage'),
})
const release = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/releases/$hash',
  component: lazyRouteComponent(() => import('../pages/workflows/release-page.tsx'), 'ReleasePage'),
})
const drills = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/drills',
  validateSearch: readDrillsSearch,
  component: lazyRouteComponent(() => import('../pages/drills/drills-page.tsx'), 'DrillsPage'),
})
const drill = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/drills/$id',
  validateSearch: readDrillSearch,
  component: lazyRouteComponent(() => import('../pages/drills/drill-page.tsx'), 'DrillPage'),
})
const workflowPlaybook = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/playbook',
  component: lazyRouteComponent(() => import('../pages/playbooks/workflow-playbook-page.tsx'), 'WorkflowPlaybookPage'),
})
const playbooks = createRoute({
  getParentRoute: () => signedIn,
  path: '/playbooks',
  component: lazyRouteComponent(() => import('../pages/playbooks/playbooks-page.tsx'), 'PlaybooksPage'),
})
const newPlaybook = createRoute({
  getParentRoute: () => signedIn,
  path: '/playbooks/new',
  validateSearch: readNewPlaybookSearch,
  component: lazyRouteComponent(() => import('../pages/playbooks/new-playbook-page.tsx'), 'NewPlaybookPage'),
})
const playbook = createRoute({
  getParentRoute: () => signedIn,
  path: '/playbooks/$id',
  component: lazyRouteComponent(() => import('../pages/playbooks/playbook-page.tsx'), 'PlaybookPage'),
})
const workflowSpend = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/spend',
  component: lazyRouteComponent(() => import('../pages/spend/workflow-spend-page.tsx'), 'WorkflowSpendPage'),
})
const trustRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/trust',
  component: lazyRouteComponent(() => import('../pages/trust/trust-page.tsx'), 'TrustPage'),
})
const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('../pages/audit/audit-page.tsx'), 'AuditPage'),
})
const value = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/value',
  component: lazyRouteComponent(() => import('../pages/value/value-page.tsx'), 'ValuePage'),
})
const sample = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/trust/sample',
  component: lazyRouteComponent(() => import('../pages/trust/sample-page.tsx'), 'SamplePage'),
})
const workspaceSpend = createRoute({
  getParentRoute: () => signedIn,
  path: '/spend',
  component: lazyRouteComponent(() => import('../pages/spend/spend-page.tsx'), 'SpendPage'),
})
const health = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/health',
  validateSearch: readHealthSearch,
  component: lazyRouteComponent(() => import('../pages/health/health-page.tsx'), 'HealthPage'),
})
const reviews = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/reviews',
  component: lazyRouteComponent(() => import('../pages/reviews/reviews-page.tsx'), 'ReviewsPage'),
})
const review = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/reviews/$id',
  component: lazyRouteComponent(() => import('../pages/reviews/review-page.tsx'), 'ReviewPage'),
})
const reviewBoard = createRoute({
  getParentRoute: () => signedIn,
  path: '/reviews',
  component: lazyRouteComponent(() => import('../pages/reviews/board-page.tsx'), 'ReviewBoardPage'),
})
const adoption = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/adoption',
  component: lazyRouteComponent(() => import('../pages/adoption/adoption-page.tsx'), 'AdoptionPage'),
})
const runbook = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/runbook',
  component: lazyRouteComponent(() => import('../pages/runbook/runbook-page.tsx'), 'RunbookPage'),
})
const changes = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/changes',
  component: lazyRouteComponent(() => import('../pages/changes/changes-page.tsx'), 'ChangesPage'),
})
const change = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/changes/$id',
  component: lazyRouteComponent(() => import('../pages/changes/change-page.tsx'), 'ChangePage'),
})
const runs = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs',
  validateSearch: readRunsSearch,
  component: lazyRouteComponent(() => import('../pages/runs/runs-page.tsx'), 'RunsPage'),
})
const quarantine = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs/quarantine',
  component: lazyRouteComponent(() => import('../pages/runs/quarantine-page.tsx'), 'QuarantinePage'),
})
const traceSources = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs/sources',
  component: lazyRouteComponent(() => import('../pages/runs/sources-page.tsx'), 'SourcesPage'),
})
const run = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs/$id',
  component: lazyRouteComponent(() => import('../pages/runs/run-page.tsx'), 'RunPage'),
})
const feedback = createRoute({
  getParentRoute: () => signedIn,
  path: '/feedback',
  validateSearch: readFeedbackSearch,
  component: lazyRouteComponent(() => import('../pages/feedback/feedback-page.tsx'), 'FeedbackPage'),
})
const report = createRoute({
  getParentRoute: () => signedIn,
  path: '/feedback/$id',
  component: lazyRouteComponent(() => import('../pages/feedback/report-page.tsx'), 'ReportPage'),
})
const workflowFeedback = createRoute({
  getParentRoute: () => signedIn,
  path: '/workflows/$slug/feedback',
  component: lazyRouteComponent(() => import('../pages/feedback/board-page.tsx'), 'FeedbackBoardPage'),
})
const failureCase = createRoute({
  getParentRoute: () => signedIn,
  path: '/failure-cases/$id',
  component: lazyRouteComponent(() => import('../pages/feedback/failure-case-page.tsx'), 'FailureCasePage'),
})
const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/people',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(() => import('../pages/people/people-page.tsx'), 'PeoplePage'),
})
const channels = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/channels',
  component: lazyRouteComponent(() => import('../pages/channels/channels-page.tsx'), 'ChannelsPage'),
})
const channel = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/channels/$id',
  component: lazyRouteComponent(() => import('../pages/channels/channel-page.tsx'), 'ChannelPage'),
})
const told = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/told',
  component: lazyRouteComponent(() => import('../pages/channels/told-page.tsx'), 'ToldPage'),
})
const seams = createRoute({
  getParentRoute: () => signedIn,
  path: '/seams',
  validateSearch: readSeamsSearch,
  component: lazyRouteComponent(() => import('../pages/seams/seams-page.tsx'), 'SeamsPage'),
})
const importLog = createRoute({
  getParentRoute: () => signedIn,
  path: '/seams/read-log',
  component: lazyRouteComponent(() => import('../pages/seams/import-log-page.tsx'), 'ImportLogPage'),
})
const seam = createRoute({
  getParentRoute: () => signedIn,
  path: '/seams/$id',
  validateSearch: readSeamSearch,
  component: lazyRouteComponent(() => import('../pages/seams/seam-page.tsx'), 'SeamPage'),
})
const ledger = createRoute({
  getParentRoute: () => signedIn,
  path: '/ledger',
  validateSearch: readLedgerSearch,
  component: lazyRouteComponent(() => import('../pages/ledger/ledger-page.tsx'), 'LedgerPage'),
})

const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([
    today,
    inbox,
    alerts,
    alert,
    portfolio,
    portfolioAudit,
    workflows,
    register,
    newRelease,
    workflow,
    trustRoute,
    sample,
    value,
    audit,
    workflowSpend,
    workspaceSpend,
    health,
    adoption,
    reviews,
    review,
    reviewBoard,
    runbook,
    workflowPlaybook,
    playbooks,
    newPlaybook,
    playbook,
    handover,
    evidence,
    handoverDocument,
    changes,
    change,
    release,
    drills,
    drill,
    runs,
    quarantine,
    traceSources,
    run,
    feedback,
    report,
    workflowFeedback,
    failureCase,
    people,
    channels,
    channel,
    told,
    seams,
    importLog,
    seam,
    ledger,
  ]),
])

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    parseSearch: (search) => parseSearch(search),
    stringifySearch: (search) => stringifySearch(search),
    defaultPendingComponent: LoadingPage,
    defaultPendingMs: 300,
    defaultErrorComponent: PageFailure,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
