import type { CriterionState, HandoverStatus, HandoverSummary, NextAct, StageHistory } from '@dayshift/contract'
import {
  adoptionOf,
  careOf,
  criterionOf,
  deploymentOf,
  evaluateStage,
  isOpenCriterion,
  limboOf,
  may,
  nextActOf,
  problemsOf,
  rolloutAtMost,
  STAGES,
  waiverHolds,
  type Actor,
  type Adoption,
  type CriterionResult,
  type DutyPerson,
  type HandoverAct,
  type HandoverFacts,
  type Limbo,
  type NextAct as NextActOf,
  type Playbook,
  type StageId,
  type StageVerdict,
} from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { playbooksOf } from '../playbooks/index.ts'
import { allWorkflows, knownWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { readWaivers } from './evidence-store.ts'
import { nameBy, readPeople, type Name } from './people.ts'
import { placesOf, readMoves, type StoredMove, type StoredPlace } from './place-store.ts'
import type { HandoverNeeds } from './needs.ts'
import { factsReader } from './read-facts.ts'
import { holderOf, unsignedDuties, wireWaiver } from './to-wire.ts'

type Status = z.output<typeof HandoverStatus>
type Summary = z.output<typeof HandoverSummary>

/** One handover with all that its page shows. */
export async function getHandover(
  world: World,
  needs: HandoverNeeds,
  workspaceId: string,
  slug: string,
  actor: Actor,
): Promise<Status> {
  return await inWorkspace(world.db, workspaceId, (trx) => statusOf(trx, world, needs, workspaceId, slug, actor), {
    isolation: 'repeatable read',
  })
}

/** All handovers of the workspace, by the name of the workflow. */
export async function listHandovers(
  world: World,
  needs: HandoverNeeds,
  workspaceId: string,
  actor: Actor,
): Promise<{ items: Summary[] }> {
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const workflows = await allWorkflows(trx, workspaceId)
      const stateOf = await stateReader(trx, world, needs, workspaceId, workflows, actor)
      const items: Summary[] = []
      // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
      for (const workflow of workflows) items.push(summaryOf(await stateOf(workflow)))
      return { items }
    },
    { isolation: 'repeatable read' },
  )
}

/** Every move of the stage, with the verdicts as they were. */
export async function stageHistory(
  world: World,
  workspaceId: string,
  slug: string,
): Promise<z.output<typeof StageHistory>> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const workflow = await knownWorkflow(trx, workspaceId, slug)
    const moves = await readMoves(trx, workspaceId, workflow.id)
    const name = nameBy(await readPeople(trx, world, workspaceId))
    return {
      items: moves.map(({ verdicts, at, by, ...move }) => ({
        ...move,
        at: at.toISOString(),
        by: name(by),
        verdicts: verdicts.map((verdict) => ({ ...verdict })),
      })),
    }
  })
}

