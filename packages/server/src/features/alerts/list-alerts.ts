import type { AlertPage, AlertQuery } from '@dayshift/contract'
import { sql, type SqlBool } from 'kysely'
import { ProblemError } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { groundOf, storedAlert } from './store.ts'
import { alertWire, namesOf } from './to-wire.ts'

/** Alerts of the workspace: those that wait, the most severe first; or the past, newest first. */
export async function listAlerts(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  me: string,
  query: AlertQuery,
): Promise<AlertPage> {
  const now = world.clock.now()
  const isOpen = query.state === 'open'
  const after = query.cursor === undefined ? null : readCursor(query.cursor)
  const rows = await trx
    .selectFrom('alerts as a')
    .leftJoin('workflows as w', 'w.id', 'a.workflow_id')
    .selectAll('a')
    .where('a.workspace_id', '=', workspaceId)
    .$if(isOpen, (alerts) => alerts.where('a.resolved_at', 'is', null))
    .$if(query.state === 'over', (alerts) => alerts.where('a.resolved_at', 'is not', null))
    .$if(query.workflow !== undefined, (alerts) => alerts.where('w.slug', '=', query.workflow ?? ''))
    .$if(query.seam !== undefined, (alerts) => alerts.where('a.seam_id', '=', query.seam ?? ''))
    .$if(query.mine === 'true', (alerts) => alerts.where(mine(me)))
    .$if(isOpen && after !== null, (alerts) =>
      alerts.where(sql<SqlBool>`(${RANK}, a.id) > (select ${RANK}, a.id from alerts a where a.id = ${after})`),
    )
    .$if(!isOpen && after !== null, (alerts) => alerts.where('a.id', '<', after ?? ''))
    .$if(isOpen, (alerts) => alerts.orderBy(RANK).orderBy('a.id'))
    .$if(!isOpen, (alerts) => alerts.orderBy('a.id', 'desc'))
    .limit(query.limit + 1)
    .execute()
  const page = rows.slice(0, query.limit)
  const names = await namesOf(trx, workspaceId, now, page.map(groundOf))
  const counts = await trx
    .selectFrom('alerts as a')
    .leftJoin('workflows as w', 'w.id', 'a.workflow_id')
    .select((of) => [
      of.fn.countAll<number>().as('open'),
      of.fn.countAll<number>().filterWhere(mine(me)).as('mine'),
      of.fn.countAll<number>().filterWhere('a.unanswered_at', 'is not', null).as('unanswered'),
      of.fn.countAll<number>().filterWhere('a.state', '=', 'calm').as('calm'),
    ])
    .where('a.workspace_id', '=', workspaceId)
    .where('a.resolved_at', 'is', null)
    // Of a group of the same cause its page alone is counted.
    .where('a.pages', '=', true)
    .$if(query.workflow !== undefined, (alerts) => alerts.where('w.slug', '=', query.workflow ?? ''))
    .$if(query.seam !== undefined, (alerts) => alerts.where('a.seam_id', '=', query.seam ?? ''))
    .executeTakeFirstOrThrow()
  const last = page.at(-1)
  return {
    items: page.map((row) => alertWire(storedAlert(row), names, me, now)),
    next: rows.length > query.limit && last !== undefined ? Buffer.from(last.id).toString('base64url') : null,
    counts,
  }
}

/** What waits for somebody comes before what is in hand, the urgent before the rest. */
const RANK = sql<number>`(case a.state when 'open' then 0 when 'acknowledged' then 10 when 'snoozed' then 20 else 30 end
  + case a.severity when 'urgent' then 0 when 'today' then 1 else 2 end)`

function mine(me: string) {
  return sql<SqlBool>`(a.owner_id = ${me} or a.acknowledged_by = ${me})`
}

function readCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8')
  if (/^[0-9a-f-]{36}$/.test(id)) return id
  throw new ProblemError({
    status: 400,
    code: 'bad-cursor',
    title: 'Unknown place in the list',
    detail: `Cannot continue the list at "${cursor}": that is no cursor of this list.`,
    mend: 'Take the cursor from "next" of the page before, or begin without one.',
  })
}
