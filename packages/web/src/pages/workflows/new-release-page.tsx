import { Button, FileButton, Group, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { IconFileUpload } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { addRelease } from '../../api/workflows.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useGo } from '../../components/use-go.ts'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import classes from './new-release-page.module.css'

/** Takes a manifest in: a new workflow, or a new release of a known one. Nothing goes live by it. */
export function NewReleasePage() {
  const may = useMay('workflows:write')
  const go = useGo()
  const queries = useQueryClient()
  const [manifest, setManifest] = useState('')
  const add = useMutation({
    mutationFn: () => addRelease(manifest),
    onSuccess: async ({ workflow, release, created, warnings }) => {
      await queries.invalidateQueries({ queryKey: ['workflows'] })
      notifications.show({
        message: created
          ? `Release ${release.name} is taken in; it is not active yet.`
          : `Release ${release.name} was here already.`,
      })
      for (const { message, line } of warnings)
        notifications.show({
          color: 'amber',
          title: line === null ? 'Warning' : `Warning, line ${line}`,
          message,
          autoClose: false,
        })
      go(paths.release(workflow, release.hash))
    },
  })
  async function read(file: File | null): Promise<void> {
    if (file !== null) setManifest(await file.text())
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    add.mutate()
  }
  return (
    <Page
      title="Take in a manifest"
      crumbs={[{ label: 'Workflows', href: paths.workflows }]}
      sentence={[
        'A manifest makes a ',
        { text: 'new workflow', strong: true },
        ', or a ',
        { text: 'new release', strong: true },
        ' of one that is here. Nothing goes live by this: activating is an act of its own.',
      ]}
      width="prose"
    >
      <form onSubmit={submit} className={classes.form}>
        <Textarea
          label="dayshift.yaml"
          description="Paste it, or choose the file. Files that it names must be written into it."
          autosize
          minRows={14}
          maxRows={28}
          required
          maxLength={262_144}
          disabled={!may}
          value={manifest}
          onChange={(event) => setManifest(event.currentTarget.value)}
          styles={{ input: { fontFamily: 'var(--ds-mono)', fontSize: 12, lineHeight: 1.6 } }}
          spellCheck={false}
        />
        {add.isError && <ProblemNotice error={add.error} />}
        {!may && <p className="quiet">An admin may take manifests in.</p>}
        <Group justify="space-between">
          <FileButton onChange={(file) => void read(file)} accept=".yaml,.yml,.json">
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFileUpload size={16} />} disabled={!may}>
                Choose the file
              </Button>
            )}
          </FileButton>
          <Button type="submit" loading={add.isPending} disabled={!may || manifest.trim() === ''}>
            Take in the manifest
          </Button>
        </Group>
      </form>
      <Section title="On the builder’s machine">
        <div className={classes.commands}>
          <CopyText text="npx dayshift init" label="the command that writes a manifest to start from" block />
          <CopyText text="npx dayshift validate dayshift.yaml" label="the command that checks a manifest" block />
          <CopyText text="npx dayshift card dayshift.yaml" label="the command that prints a manifest’s card" block />
        </div>
      </Section>
    </Page>
  )
}
