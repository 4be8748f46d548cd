import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { workflowPlaybookQuery, type WorkflowPlaybook } from '../../api/playbooks.ts'
import { workflowQuery } from '../../api/workflows.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { WhoMay } from '../workflows/who-may.tsx'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { ChooseDialog } from './choose-dialog.tsx'
import { workflowPlaybookSentence } from './playbook-sentence.ts'
import { DutiesAndDocuments, StageList } from './stage-list.tsx'
import classes from './stage-list.module.css'

const route = getRouteApi('/signed-in/workflows/$slug/playbook')

/** The playbook that a workflow goes by: what each stage asks, and who may choose another. */
export function WorkflowPlaybookPage() {
  const { slug } = route.useParams()
  const query = useQuery(workflowPlaybookQuery(slug))
  const workflow = useQuery(workflowQuery(slug))
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const crumbs = [{ label: 'Workflows', href: paths.workflows }]
  const tabs = <WorkflowTabs slug={slug} />
  const name = workflow.data?.name ?? slug
  if (query.isPending || workflow.isPending) {
    return (
      <Page title={name} crumbs={crumbs} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  const chosen = query.data
  return (
    <Page
      title={name}
      crumbs={crumbs}
      tabs={tabs}
      sentence={workflowPlaybookSentence(name, chosen)}
      actions={<Choose slug={slug} name={name} chosen={chosen} />}
    >
      {chosen.newer !== null && (
        <div className={classes.newer}>
          <Notice tone="person" title={`“${chosen.playbook.name}” has been changed since`}>
            <p>
              {name} keeps what it was chosen with until an admin chooses it again.{' '}
              <To href={paths.playbook(chosen.playbook.id)}>See the new version</To>
            </p>
          </Notice>
        </div>
      )}
      <StageList playbook={chosen.playbook} />
      <DutiesAndDocuments playbook={chosen.playbook} />
    </Page>
  )
}

function Choose({
  slug,
  name,
  chosen,
}: {
  readonly slug: string
  readonly name: string
  readonly chosen: WorkflowPlaybook
}) {
  const go = useGo()
  const [asking, dialog] = useDisclosure(false)
  if (!chosen.mayChoose) return <WhoMay act="choose another playbook" roles={['admin']} />
  return (
    <>
      <Button variant="default" onClick={() => go(paths.playbooks)}>
        All playbooks
      </Button>
      <Button onClick={dialog.open}>Choose a playbook</Button>
      {asking && <ChooseDialog slug={slug} name={name} chosen={chosen} onClose={dialog.close} />}
    </>
  )
}