/** The handover as the transaction sees it; throws the 404 where there is no such workflow. */
export async function statusOf(
  trx: Trx,
  world: World,
  needs: HandoverNeeds,
  workspaceId: string,
  slug: string,
  actor: Actor,
): Promise<Status> {
  const workflow = await knownWorkflow(trx, workspaceId, slug)
  const stateOf = await stateReader(trx, world, needs, workspaceId, [workflow], actor)
  const state = await stateOf(workflow)
  const { facts, playbook, place, name, now, present } = state
  const moves = await readMoves(trx, workspaceId, workflow.id)
  const waivers = await readWaivers(trx, workspaceId, workflow.id)
  const mayDo = (act: HandoverAct) => actor.kind === 'person' && may(act, actor, facts.duties)
  const { transfer } = facts
  return {
    workflow: { slug, name: workflow.name },
    playbook: { id: playbook.id, name: playbook.name },
    stage: place.stage,
    stageSince: place.stageSince.toISOString(),
    startedAt: place.startedAt.toISOString(),
    state: place.state,
    stopped: place.stopped && {
      at: place.stopped.at.toISOString(),
      by: name(place.stopped.by),
      reason: place.stopped.reason,
    },
    rolloutPercent: workflow.rolloutPercent,
    rolloutAtMost: rolloutAtMost(playbook, place),
    stages: playbook.stages.map((stage) => {
      const { results: criteria, warnings } =
        stage.id === place.stage ? present : evaluateStage(playbook, stage.id, facts, now)
      const { enteredAt, leftAt } = timesOf(stage.id, place, moves)
      return {
        id: stage.id,
        name: stage.name,
        question: stage.question,
        weeks: { ...stage.weeks },
        rolloutAtMost: stage.rolloutAtMost,
        state:
          stage.id === place.stage
            ? ('present' as const)
            : STAGES.indexOf(stage.id) < STAGES.indexOf(place.stage)
              ? ('left' as const)
              : ('ahead' as const),
        enteredAt: enteredAt?.toISOString() ?? null,
        leftAt: leftAt?.toISOString() ?? null,
        open: criteria.filter(isOpenCriterion).length,
        warnings: [...warnings],
        criteria: criteria.map((result) => wireCriterion(result, playbook, name)),
      }
    }),
    next: wireNext(state.next, playbook, name),
    duties: dutyStates(state, await readPeople(trx, world, workspaceId)),
    waivers: waivers.filter((waiver) => waiverHolds(waiver, now)).map((waiver) => wireWaiver(waiver, name, now)),
    transfer: transfer && {
      id: transfer.id,
      at: transfer.at.toISOString(),
      state: transfer.state,
      from: name(transfer.from),
      to: name(transfer.to),
      support: transfer.support && { ...transfer.support, until: transfer.support.until.toISOString() },
    },
    deployed: wireComputed(deploymentOf(facts, now)),
    adopted: wireComputed(adoptionOf(facts, now)),
    limbo: wireLimbo(limboOf(facts, now)),
    care: careOf(facts, now),
    may: {
      advance: mayDo('advance'),
      goBack: mayDo('go-back'),
      hold: mayDo('put-on-hold'),
      retire: mayDo('retire'),
      waive: mayDo('waive'),
      waiveHardGate: mayDo('waive-hard-gate'),
      money: mayDo('money'),
      targets: mayDo('targets'),
      settle: mayDo('settle'),
    },
  }
}

/** What both the page of one and the list of all are made of. */
interface State {
  readonly workflow: StoredWorkflow
  readonly playbook: Playbook
  readonly place: StoredPlace
  readonly facts: HandoverFacts
  /** Of the present stage. */
  readonly present: StageVerdict
  readonly next: NextActOf
  readonly name: Name
  readonly reader: string | null
  readonly now: Date
}

async function stateReader(
  trx: Trx,
  world: World,
  needs: HandoverNeeds,
  workspaceId: string,
  workflows: readonly StoredWorkflow[],
  actor: Actor,
): Promise<(workflow: StoredWorkflow) => Promise<State>> {
  const now = world.clock.now()
  const playbookOf = await playbooksOf(
    trx,
    workspaceId,
    workflows.map(({ id }) => id),
  )
  const placeOf = await placesOf(trx, workspaceId, workflows)
  const factsOf = await factsReader(trx, world, needs, workspaceId, workflows)
  const reader = actor.kind === 'person' ? actor.id : null
  return async (workflow) => {
    const playbook = playbookOf(workflow.id)
    const place = placeOf(workflow)
    const facts = await factsOf(workflow)
    const present = evaluateStage(playbook, place.stage, facts, now)
    const next = nextActOf(place, present.results, reader)
    return { workflow, playbook, place, facts, present, next, name: nameBy(facts.people), reader, now }
  }
}

function summaryOf({ workflow, playbook, place, facts, present, next, name, reader, now }: State): Summary {
  const { results } = present
  const nameOrNull = (duty: string) => {
    const person = holderOf(facts.duties, duty)
    return person === null ? null : name(person)
  }
  const open = results.filter(isOpenCriterion)
  const isGoing = place.state === 'going'
  return {
    slug: workflow.slug,
    name: workflow.name,
    playbook: playbook.name,
    stage: place.stage,
    stageName: playbook.stages.find(({ id }) => id === place.stage)?.name ?? place.stage,
    stageSince: place.stageSince.toISOString(),
    state: place.state,
    criteria: results.length,
    open: open.length,
    next: wireNext(next, playbook, name),
    dailyCare: nameOrNull('daily-care'),
    businessOwner: nameOrNull('business-owner'),
    waivers: facts.waivers.filter((waiver) => waiverHolds(waiver, now)).length,
    deployed: deploymentOf(facts, now).verdict,
    adopted: adoptionOf(facts, now).verdict,
    limbo: place.state === 'retired' ? null : (wireLimbo(limboOf(facts, now))?.sentence ?? null),
    care: careOf(facts, now),
    mine: isGoing
      ? open
          .filter(({ who }) => who.some(({ person }) => person === reader))
          .map(({ id, name: criterion, missing, sentence }) => ({
            criterion: id,
            name: criterion,
            evaluator: criterionOf(playbook, id)?.evaluator ?? '',
            act: missing[0] ?? sentence,
          }))
      : [],
    toSign: isGoing ? signaturesOf(reader, playbook, facts) : [],
  }
}

