import { type Actor, type DrillRight, mayEndDrill, maySeeUnderway } from '@dayshift/core'
import type { DrillTeam } from './drill-team.ts'
import { type DrillOf, isQuiz, type StoredDrill } from './store.ts'

/** A failure that is being forced is seen by those alone who are not to notice it; a quiz by whoever takes it. */
export function isHidden(drill: StoredDrill, actor: Actor, { duties }: DrillTeam, now: Date): boolean {
  if (isQuiz(drill)) return drill.person?.id !== actor.id
  if (drill.kind !== 'forced-failure' || drill.endsAt <= now) return false
  if (drill.state !== 'planned' && drill.state !== 'running') return false
  return !maySeeUnderway({ plannedBy: drill.plannedBy.id }, actor, duties)
}

export function mayEnd(drill: StoredDrill, actor: Actor, { duties }: DrillTeam): DrillRight {
  const { kind, plannedBy, person } = drill
  return mayEndDrill({ kind, plannedBy: plannedBy.id, person: person?.id ?? null }, actor, duties)
}

/** The one whose day it is lists, or the operator. */
export function mayList(drill: DrillOf<'operator-day'>, actor: Actor, { operator }: DrillTeam): DrillRight {
  const isHers = drill.person === null || drill.person.id === actor.id || operator?.id === actor.id
  return actor.kind === 'person' && isHers
    ? { kind: 'may' }
    : { kind: 'may-not', needs: ['operational-owner', 'daily-care'] }
}
