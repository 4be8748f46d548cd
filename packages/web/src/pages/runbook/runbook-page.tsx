import { Button, CopyButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconCheck, IconCopy, IconPrinter } from '@tabler/icons-react'
import { runbookQuery, type Runbook, type RunbookPage as PageWire } from '../../api/runbook.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { WorkflowTabs } from '../workflows/workflow-tabs.tsx'
import { Changes } from './changes.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { Confirmations } from './confirmations.tsx'
import { OlderRunbooks } from './older-runbooks.tsx'
import { RunbookNote } from './runbook-note.tsx'
import classes from './runbook-page.module.css'
import { runbookSentence } from './runbook-sentence.ts'

const route = getRouteApi('/signed-in/workflows/$slug/runbook')

export function RunbookPage() {
  const { slug } = route.useParams()
  const query = useQuery(runbookQuery(slug))
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const crumbs = workflowCrumbs(slug, query.data?.workflow.name)
  const tabs = <WorkflowTabs slug={slug} />
  if (query.isPending) {
    return (
      <Page title="Runbook" crumbs={crumbs} tabs={tabs}>
        <LoadingPage />
      </Page>
    )
  }
  const runbook = query.data
  const { page, workflow, state, confirmation } = runbook
  return (
    <Page
      title="Runbook"
      crumbs={crumbs}
      tabs={tabs}
      sentence={runbookSentence(runbook)}
      actions={page === null ? undefined : <Acts runbook={runbook} markdown={page.markdown} />}
    >
      {page === null ? (
        <Empty
          title="The runbook writes itself"
          commands={[`dayshift release ${slug}/dayshift.yaml --server ${location.origin}`]}
        >
          It is generated from a release, the duties, the runs and the drills. Hand a manifest in, or{' '}
          <To href={paths.newRelease}>paste it here</To>.
        </Empty>
      ) : (
        <>
          {confirmation?.changed && <Changes {...confirmation.changed} />}
          <Holes problems={page.problems} />
          <RunbookNote page={page} name={workflow.name} confirmation={state.kind === 'current' ? confirmation : null} />
        </>
      )}
      <div className="no-print">
        <OlderRunbooks slug={slug} notes={runbook.notes} />
        {runbook.history.length > 0 && <Confirmations slug={slug} history={runbook.history} />}
      </div>
    </Page>
  )
}

function Acts({ runbook, markdown }: { readonly runbook: Runbook; readonly markdown: string }) {
  const { person } = useSession()
  const [asking, dialog] = useDisclosure(false)
  const { mayConfirm, state } = runbook
  const isMine = mayConfirm.some(({ id }) => id === person.id)
  return (
    <>
      <CopyButton value={markdown} timeout={1600}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            onClick={copy}
          >
            {copied ? 'Copied' : 'Copy as Markdown'}
          </Button>
        )}
      </CopyButton>
      <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
        Print
      </Button>
      {isMine && (
        <Button variant={state.kind === 'current' ? 'default' : 'filled'} onClick={dialog.open}>
          Confirm the runbook
        </Button>
      )}
      {asking && <ConfirmDialog runbook={runbook} onClose={dialog.close} />}
    </>
  )
}

/** What the manifest leaves out; the duties that nobody has are holes in the page itself. */
function Holes({ problems }: { readonly problems: PageWire['problems'] }) {
  const said = problems.filter(({ about }) => about === 'manifest')
  if (said.length === 0) return null
  return (
    <div className={`${classes.holes} no-print`}>
      <Notice tone="person" title="A reader in an incident would miss this">
        <ul className={classes.problems}>
          {said.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}
