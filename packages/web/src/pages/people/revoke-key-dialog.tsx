import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { keysQuery, revokeKey, type ApiKey } from '../../api/people.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { useNow } from '../../components/use-now.ts'
import { Effects } from './effects.tsx'
import { revokeEffects } from './key-words.ts'

interface RevokeKeyDialogProps {
  readonly apiKey: ApiKey
  readonly opened: boolean
  readonly onClose: () => void
}

/** It can't be undone, so it asks for the name. */
export function RevokeKeyDialog({ apiKey, opened, onClose }: RevokeKeyDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Revoke “${apiKey.name}”`}>
      <RevokeForm apiKey={apiKey} onClose={onClose} />
    </Modal>
  )
}

function RevokeForm({ apiKey, onClose }: Omit<RevokeKeyDialogProps, 'opened'>) {
  const { id, name } = apiKey
  const now = useNow()
  const [typed, setTyped] = useState('')
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => revokeKey(id),
    onSuccess: () => {
      void queries.invalidateQueries(keysQuery)
      notifications.show({ message: `“${name}” is revoked.` })
      onClose()
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    revoke.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Effects effects={revokeEffects(apiKey, now)} />
        <TextInput
          label={`Type “${name}” to confirm`}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {revoke.isError && <ProblemNotice error={revoke.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="rust" loading={revoke.isPending} disabled={typed.trim() !== name.trim()}>
            Revoke the key
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
