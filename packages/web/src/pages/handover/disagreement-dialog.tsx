import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { openDisagreement, type Disagreement } from '../../api/handover.ts'
import { ProblemNotice } from '../../components/notice.tsx'

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
  function submit(event: FormEvent): void {
    event.preventDefault()
    open.mutate()
  }
  return (
    <Modal opened onClose={onClose} title="Say that people disagree">
      <form onSubmit={submit}>
        <Stack gap="sm">
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
          {open.isError && <ProblemNotice error={open.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={open.isPending} disabled={text.trim() === ''}>
              Say it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
