import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Channel, testChannel } from '../../api/channels.ts'
import { problemOf } from '../../api/problem.ts'
import { answerOf } from './channel-words.ts'

interface TestButtonProps {
  readonly channel: Channel
  readonly isSmall?: boolean
}

/** Sends a test and says what came back. */
export function TestButton({ channel: { id, name, kind }, isSmall = false }: TestButtonProps) {
  const queries = useQueryClient()
  const test = useMutation({
    mutationFn: () => testChannel(id),
    onSuccess: (delivery) => {
      const answer = answerOf(delivery)
      if (delivery.state === 'delivered') {
        const where = kind === 'email' ? 'Look into your mailbox.' : `${answer ?? 'It was taken'}.`
        notifications.show({ title: `The test arrived on ${name}`, message: where })
      } else {
        const message = delivery.lastError ?? 'Nothing came back yet.'
        notifications.show({ color: 'rust', title: `The test did not arrive on ${name}`, message, autoClose: 12_000 })
      }
    },
    onError: (error) => {
      notifications.show({ color: 'rust', title: 'No test was sent', message: problemOf(error).message })
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['channels'] })
      await queries.invalidateQueries({ queryKey: ['deliveries', id] })
    },
  })
  return (
    <Button
      size={isSmall ? 'compact-xs' : 'sm'}
      variant={isSmall ? 'subtle' : 'default'}
      {...(isSmall && { color: 'gray' })}
      loading={test.isPending}
      onClick={() => test.mutate()}
      aria-label={`Send a test on ${name}`}
    >
      Send a test
    </Button>
  )
}
