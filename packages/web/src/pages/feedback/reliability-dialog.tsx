import { Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { feedbackBoardQuery, tellReliability } from '../../api/feedback.ts'
import { FormDialog } from '../../components/form-dialog.tsx'

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
  return (
    <FormDialog title="Not as reliable as it was" submit="Report it" act={tell} onClose={onClose}>
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
    </FormDialog>
  )
}
