import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'

/** What somebody did with outputs that were wrong on purpose, and with such as were right. */
export interface Practised {
  readonly byId: string
  readonly byName: string
  /** Wrong on purpose, in practices, quizzes and forced failures. */
  readonly planted: number
  /** Of these: let through. */
  readonly letThrough: number
  /** Kept as they were when they were real, and asked again. */
  readonly sound: number
  /** Of these: changed, set aside or passed on. */
  readonly setAside: number
}

/** By person, since an instant. Each case of a forced failure counts by the first decision on it, before it told of itself. */
export async function practisedOf(
  trx: Trx,
  { workspaceId, workflowId }: { readonly workspaceId: string; readonly workflowId: string },
  from: Date,
): Promise<readonly Practised[]> {
  const { rows } = await sql<Practised>`
    with asked as (
      select d.person_id as by_id, d.person_name as by_name, t.recipe ->> 'kind' = 'wrong' as is_planted, a.act
      from drills d
        join drill_answers a on a.drill_id = d.id
        join drill_tasks t on t.drill_id = a.drill_id and t.position = a.position
        left join lateral (
          select kind from decisions
          where case_id = t.case_id order by (kind = 'escalated') desc, decided_at desc, id desc limit 1
        ) as was on true
      where d.workspace_id = ${workspaceId} and d.workflow_id = ${workflowId} and d.kind = 'practice'
        and d.person_id is not null and a.answered_at >= ${from}
        and (t.recipe ->> 'kind' = 'wrong' or (t.recipe ->> 'kind' = 'past' and was.kind = 'accepted'))
    ), forced as (
      select first.by_id, first.by_name, true, case when first.kind = 'accepted' then 'accept' else first.kind end
      from cases c
        cross join lateral (
          select by_id, by_name, kind from decisions where case_id = c.id order by decided_at, id limit 1
        ) as first
      where c.workspace_id = ${workspaceId} and c.workflow_id = ${workflowId} and c.drill_kind = 'wrong'
        and c.drill_revealed_at >= ${from}
    )
    select by_id as "byId", min(by_name) as "byName",
      count(*) filter (where is_planted)::int as planted,
      count(*) filter (where is_planted and act = 'accept')::int as "letThrough",
      count(*) filter (where not is_planted)::int as sound,
      count(*) filter (where not is_planted and act <> 'accept')::int as "setAside"
    from (select * from asked union all select * from forced) as done
    group by by_id order by by_id`.execute(trx)
  return rows
}
