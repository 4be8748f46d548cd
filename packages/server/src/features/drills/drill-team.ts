import { type Actor, type DrillPerson, type DrillRight, type DutyFact, operatorsOf } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { dutiesOf } from '../duties/index.ts'
import { actingPeople } from '../workflows/index.ts'

/** The people around a workflow, as drills need them. */
export interface DrillTeam {
  readonly duties: readonly DutyFact[]
  /** Active people who may decide cases, by name. */
  readonly people: readonly DrillPerson[]
  /** Whoever is to run it: named for it, else whoever has the daily care. */
  readonly operator: DrillPerson | null
}

export async function drillTeam(trx: Trx, workspaceId: string, workflowId: string): Promise<DrillTeam> {
  const people = await actingPeople(trx, workspaceId)
  const duties = await dutiesOf(trx, workspaceId, workflowId)
  const [operator] = operatorsOf(duties)
  return { duties, people, operator: people.find(({ id }) => id === operator) ?? null }
}

/** Why somebody may not, and who may, in words; null where she may. */
export function whyNot(right: DrillRight, actor: Actor, { duties, people }: DrillTeam): string | null {
  if (right.kind === 'may') return null
  if (actor.kind !== 'person') return 'A person does this, not a key.'
  if (right.needs.length === 0) return 'Nobody holds the duties for it yet: an admin may.'
  const holders = duties.flatMap(({ duty, person }) => {
    if (!right.needs.includes(duty)) return []
    return people.find(({ id }) => id === person)?.name ?? []
  })
  return `${[...new Set(holders)].join(' or ')} may, by duty.`
}

export function rightWire(right: DrillRight, actor: Actor, team: DrillTeam): { may: boolean; why: string | null } {
  return { may: right.kind === 'may', why: whyNot(right, actor, team) }
}
