import { Button, Group, Modal, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { resetPassword, type Person } from '../../api/people.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
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
    <Modal opened onClose={onClose} title={`Reset the password of ${person.name}`}>
      <Stack gap="sm">
        <p>
          The present password stops working and open sessions end at once. You get a new one to hand over. It stands in
          the ledger that you did this.
        </p>
        {reset.isError && <ProblemNotice error={reset.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={reset.isPending} onClick={() => reset.mutate()}>
            Reset the password
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
