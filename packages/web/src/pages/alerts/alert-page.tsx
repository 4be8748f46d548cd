import { useState, type ReactNode } from 'react'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { alertQuery, type Alert, type AlertDetail } from '../../api/alerts.ts'
import { LoadingPage } from '../../components/loading.tsx'
import { Notice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { useNow } from '../../components/use-now.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatCount, formatInstant, humanise, listOf } from '../../words/format.ts'
import { Mark } from '../changes/mark.tsx'
import { DELIVERY_WORDS } from '../channels/channel-words.ts'
import { PageProblem } from '../errors/error-pages.tsx'
import { AlertActs } from './alert-acts.tsx'
import classes from './alert-page.module.css'
import { AlertSteps } from './alert-steps.tsx'
import { MaintenanceDialog } from './maintenance-dialog.tsx'
import { alertSentence, CLASS_NAMES, SEVERITY_NAMES, SEVERITY_TONES, signalName } from './alert-words.ts'

const route = getRouteApi('/signed-in/alerts/$id')

/** One alert: what is, what to do and in which order, who was told when. */
export function AlertPage() {
  const { id } = route.useParams()
  const query = useQuery(alertQuery(id))
  const now = useNow()
  const go = useGo()
  const [maintains, setMaintains] = useState(false)
  const crumbs = [{ label: 'Alerts', href: paths.alerts() }]
  if (query.isLoadingError) return <PageProblem error={query.error} again={() => void query.refetch()} />
  if (query.isPending) {
    return (
      <Page title="Alert" crumbs={crumbs}>
        <LoadingPage />
      </Page>
    )
  }
  const detail = query.data
  const { alert } = detail
  const workflow = alert.on.kind === 'workflow' ? alert.on : null
  return (
    <Page
      title={capital(signalName(alert.signal))}
      crumbs={crumbs}
      sentence={alertSentence(alert, now)}
      actions={<AlertActs alert={alert} />}
    >
      <div className={classes.notices}>
        {alert.state === 'open' && <Unreached detail={detail} />}
        {alert.orphaned && alert.state !== 'resolved' && (
          <Notice
            tone="alarm"
            title={alert.on.kind === 'seam' ? 'The seam has no owner' : 'The duty that should answer is nobody’s'}
            action={
              alert.on.kind === 'seam' ? (
                <To href={paths.seam(alert.on.id)}>Name an owner</To>
              ) : (
                <To href={`${paths.handover(alert.on.slug)}#duties`}>Assign it</To>
              )
            }
          >
            <p>{alert.ownerSentence}</p>
          </Notice>
        )}
        {detail.maintenance !== null && alert.state === 'open' && (
          <Notice tone="quiet" title={`Nobody is told until ${formatInstant(new Date(detail.maintenance.until))}`}>
            <p>Maintenance window: {detail.maintenance.reason}</p>
          </Notice>
        )}
        {!alert.pages && alert.state !== 'resolved' && (
          <Notice
            tone="quiet"
            title="It is of the same cause as another alert, and nobody is told of it anew"
            action={<To href={paths.alert(alert.group)}>Open that alert</To>}
          />
        )}
      </div>
      <div className={classes.columns}>
        <div>
          <Section
            title="What to do"
            note={`${alert.on.kind === 'seam' ? 'a seam broke' : CLASS_NAMES[alert.class].toLowerCase()}, in this order`}
          >
            <p className={classes.next}>{asSentence(alert.next)}</p>
            <AlertSteps detail={detail} />
          </Section>
          {detail.examples.length > 0 && (
            <Section title="Examples" note={formatCount(detail.examples.length, 'unit')}>
              <ul className={classes.examples}>
                {detail.examples.map((run) => (
                  <li key={run.runId}>
                    <To href={paths.run(run.runId)} className="mono">
                      {run.unitKey}
                    </To>
                    <span className={classes.why}>{run.why}</span>
                    <span className={classes.quiet}>
                      <When at={run.at} />
                    </span>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Section title="What happened">
            <ol className={classes.events}>
              {detail.timeline.map((event) => (
                <li key={`${event.at} ${event.act} ${event.person?.id ?? ''}`} className={classes.event}>
                  <span className={classes.when}>
                    <When at={event.at} as="instant" />
                  </span>
                  <div>
                    {event.sentence}
                    <Ways event={event} />
                  </div>
                </li>
              ))}
            </ol>
          </Section>
        </div>
        <div>
          <Section title="About">
            <About detail={detail} />
            {workflow !== null && detail.mayAct && alert.state !== 'resolved' && detail.maintenance === null && (
              <Button mt="md" variant="default" size="xs" onClick={() => setMaintains(true)}>
                Set a maintenance window
              </Button>
            )}
          </Section>
          <Section title="Evidence">
            <Evidence evidence={detail.evidence} />
            {alert.link !== '' && (
              <Button mt="md" variant="default" size="xs" onClick={() => go(alert.link)}>
                Show what is behind it
              </Button>
            )}
          </Section>
          {detail.group.length > 0 && (
            <Section title="Of the same cause" note={formatCount(detail.group.length, 'alert')}>
              <ul className={classes.group}>
                {detail.group.map((other) => (
                  <li key={other.id}>
                    <To href={paths.alert(other.id)}>{other.sentence}</To>
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </div>
      </div>
      {maintains && workflow !== null && (
        <MaintenanceDialog
          slug={workflow.slug}
          name={workflow.name}
          onClose={() => {
            setMaintains(false)
            void query.refetch()
          }}
        />
      )}
    </Page>
  )
}

type AlertEvent = AlertDetail['timeline'][number]

/** On which ways it was told, and what became of that. */
function Ways({ event: { ways } }: { readonly event: AlertEvent }) {
  if (ways.length === 0) return null
  return (
    <ul className={classes.ways}>
      {ways.map(({ channel, to, state, sentence }) => (
        <li key={`${channel.id} ${to?.id ?? ''}`}>
          <VerdictMark verdict={DELIVERY_WORDS[state][0]} word="" size={14} />
          <span>
            <To href={paths.channel(channel.id)}>{channel.name}</To>
            {to === null ? '' : `, directly to ${to.name}`}: {sentence}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Whom the alert waits for and no message reached. */
function Unreached({ detail: { timeline } }: { readonly detail: AlertDetail }) {
  const answered = timeline.findLastIndex(({ act }) => ANSWERS.has(act))
  const unreached = timeline.slice(answered + 1).filter(({ act, reached }) => act === 'told' && reached === false)
  if (unreached.length === 0) return null
  const names = new Set(unreached.map(({ person }) => person?.name ?? 'somebody'))
  const reasons = new Set(
    unreached.flatMap(({ ways }) => ways.map(({ channel, sentence }) => `${channel.name}: ${sentence}`)),
  )
  return (
    <Notice
      tone="alarm"
      title={`No message reached ${listOf([...names])}`}
      action={<To href={paths.channels}>Look at the channels</To>}
    >
      <p>{[...reasons].join(' ')}</p>
    </Notice>
  )
}

/** What makes all that was told before a matter of the past. */
const ANSWERS: ReadonlySet<string> = new Set(['acknowledged', 'snoozed', 'moved', 'to-builder'])

function About({ detail: { alert, backup, informs } }: { readonly detail: AlertDetail }) {
  return (
    <dl className={classes.about}>
      <Row name="Severity">
        <Mark tone={SEVERITY_TONES[alert.severity]}>{SEVERITY_NAMES[alert.severity]}</Mark>
      </Row>
      <Row name="Began">
        {alert.since === null ? <span className="quiet">can’t be told</span> : <When at={alert.since} as="instant" />}
      </Row>
      <Row name="Seen">
        {alert.seen === 1 ? 'once, ' : `${alert.seen} times, last `}
        <When at={alert.lastSeenAt} />
      </Row>
      {alert.slice !== null && <Row name={humanise(alert.slice.name)}>{alert.slice.label}</Row>}
      <Row name="Answers for it">{alert.owner?.name ?? <span className={classes.nobody}>nobody</span>}</Row>
      {alert.on.kind === 'workflow' && (
        <>
          <Row name="Backup">{backup?.name ?? <span className={classes.nobody}>nobody</span>}</Row>
          <Row name="Informs the rest">{informs?.name ?? <span className={classes.nobody}>nobody</span>}</Row>
        </>
      )}
      {alert.runbookSection !== null && alert.on.kind === 'workflow' && (
        <Row name="Runbook">
          <To href={paths.runbook(alert.on.slug)}>{alert.runbookSection}</To>
        </Row>
      )}
      <Row name="Stood there then">
        {alert.candidates.length === 0 ? (
          <span className="quiet">nothing that is known</span>
        ) : (
          <Candidates candidates={alert.candidates} />
        )}
      </Row>
    </dl>
  )
}

/** Named as candidates: that one of them is the cause is nobody's claim. */
function Candidates({ candidates }: { readonly candidates: Alert['candidates'] }) {
  return (
    <>
      <ul>
        {candidates.map((candidate) => (
          <li key={`${candidate.kind} ${candidate.label}`}>
            {candidate.label}, <When at={candidate.at} />
          </li>
        ))}
      </ul>
      <span className={classes.quiet}>Candidates for the cause; none is proven.</span>
    </>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The figures as the part that raised it told them. */
function Evidence({ evidence }: { readonly evidence: unknown }) {
  const entries = typeof evidence === 'object' && evidence !== null ? Object.entries(evidence) : []
  if (entries.length === 0) return <p className="quiet">No figures were told with it.</p>
  return (
    <dl className={classes.about}>
      {entries.map(([name, value]) => (
        <Row key={name} name={humanise(name)}>
          {typeof value === 'object' && value !== null ? (
            <code className={classes.json}>{JSON.stringify(value)}</code>
          ) : (
            <Figure value={value} />
          )}
        </Row>
      ))}
    </dl>
  )
}

function Figure({ value }: { readonly value: unknown }) {
  if (typeof value === 'string' && INSTANT.test(value)) return <When at={value} as="instant" />
  return <span className="num">{String(value)}</span>
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/

function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
