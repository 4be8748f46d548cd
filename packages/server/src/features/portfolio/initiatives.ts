import type { InitiativeRef, InitiativesRequest, InitiativesTaken } from '@dayshift/contract'
import { type Actor, counted, PORTFOLIO_STAGES, type PortfolioStage } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace, storable } from '../../platform/database/index.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import { findWorkflow } from '../workflows/index.ts'

interface Caller {
  readonly workspaceId: string
  readonly actor: Actor
}

export interface StoredInitiative {
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly stage: PortfolioStage
  readonly stageWritten: string
  readonly owner: string
  readonly risk: string
  readonly dueOn: string | null
  readonly importedAt: Date
  readonly workflowId: string | null
}

/**
 * Takes rows of a list in, all or none. A row is known by its name, its unit and its place among equal ones, so that the
 * same list again changes nothing, and a corrected one changes what differs.
 */
export async function takeInitiatives(
  world: World,
  { workspaceId, actor }: Caller,
  { source, items }: z.output<typeof InitiativesRequest>,
): Promise<z.output<typeof InitiativesTaken>> {
  const rows = items.map((item) => ({
    name: storable(item.name).trim(),
    unit: storable(item.unit).trim(),
    nth: item.nth,
    stage: item.stage,
    stage_written: storable(item.stageWritten).trim(),
    owner: storable(item.owner).trim(),
    risk: storable(item.risk).trim(),
    started_on: item.startedOn,
    due_on: item.dueOn,
  }))
  refuseRepeats(rows)
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    // One list at a time in a workspace.
    await trx.selectFrom('workspaces').select('id').where('id', '=', workspaceId).forUpdate().execute()
    const known = new Map((await initiativeRows(trx, workspaceId)).map((row) => [keyOf(row), row]))
    const isSame = (row: (typeof rows)[number]) => {
      const before = known.get(keyOf(row))
      return before !== undefined && FIELDS.every((field) => before[field] === row[field])
    }
    const moved = rows.filter((row) => !isSame(row))
    const changed = moved.filter((row) => known.has(keyOf(row))).length
    const taken = { added: moved.length - changed, changed, same: rows.length - moved.length }
    if (moved.length === 0) return taken
    const now = world.clock.now()
    await trx
      .insertInto('initiatives')
      .values(
        moved.map((row) => ({
          ...row,
          id: world.newId(),
          workspace_id: workspaceId,
          source: storable(source),
          imported_at: now,
          imported_by: actor.id,
          imported_by_name: actor.name,
          workflow_id: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['workspace_id', 'name', 'unit', 'nth']).doUpdateSet((row) => ({
          stage: row.ref('excluded.stage'),
          stage_written: row.ref('excluded.stage_written'),
          owner: row.ref('excluded.owner'),
          risk: row.ref('excluded.risk'),
          started_on: row.ref('excluded.started_on'),
          due_on: row.ref('excluded.due_on'),
          source: row.ref('excluded.source'),
          imported_at: row.ref('excluded.imported_at'),
          imported_by: row.ref('excluded.imported_by'),
          imported_by_name: row.ref('excluded.imported_by_name'),
        })),
      )
      .execute()
    await publish(trx, workspaceId, { topic: 'portfolio', workflow: null, id: null })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'initiatives-taken-in',
      subject: 'portfolio',
      sentence: `took ${counted(moved.length, 'initiative')} of “${storable(source)}” in: ${String(taken.added)} new, ${String(changed)} changed.`,
      details: { source: storable(source), ...taken },
    })
    return taken
  })
}

/** Says which workflow a listed initiative is: from then on one row stands for both. */
export async function linkInitiative(
  world: World,
  { workspaceId, actor }: Caller,
  id: string,
  slug: string | null,
): Promise<z.output<typeof InitiativeRef>> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const row = await trx
      .selectFrom('initiatives')
      .select(['name', 'workflow_id'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound('initiative', id)
    const workflow = slug === null ? null : await findWorkflow(trx, workspaceId, slug)
    if (slug !== null && workflow === null) throw notFound('workflow', slug)
    const answer = { id, name: row.name, by: { id: actor.id, name: actor.name } }
    if (row.workflow_id === (workflow?.id ?? null)) return answer
    if (workflow !== null) {
      const other = await trx
        .selectFrom('initiatives')
        .select('name')
        .where('workflow_id', '=', workflow.id)
        .executeTakeFirst()
      if (other !== undefined) {
        throw new ProblemError({
          status: 409,
          code: 'workflow-taken',
          title: 'This workflow is another initiative already',
          detail: `Cannot say that “${row.name}” is “${workflow.name}”: that is “${other.name}” of the list.`,
          mend: `Say first that “${other.name}” is no workflow.`,
        })
      }
    }
    await trx
      .updateTable('initiatives')
      .set({ workflow_id: workflow?.id ?? null })
      .where('id', '=', id)
      .execute()
    await publish(trx, workspaceId, { topic: 'portfolio', workflow: slug, id: null })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'initiative-linked',
      subject: workflow === null ? 'portfolio' : `workflow:${workflow.slug}`,
      sentence:
        workflow === null
          ? `said that the listed initiative “${row.name}” is no workflow here.`
          : `said that the listed initiative “${row.name}” is “${workflow.name}”.`,
      details: { initiative: id, workflow: slug },
    })
    return answer
  })
}

export async function storedInitiatives(trx: Trx, workspaceId: string): Promise<StoredInitiative[]> {
  const rows = await initiativeRows(trx, workspaceId)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    unit: row.unit,
    stage: PORTFOLIO_STAGES.find((stage) => stage === row.stage) ?? 'unknown',
    stageWritten: row.stage_written,
    owner: row.owner,
    risk: row.risk,
    dueOn: row.due_on,
    importedAt: row.imported_at,
    workflowId: row.workflow_id,
  }))
}

const FIELDS = ['stage', 'stage_written', 'owner', 'risk', 'started_on', 'due_on'] as const

function initiativeRows(trx: Trx, workspaceId: string) {
  return trx
    .selectFrom('initiatives')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('unit')
    .orderBy('nth')
    .execute()
}

function keyOf({ name, unit, nth }: { readonly name: string; readonly unit: string; readonly nth: number }): string {
  return JSON.stringify([name, unit, nth])
}

function refuseRepeats(rows: readonly { readonly name: string; readonly unit: string; readonly nth: number }[]): void {
  const seen = new Set<string>()
  for (const row of rows) {
    const key = keyOf(row)
    if (row.name === '' || seen.has(key)) {
      throw new ProblemError({
        status: 422,
        code: row.name === '' ? 'name-missing' : 'initiative-twice',
        title: row.name === '' ? 'An initiative has no name' : 'An initiative stands there twice',
        detail:
          row.name === ''
            ? 'Cannot take the list in: a row has no name.'
            : `Cannot take the list in: “${row.name}” of “${row.unit}” is its number ${String(row.nth)} twice.`,
        mend: row.name === '' ? 'Name it, or leave the row out.' : 'Number equal names of a unit from 1.',
      })
    }
    seen.add(key)
  }
}
