import type { PractisedSection, RelianceFigures, RelianceSection } from '@dayshift/contract'
import {
  type AnsweredUnits,
  DAY_MS,
  hiddenGroupsInWords,
  LEAST_ANSWERED,
  maySeePerson,
  practisedInWords,
  type PrivacyTerms,
  relianceOf,
  shareOf,
  showGroups,
  switchingInWords,
} from '@dayshift/core'
import { sql } from 'kysely'
import type { Trx } from '../../platform/world.ts'
import { humanFirstOf } from '../decisions/index.ts'
import { type Practised, practisedOf } from '../drills/index.ts'
import { privacyOf } from '../people/index.ts'
import type { Place } from './read-answers.ts'

const WINDOW_DAYS = 180

/** Units of one person and team that were answered the same way. */
interface Row extends AnsweredUnits {
  readonly byId: string
  readonly byName: string
  readonly team: string | null
  readonly n: number
  readonly weights: number
  readonly weighed: number
}

/** How people rely on the output where they answered first, as far as this reader may see it. */
export async function readReliance(
  trx: Trx,
  place: Place,
  readerId: string,
  now: Date,
): Promise<Omit<RelianceSection, 'maySet' | 'fields'>> {
  const share = await humanFirstOf(trx, place.workflowId)
  const privacy = await privacyOf(trx, place.workspaceId)
  const from = new Date(now.getTime() - WINDOW_DAYS * DAY_MS)
  const rows = await answeredFirst(trx, place, share?.field ?? '', from)
  const people = peopleIn(rows)
  const mine = rows.filter(({ byId }) => byId === readerId)
  const teams = [...Map.groupBy(rows, ({ team }) => team)].flatMap(([team, of]) =>
    team === null ? [] : [{ team, of }],
  )
  const { shown, hidden } = showGroups(teams, ({ of }) => peopleIn(of).length, privacy)
  // What one person alone has answered is a figure of that person.
  const isShown = people.every(({ id }) => people.length > 1 || maySeePerson(privacy, readerId, id))
  return {
    share: share && { percent: share.percent, field: share.field, by: share.by, at: share.at.toISOString() },
    least: LEAST_ANSWERED,
    people: people.length,
    figures: isShown ? figuresOf(rows) : null,
    teams: shown
      .map(({ team, of }) => ({ team, people: peopleIn(of).length, figures: figuresOf(of) }))
      .toSorted((a, b) => (a.team < b.team ? -1 : 1)),
    hiddenTeams: hiddenGroupsInWords(hidden, privacy.leastGroup),
    mine: mine.length === 0 ? null : figuresOf(mine),
    persons: personsFor(privacy, readerId, people),
    practised: await readPractised(trx, place, privacy, readerId, from),
  }
}

async function readPractised(
  trx: Trx,
  place: Place,
  privacy: PrivacyTerms,
  readerId: string,
  from: Date,
): Promise<PractisedSection> {
  const rows = await practisedOf(trx, place, from)
  const teamOf = await teamsOf(
    trx,
    place,
    rows.map(({ byId }) => byId),
    from,
  )
  const teams = [...Map.groupBy(rows, ({ byId }) => teamOf.get(byId) ?? null)].flatMap(([team, of]) =>
    team === null ? [] : [{ team, of }],
  )
  const { shown, hidden } = showGroups(teams, ({ of }) => of.length, privacy)
  const mine = rows.filter(({ byId }) => byId === readerId)
  const isShown = rows.every(({ byId }) => rows.length > 1 || maySeePerson(privacy, readerId, byId))
  const figures = isShown ? practisedFigures(rows) : null
  return {
    people: rows.length,
    figures,
    sentence: figures === null ? null : practisedInWords(figures),
    teams: shown
      .map(({ team, of }) => ({ team, people: of.length, ...practisedFigures(of) }))
      .toSorted((a, b) => (a.team < b.team ? -1 : 1)),
    hiddenTeams: hiddenGroupsInWords(hidden, privacy.leastGroup),
    mine: mine.length === 0 ? null : practisedFigures(mine),
  }
}

function practisedFigures(rows: readonly Practised[]) {
  const sum = (of: (row: Practised) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    planted: shareOf({ k: sum((row) => row.letThrough), n: sum((row) => row.planted) }, LEAST_ANSWERED),
    sound: shareOf({ k: sum((row) => row.setAside), n: sum((row) => row.sound) }, LEAST_ANSWERED),
  }
}

