import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { noticeFailure, type DrillList } from '../../api/drills.ts'
import { ProblemNotice } from '../../components/notice.tsx'
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
  function submit(event: FormEvent): void {
    event.preventDefault()
    say.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={`Something looks wrong with ${name}`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
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
          {say.isError && <ProblemNotice error={say.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={say.isPending}>
              Say that it looks wrong
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
