import type { FeedbackPage, FeedbackQuery } from '@dayshift/contract'
import { sql } from 'kysely'
import type { SqlBool } from 'kysely'
import { z } from 'zod'
import { ProblemError } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { feedbackWire } from './feedback-wire.ts'
import { storedFlag } from './store.ts'
import { triagersOf } from './triager.ts'

type Query = z.output<typeof FeedbackQuery>

/** Reports of the workspace. What waits comes mine first, then the earliest due; all else the latest first. */
export async function listFeedback(
  trx: Trx,
  world: World,
  workspaceId: string,
  me: string,
  query: Query,
): Promise<z.output<typeof FeedbackPage>> {
  const { state, limit } = query
  const now = world.clock.now()
  const waitingIn = await trx
    .selectFrom('flags')
    .innerJoin('workflows', 'workflows.id', 'flags.workflow_id')
    .select(['workflow_id', 'slug'])
    .select((of) => [
      of.fn.countAll<number>().as('n'),
      of.fn.countAll<number>().filterWhere('due_at', '<=', now).as('overdue'),
    ])
    .where('flags.workspace_id', '=', workspaceId)
    .where('state', '=', 'waiting')
    .$if(query.workflow !== undefined, (flags) => flags.where('slug', '=', query.workflow ?? ''))
    .groupBy(['workflow_id', 'slug'])
    .execute()
  const triagers = await triagersOf(
    trx,
    workspaceId,
    waitingIn.map((row) => row.workflow_id),
    now,
  )
  const mine = waitingIn.filter((row) => triagers.get(row.workflow_id)?.id === me)
  const turn = sql<number>`case when f.workflow_id = any(${mine.map((row) => row.workflow_id)}::uuid[]) then 0 else 1 end`
  const waits = state === 'waiting'
  const place = query.cursor === undefined ? null : readCursor(query.cursor)
  const rows = await trx
    .selectFrom('flags as f')
    .innerJoin('workflows as w', 'w.id', 'f.workflow_id')
    .selectAll('f')
    .select(turn.as('turn'))
    .where('f.workspace_id', '=', workspaceId)
    .$if(state !== 'all', (flags) => flags.where('f.state', '=', state))
    .$if(query.workflow !== undefined, (flags) => flags.where('w.slug', '=', query.workflow ?? ''))
    .$if(waits && place !== null, (flags) =>
      flags.where(sql<SqlBool>`(${turn}, f.due_at, f.id) > (${place?.turn}, ${place?.at}, ${place?.id})`),
    )
    .$if(!waits && place !== null, (flags) => flags.where(sql<SqlBool>`(f.at, f.id) < (${place?.at}, ${place?.id})`))
    .$if(waits, (flags) => flags.orderBy(turn).orderBy('f.due_at').orderBy('f.id'))
    .$if(!waits, (flags) => flags.orderBy('f.at', 'desc').orderBy('f.id', 'desc'))
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await feedbackWire(trx, world, workspaceId, me, page.map(storedFlag)),
    next:
      rows.length > limit && last !== undefined
        ? writeCursor({ turn: last.turn, at: waits ? last.due_at : last.at, id: last.id })
        : null,
    counts: {
      waiting: sum(waitingIn.map((row) => row.n)),
      mine: sum(mine.map((row) => row.n)),
      overdue: sum(waitingIn.map((row) => row.overdue)),
    },
  }
}

interface Place {
  readonly turn: number
  readonly at: Date
  readonly id: string
}

const Cursor = z.tuple([z.number().int(), z.number().int(), z.uuid()])

function writeCursor({ turn, at, id }: Place): string {
  return Buffer.from(JSON.stringify([turn, at.getTime(), id])).toString('base64url')
}

function readCursor(text: string): Place {
  try {
    const [turn, at, id] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { turn, at: new Date(at), id }
  } catch (error) {
    throw new ProblemError({
      status: 400,
      code: 'invalid-request',
      title: 'The request is not as the contract says',
      detail: `The cursor "${text}" is none of this list.`,
      mend: 'Take "next" of the page before, or leave the cursor out.',
      errors: [{ path: '?cursor', message: 'is no cursor of this list' }],
      cause: error,
    })
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
