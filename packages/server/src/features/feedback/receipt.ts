import type { Receipt } from '@dayshift/contract'
import { receiptSentence } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { type FlagEvent, eventsOfFlags, type FlagWords, type StoredFlag } from './store.ts'
import { triagerOf } from './triager.ts'

/** What a reporter is told of her flag, at once and later. */
export async function receiptOf(trx: Trx, world: World, flag: StoredFlag): Promise<Receipt> {
  const now = world.clock.now()
  const events = (await eventsOfFlags(trx, world, [flag.id])).get(flag.id) ?? []
  const by = flag.answeredBy ?? (await triagerOf(trx, flag.workspaceId, flag.workflowId, now))
  const { note, right } = lastWords(events)
  return {
    id: flag.id,
    state: flag.state,
    verdict: flag.verdict,
    sentence: receiptSentence({ ...flag, by: by?.name ?? null, now }),
    answer: flag.state === 'waiting' ? null : lastAnswer(events),
    by,
    at: flag.at.toISOString(),
    dueAt: flag.dueAt.toISOString(),
    answeredAt: flag.answeredAt?.toISOString() ?? null,
    note,
    right,
  }
}

/** What the reporter says now. */
export function lastWords(events: readonly FlagEvent[]): FlagWords {
  return events.findLast(({ act }) => act !== 'verdict')?.words ?? { note: '', right: null }
}

/** The words of the last answer; null where it had none. */
export function lastAnswer(events: readonly FlagEvent[]): string | null {
  const answer = events.findLast(({ act }) => act === 'verdict')?.words.note ?? ''
  return answer === '' ? null : answer
}
