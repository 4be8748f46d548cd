import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { feedbackBoardQuery, tellReliability } from '../../api/feedback.ts'
import { ProblemNotice } from '../../components/notice.tsx'

interface ReliabilityProps {
  readonly slug: string
  readonly name: string
  readonly onClose: () => void
}

/** "It isn't as reliable as it used to be": a word about the workflow as a whole. */
export function ReliabilityDialog({ slug, name, onClose }: ReliabilityProps) {
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const tell = useMutation({
    mutationFn: () => tellReliability(slug, note.trim()),
    onSuccess: ({ sentence }) => {
      void queries.invalidateQueries({ queryKey: feedbackBoardQuery(slug).queryKey })
      notifications.show({ message: sentence })
      onClose()
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    tell.mutate()
  }
  return (
    <Modal opened onClose={onClose} title="Not as reliable as it was">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <p>
            For what is no single output: the answers of {name} have become worse. It is answered like every report, and
            those who build it are told.
          </p>
          <Textarea
            label="What has become worse"
            placeholder="Optional, in your words"
            autosize
            minRows={3}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            data-autofocus
          />
          {tell.isError && <ProblemNotice error={tell.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={tell.isPending}>
              Report it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
