import { measuredInWords, ROUTES, shareInWords } from '@dayshift/core'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { reviewQuery, type ReviewDetail, type ReviewPack } from '../../api/reviews.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatDate, formatInstant, formatNumber, listOf } from '../../words/format.ts'
import { ROUTE_NAMES } from '../../words/names.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { workflowCrumbs } from '../workflows/workflow-crumbs.ts'
import { ActionsList } from './actions-list.tsx'
import { HoldDialog } from './hold-dialog.tsx'
import { ATTENDANCE_CHOICES, stateOf, VERDICT_CHOICES } from './review-words.ts'
import classes from './reviews.module.css'

const route = getRouteApi('/signed-in/workflows/$slug/reviews/$id')

/** One review: what was said of it, then the pack that was looked at. Prints well. */
export function ReviewPage() {
  const { slug, id } = route.useParams()
  const query = useQuery(reviewQuery(id))
  const [isHolding, setHolding] = useState(false)
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  const crumbs = [
    ...workflowCrumbs(slug, query.data?.review.workflow.name),
    { label: 'Reviews', href: paths.reviews(slug) },
  ]
  if (query.isPending) {
    return (
      <Page title="Review" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const detail = query.data
  const { review, pack, packHash, mayHold } = detail
  return (
    <Page
      title={`${review.name}, ${formatDate(new Date(review.day))}`}
      crumbs={crumbs}
      sentence={[pack.sentence]}
      actions={
        <>
          {mayHold && <Button onClick={() => setHolding(true)}>Hold this review</Button>}
          <Button variant="default" component="a" href={`/api/v1/reviews/${id}/markdown`} download>
            Save as Markdown
          </Button>
          <Button variant="default" onClick={() => window.print()}>
            Print it
          </Button>
        </>
      }
    >
      <Standing detail={detail} />
      {detail.held !== null && <Held detail={detail} held={detail.held} />}
      {detail.actions.length > 0 && (
        <Section title="Actions agreed in it">
          <ActionsList actions={detail.actions} withReview={false} />
        </Section>
      )}
      <Purpose pack={pack} />
      <Figures pack={pack} />
      <Around pack={pack} slug={slug} />
      {pack.operator !== null && <Operator operator={pack.operator} slug={slug} />}
      {pack.scope !== null && (
        <Section title="May its scope grow?">
          <ul className={classes['items']}>
            {pack.scope.refusals.length === 0 && <li>Yes: nothing holds it.</li>}
            {[...pack.scope.refusals, ...pack.scope.warnings].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Section>
      )}
      <p className={classes['hash']}>
        Pack filled {formatInstant(new Date(pack.filledAt))}, of {formatDate(new Date(pack.from))} to{' '}
        {formatDate(new Date(pack.to))}. SHA-256 <span className="mono">{packHash}</span>
        {detail.held !== null && (
          <>
            ; signed as <span className="mono">{detail.held.signedHash}</span>
          </>
        )}
      </p>
      {isHolding && <HoldDialog detail={detail} onClose={() => setHolding(false)} />}
    </Page>
  )
}

function Standing({ detail }: { readonly detail: ReviewDetail }) {
  const { review, whoMayHold, mayHold } = detail
  const { verdict, word } = stateOf(review)
  const isOpen = review.state === 'due' || review.state === 'overdue'
  const who = listOf(whoMayHold.map(({ name }) => name))
  return (
    <div className={classes['notices']}>
      <p className={classes['said']}>
        <VerdictMark verdict={verdict} word={word} />{' '}
        <span className={classes['quiet']}>{detail.pack.review.question}</span>
      </p>
      {isOpen && !mayHold && (
        <Notice tone="quiet">
          {who === ''
            ? 'Nobody holds a duty that attends it: name somebody under Handover.'
            : `${who} may hold it, until ${formatDate(new Date(review.holdBy))}.`}
        </Notice>
      )}
      {review.state === 'missed' && (
        <Notice tone="alarm" title="Nobody held it">
          Its time is over. It stays as it is, and the next one has its own day.
        </Notice>
      )}
      {review.gap !== null && detail.countsAs !== null && (
        <Notice tone="person" title="Somebody was missing">
          {review.gap} Where the handover asks for all of them, this review is no evidence.
        </Notice>
      )}
    </div>
  )
}

function Held({ detail, held }: { readonly detail: ReviewDetail; readonly held: NonNullable<ReviewDetail['held']> }) {
  const verdict = VERDICT_CHOICES.find(({ value }) => value === held.verdict)?.label ?? held.verdict
  return (
    <Section
      title="What was said"
      note={`${formatInstant(new Date(held.at))}, signed by ${held.by.name}${held.late ? ', late' : ''}`}
    >
      <p className={classes['said']}>
        <strong>{verdict}.</strong> {held.words}
      </p>
      <ul className={classes['items']}>
        {held.attendance.map(({ duty, name, person, attendance }) => (
          <li key={duty}>
            <span>
              {name}: {person?.name ?? 'nobody'}
            </span>
            <span>{ATTENDANCE_CHOICES.find(({ value }) => value === attendance)?.label ?? attendance}</span>
          </li>
        ))}
        {held.answers.map(({ question, answer }) => (
          <li key={question}>
            <span>
              {question}
              <span className={classes['note']}>{answer}</span>
            </span>
          </li>
        ))}
        {held.deviations.map((what) => (
          <li key={what}>
            <span>Departure seen: {what}</span>
          </li>
        ))}
        {held.closed.map((what) => (
          <li key={`closed ${what}`}>
            <span>Closed: {what}</span>
          </li>
        ))}
      </ul>
      {detail.review.gap !== null && <p className={classes['quiet']}>{detail.review.gap}</p>}
    </Section>
  )
}

function Purpose({ pack }: { readonly pack: ReviewPack }) {
  return (
    <Section title="Purpose numbers" note={`${formatCount(pack.units, 'unit')} in the window`}>
      {pack.purpose.length === 0 ? (
        <p className={classes['said']}>None is written down: write a target under Handover.</p>
      ) : (
        <div className={table['scroll']}>
          <table className={`${table['table']} ${table['stacks']}`}>
            <thead>
              <tr>
                <th scope="col">Number</th>
                <th scope="col">Threshold</th>
                <th scope="col">Figure</th>
                <th scope="col">Verdict</th>
              </tr>
            </thead>
            <tbody>
              {pack.purpose.map(({ name, threshold, measured, unit, verdict, sentence }) => (
                <tr key={`${name} ${threshold}`}>
                  <td>{name}</td>
                  <td data-label="Threshold">{threshold}</td>
                  <td data-label="Figure">{measured === null ? sentence : measuredInWords(measured, unit)}</td>
                  <td data-label="Verdict" className={table['tight']}>
                    <VerdictMark verdict={verdict} word />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

function Figures({ pack }: { readonly pack: ReviewPack }) {
  return (
    <Section title="How it does" note="beside the window of equal length before">
      <div className={table['scroll']}>
        <table className={`${table['table']} ${table['stacks']}`}>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Now</th>
              <th scope="col">Before</th>
            </tr>
          </thead>
          <tbody>
            {pack.metrics.map(({ id, name, means, now, before, unit, missing }) => (
              <tr key={id}>
                <td>
                  {name}
                  <span className={classes['note']}>{means}</span>
                </td>
                <td data-label="Now">{now === null || missing !== null ? missing : measuredInWords(now, unit)}</td>
                <td data-label="Before">{before === null ? 'unknown' : measuredInWords(before, unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes['said']}>{pack.adoption.sentence}</p>
    </Section>
  )
}

function Around({ pack, slug }: { readonly pack: ReviewPack; readonly slug: string }) {
  const { alerts, feedback, deviations, changes, openActions } = pack
  return (
    <>
      <Section title="Alerts and feedback">
        <ul className={classes['facts']}>
          <li>
            {formatCount(alerts.raised, 'alert')} raised; useful: {shareInWords(alerts.useful)}; unanswered for a day:{' '}
            {shareInWords(alerts.ignored)}
          </li>
          <li>
            {formatCount(feedback.came, 'report')} came; {formatNumber(feedback.answered)} answered,{' '}
            {formatNumber(feedback.inTime)} in time; {formatNumber(feedback.waiting)} wait now
          </li>
        </ul>
      </Section>
      <Section title="Departures from what was expected" note="those that came back first">
        {deviations.length === 0 ? (
          <p className={classes['said']}>None was written down.</p>
        ) : (
          <ul className={classes['items']}>
            {deviations.map(({ what, times, weeks, last, closed }) => (
              <li key={what}>
                <span>{what}</span>
                <span className="num">
                  {formatCount(times, 'time')} in {formatCount(weeks, 'week')}, last {formatDate(new Date(last))}
                </span>
                {closed ? (
                  <VerdictMark verdict="met" word="Closed" />
                ) : (
                  <VerdictMark
                    verdict={weeks > 1 ? 'attention' : 'unknown'}
                    word={weeks > 1 ? 'Comes back' : 'Seen once'}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Changes and what they did">
        {changes.length === 0 ? (
          <p className={classes['said']}>Nothing changed.</p>
        ) : (
          <ul className={classes['items']}>
            {changes.map(({ label, at, effect }) => (
              <li key={`${label} ${at}`}>
                <span>
                  {label}
                  {effect !== null && <span className={classes['note']}>{effect}</span>}
                </span>
                <span className="num">{formatDate(new Date(at))}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {openActions.length > 0 && (
        <Section title="Open actions at that time">
          <ul className={classes['items']}>
            {openActions.map(({ id, what, person, due, overdue }) => (
              <li key={id}>
                <To href={paths.reviews(slug)}>{what}</To>
                <span>{person.name}</span>
                <span className="num">
                  {overdue ? 'overdue since' : 'by'} {formatDate(new Date(due))}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function Operator({
  operator,
  slug,
}: {
  readonly operator: NonNullable<ReviewPack['operator']>
  readonly slug: string
}) {
  return (
    <>
      <Section
        title="Outputs to look at"
        note={`${String(operator.sample.length)} of ${formatNumber(operator.drawnFrom)}, drawn at random`}
      >
        {operator.sample.length === 0 ? (
          <p className={classes['said']}>The AI answered nothing in this week.</p>
        ) : (
          <ul className={classes['facts']}>
            {operator.sample.map(({ runId, unitKey, at, route: its }) => (
              <li key={runId}>
                <To href={paths.run(runId)}>{unitKey}</To>
                <span className={classes['note']}>
                  {formatDate(new Date(at))}, {nameOfRoute(its)}
                </span>
              </li>
            ))}
          </ul>
        )}
        <p className={classes['said']}>{operator.edits.sentence}</p>
      </Section>
      <Section title="Passed on">
        {operator.escalated.length === 0 ? (
          <p className={classes['said']}>Nothing was passed on.</p>
        ) : (
          <ul className={classes['items']}>
            {operator.escalated.map(({ runId, caseId, unitKey, reason, by, at }) => (
              <li key={`${unitKey} ${at}`}>
                <span>
                  {caseId !== null ? (
                    <To href={paths.inbox({ case: caseId })}>{unitKey}</To>
                  ) : runId !== null ? (
                    <To href={paths.run(runId)}>{unitKey}</To>
                  ) : (
                    unitKey
                  )}
                  <span className={classes['note']}>{reason}</span>
                </span>
                <span>{by}</span>
                <span className="num">{formatDate(new Date(at))}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Policy changes without an answer" note={`as of the day of the review`}>
        {operator.policyChanges.length === 0 ? (
          <p className={classes['said']}>None.</p>
        ) : (
          <ul className={classes['items']}>
            {operator.policyChanges.map(({ id, words, source, touches, holdsFrom, behind }) => (
              <li key={id}>
                <span>
                  <To href={paths.reviews(slug)}>{words}</To>
                  <span className={classes['note']}>
                    From {formatDate(new Date(holdsFrom))} · {source} · touches {touches}
                  </span>
                </span>
                {behind && <VerdictMark verdict="attention" word="What runs is older" />}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}

function nameOfRoute(written: string): string {
  const known = ROUTES.find((each) => each === written)
  return known === undefined ? written : ROUTE_NAMES[known].toLowerCase()
}
