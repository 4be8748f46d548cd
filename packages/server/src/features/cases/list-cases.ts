import type { CasePage, CaseQuery } from '@dayshift/contract'
import { excerptOf } from '@dayshift/core'
import type { Reason, ReasonCode, Route } from '@dayshift/core'
import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import { z } from 'zod'
import { ProblemError } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { openContents } from '../contents/index.ts'
import { hiddenRuns } from '../decisions/index.ts'
import { asJson } from './case-context.ts'
import { caseWire } from './case-wire.ts'
import { reasonBeforeAnswering } from './hide-output.ts'
import { storedCase } from './store.ts'

type Query = z.output<typeof CaseQuery>

/** Cases of the workspace: open ones most pressing first, closed ones newest first. `me` is whose "mine" means. */
export async function listCases(
  trx: Trx,
  world: World,
  workspaceId: string,
  me: string,
  query: Query,
): Promise<z.infer<typeof CasePage>> {
  const now = world.clock.now()
  const workflowId = query.workflow === undefined ? null : await workflowIdOf(trx, workspaceId, query.workflow)
  const rows = await selectPage(trx, workspaceId, me, now, query, workflowId)
  const page = rows.slice(0, query.limit)
  const contents = await openContents(
    trx,
    world,
    page.map((row) => row.run_id),
  )
  const hidden = await hiddenRuns(
    trx,
    workspaceId,
    me,
    page.flatMap((row) => (row.answers_first && row.closed_at === null ? [row.run_id] : [])),
  )
  const last = page.at(-1)
  return {
    items: page.map((row) => {
      const kept = contents.get(row.run_id)
      const input = kept?.state === 'kept' ? kept.input : undefined
      const reason: Reason = {
        code: (row.reason_code ?? 'no-output') as ReasonCode,
        rule: row.reason_rule,
        message: row.reason_message ?? 'The record of the run is gone.',
      }
      return caseWire(
        storedCase(row),
        {
          workflow: { slug: row.slug, name: row.workflow_name },
          // The ingest lets no other values in.
          route: (row.route ?? 'human') as Route,
          reason: hidden.has(row.run_id) ? reasonBeforeAnswering(reason) : reason,
          excerpt: input === undefined ? null : excerptOf(asJson(input)),
        },
        now.getTime(),
      )
    }),
    next: rows.length > query.limit && last !== undefined ? writeCursor(query.state, last) : null,
    counts: await countOpen(trx, workspaceId, me, now, workflowId),
  }
}

type Row = Awaited<ReturnType<typeof selectPage>>[number]

function selectPage(trx: Trx, workspaceId: string, me: string, now: Date, query: Query, workflowId: string | null) {
  const { state, kind, whose, limit } = query
  const open = state === 'open'
  const place = query.cursor === undefined ? null : readCursor(state, query.cursor)
  return trx
    .selectFrom('cases as c')
    .innerJoin('workflows as w', 'w.id', 'c.workflow_id')
    .leftJoin('runs as r', 'r.id', 'c.run_id')
    .selectAll('c')
    .select(['w.slug', 'w.name as workflow_name', 'r.route', 'r.reason_code', 'r.reason_rule', 'r.reason_message'])
    .where('c.workspace_id', '=', workspaceId)
    .$if(open, (cases) => cases.where('c.closed_at', 'is', null))
    .$if(!open, (cases) => cases.where('c.closed_at', 'is not', null).where('c.state', '=', state))
    .$if(workflowId !== null, (cases) => cases.where('c.workflow_id', '=', workflowId))
    .$if(kind !== undefined, (cases) => cases.where('c.kind', '=', kind ?? ''))
    .$if(whose === 'mine' && open, (cases) => cases.where(mine(me, now)))
    .$if(whose === 'mine' && !open, (cases) =>
      cases.where(sql<SqlBool>`exists (select from decisions d where d.case_id = c.id and d.by_id = ${me})`),
    )
    .$if(whose === 'unassigned', (cases) =>
      cases.where(sql<SqlBool>`c.assigned_to is null and (c.lease_until is null or c.lease_until <= ${now})`),
    )
    .$if(open && place !== null, (cases) =>
      cases.where(sql<SqlBool>`(c.priority, c.due_at, c.id) > (${place?.priority}, ${place?.at}, ${place?.id})`),
    )
    .$if(!open && place !== null, (cases) =>
      cases.where(sql<SqlBool>`(c.closed_at, c.id) < (${place?.at}, ${place?.id})`),
    )
    .$if(open, (cases) => cases.orderBy('c.priority').orderBy('c.due_at').orderBy('c.id'))
    .$if(!open, (cases) => cases.orderBy('c.closed_at', 'desc').orderBy('c.id', 'desc'))
    .limit(limit + 1)
    .execute()
}

/** Held by me now, or given to me. (A closed case is mine when I decided it.) */
function mine(me: string, now: Date) {
  return sql<SqlBool>`(c.assigned_to = ${me} or (c.claimed_by = ${me} and c.lease_until > ${now}))`
}

async function countOpen(trx: Trx, workspaceId: string, me: string, now: Date, workflowId: string | null) {
  const {
    open,
    mine: own,
    overdue,
  } = await trx
    .selectFrom('cases as c')
    .select((of) => [
      of.fn.countAll<number>().as('open'),
      of.fn.countAll<number>().filterWhere(mine(me, now)).as('mine'),
      of.fn.countAll<number>().filterWhere('c.due_at', '<=', now).as('overdue'),
    ])
    .where('c.workspace_id', '=', workspaceId)
    .where('c.closed_at', 'is', null)
    .$if(workflowId !== null, (cases) => cases.where('c.workflow_id', '=', workflowId))
    .executeTakeFirstOrThrow()
  return { open, mine: own, overdue }
}

async function workflowIdOf(trx: Trx, workspaceId: string, slug: string): Promise<string> {
  const row = await trx
    .selectFrom('workflows')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  // No workflow of this name: no cases, as for any other filter that nothing fits.
  return row?.id ?? '00000000-0000-0000-0000-000000000000'
}

const OpenPlace = z.tuple([z.literal('o'), z.number().int(), z.number().int(), z.uuid()])
const ClosedPlace = z.tuple([z.literal('c'), z.number().int(), z.uuid()])

interface Place {
  readonly priority: number
  readonly at: Date
  readonly id: string
}

function writeCursor(state: Query['state'], { priority, due_at: dueAt, closed_at: closedAt, id }: Row): string {
  const place = state === 'open' ? ['o', priority, dueAt.getTime(), id] : ['c', closedAt?.getTime() ?? 0, id]
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

function readCursor(state: Query['state'], cursor: string): Place {
  const read = parse(cursor)
  if (state === 'open') {
    const place = OpenPlace.safeParse(read)
    if (place.success) return { priority: place.data[1], at: new Date(place.data[2]), id: place.data[3] }
  } else {
    const place = ClosedPlace.safeParse(read)
    if (place.success) return { priority: 0, at: new Date(place.data[1]), id: place.data[2] }
  }
  throw new ProblemError({
    status: 400,
    code: 'bad-cursor',
    title: 'Unknown place in the list',
    detail: `Cannot continue the list at "${cursor}": that is no cursor of this list.`,
    mend: 'Take the cursor from "next" of the page before, or begin without one.',
  })
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