/** Documents of which something is written and that the reader is to sign as they stand. */
function signaturesOf(reader: string | null, playbook: Playbook, facts: HandoverFacts): Summary['toSign'] {
  return playbook.documents.flatMap((document) => {
    const stored = facts.documents.find((each) => each.document === document.id)
    const isWhole = document.sections.every(
      ({ id }) => (stored?.sections.find((section) => section.id === id)?.text.trim() ?? '') !== '',
    )
    if (reader === null || stored === undefined || !isWhole) return []
    return unsignedDuties(document, stored, facts.duties)
      .filter((duty) => holderOf(facts.duties, duty) === reader)
      .map((duty) => ({ document: document.id, name: document.name, duty, dutyName: dutyName(playbook, duty) }))
  })
}

function wireCriterion(result: CriterionResult, playbook: Playbook, name: Name): z.output<typeof CriterionState> {
  const criterion = criterionOf(playbook, result.id)
  return {
    id: result.id,
    name: result.name,
    gate: result.gate,
    verdict: result.verdict,
    sentence: result.sentence,
    evidence: result.evidence.map(({ text, at, ref }) => ({ text, at: at?.toISOString() ?? null, ref })),
    missing: [...result.missing],
    who: wireWho(result.who, playbook, name),
    warnings: [...result.warnings],
    asOf: result.asOf?.toISOString() ?? null,
    waiver: result.waiver && {
      by: result.waiver.by,
      reason: result.waiver.reason,
      expiresAt: result.waiver.expiresAt.toISOString(),
    },
    evaluator: criterion?.evaluator ?? '',
    params: Object.fromEntries(
      Object.entries(criterion?.params ?? {}).map(([key, value]) => [key, isList(value) ? [...value] : value]),
    ),
    requirements: [...(criterion?.requirements ?? [])],
  }
}

function isList(value: string | number | boolean | readonly string[]): value is readonly string[] {
  return Array.isArray(value)
}

function wireWho(who: CriterionResult['who'], playbook: Playbook, name: Name) {
  return who.map(({ duty, person }) => ({
    duty,
    dutyName: dutyName(playbook, duty),
    person: person === null ? null : name(person),
  }))
}

function wireNext(next: NextActOf, playbook: Playbook, name: Name): z.output<typeof NextAct> {
  return next.kind === 'criterion' ? { ...next, who: wireWho(next.who, playbook, name) } : next
}

function wireComputed({ verdict, sentence, checks }: Pick<Adoption, 'verdict' | 'sentence' | 'checks'>) {
  return { verdict, sentence, checks: checks.map((check) => ({ ...check })) }
}

function wireLimbo({ inLimbo, sentence, missing, days, idleDays }: Limbo): Status['limbo'] {
  return inLimbo ? { sentence, missing: [...missing], days, idleDays } : null
}

function dutyStates({ facts, playbook, place, now, name }: State, people: readonly DutyPerson[]): Status['duties'] {
  const { duties } = facts
  const assignments = duties.map(({ duty, person, since }) => ({ duty, person, from: since, to: null, ended: null }))
  const problems = problemsOf({ playbook, people, assignments }, place.stage, now)
  return playbook.duties.map(({ id, name: title, does }) => {
    const held = duties.find(({ duty }) => duty === id)
    return {
      duty: id,
      name: title,
      does,
      person: held === undefined ? null : name(held.person),
      since: held?.since.toISOString() ?? null,
      problem: problems.find((problem) => problem.duties.includes(id))?.sentence ?? null,
    }
  })
}

function timesOf(
  stage: StageId,
  place: StoredPlace,
  moves: readonly StoredMove[],
): { readonly enteredAt: Date | null; readonly leftAt: Date | null } {
  const entered = moves.find(({ from, to }) => to === stage && from !== stage)
  const left = moves.find(({ from, to }) => from === stage && to !== stage)
  const enteredAt = entered?.at ?? (stage === 'design' ? place.startedAt : null)
  return { enteredAt, leftAt: stage === place.stage ? null : (left?.at ?? null) }
}

function dutyName(playbook: Playbook, id: string): string {
  return playbook.duties.find((duty) => duty.id === id)?.name ?? id
}
