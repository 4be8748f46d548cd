import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { ROLES, type Role } from '@dayshift/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addPerson } from '../../api/people.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ROLE_MEANINGS, ROLE_NAMES } from '../../words/names.ts'
import { makePassword } from './new-password.ts'

interface AddPersonDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

/** Adds a person with a first password, which is shown once to be handed over. */
export function AddPersonDialog({ opened, onClose }: AddPersonDialogProps) {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('member')
  const [password, setPassword] = useState(makePassword)
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: () => addPerson({ name: name.trim(), email: email.trim(), role, password }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people'] }),
  })
  function close(): void {
    if (add.isSuccess) {
      setName('')
      setEmail('')
      setPassword(makePassword())
      add.reset()
    }
    onClose()
  }
  if (add.isSuccess) {
    return (
      <Modal opened={opened} onClose={close} title={`${add.data.name} is added`}>
        <Stack gap="sm">
          <p>
            Hand over the first password, on a way that others don’t read. It is shown this once; it is to be changed
            after the first sign-in.
          </p>
          <CopyText text={add.data.email} label="the e-mail" block />
          <CopyText text={password} label="the first password" block />
          <Group justify="flex-end">
            <Button onClick={close}>I have handed it over</Button>
          </Group>
        </Stack>
      </Modal>
    )
  }
  return (
    <FormDialog opened={opened} title="Add a person" submit="Add the person" act={add} onClose={close}>
      <TextInput
        label="Name"
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="E-mail"
        type="email"
        required
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Radio.Group
        label="Role"
        value={role}
        onChange={(value) => setRole(ROLES.find((each) => each === value) ?? 'member')}
      >
        <Stack gap="xs" mt={6}>
          {ROLES.map((each) => (
            <Radio key={each} value={each} label={ROLE_NAMES[each]} description={ROLE_MEANINGS[each]} />
          ))}
        </Stack>
      </Radio.Group>
    </FormDialog>
  )
}
