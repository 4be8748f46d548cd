import type { AlertDetail } from '@dayshift/contract'
import { type AlertGround, asSentence, counted, instantInZone, reached } from '@dayshift/core'
import type { z } from 'zod'
import type { Trx } from '../../platform/world.ts'
import { type ToldWay, waysOf } from '../channels/index.ts'
import { type AlertAct, groundOf } from './store.ts'
import type { Names } from './to-wire.ts'

export interface TimelineEvent {
  readonly event: z.output<typeof AlertDetail>['timeline'][number]
  /** The duty by which somebody was told. */
  readonly duty: string | null
}

/** What happened to an alert, in order and in words: who was told when, who answered. */
export async function readTimeline(
  trx: Trx,
  workspaceId: string,
  alertId: string,
  names: Names,
  zone: string,
): Promise<TimelineEvent[]> {
  const rows = await trx
    .selectFrom('alert_events as e')
    .innerJoin('alerts as a', 'a.id', 'e.alert_id')
    .select(['e.at', 'e.act', 'e.by_id', 'e.person_id', 'e.note', 'e.details', 'a.workflow_id', 'a.seam_id'])
    .where('e.workspace_id', '=', workspaceId)
    .where('e.alert_id', '=', alertId)
    .orderBy('e.at')
    .orderBy('e.id')
    .execute()
  // Written by `addAlertEvents` alone.
  const detailsOf = ({ details }: { readonly details: unknown }) => details as Details
  const keys = rows.map((row) => detailsOf(row).key).filter((key) => key !== undefined)
  const sent = await waysOf(trx, workspaceId, keys)
  return rows.map((row) => {
    const details = detailsOf(row)
    const ways = waysOfEvent(sent.get(details.key ?? '') ?? [], row.person_id)
    const duty = details.duty ?? null
    const person = row.person_id === null ? null : { id: row.person_id, name: names.person(row.person_id) }
    const by = row.by_id === null ? null : { id: row.by_id, name: names.person(row.by_id) }
    const said = {
      by: by?.name ?? 'Somebody',
      person: person?.name ?? 'nobody',
      note: row.note,
      duty: duty === null ? null : byDuty(names, groundOf(row), duty),
      details,
      known: ways.length > 0,
      zone,
    }
    return {
      event: {
        at: row.at.toISOString(),
        act: row.act,
        by,
        person,
        // Only `addAlertEvents` writes them.
        sentence: sentenceOf(row.act as AlertAct, said),
        ways: ways.map(({ channel, person: to, state, sentence }) => ({
          channel,
          to: to === null || to === row.person_id ? null : { id: to, name: names.person(to) },
          state,
          sentence,
        })),
        reached: reached(ways.map(({ state }) => state)),
      },
      duty,
    }
  })
}

function byDuty(names: Names, on: AlertGround, duty: string): string {
  if (duty === 'admin') return 'as an admin'
  const name = names.duty(on, duty)
  return on.kind === 'seam' ? `as ${name}` : `with "${name}"`
}

/** Of what went out under one key, what a line of the timeline speaks of: of what one person was told, hers alone. */
function waysOfEvent(ways: readonly ToldWay[], told: string | null): readonly ToldWay[] {
  return told === null ? ways : ways.filter(({ person }) => person === told)
}

interface Details {
  readonly key?: string
  readonly duty?: string | null
  readonly role?: string
  readonly ways?: number
  readonly lateMs?: number
  readonly until?: string
  readonly because?: string
  readonly count?: number
  readonly verdict?: string
  readonly group?: string
}

interface Said {
  readonly by: string
  readonly person: string
  readonly note: string | null
  readonly duty: string | null
  readonly details: Details
  /** True where each way is shown beside it. */
  readonly known: boolean
  readonly zone: string
}

function sentenceOf(act: AlertAct, { by, person, note, duty, details, known, zone }: Said): string {
  const because = note === null || note === '' ? '.' : `: ${asSentence(note)}`
  const until = details.until === undefined ? '' : instantInZone(new Date(details.until), zone)
  switch (act) {
    case 'raised':
      return details.group === undefined
        ? `Raised${because}`
        : `Raised, and shown on the page of the same cause without another${because}`
    case 'worse':
      return `It got worse${because}`
    case 'back':
      return `It was well and is not any more${because}`
    case 'told': {
      const late =
        details.lateMs === undefined ? '' : `, ${Math.round(details.lateMs / 60_000)} min late because no server ran`
      const ways = details.ways ?? 0
      const where =
        ways === 0
          ? ', on the screen alone: no other way is open to her'
          : known
            ? ''
            : `, by ${counted(ways, 'message')}`
      return `${person} was told${duty === null ? '' : ` ${duty}`}${late}${where}.`
    }
    case 'announced':
      return `The workspace was told on ${counted(details.ways ?? 0, 'channel')}.`
    case 'waits':
      return details.because === 'maintenance'
        ? `Kept until ${until}, while it is worked on${because}`
        : `Kept until ${until}: quiet hours.`
    case 'unanswered':
      return `Nobody answered${because}`
    case 'acknowledged':
      return `${by} has it in hand.`
    case 'snoozed':
      return `${by} put it off until ${until}.`
    case 'woke':
      return 'The time it was put off for is over.'
    case 'moved':
      return `It moved to ${person} ${duty ?? ''} when duties moved.`.replaceAll('  ', ' ')
    case 'paused':
      return `${by} paused the workflow${because}`
    case 'left-running':
      return `${by} left it running${because}`
    case 'examples':
      return `${by} collected ${details.count ?? 0} example${details.count === 1 ? '' : 's'}.`
    case 'how-wide':
      return note ?? ''
    case 'to-builder':
      return `${by} gave it to ${person} to mend the cause${because}`
    case 'spoken':
      return `${by} spoke with those whom it is about${because}`
    case 'informed':
      return `${by} told everybody who depends on it${because}`
    case 'calm':
      return 'It is well again.'
    case 'resolved':
      return `${by} resolved it as ${details.verdict ?? ''}${because}`
    case 'closed':
      return 'It closed itself: it was well again.'
    default:
      return act satisfies never
  }
}
