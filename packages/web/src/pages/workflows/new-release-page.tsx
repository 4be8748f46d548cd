import { Button, FileButton, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconFileUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { proposeChange } from '../../api/changes.ts'
import { workflowsQuery } from '../../api/workflows.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { Empty } from '../../components/empty.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatNumber, NBSP } from '../../words/format.ts'
import { useKept } from '../cases/use-kept.ts'
import { proposedQuery } from '../changes/proposed-notice.tsx'
import { slugIn } from './slug-in.ts'
import { SourceForm } from './source-form.tsx'
import classes from './source-form.module.css'
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
  async function readFile(file: File | null): Promise<void> {
    if (file === null) return
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
      <SourceForm
        label="dayshift.yaml"
        placeholder="Paste the manifest, or drop its file here"
        text={text}
        onChange={keep}
        send={send}
        faultyCode="manifest-invalid"
        submit="Propose this release"
        verb="propose"
        acts={
          <FileButton accept=".yaml,.yml,.json" onChange={(file) => void readFile(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFileUpload size={16} aria-hidden />}>
                Choose the file
              </Button>
            )}
          </FileButton>
        }
        notice={
          unread === null ? undefined : (
            <Notice tone="alarm" title="File not read">
              <p>{unread}</p>
            </Notice>
          )
        }
        onFile={(file) => void readFile(file)}
      >
        <TextInput
          label="Why"
          description="For those who approve it"
          maxLength={2000}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <HowItGoes />
      </SourceForm>
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
