import type { Role } from '@dayshift/core'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { changePerson, peopleQuery, sessionQuery } from '../../api/people.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { ROLE_NAMES } from '../../words/names.ts'
import { Effects } from './effects.tsx'
import { roleEffects, type EffectFacts } from './person-effects.ts'
import { RoleField } from './role-field.tsx'

interface RoleDialogProps {
  readonly facts: EffectFacts
  readonly opened: boolean
  readonly onClose: () => void
}

export function RoleDialog({ facts, opened, onClose }: RoleDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Role of ${facts.person.name}`}>
      <RoleForm facts={facts} onClose={onClose} />
    </Modal>
  )
}

function RoleForm({ facts, onClose }: Omit<RoleDialogProps, 'opened'>) {
  const { person } = facts
  const [role, setRole] = useState<Role>(person.role)
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: () => changePerson(person.id, { role }),
    onSuccess: () => {
      void queries.invalidateQueries(peopleQuery)
      if (facts.isMe) void queries.invalidateQueries(sessionQuery)
      notifications.show({ message: `${person.name} is ${ROLE_NAMES[role].toLowerCase()} now.` })
      onClose()
    },
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    change.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <RoleField value={role} onChange={setRole} />
        <Effects effects={roleEffects(facts, role)} />
        {change.isError && <ProblemNotice error={change.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending} disabled={role === person.role}>
            {role === person.role ? 'Change the role' : `Make ${person.name} ${ROLE_NAMES[role].toLowerCase()}`}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
