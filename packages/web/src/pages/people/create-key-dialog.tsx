import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { SCOPES, type Scope } from '@dayshift/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { createKey } from '../../api/people.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { SCOPE_MEANINGS } from '../../words/names.ts'

interface CreateKeyDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
}

const FOR_A_HOST: readonly Scope[] = ['runs:write', 'gate:read']

/** Makes a key; its secret is shown this once. */
export function CreateKeyDialog({ opened, onClose }: CreateKeyDialogProps) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>(FOR_A_HOST)
  const [days, setDays] = useState('365')
  const queries = useQueryClient()
  const make = useMutation({
    mutationFn: () =>
      createKey({ name: name.trim(), scopes: [...scopes], expiresInDays: days === '' ? null : Number(days) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
  function close(): void {
    if (make.isSuccess) {
      setName('')
      setScopes(FOR_A_HOST)
      make.reset()
    }
    onClose()
  }
  if (make.isSuccess) {
    return (
      // Only the button closes it: the secret is not shown again.
      <Modal
        opened={opened}
        onClose={close}
        title={`The key ${make.data.key.name}`}
        closeOnClickOutside={false}
        closeOnEscape={false}
        withCloseButton={false}
      >
        <Stack gap="sm">
          <p>
            <strong>Copy the secret now.</strong> It is shown this once; only its hash is kept.
          </p>
          <CopyText text={make.data.secret} label="the secret" block />
          <p className="quiet">
            Give it to the host as <code>DAYSHIFT_KEY</code>, in its secret store, not in its repository.
          </p>
          <Group justify="flex-end">
            <Button onClick={close}>I have stored it</Button>
          </Group>
        </Stack>
      </Modal>
    )
  }
  return (
    <FormDialog
      opened={opened}
      title="Make an API key"
      submit="Make the key"
      act={make}
      isReady={scopes.length > 0}
      onClose={close}
    >
      <TextInput
        label="Name"
        description="The host that will use it."
        placeholder="billing-host, production"
        required
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label="Scopes"
        description="What it may do, and nothing else."
        value={[...scopes]}
        onChange={(values) => setScopes(SCOPES.filter((scope) => values.includes(scope)))}
      >
        <Stack gap="xs" mt={8}>
          {SCOPES.map((scope) => (
            <Checkbox key={scope} value={scope} label={<code>{scope}</code>} description={SCOPE_MEANINGS[scope]} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Select
        label="Ends"
        allowDeselect={false}
        value={days}
        onChange={(value) => setDays(value ?? '')}
        data={[
          { value: '30', label: 'After 30 days' },
          { value: '90', label: 'After 90 days' },
          { value: '365', label: 'After a year' },
          { value: '', label: 'Not by itself' },
        ]}
      />
    </FormDialog>
  )
}
