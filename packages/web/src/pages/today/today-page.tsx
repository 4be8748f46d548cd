import { useQuery } from '@tanstack/react-query'
import { alertCountsQuery } from '../../api/alerts.ts'
import { nextCasesQuery, type Case } from '../../api/cases.ts'
import { myTransfersQuery, watchListQuery } from '../../api/duties.ts'
import { changesForMeQuery } from '../../api/changes.ts'
import { lastActsQuery } from '../../api/ledger.ts'
import { workflowsQuery } from '../../api/workflows.ts'
import { Due } from '../../components/due.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage, LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { RouteBar } from '../../components/route-bar.tsx'
import { RouteIcon } from '../../components/route-mark.tsx'
import { To } from '../../components/to.tsx'
import { useNow } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { reasonName } from '../../words/names.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { MyDuties, MyTransfers } from '../duties/my-duties.tsx'
import { MyDrills } from '../drills/my-drills.tsx'
import { MyReviews } from '../reviews/my-reviews.tsx'
import { MyReports } from '../feedback/my-reports.tsx'
import { MyHandovers } from '../handover/my-handovers.tsx'
import { ChangesForMe } from '../changes/changes-for-me.tsx'
import { MySamples } from '../trust/my-samples.tsx'
import { WorkflowState } from '../workflows/workflow-state.tsx'
import classes from './today-page.module.css'
import { MorningSection } from './morning.tsx'
import { todaySentence } from './today-sentence.ts'

/** Mine, now: is it well, what waits for me, what changed, who has it. */
export function TodayPage() {
  const workflows = useQuery(workflowsQuery)
  const mine = useQuery(nextCasesQuery('mine'))
  const anyone = useQuery(nextCasesQuery('anyone'))
  const acts = useQuery(lastActsQuery)
  const watch = useQuery(watchListQuery)
  const transfers = useQuery(myTransfersQuery)
  const changes = useQuery(changesForMeQuery)
  const alerts = useQuery(alertCountsQuery)
  const now = useNow()
  const { person } = useSession()
  if (workflows.isLoadingError) return <PageProblem error={workflows.error} again={() => void workflows.refetch()} />
  if (workflows.isPending || mine.isPending || anyone.isPending) {
    return (
      <Page title="Today">
        <LoadingPage />
      </Page>
    )
  }
  const sentence = todaySentence({
    workflows: workflows.data.items,
    counts: anyone.data?.counts ?? { open: 0, mine: 0, overdue: 0 },
    first: anyone.data?.items[0] ?? null,
    firstOfMine: mine.data?.items[0] ?? null,
    lastAct: acts.data?.items[0] ?? null,
    watch: watch.data?.items ?? [],
    alerts: alerts.data?.counts ?? null,
    handovers: transfers.data?.items.filter(({ waits }) => waits !== 'instant').length ?? 0,
    me: person.id,
    now,
  })
  if (workflows.data.items.length === 0) {
    return (
      <Page title="Today" sentence={sentence}>
        <Empty
          title="Bring in the first workflow"
          commands={['npx dayshift init', 'npx dayshift validate dayshift.yaml']}
        >
          A builder declares it in a file <code>dayshift.yaml</code>: what runs, under which rules and limits. Then{' '}
          <To href={paths.newRelease}>propose it</To>; nothing goes live by that.
        </Empty>
      </Page>
    )
  }
  const own = mine.data?.items ?? []
  const others = (anyone.data?.items ?? []).filter(({ id }) => own.every((each) => each.id !== id))
  return (
    <Page title="Today" sentence={sentence}>
      <div className={classes.columns}>
        <div>
          <MorningSection />
          <MyTransfers />
          <MyHandovers />
          <MyDrills />
          <MyReviews />
          <MyReports />
          <MySamples />
          {mine.isError && <ProblemNotice error={mine.error} again={() => void mine.refetch()} />}
          {changes.data !== undefined && changes.data.items.length > 0 && (
            <Section title="Changes that wait for you">
              <ChangesForMe changes={changes.data.items} />
            </Section>
          )}
          {own.length > 0 && (
            <Section title="Yours, due next" actions={<To href={paths.inbox({ whose: 'mine' })}>Open yours</To>}>
              <DueNext cases={own} />
            </Section>
          )}
          {(own.length === 0 || others.length > 0) && (
            <Section title="Due next, for anyone" actions={<To href={paths.inbox()}>Open the inbox</To>}>
              <DueNext cases={others.slice(0, own.length > 3 ? 3 : 6)} />
            </Section>
          )}
          <MyDuties />
          <Section title="Workflows" note="last 24 h" actions={<To href={paths.workflows}>All workflows</To>}>
            <ul className={classes.workflows}>
              {workflows.data.items.map((workflow) => (
                <li key={workflow.id} className={classes.workflow}>
                  <div className={classes.workflowHead}>
                    <To href={paths.workflow(workflow.slug)} className={classes.workflowName}>
                      {workflow.name}
                    </To>
                    <WorkflowState workflow={workflow} />
                  </div>
                  <RouteBar counts={workflow.last24h} window="last 24 h" />
                </li>
              ))}
            </ul>
          </Section>
        </div>
        <Section title="Last acts" actions={<To href={paths.ledger()}>Ledger</To>}>
          {acts.isPending && <LoadingRows rows={5} />}
          {acts.isError && <ProblemNotice error={acts.error} again={() => void acts.refetch()} />}
          {acts.data?.items.length === 0 && <p className="quiet">Nobody has changed anything yet.</p>}
          <ol className={classes.acts}>
            {acts.data?.items.map((entry) => (
              <li key={entry.seq} className={classes.act}>
                <span>
                  <strong>{entry.actor.id === person.id ? 'You' : entry.actor.name}</strong> {entry.sentence}
                </span>
                <span className={classes.actWhen}>
                  <When at={entry.at} />
                </span>
              </li>
            ))}
          </ol>
        </Section>
      </div>
    </Page>
  )
}

function DueNext({ cases }: { readonly cases: readonly Case[] }) {
  const { person } = useSession()
  if (cases.length === 0) {
    return (
      <Empty title="Nothing waits for a person">
        When a rule, low confidence or a failure holds a unit, it appears here and in the inbox, with its reason.
      </Empty>
    )
  }
  return (
    <ul className={classes.cases}>
      {cases.map((item) => (
        <li key={item.id}>
          <To href={paths.inbox({ case: item.id })} className={classes.case}>
            <RouteIcon route={item.route} size={16} />
            <span className={classes.caseText}>
              <span className={classes.caseTitle}>{item.excerpt ?? item.unitKey}</span>
              <span className={classes.caseNote}>
                <span className="mono">{item.unitKey}</span> · {item.workflowName} ·{' '}
                {reasonName(item.reason.code, item.reason.rule)}
                {item.claimedBy !== null && ` · with ${item.claimedBy.id === person.id ? 'you' : item.claimedBy.name}`}
              </span>
            </span>
            <span className={classes.caseDue}>
              <Due at={item.dueAt} />
            </span>
          </To>
        </li>
      ))}
    </ul>
  )
}
