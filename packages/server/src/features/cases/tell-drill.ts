import type { CaseActor } from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { addEvents, saveDrillRevealed } from './store.ts'
import type { LoggedActor, StoredCase } from './store.ts'

const DRILLS: LoggedActor = { kind: 'rule', id: 'drills', name: 'Drills' }

/** Says in the review log that the unit was part of a drill, once it was decided; saying it again changes nothing. */
export async function tellDrill(
  trx: Trx,
  world: World,
  stored: StoredCase,
  again: { readonly by: CaseActor } | null,
): Promise<StoredCase> {
  const { drill, record, workspaceId } = stored
  if (drill === null || drill.revealedAt !== null) return stored
  const at = world.clock.now()
  await saveDrillRevealed(trx, record.id, at)
  await addEvents(trx, workspaceId, [
    {
      id: world.newId(),
      caseId: record.id,
      at,
      by: DRILLS,
      act: 'drill-told',
      note: noteOf(drill.kind, again !== null),
    },
  ])
  return { ...stored, drill: { ...drill, revealedAt: at.getTime() } }
}

function noteOf(kind: string, again: boolean): string {
  if (kind !== 'wrong') return 'This unit was part of a drill: what went wrong with the AI was forced on purpose.'
  const answer = 'This unit was part of a drill: the answer was made wrong on purpose.'
  return again
    ? `${answer} It takes no effect; the unit runs again and comes back here to be decided for real.`
    : answer
}
