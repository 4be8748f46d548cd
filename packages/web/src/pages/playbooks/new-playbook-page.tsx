import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { addPlaybook, playbookQuery, type PlaybookDetail } from '../../api/playbooks.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Page } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { useKept } from '../cases/use-kept.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { SourceForm } from '../workflows/source-form.tsx'
import form from '../workflows/source-form.module.css'
import { WhoMay } from '../workflows/who-may.tsx'

const route = getRouteApi('/signed-in/playbooks/new')
const CRUMBS = [
  { label: 'Workflows', href: paths.workflows },
  { label: 'Playbooks', href: paths.playbooks },
] as const
const TITLE = 'Write a playbook'

/** A playbook of the organisation's own, begun from one that is there. */
export function NewPlaybookPage() {
  const { from = 'lean' } = route.useSearch()
  const { role } = useSession()
  const query = useQuery({ ...playbookQuery(from), enabled: role === 'admin' })
  if (role !== 'admin') {
    return (
      <Page title={TITLE} crumbs={CRUMBS} width="prose">
        <Empty title="An admin writes playbooks">
          A playbook decides what counts. <WhoMay act="write one" roles={['admin']} />
        </Empty>
      </Page>
    )
  }
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) return <LoadingPage />
  return <PlaybookForm key={from} base={query.data} />
}

function PlaybookForm({ base: { summary, source } }: { readonly base: PlaybookDetail }) {
  const go = useGo()
  const queries = useQueryClient()
  const [text, keep, forget] = useKept(`playbook ${summary.id}`, summary.shipped ? copyOf(source, summary) : source)
  const send = useMutation({
    mutationFn: (playbook: string) => addPlaybook(playbook),
    onSuccess: ({ summary: added }) => {
      void queries.invalidateQueries({ queryKey: ['playbooks'] })
      forget()
      go(paths.playbook(added.id))
    },
  })
  return (
    <Page
      title={TITLE}
      crumbs={CRUMBS}
      sentence={
        summary.shipped
          ? [
              'This is a copy of ',
              { text: summary.name, strong: true },
              ' under an id of its own: change what you like. ',
              { text: 'No workflow goes by it', strong: true },
              ' until somebody chooses it.',
            ]
          : [
              'This makes a new version of ',
              { text: summary.name, strong: true },
              '. ',
              { text: 'Workflows keep the version that they have chosen', strong: true },
              '.',
            ]
      }
    >
      <SourceForm
        label="Playbook (YAML)"
        text={text}
        onChange={keep}
        send={send}
        faultyCode="playbook-invalid"
        submit={summary.shipped ? 'Add the playbook' : 'Add the new version'}
        verb="add"
      >
        <div className={form.how}>
          <h2 className={form.howTitle}>What you can change</h2>
          <p>
            Which criteria hold a stage, their parameters, which of them are hard gates, the duties, the documents with
            their sections and signers, the times around the transfer.
          </p>
          <h2 className={form.howTitle}>On your machine</h2>
          <div className={form.commands}>
            <CopyText
              text="npx dayshift playbook criteria"
              label="the command that lists what a criterion can ask"
              block
            />
            <CopyText
              text="npx dayshift playbook validate ours.yaml"
              label="the command that checks a playbook"
              block
            />
          </div>
          <p className={form.hint}>What you type here is kept in this tab until it is added.</p>
        </div>
      </SourceForm>
    </Page>
  )
}

/** The text under an id and a name of its own, without the words about how to copy it. */
function copyOf(source: string, { id, name }: { readonly id: string; readonly name: string }): string {
  return source
    .replace(/^(?:#.*\n)+/, '')
    .replace(/^id: .*$/m, `id: our-${id}`)
    .replace(/^name: .*$/m, `name: Our ${name.toLowerCase()} way`)
}
