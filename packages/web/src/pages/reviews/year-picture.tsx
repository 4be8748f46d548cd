import { DAY_MS } from '@dayshift/core'
import { Tooltip } from '@mantine/core'
import type { PlannedReview, ReviewCalendar, ReviewSummary } from '../../api/reviews.ts'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatDate } from '../../words/format.ts'
import { stateOf } from './review-words.ts'
import classes from './reviews.module.css'

const BEHIND_DAYS = 92
const AHEAD_DAYS = 274

/** Three months back, nine ahead: each kind of review on its own line, what came due and what comes. */
export function YearPicture({ calendar, now }: { readonly calendar: ReviewCalendar; readonly now: Date }) {
  const from = now.getTime() - BEHIND_DAYS * DAY_MS
  const to = now.getTime() + AHEAD_DAYS * DAY_MS
  const place = (at: number) => `${String(((at - from) / (to - from)) * 100)}%`
  const isShown = ({ at }: { readonly at: string }) => Date.parse(at) >= from && Date.parse(at) <= to
  const past = calendar.past.filter(isShown)
  const coming = calendar.coming.filter(isShown)
  const drawn = new Set([...coming, ...past].map(({ kind }) => kind))
  const known = new Map([...past, ...calendar.kinds].map(({ kind, name }) => [kind, name]))
  const kinds = [...known].filter(([kind]) => drawn.has(kind))
  return (
    <figure className={classes['year']}>
      <div className={classes['row']} aria-hidden>
        <span />
        <div className={classes['months']}>
          {monthsBetween(from, to).map((month) => (
            <span key={month} className={classes['month']} style={{ left: place(month) }}>
              {MONTH.format(new Date(month))}
            </span>
          ))}
        </div>
      </div>
      {kinds.map(([kind, name]) => (
        <div key={kind} className={classes['row']}>
          <span className={classes['rowName']}>{name}</span>
          <div className={classes['track']} role="group" aria-label={name}>
            <span className={classes['today']} style={{ left: place(now.getTime()) }} aria-hidden />
            {past
              .filter((each) => each.kind === kind)
              .map((review) => (
                <Come key={review.id} review={review} left={place(Date.parse(review.at))} />
              ))}
            {coming
              .filter((each) => each.kind === kind)
              .map((review) => (
                <Coming key={review.day} review={review} left={place(Date.parse(review.at))} />
              ))}
          </div>
        </div>
      ))}
      <figcaption className={classes['caption']}>
        <span className={`${classes['mark']} ${classes['legend']}`} data-state="held" aria-hidden />
        held
        <span className={`${classes['mark']} ${classes['legend']}`} data-state="due" aria-hidden />
        waits
        <span className={`${classes['mark']} ${classes['legend']}`} data-state="missed" aria-hidden />
        missed
        <span className={`${classes['mark']} ${classes['legend']}`} aria-hidden />
        comes. The line is today. A mark opens its review.
      </figcaption>
    </figure>
  )
}

function Come({ review, left }: { readonly review: ReviewSummary; readonly left: string }) {
  const label = `${review.name}, ${formatDate(new Date(review.at))}: ${stateOf(review).word}`
  return (
    <Tooltip label={label}>
      <To
        href={paths.review(review.workflow.slug, review.id)}
        className={classes['mark']}
        style={{ left }}
        data-state={review.state}
        aria-label={label}
      />
    </Tooltip>
  )
}

function Coming({ review, left }: { readonly review: PlannedReview; readonly left: string }) {
  return (
    <Tooltip label={`${review.name}, ${formatDate(new Date(review.at))}`}>
      <span className={classes['mark']} style={{ left }} aria-hidden />
    </Tooltip>
  )
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' })

function monthsBetween(from: number, to: number): readonly number[] {
  const first = new Date(from)
  const found: number[] = []
  for (let month = first.getUTCMonth() + 1; ; month += 1) {
    const at = Date.UTC(first.getUTCFullYear(), month, 1)
    if (at > to) return found
    found.push(at)
  }
}
