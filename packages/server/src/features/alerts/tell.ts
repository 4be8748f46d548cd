import {
  type Alert,
  alertAnnouncement,
  type AlertMessageFacts,
  type AlertPath,
  type JsonObject,
  alertMessage,
  alertPath,
  type DutiesFacts,
  type DutyPerson,
  type Escalation,
  escalate,
  floodMessage,
  listInWords,
  type Message,
  nameIn,
  seamAlertPath,
} from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { announce, notify } from '../channels/index.ts'
import { dutiesFacts, dutyName } from '../duties/index.ts'
import { dutyPeople } from '../people/index.ts'
import { type Ground, seamDutyOf } from './ground.ts'
import { maintenanceOf, policyOf, type WorkspacePolicy } from './policy-store.ts'
import type { NewAlertEvent, StoredAlert } from './store.ts'

/** What alerts of one workflow, or of one seam, are looked at with. */
export interface AlertContext {
  readonly workspaceId: string
  readonly ground: Ground
  /** The duties of the workflow that they stand on; null where that is a seam. */
  readonly duties: DutiesFacts | null
  readonly people: readonly DutyPerson[]
  readonly workspacePolicy: WorkspacePolicy
  readonly maintenance: { readonly until: Date; readonly reason: string } | null
}

export async function contextOf(trx: Trx, workspaceId: string, ground: Ground, now: Date): Promise<AlertContext> {
  const isSeam = ground.kind === 'seam'
  const duties = isSeam ? null : await dutiesFacts(trx, { workspaceId, workflowId: ground.id }, now)
  return {
    workspaceId,
    ground,
    duties,
    people: duties?.people ?? (await dutyPeople(trx, workspaceId, now)),
    workspacePolicy: await policyOf(trx, workspaceId),
    maintenance: isSeam ? null : await maintenanceOf(trx, workspaceId, ground.id, now),
  }
}

/** Who is told of an alert, one after the other, as its workflow's duties or its seam's owners stand. */
export function pathOf(
  { ground, duties, people }: AlertContext,
  alert: Parameters<typeof alertPath>[1],
  at: Date,
): AlertPath {
  if (ground.kind === 'seam') return seamAlertPath(ground.answers, people, alert.causedBy)
  if (duties === null) throw new Error(`The alerts of "${ground.slug}" are looked at without its duties`)
  return alertPath(duties, alert, at)
}

export interface Looked {
  readonly escalation: Escalation
  /** For `tellAll`, when the alert is saved. */
  readonly tellings: readonly Telling[]
}

/** A line of an alert's timeline, with the message that goes out for it. */
export interface Telling {
  readonly event: NewAlertEvent
  readonly to:
    | { readonly kind: 'person'; readonly person: string; readonly message: Message }
    | { readonly kind: 'workspace'; readonly message: Message }
    | null
}

/** Lets the clock do to an alert what it has to by now, and says who is told of what. */
export function lookAt(
  context: AlertContext,
  { alert, departure }: Pick<StoredAlert, 'alert' | 'departure'>,
  now: Date,
  more: { readonly again?: 'back' | 'worse' | 'moved' | null; readonly examples?: readonly string[] } = {},
): Looked {
  const { people, workspacePolicy, maintenance } = context
  const escalation = escalate(
    alert,
    {
      path: pathOf(context, alert, now),
      policy: workspacePolicy.policy,
      quietOf: workspacePolicy.quietOf,
      maintenanceUntil: maintenance?.until ?? null,
    },
    now,
  )
  const tellings: Telling[] = []
  const say = (event: Omit<NewAlertEvent, 'alertId' | 'at'>, to: Telling['to'] = null) =>
    tellings.push({ event: { alertId: alert.id, at: now, ...event }, to })
  if (escalation.woke) say({ act: 'woke' })
  switch (escalation.kind) {
    case 'told': {
      const message = factsOf(context, { alert, departure }, `told:${now.toISOString()}`)
      const before = alert.state === 'snoozed' ? [] : alert.told.map((person) => nameIn(people, person))
      for (const { person, duty, role } of escalation.tells) {
        const words = alertMessage(message, {
          role,
          why: whyOf(context, duty),
          before,
          lateMs: escalation.lateMs,
          again: escalation.woke ? 'snooze-over' : (more.again ?? null),
          ...(more.examples === undefined ? {} : { examples: more.examples }),
        })
        const { lateMs } = escalation
        const details: JsonObject = lateMs === null ? { duty, role } : { duty, role, lateMs }
        say({ act: 'told', person, details }, { kind: 'person', person, message: words })
      }
      const [first] = escalation.tells
      if (first?.role === 'owner') {
        const line = `${nameIn(people, first.person)} is told and answers for it.`
        const said = { state: 'open' as const, line }
        const words = factsOf(context, { alert, departure }, `announced:${now.toISOString()}`)
        say({ act: 'announced' }, { kind: 'workspace', message: alertAnnouncement(words, said) })
      }
      break
    }
    case 'unanswered': {
      if (alert.unansweredAt !== null) break
      const names = alert.told.map((person) => nameIn(people, person))
      const line = names.length === 0 ? 'There was nobody to tell.' : `${listInWords(names)} did not answer.`
      say({ act: 'unanswered', note: line })
      const message = factsOf(context, { alert, departure }, `unanswered:${now.toISOString()}`)
      const said = { state: 'open' as const, line }
      say({ act: 'announced' }, { kind: 'workspace', message: alertAnnouncement(message, said) })
      break
    }
    case 'waits':
      say({
        act: 'waits',
        note: escalation.because === 'maintenance' ? (maintenance?.reason ?? null) : null,
        details: {
          because: escalation.because,
          ...(escalation.alert.nextAt === null ? {} : { until: escalation.alert.nextAt.toISOString() }),
        },
      })
      break
    case 'closed': {
      const message = factsOf(context, { alert, departure }, `closed:${now.toISOString()}`)
      const said = { state: 'resolved' as const, line: 'It closed itself: it was well again.' }
      say({ act: 'closed' }, { kind: 'workspace', message: alertAnnouncement(message, said) })
      break
    }
    case 'nothing':
      break
    default:
      escalation.kind satisfies never
  }
  return { escalation, tellings }
}

