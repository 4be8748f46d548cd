import type { Actor, DrillOutcome, DrillPerson, Json, LedgerActor } from '@dayshift/core'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { lockWorkflow } from '../workflows/index.ts'
import { wrongKind } from './drill-problems.ts'
import type { DrillTeam } from './drill-team.ts'
import { drillTitle } from './drill-title.ts'
import { failureOutcome } from './failure.ts'
import { dayOutcome } from './operator-day.ts'
import { scoreOf } from './practice.ts'
import { addDrillEvent, findDrill, isOfKind, isQuiz, lockDrill, saveClosed, type StoredDrill } from './store.ts'

/** The drill, locked after its workflow: in this order everywhere, so that two acts can't wait for each other. */
export async function lockDrillOf(trx: Trx, workspaceId: string, id: string): Promise<StoredDrill | null> {
  const found = await findDrill(trx, workspaceId, id)
  if (found === null) return null
  const { slug } = await workflowOf(trx, found.workflowId)
  await lockWorkflow(trx, workspaceId, slug)
  return await lockDrill(trx, workspaceId, id)
}

interface Outcome {
  readonly outcome: DrillOutcome
  readonly report: unknown
}

export async function outcomeOf(trx: Trx, drill: StoredDrill, team: DrillTeam): Promise<Outcome> {
  if (isOfKind(drill, 'practice')) return await scoreOf(trx, drill)
  if (isOfKind(drill, 'operator-day')) return await dayOutcome(trx, drill)
  if (isOfKind(drill, 'forced-failure')) return await failureOutcome(trx, drill, team.duties)
  throw wrongKind(drill, 'closed')
}

export async function closeAs(
  trx: Trx,
  world: World,
  drill: StoredDrill,
  actor: Actor | LedgerActor,
  slug: string,
  { outcome, report }: Outcome,
  notes: string,
): Promise<Recorded> {
  const by: DrillPerson = { id: actor.id, name: actor.name }
  await saveClosed(trx, drill.id, { at: world.clock.now(), by, outcome, report, notes })
  await addDrillEvent(trx, world, drill, { actor, act: 'closed', note: outcome.sentence })
  await publish(trx, drill.workspaceId, { topic: 'drills', workflow: slug, id: drill.id })
  // How somebody did in a quiz is for her alone.
  if (isQuiz(drill)) {
    return { act: 'quiz-taken', sentence: `finished ${drillTitle(drill)}.`, details: { kind: drill.kind } }
  }
  return {
    act: 'drill-closed',
    sentence: `closed ${drillTitle(drill)} as ${outcome.verdict}: ${outcome.sentence}`,
    details: { kind: drill.kind, verdict: outcome.verdict, findings: outcome.findings.length },
  }
}

export interface Recorded {
  readonly act: string
  readonly sentence: string
  readonly details?: { readonly [name: string]: Json }
}

export async function workflowOf(trx: Trx, workflowId: string): Promise<{ readonly slug: string }> {
  return await trx.selectFrom('workflows').select('slug').where('id', '=', workflowId).executeTakeFirstOrThrow()
}

/** The ledger's entry of an act in a drill; the last statement of its transaction. */
export async function record(
  trx: Trx,
  world: World,
  drill: StoredDrill,
  actor: Actor | LedgerActor,
  slug: string,
  { act: acted, sentence, details = {} }: Recorded,
): Promise<void> {
  await recordAct(trx, world, {
    workspaceId: drill.workspaceId,
    actor,
    act: acted,
    subject: `workflow:${slug}`,
    sentence,
    details: { ...details, drill: drill.id },
  })
}
