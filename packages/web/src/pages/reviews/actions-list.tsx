import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ReviewAction } from '../../api/reviews.ts'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatDate } from '../../words/format.ts'
import { CloseActionDialog } from './review-dialogs.tsx'
import classes from './reviews.module.css'

const STATES = { open: 'open', overdue: 'overdue', done: 'done', dropped: 'dropped' } as const

/** Actions with names and days; the reader closes her own. */
export function ActionsList({
  actions,
  withWorkflow = false,
  withReview = true,
}: {
  readonly actions: readonly ReviewAction[]
  readonly withWorkflow?: boolean
  readonly withReview?: boolean
}) {
  const [closing, setClosing] = useState<ReviewAction | null>(null)
  return (
    <>
      <ul className={classes['items']}>
        {actions.map((action) => (
          <li key={action.id}>
            <span>
              {action.what}
              <span className={classes['note']}>
                {withWorkflow && `${action.workflow.name} · `}
                {action.review === null ? (
                  action.plan
                ) : !withReview ? null : (
                  <To href={paths.review(action.workflow.slug, action.review.id)}>
                    {action.review.name} of {formatDate(new Date(action.review.day))}
                  </To>
                )}
                {action.words !== '' && ` · ${action.words}`}
              </span>
            </span>
            <span>{action.person.name}</span>
            <span className={`num ${action.state === 'overdue' ? classes['late'] : ''}`}>
              {action.closedAt === null
                ? `${action.state === 'overdue' ? 'overdue since' : 'by'} ${formatDate(new Date(action.due))}`
                : `${STATES[action.state]} ${formatDate(new Date(action.closedAt))}`}
            </span>
            {action.mayClose && (
              <Button size="xs" variant="default" onClick={() => setClosing(action)}>
                Close it
              </Button>
            )}
          </li>
        ))}
      </ul>
      {closing !== null && <CloseActionDialog action={closing} onClose={() => setClosing(null)} />}
    </>
  )
}
