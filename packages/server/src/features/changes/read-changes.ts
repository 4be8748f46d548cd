import type { Approvers, ChangeList, ChangeQuery } from '@dayshift/contract'
import { type Actor, CHANGE_CLASSES, type ChangeClass, dutiesToApprove, listInWords } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace } from '../../platform/database/index.ts'
import { findWorkflowById, knownWorkflow } from '../workflows/index.ts'
import { summaryOf } from './describe-change.ts'
import type { ChangesWorld } from './on-change.ts'
import { dutyName, standingsOf, workflowSide } from './standing.ts'
import { listChangesOf, openChanges, type StoredChange } from './store.ts'

type List = z.output<typeof ChangeList>

/** The changes of a workflow, newest first. */
export async function listChanges(
  { world, needs }: ChangesWorld,
  workspaceId: string,
  slug: string,
  { cursor, limit }: z.output<typeof ChangeQuery>,
): Promise<List> {
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const workflow = await knownWorkflow(trx, workspaceId, slug)
      const before = cursor !== undefined && UUID.test(cursor) ? cursor : null
      const found = await listChangesOf(trx, workspaceId, workflow.id, { before, limit: limit + 1 })
      const page = found.slice(0, limit)
      const side = await workflowSide(trx, world, needs, workspaceId, workflow)
      const items = (await standingsOf(trx, world, needs, workspaceId, side, page)).map(summaryOf)
      return { items, next: found.length > limit ? (page.at(-1)?.id ?? null) : null }
    },
    { isolation: 'repeatable read' },
  )
}

/** Changes of all workflows that this person can bring on now; a key has none. */
export async function changesFor({ world, needs }: ChangesWorld, workspaceId: string, actor: Actor): Promise<List> {
  if (actor.kind !== 'person') return { items: [], next: null }
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const byWorkflow = new Map<string, StoredChange[]>()
      for (const change of await openChanges(trx, workspaceId)) {
        byWorkflow.set(change.workflowId, [...(byWorkflow.get(change.workflowId) ?? []), change])
      }
      const items: List['items'] = []
      for (const [workflowId, changes] of byWorkflow) {
        // oxlint-disable-next-line no-await-in-loop -- on one connection
        const workflow = await findWorkflowById(trx, workspaceId, workflowId)
        if (workflow === null) continue
        const side = await workflowSide(trx, world, needs, workspaceId, workflow)
        const standings = await standingsOf(trx, world, needs, workspaceId, side, changes)
        items.push(...standings.map(summaryOf).filter((each) => each.waitsForPeople.some(({ id }) => id === actor.id)))
      }
      return { items, next: null }
    },
    { isolation: 'repeatable read' },
  )
}

/** Who approves what, by name: always answerable, and "nobody" where a duty has no holder. */
export async function approversOf(
  { world, needs }: ChangesWorld,
  workspaceId: string,
  slug: string,
): Promise<z.output<typeof Approvers>> {
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const workflow = await knownWorkflow(trx, workspaceId, slug)
      const side = await workflowSide(trx, world, needs, workspaceId, workflow)
      const classes = CHANGE_CLASSES.map((changeClass) => {
        const approvers = dutiesToApprove(changeClass).map((duty) => {
          const holder = side.duties.find((each) => each.duty === duty)
          return {
            duty,
            dutyName: dutyName(side, duty),
            person: holder === undefined ? null : { id: holder.person, name: side.nameOf(holder.person) },
          }
        })
        const names = approvers.map(({ dutyName: name, person }) => `${person?.name ?? 'nobody'} (${name})`)
        return { changeClass, means: CLASS_MEANS[changeClass], approvers, sentence: `${listInWords(names)}.` }
      })
      return { workflow: slug, playbook: side.playbook.name, classes }
    },
    { isolation: 'repeatable read' },
  )
}

const CLASS_MEANS: { readonly [C in ChangeClass]: string } = {
  wording: 'A prompt or other wording, and nothing else',
  substantial: 'Another model, other fields, rules, limits, or more units',
  first: 'The first release',
  expansion: 'What the workflow is for',
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
