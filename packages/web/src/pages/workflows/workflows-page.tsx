import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { handoversQuery, type HandoverSummary } from '../../api/handover.ts'
import { workflowsQuery, type WorkflowSummary } from '../../api/workflows.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page } from '../../components/page.tsx'
import { RouteBar } from '../../components/route-bar.tsx'
import { Section } from '../../components/page.tsx'
import { Pieces } from '../../components/sentence-line.tsx'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { handoverLine } from '../handover/handover-sentence.ts'
import { pilesOf } from './piles.ts'
import { workflowsSentence } from './workflow-sentence.ts'
import { WorkflowState } from './workflow-state.tsx'
import classes from './workflows-page.module.css'

export function WorkflowsPage() {
  const { data, isPending, isLoadingError, error, refetch } = useQuery(workflowsQuery)
  const handovers = useQuery(handoversQuery)
  const may = useMay('workflows:write')
  const go = useGo()
  if (isLoadingError) return <PageProblem error={error} again={() => void refetch()} />
  if (isPending) {
    return (
      <Page title="Workflows">
        <LoadingPage />
      </Page>
    )
  }
  const take = may && (
    <Button variant="default" onClick={() => go(paths.newRelease)}>
      Propose a release
    </Button>
  )
  if (data.items.length === 0) {
    return (
      <Page title="Workflows">
        <Empty
          title="No workflow yet"
          commands={['npx dayshift init', 'npx dayshift validate dayshift.yaml']}
          action={take}
        >
          A builder declares a workflow in <code>dayshift.yaml</code>: what runs, under which rules and limits, and
          proposes it as a change. It runs when those who answer for it have approved it.
        </Empty>
      </Page>
    )
  }
  return (
    <Page title="Workflows" sentence={workflowsSentence(data.items)} actions={take}>
      {pilesOf(data.items, handovers.data?.items ?? []).map(({ title, note, items }) => (
        <Section key={title} title={title} note={note}>
          <ul className={classes.list}>
            {items.map((workflow) => (
              <WorkflowItem
                key={workflow.id}
                workflow={workflow}
                handover={handovers.data?.items.find(({ slug }) => slug === workflow.slug)}
              />
            ))}
          </ul>
        </Section>
      ))}
      <p>
        <To href={paths.workspaceSpend}>What they cost this month</To>
      </p>
    </Page>
  )
}

function WorkflowItem({
  workflow,
  handover,
}: {
  readonly workflow: WorkflowSummary
  readonly handover: HandoverSummary | undefined
}) {
  return (
    <li className={classes.workflow}>
      <div className={classes.what}>
        <To href={paths.workflow(workflow.slug)} className={classes.name}>
          {workflow.name}
        </To>
        <p className={classes.purpose}>{workflow.purpose}</p>
        <WorkflowState workflow={workflow} />
        <HandoverLine handover={handover} />
        {workflow.paused !== null && (
          <p className={classes.why}>
            “{workflow.paused.reason}”, {workflow.paused.by.name}, <When at={workflow.paused.at} />
          </p>
        )}
      </div>
      <div className={classes.bar}>
        <RouteBar counts={workflow.last24h} window="last 24 h" />
        <p className={classes.last}>
          {workflow.lastRunAt === null ? (
            'Never ran'
          ) : (
            <>
              Last run <When at={workflow.lastRunAt} />
            </>
          )}
        </p>
      </div>
    </li>
  )
}

/** Its stage, the next act and whose it is; whose it is and how still it holds; what its builders have to answer. */
function HandoverLine({ handover }: { readonly handover: HandoverSummary | undefined }) {
  if (handover === undefined) return null
  return (
    <p className={classes.handover}>
      <Pieces sentence={handoverLine(handover)} />
      <span className={classes.care}>{handover.care.sentence}</span>
      {handover.care.question !== null && (
        <span className={classes.question}>
          {handover.care.question}{' '}
          <To href={paths.handover(handover.slug, { do: 'tell', kind: 'kept-with-builders' })}>Say until when</To>
        </span>
      )}
    </p>
  )
}
