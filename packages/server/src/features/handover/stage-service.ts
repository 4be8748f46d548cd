import type { HandoverStatus } from '@dayshift/contract'
import {
  decideAdvance,
  decideGoBack,
  decideState,
  evaluateStage,
  refuseUnlessMay,
  rolloutAtMost,
  waiverHolds,
  type CriterionResult,
  type HandoverAct,
  type HandoverFacts,
  type HandoverState,
  type StageId,
} from '@dayshift/core'
import type { z } from 'zod'
import type { Caller } from '../../platform/http/caller.ts'
import type { World } from '../../platform/world.ts'
import { lowerRollout } from '../workflows/index.ts'
import type { HandoverNeeds } from './needs.ts'
import { onHandover, tell, type OnHandover } from './on-handover.ts'
import { insertMove, readPlace, savePlace, type StoredMove, type StoredPlace } from './place-store.ts'
import { orRefuse, refusalProblem } from './problems.ts'
import { readFacts } from './read-facts.ts'
import { statusOf } from './status.ts'

type Status = z.output<typeof HandoverStatus>

/** Enters the next stage where every criterion of the present one lets it; the verdicts are kept as they were. */
export async function advanceStage(
  world: World,
  needs: HandoverNeeds,
  caller: Caller,
  slug: string,
  from: StageId,
): Promise<Status> {
  return await act(world, needs, caller, slug, 'advance', async (on, place) => {
    const facts = await readFacts(on.trx, world, needs, on.workspaceId, on.workflow)
    const { results } = evaluateStage(on.playbook, place.stage, facts, on.now)
    const decided = decideAdvance(on.workflow.name, place, from, results, waivedBy(facts, on))
    if (decided.kind === 'refused') throw refusalProblem(decided)
    const waived = results.filter(({ verdict }) => verdict !== 'met')
    return {
      place: { ...place, stage: decided.to, stageSince: on.now },
      move: moveOf(world, on, { kind: 'advanced', from: decided.from, to: decided.to, reason: null, results }),
      act: 'stage-entered',
      sentence: `moved “${on.workflow.name}” from ${decided.from} to ${decided.to}: ${results.length - waived.length} criteria met${waived.length === 0 ? '' : `, ${waived.length} waived (${waived.map(({ name }) => name).join('; ')})`}.`,
    }
  })
}

/** Criteria whose running waiver this person has signed. */
function waivedBy({ waivers }: HandoverFacts, { person, now }: OnHandover): ReadonlySet<string> {
  return new Set(
    waivers.filter((each) => each.by === person.id && waiverHolds(each, now)).map(({ criterion }) => criterion),
  )
}

/** Goes back to an earlier stage. A rollout beyond what that stage allows is lowered in the same transaction. */
export async function goBackStage(
  world: World,
  needs: HandoverNeeds,
  caller: Caller,
  slug: string,
  to: StageId,
  reason: string,
): Promise<Status> {
  return await act(world, needs, caller, slug, 'go-back', async (on, place) => {
    const decided = decideGoBack(on.workflow.name, place, to, reason)
    if (decided.kind === 'refused') throw refusalProblem(decided)
    const next = { ...place, stage: to, stageSince: on.now }
    const atMost = rolloutAtMost(on.playbook, next)
    const lowered = on.workflow.rolloutPercent > atMost
    await lowerRollout(on.trx, on.workspaceId, on.workflow, atMost)
    return {
      place: next,
      move: moveOf(world, on, { kind: 'went-back', from: decided.from, to, reason, results: [] }),
      act: 'stage-left-backwards',
      sentence: `took “${on.workflow.name}” back from ${decided.from} to ${to}${lowered ? `, and its rollout from ${on.workflow.rolloutPercent} % down to ${atMost} %` : ''}: ${reason}`,
    }
  })
}

/** Puts the handover on hold, takes it up again, or retires the workflow. */
export async function changeState(
  world: World,
  needs: HandoverNeeds,
  caller: Caller,
  slug: string,
  to: HandoverState,
  reason: string,
): Promise<Status> {
  return await act(world, needs, caller, slug, to === 'retired' ? 'retire' : 'put-on-hold', async (on, place) => {
    const decided = decideState(on.workflow.name, place, to, reason, on.workflow.rolloutPercent)
    if (decided.kind === 'refused') throw refusalProblem(decided)
    const stopped = to === 'going' ? null : { at: on.now, by: on.person.id, reason }
    const { kind, verb } = STATE_ACTS[to]
    return {
      place: { ...place, state: to, stopped },
      move: moveOf(world, on, { kind, from: place.stage, to: place.stage, reason, results: [] }),
      act: `handover-${kind}`,
      sentence: `${verb.replace('NAME', `“${on.workflow.name}”`)}: ${reason}`,
    }
  })
}

const STATE_ACTS = {
  going: { kind: 'taken-up', verb: 'took the handover of NAME up again' },
  'on-hold': { kind: 'on-hold', verb: 'put the handover of NAME on hold' },
  retired: { kind: 'retired', verb: 'retired NAME' },
} as const

interface Decided {
  readonly place: StoredPlace
  readonly move: StoredMove
  readonly act: string
  readonly sentence: string
}

async function act(
  world: World,
  needs: HandoverNeeds,
  caller: Caller,
  slug: string,
  what: HandoverAct,
  decide: (on: OnHandover, place: StoredPlace) => Promise<Decided>,
): Promise<Status> {
  return await onHandover(world, caller, slug, async (on) => {
    orRefuse(refuseUnlessMay(what, on.person, on.duties, on.people))
    const of = { workspaceId: on.workspaceId, workflowId: on.workflow.id }
    const { place, move, sentence, act: name } = await decide(on, await readPlace(on.trx, on.workspaceId, on.workflow))
    await savePlace(on.trx, on.workspaceId, on.workflow.id, place)
    await insertMove(on.trx, of, move)
    const status = await statusOf(on.trx, world, needs, on.workspaceId, slug, on.actor)
    await tell(world, on, {
      act: name,
      sentence,
      details: {
        from: move.from,
        to: move.to,
        playbook: move.playbook,
        verdicts: move.verdicts.map(({ criterion, verdict, waivedBy }) => ({ criterion, verdict, waivedBy })),
      },
    })
    return status
  })
}

function moveOf(
  world: World,
  { now, person, playbook }: OnHandover,
  move: Pick<StoredMove, 'kind' | 'from' | 'to' | 'reason'> & { readonly results: readonly CriterionResult[] },
): StoredMove {
  const { results, ...rest } = move
  return {
    ...rest,
    id: world.newId(),
    at: now,
    by: person.id,
    playbook: playbook.id,
    verdicts: results.map(({ id, name: criterion, verdict, sentence, waiver }) => ({
      criterion: id,
      name: criterion,
      verdict,
      sentence,
      waivedBy: verdict === 'met' || waiver === null ? null : waiver.by,
    })),
  }
}
