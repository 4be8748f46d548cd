import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Channel, deliveriesQuery, type Delivery, sendDelivery } from '../../api/channels.ts'
import { problemOf } from '../../api/problem.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import table from '../../components/table.module.css'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { answerOf, DELIVERY_WORDS } from './channel-words.ts'
import classes from './channels.module.css'

/** What was sent on a channel, newest first, with what came back. */
export function DeliveriesTable({ channel }: { readonly channel: Channel }) {
  const { data, error, isLoadingError, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(deliveriesQuery(channel.id))
  if (isLoadingError) return <ProblemNotice error={error} again={() => void refetch()} />
  if (isPending) return <LoadingPage />
  const items = data.pages.flatMap((page) => page.items)
  if (items.length === 0) {
    return <Empty title="Nothing was sent yet">Send a test to see whether it arrives and what comes back.</Empty>
  }
  return (
    <>
      <div className={table.scroll}>
        <table className={`${table.table} ${table.stacks}`}>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">State</th>
              <th scope="col">Answer</th>
              <th scope="col">
                <span className="visually-hidden">Send it again</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((delivery) => (
              <DeliveryRow key={delivery.id} channel={channel} delivery={delivery} />
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage && (
        <Button
          className={classes.more}
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          Show earlier ones
        </Button>
      )}
    </>
  )
}

function DeliveryRow({ channel, delivery }: { readonly channel: Channel; readonly delivery: Delivery }) {
  const { id, at, subject, to, state, nextAt, lastError } = delivery
  const [verdict, word] = DELIVERY_WORDS[state]
  // Nobody tries a test twice.
  const shown = delivery.kind === 'test' && state === 'dead' ? 'Did not arrive' : word
  const answer = answerOf(delivery)
  return (
    <tr>
      <td className={table.tight}>
        <When at={at} />
      </td>
      <td>
        {subject}
        {to !== null && <div className={classes.place}>to {to.name}</div>}
      </td>
      <td className={table.tight}>
        <VerdictMark verdict={verdict} word={shown} />
        {nextAt !== null && (
          <div className={classes.place}>
            next try <When at={nextAt} />
          </div>
        )}
      </td>
      <td>
        {answer !== null && <span className="num">{answer}</span>}
        {lastError !== null && <div className={classes.error}>{lastError}</div>}
      </td>
      <td className={table.number}>
        {(state === 'dead' || state === 'dropped') && delivery.kind === 'message' && (
          <SendAgain channelId={channel.id} deliveryId={id} subject={subject} />
        )}
      </td>
    </tr>
  )
}

interface SendAgainProps {
  readonly channelId: string
  readonly deliveryId: string
  readonly subject: string
}

function SendAgain({ channelId, deliveryId, subject }: SendAgainProps) {
  const queries = useQueryClient()
  const again = useMutation({
    mutationFn: () => sendDelivery(channelId, deliveryId),
    onSuccess: ({ state, lastError }) => {
      if (state === 'delivered') notifications.show({ message: 'It arrived.' })
      else notifications.show({ color: 'rust', title: 'It did not arrive', message: lastError ?? 'It waits.' })
    },
    onError: (error) => notifications.show({ color: 'rust', title: 'Not sent', message: problemOf(error).message }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['deliveries', channelId] }),
  })
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      loading={again.isPending}
      onClick={() => again.mutate()}
      aria-label={`Send again: ${subject}`}
    >
      Send again
    </Button>
  )
}
