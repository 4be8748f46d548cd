import type { DrillKind, LedgerActor } from '@dayshift/core'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { changeGate } from '../workflows/index.ts'
import { closeAs, lockDrillOf, outcomeOf, record, workflowOf } from './close-drill.ts'
import { drillTeam } from './drill-team.ts'
import { addDrillEvent } from './store.ts'

/** The rule of the product that ends what nobody ended. */
const DRILL_RULE: LedgerActor = { kind: 'rule', id: 'drills', name: 'Drills' }

/** How long people have to handle what is left, and to close by hand, before the drill is closed by rule. */
const CLOSES_AFTER_MS: { readonly [K in DrillKind]: number } = {
  'forced-failure': 60 * 60_000,
  'operator-day': 48 * 60 * 60_000,
  practice: 0,
  'target-check': 0,
}

/**
 * Lets time do to a drill what it has to do by now: a fault that is over is taken out of the gate's state, a drill that
 * nobody closed is closed. Gives the instant of the next look, or null. Doing it twice changes nothing.
 */
export async function settleDrill(trx: Trx, world: World, workspaceId: string, drillId: string): Promise<Date | null> {
  const drill = await lockDrillOf(trx, workspaceId, drillId)
  const now = world.clock.now()
  if (drill === null || drill.state === 'closed' || drill.state === 'called-off') return null
  if (now < drill.endsAt) return drill.endsAt
  const { slug } = await workflowOf(trx, drill.workflowId)
  if (drill.kind === 'forced-failure' && !(await hasEnded(trx, drill.id))) {
    await changeGate(trx, drill.workflowId, {})
    await addDrillEvent(trx, world, drill, { actor: DRILL_RULE, act: 'ended' })
    await publish(trx, workspaceId, { topic: 'drills', workflow: slug, id: drill.id })
  }
  const closesAt = new Date(drill.endsAt.getTime() + CLOSES_AFTER_MS[drill.kind])
  if (now < closesAt) return closesAt
  const team = await drillTeam(trx, workspaceId, drill.workflowId)
  const outcome = await outcomeOf(trx, drill, team)
  const recorded = await closeAs(trx, world, drill, DRILL_RULE, slug, outcome, '')
  await record(trx, world, drill, DRILL_RULE, slug, recorded)
  return null
}

async function hasEnded(trx: Trx, drillId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('drill_events')
    .select('id')
    .where('drill_id', '=', drillId)
    .where('act', 'in', ['ended', 'stopped'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
