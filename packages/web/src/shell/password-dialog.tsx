import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { changePassword } from '../api/people.ts'
import { ProblemNotice } from '../components/notice.tsx'

interface PasswordDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

export function PasswordDialog({ opened, onClose }: PasswordDialogProps) {
  const [present, setPresent] = useState('')
  const [next, setNext] = useState('')
  const change = useMutation({
    mutationFn: () => changePassword(present, next),
    onSuccess: () => {
      notifications.show({ message: 'Your password is changed. Other sessions of yours have ended.' })
      setPresent('')
      setNext('')
      onClose()
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    change.mutate()
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Change password">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            required
            value={present}
            onChange={(event) => setPresent(event.currentTarget.value)}
          />
          <PasswordInput
            label="New password"
            description="At least 10 characters. Your other sessions end."
            autoComplete="new-password"
            required
            minLength={10}
            value={next}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          {change.isError && <ProblemNotice error={change.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
