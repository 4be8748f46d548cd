import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { playbookQuery } from '../../api/playbooks.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Page } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { playbookSentence } from './playbook-sentence.ts'
import { DutiesAndDocuments, StageList } from './stage-list.tsx'

const route = getRouteApi('/signed-in/playbooks/$id')

/** One playbook in its newest version. */
export function PlaybookPage() {
  const { id } = route.useParams()
  const query = useQuery(playbookQuery(id))
  const { role } = useSession()
  const go = useGo()
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) return <LoadingPage />
  const { playbook, summary, source } = query.data
  return (
    <Page
      title={playbook.name}
      crumbs={[
        { label: 'Workflows', href: paths.workflows },
        { label: 'Playbooks', href: paths.playbooks },
      ]}
      sentence={playbookSentence({ ...summary, playbook })}
      actions={
        <>
          <CopyButton value={source} timeout={1600}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                onClick={copy}
              >
                {copied ? 'Copied' : 'Copy its text'}
              </Button>
            )}
          </CopyButton>
          {role === 'admin' && (
            <Button onClick={() => go(paths.newPlaybook({ from: id }))}>
              {summary.shipped ? 'Change a copy' : 'Change it'}
            </Button>
          )}
        </>
      }
    >
      <StageList playbook={playbook} />
      <DutiesAndDocuments playbook={playbook} />
    </Page>
  )
}
