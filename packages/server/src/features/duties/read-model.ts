import type { DutyAt, DutyTable, MyDuties, Watch as WatchWire, WatchList } from '@dayshift/contract'
import {
  type Actor,
  type DutiesFacts,
  type DutyFact,
  isRequiredIn,
  mayAssign,
  nameIn,
  onWatch as watchAt,
  problemsOf,
  type StageId,
  type Watch,
  watchSentence,
  whoMayAssign,
  whoseWas,
} from '@dayshift/core'
import type { z } from 'zod'
import { anyOf } from '../../platform/database/index.ts'
import { notFound } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { playbooksOf } from '../playbooks/index.ts'
import { dutyName } from './duty-service.ts'
import { dutiesFacts, dutiesFactsOf, type Place } from './store.ts'

interface WorkflowNamed {
  readonly id: string
  readonly slug: string
  readonly name: string
}

const MOST_BEFORE = 20

/** Says in which stage a workflow is; handed in, because stages lie above duties. */
export type StageOf = (trx: Trx, workspaceId: string, workflowId: string) => Promise<{ readonly stage: StageId }>

/** Says it of several workflows at once. */
export type StagesOf = (
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
) => Promise<(workflowId: string) => StageId>

export async function dutyTable(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  actor: Actor,
  workflow: WorkflowNamed,
  stageOf: StageOf,
): Promise<z.infer<typeof DutyTable>> {
  const now = world.clock.now()
  const facts = await dutiesFacts(trx, { workspaceId, workflowId: workflow.id }, now)
  const { stage } = await stageOf(trx, workspaceId, workflow.id)
  const problems = problemsOf(facts, stage, now).map((problem) => ({ ...problem, duties: [...problem.duties] }))
  const { playbook } = facts
  const ref = (id: string) => ({ id, name: nameIn(facts.people, id) })
  return {
    workflow: { slug: workflow.slug, name: workflow.name },
    playbook: { id: playbook.id, name: playbook.name, onePersonMayHoldBoth: playbook.onePersonMayHoldBoth },
    stage,
    watch: watchWire(facts, watchAt(facts.assignments, facts.people, now), now),
    problems,
    items: playbook.duties.map((duty) => {
      const { id, name, does, layer, vendorMayHold, movesAtTransfer, requiredFrom } = duty
      const was = whoseWas(facts.assignments, id, now)
      // Whether she could give it to somebody else: the wish that needs most.
      const may = mayAssign(facts, actor, [{ duty: id, person: SOMEBODY }], now).kind === 'may'
      return {
        id,
        name,
        does,
        layer,
        vendorMayHold,
        movesAtTransfer,
        requiredFrom,
        required: isRequiredIn(duty, stage),
        holder: was.kind === 'person' ? ref(was.person) : null,
        since: (was.kind === 'person' ? was.since : was.before?.until)?.toISOString() ?? null,
        problems: problems.filter(({ duties }) => duties.includes(id)),
        before: facts.assignments
          .flatMap(({ duty: its, person, from, to, ended }) =>
            its === id && to !== null && ended !== null && to > from
              ? [{ person: ref(person), from: from.toISOString(), to: to.toISOString(), ended }]
              : [],
          )
          .toReversed()
          .slice(0, MOST_BEFORE),
        mayAssign: may,
        whoMayAssign: may ? [] : whoMayAssign(facts, id, now).map(ref),
      }
    }),
  }
}

/** Nobody's id: such a wish is neither taking a duty for oneself nor giving it up. */
const SOMEBODY = ''

/** "Whose job was this at that time?" */
export async function dutyHeldAt(
  trx: Trx,
  place: Place,
  duty: string,
  at: Date,
  now: Date,
): Promise<z.infer<typeof DutyAt>> {
  const facts = await dutiesFacts(trx, place, now)
  const isKnown =
    facts.playbook.duties.some(({ id }) => id === duty) || facts.assignments.some((each) => each.duty === duty)
  if (!isKnown) throw notFound('duty', duty)
  const was = whoseWas(facts.assignments, duty, at)
  const name = dutyName(facts, duty)
  const answer = { duty: { id: duty, name }, at: at.toISOString() }
  if (was.kind === 'person') {
    const person = { id: was.person, name: nameIn(facts.people, was.person) }
    return {
      ...answer,
      person,
      since: was.since.toISOString(),
      until: was.until?.toISOString() ?? null,
      sentence: `"${name}" was the job of ${person.name}.`,
    }
  }
  const { before, until } = was
  const last =
    before === null
      ? 'nobody had held it before'
      : `${nameIn(facts.people, before.person)} had held it last (${ENDED[before.ended]})`
  return {
    ...answer,
    person: null,
    since: before?.until.toISOString() ?? null,
    until: until?.toISOString() ?? null,
    sentence: `"${name}" was nobody's job: ${last}.`,
  }
}

const ENDED = {
  reassigned: 'it was given to somebody else',
  'given-up': 'it was given up',
  left: 'by leaving',
  transfer: 'until the transfer',
  'hand-back': 'until it was handed back',
} as const