function whyOf({ ground, duties }: AlertContext, duty: string): string {
  if (duty === 'admin') return 'as an admin'
  if (ground.kind === 'seam') return `as ${seamDutyOf(ground, duty)}`
  return `because you hold "${duties === null ? duty : dutyName(duties, duty)}"`
}

/** From so many messages to one person at one look on, she gets one that speaks of all. */
const FLOOD = 10

/**
 * Sends what a look has to tell, in the transaction that saves the alerts, and gives what belongs into their timelines.
 * Nobody is flooded: many alerts for one person at the same look are one message.
 */
export async function tellAll(
  trx: Trx,
  world: World,
  workspaceId: string,
  tellings: readonly Telling[],
): Promise<NewAlertEvent[]> {
  const counts = new Map<string, number>()
  for (const { to } of tellings) {
    if (to?.kind === 'person') counts.set(to.person, (counts.get(to.person) ?? 0) + 1)
  }
  const floods = new Map<string, Sent>()
  const events: NewAlertEvent[] = []
  for (const { event, to } of tellings) {
    if (to === null) {
      events.push(event)
    } else if (to.kind === 'workspace') {
      const sent = await announceIt(trx, world, workspaceId, to.message)
      // That nobody heard an announcement is no event; what it announced is one.
      if (sent.ways > 0 || event.act !== 'announced') events.push({ ...event, details: { ...event.details, ...sent } })
    } else {
      const many = counts.get(to.person) ?? 0
      const message = many <= FLOOD ? to.message : floodMessage(to.message, many)
      const sent = floods.get(to.person) ?? {
        ways: await notify(trx, world, workspaceId, to.person, message),
        key: message.key,
      }
      if (many > FLOOD) floods.set(to.person, sent)
      events.push({ ...event, details: { ...event.details, ...sent } })
    }
  }
  return events
}

/** Announces it, and says for the timeline on how many ways, and by which key what became of them is found. */
export async function announceIt(trx: Trx, world: World, workspaceId: string, message: Message): Promise<Sent> {
  return { ways: await announce(trx, world, workspaceId, message), key: message.key }
}

/** What went out for a line of the timeline: on how many ways, and by which key it is found in the outbox. */
interface Sent extends JsonObject {
  readonly ways: number
  readonly key: string
}

export function factsOf(
  { ground, workspacePolicy }: Pick<AlertContext, 'ground' | 'workspacePolicy'>,
  { alert, departure }: { readonly alert: Alert; readonly departure: StoredAlert['departure'] },
  key: string,
): AlertMessageFacts {
  return {
    alert,
    departure,
    name: ground.name,
    workflow: ground.kind === 'workflow' ? { slug: ground.slug, name: ground.name } : null,
    key: `alert:${alert.id}:${key}`,
    zone: workspacePolicy.policy.quiet?.zone ?? 'UTC',
  }
}
