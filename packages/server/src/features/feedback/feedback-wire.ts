import type { Feedback, PersonRef } from '@dayshift/contract'
import type { Trx, World } from '../../platform/world.ts'
import { lastAnswer, lastWords } from './receipt.ts'
import { eventsOfFlags, type StoredFlag } from './store.ts'
import { triagersOf } from './triager.ts'

/** Flags as they are sent, in the order given. */
export async function feedbackWire(
  trx: Trx,
  world: World,
  workspaceId: string,
  me: string,
  flags: readonly StoredFlag[],
  known?: ReadonlyMap<string, PersonRef | null>,
): Promise<Feedback[]> {
  if (flags.length === 0) return []
  const now = world.clock.now()
  const triagers =
    known ??
    (await triagersOf(
      trx,
      workspaceId,
      flags.map(({ workflowId }) => workflowId),
      now,
    ))
  const events = await eventsOfFlags(
    trx,
    world,
    flags.map(({ id }) => id),
  )
  const places = new Map((await readPlaces(trx, flags)).map((place) => [place.id, place]))
  return flags.map((flag) => {
    const place = places.get(flag.id)
    const said = events.get(flag.id) ?? []
    const triager = triagers.get(flag.workflowId) ?? null
    return {
      id: flag.id,
      kind: flag.kind,
      via: flag.via,
      workflow: place?.slug ?? '',
      workflowName: place?.name ?? '',
      runId: flag.runId,
      unitKey: place?.unit_key ?? null,
      by: flag.by,
      isMember: flag.isMember,
      at: flag.at.toISOString(),
      dueAt: flag.dueAt.toISOString(),
      overdue: flag.state === 'waiting' && flag.dueAt <= now,
      state: flag.state,
      verdict: flag.verdict,
      ...lastWords(said),
      answer: lastAnswer(said),
      answeredAt: flag.answeredAt?.toISOString() ?? null,
      answeredBy: flag.answeredBy,
      failureCase:
        flag.failureCaseId === null ? null : { id: flag.failureCaseId, name: place?.failure_case_name ?? '' },
      triager,
      mine: flag.state === 'waiting' && triager?.id === me,
    }
  })
}

function readPlaces(trx: Trx, flags: readonly StoredFlag[]) {
  return trx
    .selectFrom('flags as f')
    .innerJoin('workflows as w', 'w.id', 'f.workflow_id')
    .leftJoin('runs as r', 'r.id', 'f.run_id')
    .leftJoin('failure_cases as c', 'c.id', 'f.failure_case_id')
    .select(['f.id', 'w.slug', 'w.name', 'r.unit_key', 'c.name as failure_case_name'])
    .where(
      'f.id',
      'in',
      flags.map(({ id }) => id),
    )
    .execute()
}
