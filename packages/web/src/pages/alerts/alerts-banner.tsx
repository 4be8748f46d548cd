import { Button, Group } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { decideThreshold, endMaintenance, workflowAlertsQuery, type WorkflowAlerts } from '../../api/alerts.ts'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { To } from '../../components/to.tsx'
import { useNow } from '../../components/use-now.ts'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatCount, formatInstant, listOf } from '../../words/format.ts'
import { standing } from './alert-words.ts'
import classes from './alerts-banner.module.css'

const MOST = 3

/** The open alerts of a workflow, on every page of it; its maintenance window, and thresholds that somebody decides on. */
export function AlertsBanner({ slug }: { readonly slug: string }) {
  const { data } = useQuery(workflowAlertsQuery(slug))
  const now = useNow()
  if (data === undefined) return null
  const pages = data.open.filter(({ severity, pages: isPage }) => severity !== 'note' && isPage)
  const windows = data.maintenance.filter(({ isOpen }) => isOpen)
  if (pages.length === 0 && windows.length === 0 && data.proposals.length === 0) return null
  const worst = pages.some(({ severity, state }) => severity === 'urgent' && state === 'open')
  return (
    <div className={`${classes.banners} no-print`}>
      {pages.length > 0 && (
        <Notice
          tone={worst ? 'alarm' : 'person'}
          title={`${formatCount(pages.length, 'alert is', 'alerts are')} open`}
          action={<To href={paths.alerts()}>All alerts</To>}
        >
          <ul>
            {pages.slice(0, MOST).map((alert) => (
              <li key={alert.id}>
                <To href={paths.alert(alert.id)}>{alert.sentence}</To>{' '}
                <span className={classes.stands}>{standing(alert, now)}</span>
              </li>
            ))}
            {pages.length > MOST && <li>And {pages.length - MOST} more.</li>}
          </ul>
        </Notice>
      )}
      {windows.map((window) => (
        <WindowNotice key={window.id} slug={slug} window={window} />
      ))}
      {data.proposals.map((proposal) => (
        <ProposalNotice key={proposal.id} slug={slug} proposal={proposal} alerts={data} />
      ))}
    </div>
  )
}

function useWorkflowAct(slug: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (act: () => Promise<WorkflowAlerts>) => act(),
    onSuccess: (next) => queries.setQueryData(workflowAlertsQuery(slug).queryKey, next),
  })
}

function WindowNotice({
  slug,
  window,
}: {
  readonly slug: string
  readonly window: WorkflowAlerts['maintenance'][number]
}) {
  const may = useMay('handover:write')
  const act = useWorkflowAct(slug)
  return (
    <Notice
      tone="quiet"
      title={`Nobody is told of alerts until ${formatInstant(new Date(window.until))}`}
      action={
        may && (
          <Button
            size="xs"
            variant="default"
            loading={act.isPending}
            onClick={() => act.mutate(() => endMaintenance(slug, window.id))}
          >
            End the window
          </Button>
        )
      }
    >
      <p>
        {window.by.name} set a maintenance window: {window.reason}
      </p>
      {act.isError && <ProblemNotice error={act.error} />}
    </Notice>
  )
}

function ProposalNotice({
  slug,
  proposal,
  alerts,
}: {
  readonly slug: string
  readonly proposal: WorkflowAlerts['proposals'][number]
  readonly alerts: WorkflowAlerts
}) {
  const act = useWorkflowAct(slug)
  const decide = (decision: 'accepted' | 'declined') => act.mutate(() => decideThreshold(slug, proposal.id, decision))
  return (
    <Notice
      tone="person"
      title="A wider threshold is proposed"
      action={
        alerts.mayDecide && (
          <Group gap="xs">
            <Button size="xs" loading={act.isPending} onClick={() => decide('accepted')}>
              Widen the threshold
            </Button>
            <Button size="xs" variant="default" loading={act.isPending} onClick={() => decide('declined')}>
              Leave it
            </Button>
          </Group>
        )
      }
    >
      <p>{proposal.sentence}</p>
      {!alerts.mayDecide && (
        <p>
          {alerts.whoMayDecide.length === 0 ? 'An admin' : listOf(alerts.whoMayDecide.map(({ name }) => name))} may
          decide.
        </p>
      )}
      {act.isError && <ProblemNotice error={act.error} />}
    </Notice>
  )
}
