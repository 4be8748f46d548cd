import { Select, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { openDisagreement, type Disagreement } from '../../api/handover.ts'
import { FormDialog } from '../../components/form-dialog.tsx'

const ABOUT = [
  { value: 'ownership', label: 'Who owns it' },
  { value: 'success', label: 'What success is' },
  { value: 'failure', label: 'What counts as a failure' },
] as const

/** While people argue about it, it is an experiment: saying so is evidence too. */
export function DisagreementDialog({ slug, onClose }: { readonly slug: string; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const [about, setAbout] = useState<Disagreement['about']>('ownership')
  const [text, setText] = useState('')
  const open = useMutation({
    mutationFn: () => openDisagreement(slug, { about, text: text.trim() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      onClose()
    },
  })
  return (
    <FormDialog
      title="Say that people disagree"
      submit="Say it"
      act={open}
      isReady={text.trim() !== ''}
      onClose={onClose}
    >
      <Select
        label="About"
        allowDeselect={false}
        data={ABOUT}
        value={about}
        onChange={(value) => setAbout(value ?? about)}
      />
      <Textarea
        label="What they disagree about"
        description="It holds the handover until it is settled with the words of what was agreed."
        required
        autosize
        minRows={2}
        maxLength={2000}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
