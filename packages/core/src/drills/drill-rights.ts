import type { DutyFact } from '../handover/facts.ts'
import type { Actor } from '../people/roles.ts'
import type { DrillKind } from './drill.ts'

/** Whether somebody may do something in a drill. `needs`: the duties whose holders may; empty where nobody holds them. */
export type DrillRight = { readonly kind: 'may' } | { readonly kind: 'may-not'; readonly needs: readonly string[] }

/** Whose holders may let something go wrong on purpose, or say how a drill came out. */
const ANSWERS_FOR_CHANGES = ['change-owner', 'business-owner'] as const
const DAY_DUTIES = [...ANSWERS_FOR_CHANGES, 'operational-owner', 'daily-care', 'backup'] as const

/**
 * Who may begin which drill. Practising and checking targets change nothing and are anybody's; a forced failure is for
 * whoever owns the changes or the business, an operator day also for the operator. While nobody holds these
 * duties, an admin may.
 */
export function mayBeginDrill(kind: DrillKind, actor: Actor, duties: readonly DutyFact[]): DrillRight {
  if (actor.kind !== 'person') return { kind: 'may-not', needs: [] }
  switch (kind) {
    case 'practice':
    case 'target-check':
      return { kind: 'may' }
    case 'operator-day':
      return heldBy(actor, duties, DAY_DUTIES)
    case 'forced-failure':
      return heldBy(actor, duties, ANSWERS_FOR_CHANGES)
    default:
      return kind satisfies never
  }
}

/** Who may stop or close a drill: whoever began it, and those who may begin such a one. */
export function mayEndDrill(
  drill: { readonly kind: DrillKind; readonly plannedBy: string; readonly person: string | null },
  actor: Actor,
  duties: readonly DutyFact[],
): DrillRight {
  if (actor.kind !== 'person') return { kind: 'may-not', needs: [] }
  if (actor.id === drill.plannedBy || actor.id === drill.person) return { kind: 'may' }
  return heldBy(actor, duties, drill.kind === 'operator-day' ? DAY_DUTIES : ANSWERS_FOR_CHANGES)
}

/** A failure that is forced now is shown to nobody who is to notice it: only to whoever began it and owns changes. */
export function maySeeUnderway(
  drill: { readonly plannedBy: string },
  actor: Actor,
  duties: readonly DutyFact[],
): boolean {
  return actor.id === drill.plannedBy || holdsOne(actor, duties, ANSWERS_FOR_CHANGES)
}

function heldBy(actor: Actor & { kind: 'person' }, duties: readonly DutyFact[], needs: readonly string[]): DrillRight {
  if (holdsOne(actor, duties, needs)) return { kind: 'may' }
  const isHeld = duties.some(({ duty }) => needs.includes(duty))
  return !isHeld && actor.role === 'admin' ? { kind: 'may' } : { kind: 'may-not', needs: isHeld ? needs : [] }
}

function holdsOne({ id }: Actor, duties: readonly DutyFact[], needs: readonly string[]): boolean {
  return duties.some(({ duty, person }) => person === id && needs.includes(duty))
}
