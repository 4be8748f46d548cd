import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useId, useRef, type FormEvent } from 'react'
import { addPlaybook, playbookQuery, type PlaybookDetail } from '../../api/playbooks.ts'
import { problemOf } from '../../api/problem.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { formatCount } from '../../words/format.ts'
import { useKept } from '../cases/use-kept.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { FaultList } from '../workflows/fault-list.tsx'
import form from '../workflows/new-release-page.module.css'
import { placeFaults } from '../workflows/place-faults.ts'
import { SourceEditor, type SourceEditorHandle } from '../workflows/source-editor.tsx'
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
  const faultsId = useId()
  const editor = useRef<SourceEditorHandle>(null)
  const [text, keep, forget] = useKept(`playbook ${summary.id}`, summary.shipped ? copyOf(source, summary) : source)
  const send = useMutation({
    mutationFn: (playbook: string) => addPlaybook(playbook),
    onSuccess: ({ summary: added }) => {
      void queries.invalidateQueries({ queryKey: ['playbooks'] })
      forget()
      go(paths.playbook(added.id))
    },
  })
  const problem = send.error === null ? null : problemOf(send.error)
  const invalid = problem?.code === 'playbook-invalid' ? problem : null
  const faults = invalid === null ? [] : placeFaults(invalid.errors, send.variables ?? '', text)
  const marked = [...new Set(faults.flatMap(({ line }) => line ?? []))]
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (text.trim() !== '' && !send.isPending) send.mutate(text)
  }
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
      <form className={form.form} onSubmit={submit}>
        <div className={form.acts}>
          <Button type="submit" loading={send.isPending} disabled={text.trim() === ''}>
            {summary.shipped ? 'Add the playbook' : 'Add the new version'}
          </Button>
        </div>
        <div className={form.source}>
          <SourceEditor
            label="Playbook (YAML)"
            value={text}
            marked={marked}
            describedBy={invalid === null ? undefined : faultsId}
            onChange={keep}
            handle={editor}
          />
        </div>
        <div className={form.side} data-faulty={problem !== null || undefined}>
          {problem !== null && invalid === null && <ProblemNotice error={send.error} />}
          {invalid !== null && (
            <div id={faultsId}>
              <Notice tone="alarm" title={`Not added: ${formatCount(faults.length, 'error')}`}>
                <p>
                  {send.variables === text
                    ? 'Choose an error to go to its line.'
                    : 'You changed it since; add it again to have it checked.'}
                </p>
              </Notice>
              <FaultList faults={faults} onGo={(line, column) => editor.current?.goTo(line, column)} />
            </div>
          )}
          {problem === null && (
            <div className={form.how}>
              <h2 className={form.howTitle}>What you can change</h2>
              <p>
                Which criteria hold a stage, their parameters, which of them are hard gates, the duties, the documents
                with their sections and signers, the times around the transfer.
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
          )}
        </div>
      </form>
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
