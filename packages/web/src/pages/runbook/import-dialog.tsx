import { FileInput, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lintRunbook } from '@dayshift/core'
import { useDeferredValue, useMemo, useState } from 'react'
import { importRunbook, runbookQuery } from '../../api/runbook.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { LintFindings } from './lint-findings.tsx'

interface ImportDialogProps {
  readonly slug: string
  /** Names that are attached already; the same name takes the place of the one before. */
  readonly taken: readonly string[]
  readonly onClose: () => void
}

export function ImportDialog({ slug, taken, onClose }: ImportDialogProps) {
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [unread, setUnread] = useState<string | null>(null)
  const checked = useDeferredValue(text)
  const lint = useMemo(() => (checked.trim() === '' ? null : lintRunbook(checked)), [checked])
  const queries = useQueryClient()
  const attach = useMutation({
    mutationFn: () => importRunbook(slug, { name: name.trim(), text }),
    onSuccess: (next) => {
      queries.setQueryData(runbookQuery(slug).queryKey, next)
      onClose()
    },
  })
  async function take(file: File | null): Promise<void> {
    if (file === null) return
    setUnread(null)
    try {
      setText(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()))
      setName(file.name)
    } catch {
      setUnread(`"${file.name}" is not text in UTF-8.`)
    }
  }
  return (
    <FormDialog
      title="Attach a runbook"
      size="lg"
      submit="Attach the runbook"
      act={attach}
      isReady={name.trim() !== '' && text.trim() !== ''}
      onClose={onClose}
    >
      <FileInput
        label="File"
        description="Markdown; or paste the text below."
        placeholder="Choose a file"
        accept=".md,.markdown,.txt,text/markdown,text/plain"
        error={unread}
        onChange={(file) => void take(file)}
      />
      <TextInput
        label="Name"
        required
        maxLength={200}
        value={name}
        description={taken.includes(name.trim()) ? 'It takes the place of the one of this name.' : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label="Text"
        required
        maxLength={524_288}
        minRows={6}
        maxRows={14}
        autosize
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {lint !== null && (
        <section aria-label="What the check finds" aria-live="polite">
          <LintFindings lint={lint} />
        </section>
      )}
    </FormDialog>
  )
}
