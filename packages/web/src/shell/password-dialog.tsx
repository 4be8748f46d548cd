import { PasswordInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { changePassword } from '../api/people.ts'
import { FormDialog } from '../components/form-dialog.tsx'

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
  return (
    <FormDialog opened={opened} title="Change password" submit="Change password" act={change} onClose={onClose}>
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
    </FormDialog>
  )
}
