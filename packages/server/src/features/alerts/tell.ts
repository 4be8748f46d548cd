import {
  type Alert,
  alertAnnouncement,
  type AlertMessageFacts,
  alertMessage,
  alertPath,
  type DutiesFacts,
  type Escalation,
  escalate,
  listInWords,
  nameIn,
} from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { announce, notify } from '../channels/index.ts'
import { dutiesFacts, dutyName } from '../duties/index.ts'
import { maintenanceOf, policyOf, type WorkspacePolicy } from './policy-store.ts'
import type { NewAlertEvent, StoredAlert } from './store.ts'

/** What alerts of one workflow are looked at with. */
export interface AlertContext {
  readonly workspaceId: string
  readonly workflow: { readonly id: string; readonly slug: string; readonly name: string }
  readonly facts: DutiesFacts
  readonly workspacePolicy: WorkspacePolicy
  readonly maintenance: { readonly until: Date; readonly reason: string } | null
}

export async function contextOf(
  trx: Trx,
  workspaceId: string,
  workflow: AlertContext['workflow'],
  now: Date,
): Promise<AlertContext> {
  return {
    workspaceId,
    workflow,
    facts: await dutiesFacts(trx, { workspaceId, workflowId: workflow.id }, now),
    workspacePolicy: await policyOf(trx, workspaceId),
    maintenance: await maintenanceOf(trx, workspaceId, workflow.id, now),
  }
}

export interface Looked {
  readonly escalation: Escalation
  /** Tells who is to be told, and gives what belongs into the timeline; the caller has saved the alert. */
  readonly tell: (trx: Trx, world: World) => Promise<readonly NewAlertEvent[]>
}

/** Lets the clock do to an alert what it has to by now. */
export function lookAt(
  context: AlertContext,
  { alert, departure }: Pick<StoredAlert, 'alert' | 'departure'>,
  now: Date,
  more: { readonly again?: 'back' | 'worse' | 'moved' | null; readonly examples?: readonly string[] } = {},
): Looked {
  const { facts, workspacePolicy, maintenance } = context
  const path = alertPath(facts, alert, now)
  const escalation = escalate(
    alert,
    {
      path,
      policy: workspacePolicy.policy,
      quietOf: workspacePolicy.quietOf,
      maintenanceUntil: maintenance?.until ?? null,
    },
    now,
  )
  return {
    escalation,
    tell: async (trx, world) => {
      const events: NewAlertEvent[] = []
      const note = (event: Omit<NewAlertEvent, 'alertId' | 'at'>) =>
        events.push({ alertId: alert.id, at: now, ...event })
      if (escalation.woke) note({ act: 'woke' })
      switch (escalation.kind) {
        case 'told': {
          const message = factsOf(context, { alert, departure }, `told:${now.toISOString()}`)
          const before = alert.state === 'snoozed' ? [] : alert.told.map((person) => nameIn(facts.people, person))
          for (const { person, duty, role } of escalation.tells) {
            const words = alertMessage(message, {
              role,
              duty: duty === 'admin' ? null : dutyName(facts, duty),
              before,
              lateMs: escalation.lateMs,
              again: escalation.woke ? 'snooze-over' : (more.again ?? null),
              ...(more.examples === undefined ? {} : { examples: more.examples }),
            })
            const ways = await notify(trx, world, context.workspaceId, person, words)
            note({
              act: 'told',
              person,
              details: {
                duty,
                role,
                ways,
                key: words.key,
                ...(escalation.lateMs === null ? {} : { lateMs: escalation.lateMs }),
              },
            })
          }
          if (escalation.tells[0]?.role === 'owner') {
            const { person } = escalation.tells[0]
            const line = `${nameIn(facts.people, person)} is told and answers for it.`
            const ways = await announce(
              trx,
              world,
              context.workspaceId,
              alertAnnouncement(message, { owner: person, state: 'open', line }),
            )
            if (ways > 0) note({ act: 'announced', details: { ways } })
          }
          break
        }
        case 'unanswered': {
          if (alert.unansweredAt !== null) break
          const names = alert.told.map((person) => nameIn(facts.people, person))
          const who = names.length === 0 ? 'There was nobody to tell.' : `${listInWords(names)} did not answer.`
          note({ act: 'unanswered', note: who })
          const message = factsOf(context, { alert, departure }, `unanswered:${now.toISOString()}`)
          const said = { owner: alert.owner?.person ?? null, state: 'open' as const, line: who }
          const ways = await announce(trx, world, context.workspaceId, alertAnnouncement(message, said))
          if (ways > 0) note({ act: 'announced', details: { ways } })
          break
        }
        case 'waits':
          note({
            act: 'waits',
            note: escalation.because === 'maintenance' ? (maintenance?.reason ?? null) : null,
            details: {
              because: escalation.because,
              ...(escalation.alert.nextAt === null ? {} : { until: escalation.alert.nextAt.toISOString() }),
            },
          })
          break
        case 'closed':
          note({ act: 'closed' })
          break
        case 'nothing':
          break
        default:
          escalation.kind satisfies never
      }
      return events
    },
  }
}

export function factsOf(
  { workflow, workspacePolicy }: Pick<AlertContext, 'workflow' | 'workspacePolicy'>,
  { alert, departure }: { readonly alert: Alert; readonly departure: StoredAlert['departure'] },
  key: string,
): AlertMessageFacts {
  return {
    alert,
    departure,
    workflow: { slug: workflow.slug, name: workflow.name },
    key: `alert:${alert.id}:${key}`,
    zone: workspacePolicy.policy.quiet?.zone ?? 'UTC',
  }
}
