import {
  type Actor,
  assignDuties,
  type DutiesAssigned,
  type DutiesFacts,
  type DutyMove,
  type DutyWish,
  holdersAt,
  listInWords,
  mayAssign,
  nameIn,
} from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { dutiesFacts, holdMembers, lockDuties, saveMoves } from './store.ts'

export interface OnDuties {
  readonly workspaceId: string
  readonly actor: Actor
  readonly slug: string
}

export interface Wishes {
  readonly duties: readonly DutyWish[]
  readonly reason: string
  /** Whom the caller saw as the holder of the one duty; undefined where it doesn't matter. */
  readonly holder?: string | null | undefined
}

/**
 * What else moves with duties, in the same transaction: alerts lie above duties, so it is handed in. Called when the
 * holds are written, with the instant from which on they count.
 */
export type DutiesMoved = (
  trx: Trx,
  place: { readonly workspaceId: string; readonly workflowId: string },
  at: Date,
) => Promise<void>

/** Gives duties to people, all at one instant or none, with one ledger entry; then reads what the caller wants to see. */
export async function assign<T>(
  world: World,
  { workspaceId, actor, slug }: OnDuties,
  { duties, reason, holder }: Wishes,
  moved: DutiesMoved,
  read: (trx: Trx, workflow: { id: string; slug: string; name: string }) => Promise<T>,
): Promise<T> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    await holdMembers(
      trx,
      workspaceId,
      duties.map(({ person }) => person),
    )
    const workflow = await lockDuties(trx, workspaceId, { slug })
    if (workflow === null) throw notFound('workflow', slug)
    const place = { workspaceId, workflowId: workflow.id }
    const now = world.clock.now()
    const facts = await dutiesFacts(trx, place, now)
    const may = mayAssign(facts, actor, duties, now)
    if (may.kind === 'may-not') {
      const { code, message: detail, mend } = may
      throw new ProblemError({ status: 403, code, title: 'Not yours to assign', detail, mend })
    }
    if (holder !== undefined) checkSeen(facts, duties, holder, now)
    const decided = assignDuties(facts, duties, now)
    if (decided.kind === 'refused') throw dutyProblem(decided)
    if (decided.moves.length === 0) return await read(trx, workflow)
    await saveMoves(trx, world, place, decided, 'reassigned')
    await moved(trx, place, decided.at)
    const answer = await read(trx, workflow)
    await publish(trx, workspaceId, { topic: 'handover', workflow: slug, id: workflow.id })
    const why = reason.trim().replaceAll('\0', '').toWellFormed()
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'duties-assigned',
      subject: `workflow:${slug}`,
      sentence: `${listInWords(decided.moves.map((move) => moveInWords(facts, move)))} for "${workflow.name}"${why === '' ? '' : `: ${why}`}.`,
      details: {
        at: decided.at.toISOString(),
        moves: decided.moves.map((move) => ({ ...move })),
        ...(why === '' ? {} : { reason: why }),
        ...(decided.warnings.length === 0 ? {} : { warnings: [...decided.warnings] }),
      },
    })
    return answer
  })
}

function checkSeen(facts: DutiesFacts, [wish]: readonly DutyWish[], holder: string | null, now: Date): void {
  if (wish === undefined) return
  const present = holdersAt(facts.assignments, wish.duty, now)[0]?.person ?? null
  if (present === holder || present === wish.person) return
  const is = present === null ? 'nobody holds it' : `${nameIn(facts.people, present)} holds it`
  throw new ProblemError({
    status: 409,
    code: 'duty-moved',
    title: 'Somebody was faster',
    detail: `Cannot assign "${dutyName(facts, wish.duty)}": by now ${is}.`,
    mend: 'Look at the duties as they are now, and decide again.',
  })
}

/** What core refuses, as it is told to the caller. */
function dutyProblem({ code, message, mend }: DutiesAssigned & { kind: 'refused' }): ProblemError {
  const unknown = code === 'unknown-duty'
  return new ProblemError({
    status: unknown ? 404 : 409,
    code: unknown ? 'not-found' : `duty-${code}`,
    title: 'The duty can not go there',
    detail: message,
    mend,
  })
}

/** `gave "Daily care" to Bea Lind (before: Ada Fox)`. */
export function moveInWords(facts: DutiesFacts, { duty, before, after }: DutyMove): string {
  const name = dutyName(facts, duty)
  const was = before === null ? '' : nameIn(facts.people, before)
  if (after === null) return `took "${name}" from ${was}, so that nobody holds it`
  return `gave "${name}" to ${nameIn(facts.people, after)}${before === null ? '' : ` (before: ${was})`}`
}

export function dutyName({ playbook }: Pick<DutiesFacts, 'playbook'>, id: string): string {
  return playbook.duties.find((duty) => duty.id === id)?.name ?? id
}
