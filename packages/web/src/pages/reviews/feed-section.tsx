import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { calendarFeedsQuery, makeCalendarFeed, revokeCalendarFeed } from '../../api/reviews.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { When } from '../../components/when.tsx'
import classes from './reviews.module.css'

/** The reader's feeds: made with one click, shown once, revoked with another. `slug` null: all that is the reader's. */
export function FeedSection({ slug }: { readonly slug: string | null }) {
  const feeds = useQuery(calendarFeedsQuery)
  const queries = useQueryClient()
  const make = useMutation({
    mutationFn: () => makeCalendarFeed(slug),
    onSuccess: () => void queries.invalidateQueries({ queryKey: calendarFeedsQuery.queryKey }),
  })
  const revoke = useMutation({
    mutationFn: revokeCalendarFeed,
    onSuccess: (next) => {
      make.reset()
      queries.setQueryData(calendarFeedsQuery.queryKey, next)
    },
  })
  const these = feeds.data?.items.filter(({ workflow }) => (workflow?.slug ?? null) === slug) ?? []
  return (
    <Section
      title="In your calendar"
      actions={
        <Button size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
          Make a calendar feed
        </Button>
      }
    >
      {make.isError && <ProblemNotice error={make.error} />}
      {make.data !== undefined && (
        <Notice tone="quiet" title="Add this address to your calendar; it is shown this once">
          <div className={classes['address']}>
            <CopyText text={new URL(make.data.path, window.location.href).href} label="the address of the feed" block />
            <span className={classes['quiet']}>Whoever has it can read the feed, so keep it to yourself.</span>
          </div>
        </Notice>
      )}
      {these.length === 0 && make.data === undefined ? (
        <p className={classes['said']}>
          {slug === null
            ? 'A feed shows the reviews that you attend and the actions that are yours in Outlook, Google or Apple Calendar.'
            : 'A feed shows the reviews of this workflow in Outlook, Google or Apple Calendar.'}
        </p>
      ) : (
        <ul className={classes['items']}>
          {these.map(({ id, madeAt }) => (
            <li key={id}>
              <span>
                A feed made <When at={madeAt} />
              </span>
              <Button
                size="xs"
                variant="default"
                loading={revoke.isPending && revoke.variables === id}
                onClick={() => revoke.mutate(id)}
              >
                Revoke it
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