/** Who is on watch for one workflow at an instant. */
export async function onWatchAt(trx: Trx, place: Place, at: Date): Promise<WatchWire> {
  const facts = await dutiesFacts(trx, place, at)
  return watchWire(facts, watchAt(facts.assignments, facts.people, at), at)
}

export async function watchList(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  stagesOf: StagesOf,
): Promise<z.infer<typeof WatchList>> {
  const now = world.clock.now()
  const workflows = await workflowsByName(trx, workspaceId)
  const ids = workflows.map(({ id }) => id)
  const factsOf = await dutiesFactsOf(trx, workspaceId, ids, now)
  const stageOf = await stagesOf(trx, workspaceId, ids)
  return {
    items: workflows.map(({ id, slug, name }) => {
      const facts = factsOf(id)
      return {
        workflow: { slug, name },
        watch: watchWire(facts, watchAt(facts.assignments, facts.people, now), now),
        problems: problemsOf(facts, stageOf(id), now).map((problem) => ({ ...problem, duties: [...problem.duties] })),
      }
    }),
  }
}

export async function dutiesHeldBy(trx: Trx, workspaceId: string, personId: string): Promise<z.infer<typeof MyDuties>> {
  const rows = await trx
    .selectFrom('duty_assignments')
    .innerJoin('workflows', 'workflows.id', 'duty_assignments.workflow_id')
    .select(['workflows.id', 'workflows.slug', 'workflows.name', 'duty_assignments.duty', 'duty_assignments.began_at'])
    .where('duty_assignments.workspace_id', '=', workspaceId)
    .where('duty_assignments.person_id', '=', personId)
    .where('duty_assignments.ended_at', 'is', null)
    .orderBy('workflows.name')
    .orderBy('duty_assignments.duty')
    .execute()
  const playbookOf = await playbooksOf(
    trx,
    workspaceId,
    rows.map(({ id }) => id),
  )
  return {
    items: rows.map((row) => {
      const duty = playbookOf(row.id).duties.find(({ id }) => id === row.duty)
      return {
        workflow: { slug: row.slug, name: row.name },
        duty: { id: row.duty, name: duty?.name ?? row.duty, does: duty?.does ?? '' },
        since: row.began_at.toISOString(),
      }
    }),
  }
}

/** Who holds what now, as the handover's facts want it. */
export async function dutiesOf(trx: Trx, workspaceId: string, workflowId: string): Promise<DutyFact[]> {
  return (await dutiesByWorkflow(trx, workspaceId, [workflowId])).get(workflowId) ?? []
}

export async function dutiesByWorkflow(
  trx: Trx,
  workspaceId: string,
  workflowIds: readonly string[],
): Promise<ReadonlyMap<string, DutyFact[]>> {
  const rows = await trx
    .selectFrom('duty_assignments')
    .select(['workflow_id', 'duty', 'person_id', 'began_at'])
    .where('workspace_id', '=', workspaceId)
    .where('workflow_id', '=', anyOf(workflowIds))
    .where('ended_at', 'is', null)
    .orderBy('duty')
    .execute()
  const byWorkflow = new Map<string, DutyFact[]>()
  for (const { workflow_id: id, duty, person_id: person, began_at: since } of rows) {
    byWorkflow.set(id, [...(byWorkflow.get(id) ?? []), { duty, person, since }])
  }
  return byWorkflow
}

export async function workflowNamed(trx: Trx, workspaceId: string, slug: string): Promise<WorkflowNamed> {
  const row = await trx
    .selectFrom('workflows')
    .select(['id', 'slug', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  if (row === undefined) throw notFound('workflow', slug)
  return row
}

async function workflowsByName(trx: Trx, workspaceId: string): Promise<WorkflowNamed[]> {
  return await trx
    .selectFrom('workflows')
    .select(['id', 'slug', 'name'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('slug')
    .execute()
}

function watchWire({ people }: DutiesFacts, watch: Watch, at: Date): WatchWire {
  const person = watch.person === null ? null : { id: watch.person, name: nameIn(people, watch.person) }
  return {
    at: at.toISOString(),
    person,
    rule: watch.rule,
    orphaned: watch.orphaned,
    sentence: watchSentence(watch, person?.name ?? ''),
  }
}

/** Everybody who held a duty at some time within a window, with what they held. */
export async function heldBetween(
  trx: Trx,
  workspaceId: string,
  workflowId: string,
  from: Date,
  to: Date,
): Promise<{ readonly duty: string; readonly person: { readonly id: string; readonly name: string } }[]> {
  const rows = await trx
    .selectFrom('duty_assignments')
    .innerJoin('people', 'people.id', 'duty_assignments.person_id')
    .select(['duty_assignments.duty', 'people.id', 'people.name'])
    .distinct()
    .where('duty_assignments.workspace_id', '=', workspaceId)
    .where('duty_assignments.workflow_id', '=', workflowId)
    .where('duty_assignments.began_at', '<', to)
    .where((of) => of.or([of('duty_assignments.ended_at', 'is', null), of('duty_assignments.ended_at', '>', from)]))
    .orderBy('people.name')
    .execute()
  return rows.map(({ duty, id, name }) => ({ duty, person: { id, name } }))
}
