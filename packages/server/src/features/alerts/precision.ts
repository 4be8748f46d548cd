import type { AlertPrecision } from '@dayshift/contract'
import { areIgnored, DAY_MS, IGNORED_AFTER_MS, PRECISION_SAMPLE, type Proportion, shareOf } from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx, World } from '../../platform/world.ts'

/** How useful the alerts of each workflow were, and how many nobody answered, over the days up to now. */
export async function readPrecision(
  trx: Trx,
  world: Pick<World, 'clock'>,
  workspaceId: string,
  days: number,
): Promise<AlertPrecision> {
  const to = world.clock.now()
  const from = new Date(to.getTime() - days * DAY_MS)
  const { rows } = await sql<{
    slug: string
    name: string
    raised: number
    told: number
    judged: number
    useful: number
    due: number
    ignored: number
    minutes: number | null
  }>`
    select w.slug, w.name, count(*) as raised,
      count(*) filter (where told_first is not null) as told,
      count(*) filter (where verdict is not null) as judged,
      count(*) filter (where verdict = 'useful') as useful,
      count(*) filter (where told_first <= ${new Date(to.getTime() - IGNORED_AFTER_MS)}) as due,
      count(*) filter (where told_first <= ${new Date(to.getTime() - IGNORED_AFTER_MS)}
        and (answered_at is null or answered_at > told_first + ${IGNORED_AFTER_MS} * interval '1 ms')) as ignored,
      percentile_cont(0.5) within group (order by extract(epoch from answered_at - told_first) / 60)
        filter (where told_first is not null and answered_at is not null) as minutes
    from (
      select a.workflow_id, a.verdict, a.answered_at,
        (select min(e.at) from alert_events e where e.alert_id = a.id and e.act = 'told') as told_first
      from alerts a
      where a.workspace_id = ${workspaceId} and a.opened_at >= ${from}
    ) as a join workflows w on w.id = a.workflow_id
    group by w.slug, w.name order by w.name`.execute(trx)
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    items: rows.map((row) => {
      const useful = shareOf({ k: row.useful, n: row.judged }, PRECISION_SAMPLE)
      const ignored = shareOf({ k: row.ignored, n: row.due }, PRECISION_SAMPLE)
      return {
        workflow: { slug: row.slug, name: row.name },
        raised: row.raised,
        told: row.told,
        useful,
        ignored,
        isIgnored: areIgnored(ignored),
        medianAnswerMinutes: row.minutes === null ? null : Math.max(0, Math.round(row.minutes * 10) / 10),
        sentence: `${inWords(useful, 'of the judged alerts were useful')} ${inWords(ignored, 'were left without an answer for a day')}`,
      }
    }),
  }
}

function inWords({ k, n, interval }: Proportion, what: string): string {
  if (interval === null) return `Not enough yet: ${n} of ${PRECISION_SAMPLE}.`
  return `${k} of ${n} ${what} (${percent(interval.low)} to ${percent(interval.high)} %).`
}

function percent(share: number): string {
  return String(Math.round(share * 100))
}
