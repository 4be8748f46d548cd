import { Button, FileButton, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconFileUpload } from '@tabler/icons-react'
import { useId, useRef, useState, type DragEvent, type FormEvent } from 'react'
import { proposeChange } from '../../api/changes.ts'
import { problemOf } from '../../api/problem.ts'
import { workflowsQuery } from '../../api/workflows.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { Empty } from '../../components/empty.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatCount, formatNumber, NBSP } from '../../words/format.ts'
import { useKept } from '../cases/use-kept.ts'
import { proposedQuery } from '../changes/proposed-notice.tsx'
import { FaultList } from './fault-list.tsx'
import classes from './new-release-page.module.css'
import { placeFaults } from './place-faults.ts'
import { SourceEditor, type SourceEditorHandle } from './source-editor.tsx'
import { slugIn } from './slug-in.ts'
import { WhoMay } from './who-may.tsx'

const CRUMBS = [{ label: 'Workflows', href: paths.workflows }] as const
const TITLE = 'Propose a release'
const MOST_CHARACTERS = 262_144

/** The way in for a new workflow, or for the next release of a known one: a change. Nothing goes live by it. */
export function NewReleasePage() {
  const may = useMay('workflows:write')
  if (may) return <ManifestForm />
  return (
    <Page title={TITLE} crumbs={CRUMBS} width="prose">
      <Empty title="A member proposes releases">
        Hand over your file <code>dayshift.yaml</code>. <WhoMay act="propose it" roles={['admin', 'member']} />
      </Empty>
    </Page>
  )
}

function ManifestForm() {
  const go = useGo()
  const queries = useQueryClient()
  const faultsId = useId()
  const editor = useRef<SourceEditorHandle>(null)
  const [text, keep, forget] = useKept('manifest', '')
  const [why, setWhy] = useState('')
  const [unread, setUnread] = useState<string | null>(null)
  const send = useMutation({
    mutationFn: (manifest: string) => proposeChange(slugIn(manifest), { manifest, why }),
    onSuccess: ({ change, created, message, warnings }, manifest) => {
      void queries.invalidateQueries({ queryKey: workflowsQuery.queryKey })
      forget()
      if (change === null) {
        notifications.show({ message })
        go(paths.changes(slugIn(manifest)))
        return
      }
      queries.setQueryData(proposedQuery(change.id).queryKey, { created, message, warnings })
      go(paths.change(change.workflow, change.id))
    },
  })
  const problem = send.error === null ? null : problemOf(send.error)
  const invalid = problem?.code === 'manifest-invalid' ? problem : null
  const faults = invalid === null ? [] : placeFaults(invalid.errors, send.variables ?? '', text)
  const marked = [...new Set(faults.flatMap(({ line }) => line ?? []))]

  async function readFile(file: File | null | undefined): Promise<void> {
    if (!file) return
    const content = await file.text()
    if (content.includes('\0') || content.includes('\uFFFD')) {
      setUnread(`“${file.name}” is not a text file in UTF-8. Nothing was changed.`)
    } else if (content.length > MOST_CHARACTERS) {
      setUnread(
        `“${file.name}” has ${formatNumber(content.length)} characters; a manifest has at most ${formatNumber(MOST_CHARACTERS)}. Nothing was changed.`,
      )
    } else {
      setUnread(null)
      send.reset()
      keep(content.replaceAll('\r\n', '\n'))
    }
  }
  function drop(event: DragEvent): void {
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    void readFile(event.dataTransfer.files[0])
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (text.trim() !== '' && !send.isPending) send.mutate(text)
  }
  return (
    <Page
      title={TITLE}
      crumbs={CRUMBS}
      sentence={[
        'A manifest makes a ',
        { text: 'new workflow', strong: true },
        ', or the ',
        { text: 'next release', strong: true },
        ' of one that is here. ',
        { text: 'Nothing goes live by this', strong: true },
        ': it is a change that others approve and somebody starts.',
      ]}
    >
      <form className={classes.form} onSubmit={submit}>
        <div className={classes.acts}>
          <FileButton accept=".yaml,.yml,.json" onChange={(file) => void readFile(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFileUpload size={16} aria-hidden />}>
                Choose the file
              </Button>
            )}
          </FileButton>
          <Button type="submit" loading={send.isPending} disabled={text.trim() === ''}>
            Propose this release
          </Button>
        </div>
        {/* Dropping a file is a shortcut of the button above. */}
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
        <div className={classes.source} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
          <SourceEditor
            label="dayshift.yaml"
            placeholder="Paste the manifest, or drop its file here"
            value={text}
            marked={marked}
            describedBy={invalid === null ? undefined : faultsId}
            onChange={keep}
            handle={editor}
          />
        </div>
        <div className={classes.side} data-faulty={problem !== null || unread !== null || undefined}>
          {unread !== null && (
            <Notice tone="alarm" title="File not read">
              <p>{unread}</p>
            </Notice>
          )}
          {problem !== null && invalid === null && <ProblemNotice error={send.error} />}
          {invalid !== null && (
            <div id={faultsId}>
              <Notice tone="alarm" title={`Not proposed: ${formatCount(faults.length, 'error')}`}>
                <p>
                  {send.variables === text
                    ? 'Choose an error to go to its line.'
                    : 'You changed it since; propose it again to have it checked.'}
                </p>
              </Notice>
              <FaultList faults={faults} onGo={(line, column) => editor.current?.goTo(line, column)} />
            </div>
          )}
          {problem === null && (
            <TextInput
              label="Why"
              description="For those who approve it"
              maxLength={2000}
              value={why}
              onChange={(event) => setWhy(event.currentTarget.value)}
            />
          )}
          {problem === null && <HowItGoes />}
        </div>
      </form>
    </Page>
  )
}

function HowItGoes() {
  return (
    <div className={classes.how}>
      <h2 className={classes.howTitle}>What happens</h2>
      <ol className={classes.steps}>
        <li>
          It is checked: every field, every rule against the contracts, and that every unit finds a way to a person.
        </li>
        <li>It is kept as a release that nobody can change any more, known by the hash of its content.</li>
        <li>You read what differs, and who approves it. Hosts run on with the release that is active now.</li>
      </ol>
      <h2 className={classes.howTitle}>On the builder’s machine</h2>
      <div className={classes.commands}>
        <CopyText text="npx dayshift init" label="the command that writes a manifest to start from" block />
        <CopyText text="npx dayshift validate dayshift.yaml" label="the command that checks a manifest" block />
      </div>
      <p className={classes.hint}>
        Prompts that lie in files of their own must be written into it. What you type here is kept in this tab until it
        {NBSP}is proposed.
      </p>
    </div>
  )
}
