import { PRECISION_SAMPLE } from '@dayshift/core'
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { IconBellZ } from '@tabler/icons-react'
import { openAlertsQuery, pastAlertsQuery, precisionQuery, type Alert, type AlertPrecision } from '../../api/alerts.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingPage, LoadingRows } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import table from '../../components/table.module.css'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useSession } from '../../shell/use-session.ts'
import { formatCount, formatDuration } from '../../words/format.ts'
import { Mark } from '../changes/mark.tsx'
import { PageProblem } from '../errors/error-pages.tsx'
import { AlertList } from './alert-list.tsx'
import { alertsSentence } from './alert-words.ts'
import classes from './alerts-page.module.css'
import { SettingsDialog } from './settings-dialog.tsx'

const route = getRouteApi('/signed-in/alerts')

/** What departs from normal: mine first, then of others, what was, and what it was worth. */
export function AlertsPage() {
  const { set } = route.useSearch()
  const query = useQuery(openAlertsQuery)
  const { person } = useSession()
  const go = useGo()
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) {
    return (
      <Page title="Alerts">
        <LoadingPage />
      </Page>
    )
  }
  const { items } = query.data
  const mine = items.filter(({ isMine, severity }) => isMine && severity !== 'note')
  const others = items.filter(({ isMine, severity }) => !isMine && severity !== 'note')
  const notes = items.filter(({ severity }) => severity === 'note')
  return (
    <Page
      title="Alerts"
      sentence={alertsSentence(items, person.id)}
      actions={
        <Button
          variant="default"
          leftSection={<IconBellZ size={16} aria-hidden />}
          onClick={() => go(paths.alerts({ set: 'hours' }))}
        >
          Set quiet hours
        </Button>
      }
    >
      <Section title="Yours" note={countOf(mine)}>
        {mine.length === 0 && others.length > 0 ? (
          <p className="quiet">Nothing waits for you; what others have stands below.</p>
        ) : mine.length === 0 ? (
          <Empty title="No alert is yours">
            What departs from normal comes to whoever holds the duty for it, here and on your own channels.
          </Empty>
        ) : (
          <AlertList alerts={mine} acts />
        )}
      </Section>
      {others.length > 0 && (
        <Section title="Of others" note={countOf(others)}>
          <AlertList alerts={others} acts />
        </Section>
      )}
      {notes.length > 0 && (
        <Section title="Notes" note="on the screen alone, nobody is told">
          <AlertList alerts={notes} acts />
        </Section>
      )}
      <Worth />
      <Past />
      {set === 'hours' && <SettingsDialog onClose={() => go(paths.alerts(), { replace: true })} />}
    </Page>
  )
}

/** Of a group of the same cause its page alone is counted. */
function countOf(alerts: readonly Alert[]): string {
  return formatCount(alerts.filter(({ pages }) => pages).length, 'alert')
}

/** How many were useful, how many nobody answered; with n and interval. */
function Worth() {
  const query = useQuery(precisionQuery)
  return (
    <Section title="What they were worth" note="last 28 days; intervals of 95 %">
      {query.isPending && <LoadingRows rows={3} />}
      {query.isError && <ProblemNotice error={query.error} again={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p className="quiet">No alert was raised in this time.</p>}
      {query.data !== undefined && query.data.items.length > 0 && (
        <div className={table['scroll']}>
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">Workflow</th>
                <th scope="col" className={table['number']}>
                  Raised
                </th>
                <th scope="col" className={table['number']}>
                  Told
                </th>
                <th scope="col">Useful, of those judged</th>
                <th scope="col">Unanswered for a day</th>
                <th scope="col" className={table['number']}>
                  Answered after
                </th>
              </tr>
            </thead>
            <tbody>
              {query.data.items.map((item) => (
                <tr key={item.workflow.slug}>
                  <td>
                    <To href={paths.workflow(item.workflow.slug)} className={table['rowLink']}>
                      {item.workflow.name}
                    </To>
                    {item.isIgnored && (
                      <div className={classes.ignored}>
                        <Mark tone="alarm">Its alerts are ignored</Mark>
                      </div>
                    )}
                  </td>
                  <td className={table['number']}>{item.raised}</td>
                  <td className={table['number']}>{item.told}</td>
                  <td>
                    <Share share={item.useful} />
                  </td>
                  <td>
                    <Share share={item.ignored} />
                  </td>
                  <td className={table['number']}>
                    {item.medianAnswerMinutes === null ? (
                      <span className="quiet">–</span>
                    ) : (
                      formatDuration(item.medianAnswerMinutes * 60_000)
                    )}
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

function Share({ share: { k, n, interval } }: { readonly share: AlertPrecision['items'][number]['useful'] }) {
  if (interval === null) {
    return (
      <span className="quiet">
        not enough yet: {n} of {PRECISION_SAMPLE}
      </span>
    )
  }
  const percent = (of: number): string => String(Math.round(of * 100))
  return (
    <>
      {percent(k / n)} %{' '}
      <span className="quiet">
        {k} of {n}, {percent(interval.low)} to {percent(interval.high)} %
      </span>
    </>
  )
}

function Past() {
  const query = useInfiniteQuery(pastAlertsQuery)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title="Resolved">
      {query.isPending && <LoadingRows rows={4} />}
      {query.isError && <ProblemNotice error={query.error} again={() => void query.refetch()} />}
      {query.data !== undefined && items.length === 0 && <p className="quiet">Nothing is resolved yet.</p>}
      {items.length > 0 && (
        <div className={table['scroll']}>
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">Workflow</th>
                <th scope="col">What it was</th>
                <th scope="col">Verdict</th>
                <th scope="col">By</th>
                <th scope="col">Opened</th>
                <th scope="col">Resolved</th>
              </tr>
            </thead>
            <tbody>
              {items.map((alert) => (
                <tr key={alert.id}>
                  <td className={table['tight']}>{alert.on.name}</td>
                  <td className={classes.was}>
                    <To href={paths.alert(alert.id)} className={table['rowLink']}>
                      {alert.sentence}
                    </To>
                    {alert.resolved !== null && alert.resolved.note !== '' && (
                      <div className={classes.note}>{alert.resolved.note}</div>
                    )}
                  </td>
                  <td className={table['tight']}>
                    {alert.resolved?.verdict == null ? (
                      <Mark tone="unknown">No verdict</Mark>
                    ) : (
                      <Mark tone={alert.resolved.verdict === 'useful' ? 'good' : 'quiet'}>
                        {alert.resolved.verdict === 'useful' ? 'Useful' : 'Noise'}
                      </Mark>
                    )}
                  </td>
                  <td className={table['tight']}>
                    {alert.resolved?.by?.name ?? <span className="quiet">itself</span>}
                  </td>
                  <td className={table['tight']}>
                    <When at={alert.openedAt} />
                  </td>
                  <td className={table['tight']}>{alert.resolved !== null && <When at={alert.resolved.at} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {query.hasNextPage && (
        <Button mt="md" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older alerts
        </Button>
      )}
    </Section>
  )
}
