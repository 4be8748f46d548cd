import { Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { noticeFailure, type DrillList } from '../../api/drills.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'

/** Whoever sees that something is off says so here; whether it is a drill is not told. */
export function NoticeDialog({ list, onClose }: { readonly list: DrillList; readonly onClose: () => void }) {
  const { slug, name } = list.workflow
  const [note, setNote] = useState('')
  const say = useMutation({
    mutationFn: () => noticeFailure(slug, note.trim()),
    onSuccess: () => {
      notifications.show({ message: 'Said, with the time. It stands in the ledger.' })
      onClose()
    },
  })
  return (
    <FormDialog
      title={`Something looks wrong with ${name}`}
      submit="Say that it looks wrong"
      act={say}
      onClose={onClose}
    >
      <p>
        It is kept with your name and the time. Nothing is stopped by it: to send every unit to people,{' '}
        <To href={paths.workflow(slug)}>pause the workflow</To>.
      </p>
      <Textarea
        label="What you see"
        autosize
        minRows={2}
        maxLength={1000}
        data-autofocus
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
