import { Button, Group, Modal, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { resetPassword, type Person } from '../../api/people.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { makePassword } from './new-password.ts'

/** A new first password for somebody who lost theirs, shown once to be handed over. */
export function ResetPasswordDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const [password] = useState(makePassword)
  const reset = useMutation({ mutationFn: () => resetPassword(person.id, password) })
  if (reset.isSuccess) {
    return (
      <Modal opened onClose={onClose} title={`${person.name} has a new password`}>
        <Stack gap="sm">
          <p>
            Hand it over on a way that others don’t read. It is shown this once; it is to be changed after the next
            sign-in.
          </p>
          <CopyText text={person.email} label="the e-mail" block />
          <CopyText text={password} label="the new password" block />
          <Group justify="flex-end">
            <Button onClick={onClose}>I have handed it over</Button>
          </Group>
        </Stack>
      </Modal>
    )
  }
  return (
    <FormDialog
      title={`Reset the password of ${person.name}`}
      submit="Reset the password"
      act={reset}
      onClose={onClose}
    >
      <p>
        The present password stops working and open sessions end at once. You get a new one to hand over. It stands in
        the ledger that you did this.
      </p>
    </FormDialog>
  )
}
