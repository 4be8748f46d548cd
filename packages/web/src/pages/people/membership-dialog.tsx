import { Button, Group, Modal, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { changePerson, peopleQuery } from '../../api/people.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { Effects } from './effects.tsx'
import { endEffects, restoreEffects, type EffectFacts } from './person-effects.ts'

interface MembershipDialogProps {
  readonly facts: EffectFacts
  readonly opened: boolean
  readonly onClose: () => void
}

/** Ends a membership, or restores one that has ended; says first what that does. */
export function MembershipDialog({ facts, opened, onClose }: MembershipDialogProps) {
  const { name, active } = facts.person
  return (
    <Modal opened={opened} onClose={onClose} title={active ? `End the membership of ${name}` : `Restore the membership of ${name}`}>
      <MembershipForm facts={facts} onClose={onClose} />
    </Modal>
  )
}

function MembershipForm({ facts, onClose }: Omit<MembershipDialogProps, 'opened'>) {
  const { person } = facts
  const { name, active, openCases } = person
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: () => changePerson(person.id, { active: !active }),
    onSuccess: () => {
      void queries.invalidateQueries(peopleQuery)
      notifications.show({ message: active ? `The membership of ${name} has ended.` : `${name} can sign in again.` })
      onClose()
    },
  })
  return (
    <Stack gap="md">
      <Effects effects={active ? endEffects(facts) : restoreEffects(person)} />
      {active && openCases > 0 && (
        <p>
          <To href={paths.inbox({ q: name })}>Give these cases to others first</To>
        </p>
      )}
      {change.isError && <ProblemNotice error={change.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button {...(active ? { color: 'rust' } : {})} loading={change.isPending} onClick={() => change.mutate()}>
          {active ? `End the membership of ${name}` : `Restore ${name}`}
        </Button>
      </Group>
    </Stack>
  )
}