/** The team of each person: that of most units which she decided. */
async function teamsOf(
  trx: Trx,
  { workspaceId, workflowId }: Place,
  people: readonly string[],
  from: Date,
): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map()
  const { rows } = await sql<{ byId: string; team: string }>`
    select distinct on (d.by_id) d.by_id as "byId", u.team
    from decisions d join units u on u.workflow_id = d.workflow_id and u.unit_key = d.unit_key
    where d.workspace_id = ${workspaceId} and d.workflow_id = ${workflowId} and d.decided_at >= ${from}
      and d.by_id = any(${[...people]}::text[]) and u.team is not null
    group by d.by_id, u.team order by d.by_id, count(*) desc, u.team`.execute(trx)
  return new Map(rows.map(({ byId, team }) => [byId, team]))
}

/** The figures of one person; null where this reader may not see them, or there are none. */
export async function readPersonReliance(
  trx: Trx,
  place: Place,
  readerId: string,
  personId: string,
  now: Date,
): Promise<{
  readonly person: { readonly id: string; readonly name: string }
  readonly figures: RelianceFigures
} | null> {
  if (!maySeePerson(await privacyOf(trx, place.workspaceId), readerId, personId)) return null
  const field = (await humanFirstOf(trx, place.workflowId))?.field ?? ''
  const rows = await answeredFirst(trx, place, field, new Date(now.getTime() - WINDOW_DAYS * DAY_MS))
  const own = rows.filter(({ byId }) => byId === personId)
  const [first] = own
  return first === undefined ? null : { person: { id: personId, name: first.byName }, figures: figuresOf(own) }
}

function personsFor(
  privacy: PrivacyTerms,
  readerId: string,
  people: readonly { readonly id: string; readonly name: string }[],
): RelianceSection['persons'] {
  // By name: no order tells who is better than whom.
  return people
    .filter(({ id }) => id !== readerId && maySeePerson(privacy, readerId, id))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function peopleIn(rows: readonly Row[]): { readonly id: string; readonly name: string }[] {
  return [...new Map(rows.map(({ byId, byName }) => [byId, { id: byId, name: byName }])).values()]
}

function figuresOf(rows: readonly Row[]): RelianceFigures {
  const reliance = relianceOf(rows)
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const weighed = sum((row) => row.weighed)
  return {
    n: sum(({ n }) => n),
    switched: shareOf({ k: reliance.switched, n: reliance.disagreements }, LEAST_ANSWERED),
    rair: shareOf(reliance.rair, LEAST_ANSWERED),
    rsr: shareOf(reliance.rsr, LEAST_ANSWERED),
    accuracy: {
      before: shareOf(reliance.accuracy.before, LEAST_ANSWERED),
      after: shareOf(reliance.accuracy.after, LEAST_ANSWERED),
      ai: shareOf(reliance.accuracy.ai, LEAST_ANSWERED),
    },
    agreement: reliance.agreement,
    weight: weighed === 0 ? null : { mean: sum((row) => row.weights) / weighed, n: weighed },
    sentences: [switchingInWords(reliance), ...(reliance.accuracy.after.n < LEAST_ANSWERED ? [] : reliance.sentences)],
  }
}

/**
 * The decisions of a window that a person made after she had answered herself, counted by the database. The last decision
 * of an answer counts, the newest outcome of a unit; what would have been right counts where it is of the same field.
 */
async function answeredFirst(trx: Trx, place: Place, field: string, from: Date): Promise<Row[]> {
  const { workspaceId, workflowId } = place
  const { rows } = await sql<Row>`
    with last_decisions as (
      select distinct on (c.own_answer_id) c.*, o.by_name
      from compared_answers c join own_answers o on o.id = c.own_answer_id and o.field = ${field}
      where c.workspace_id = ${workspaceId} and c.workflow_id = ${workflowId} and c.decided_at >= ${from}
      order by c.own_answer_id, c.decided_at desc, c.decision_id desc
    ), turned_out as (
      select distinct on (unit_key) unit_key, is_right, case when answer_field = ${field} then answer end as truth
      from outcomes
      where workspace_id = ${workspaceId} and workflow_id = ${workflowId}
        and unit_key in (select unit_key from last_decisions)
      order by unit_key, at desc, seq desc
    )
    select d.by_id as "byId", min(d.by_name) as "byName", u.team, d.own, d.ai, d.final, t.truth, t.is_right as "aiRight",
      count(*)::int as n, coalesce(sum(d.weight), 0) as weights, count(d.weight)::int as weighed
    from last_decisions d
      left join turned_out t on t.unit_key = d.unit_key
      left join units u on u.workflow_id = ${workflowId} and u.unit_key = d.unit_key
    group by d.by_id, u.team, d.own, d.ai, d.final, t.truth, t.is_right`.execute(trx)
  return rows
}
