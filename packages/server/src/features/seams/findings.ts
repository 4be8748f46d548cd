import type { KeepFindingsRequest, SeamDetail, SeamFindings } from '@dayshift/contract'
import { MATCHES, matchOf, type SeamNode, seamsOfPair } from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace, storable, storableJson } from '../../platform/database/index.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { recordAct } from '../ledger/index.ts'
import type { Caller } from './act-on-seam.ts'
import { readSeams, type StoredSeam } from './read-seams.ts'
import { peopleOnly } from './seam-problems.ts'

/** Keeps what somebody found in a log and wants to be seen here. */
export async function keepFindings(
  world: World,
  { workspaceId, actor }: Caller,
  { name, figures }: z.output<typeof KeepFindingsRequest>,
): Promise<SeamFindings> {
  peopleOnly(actor)
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const id = world.newId()
    const now = world.clock.now()
    await trx
      .insertInto('seam_findings')
      .values({
        id,
        workspace_id: workspaceId,
        name: storable(name),
        figures: storableJson(figures),
        at: now,
        by_id: actor.id,
        by_name: actor.name,
      })
      .execute()
    const findings = await newestFindings(trx, workspaceId, await readSeams(trx, workspaceId, now))
    if (findings === null) throw new Error(`The findings "${id}" were kept and aren't there`)
    await publish(trx, workspaceId, { topic: 'seams', workflow: null, id })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'seams-discovered',
      subject: `seam-findings:${id}`,
      sentence: `kept what “${name}” shows of handovers: ${String(figures.pairs.length)} pairs in ${String(figures.cases)} cases.`,
      details: { pairs: figures.pairs.length, cases: figures.cases },
    })
    return findings
  })
}

/** The newest findings, held against the seams that are told; null where none were kept. */
export async function newestFindings(
  trx: Trx,
  workspaceId: string,
  seams: readonly StoredSeam[],
): Promise<SeamFindings | null> {
  const row = await trx
    .selectFrom('seam_findings')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const figures = row.figures as SeamFindings['figures'] // as the contract's schema took it in
  const { pairs } = figures
  const matched = pairs.map((pair) => ({ pair, of: seamsOfPair(pair, seams) }))
  const notTold = matched.flatMap(({ pair, of }) => (of.length === 0 ? [pair] : []))
  const seen = new Set(matched.flatMap(({ of }) => of.map(({ seam }) => seam.id)))
  const acts = (node: SeamNode) =>
    pairs.some(({ from, to }) => [from, to].some((actor) => matchOf(actor, node) !== null))
  return {
    id: row.id,
    name: row.name,
    at: row.at.toISOString(),
    by: { id: row.by_id, name: row.by_name },
    figures,
    notTold,
    notSeen: seams.filter((seam) => !seen.has(seam.id) && acts(seam.from) && acts(seam.to)).map(sidesOf),
    matched: pairs.length - notTold.length,
    matchedOtherwise: matched.flatMap(({ pair: { from, to }, of: [first] }) =>
      first === undefined || first.by === 'name' ? [] : [{ from, to, seam: sidesOf(first.seam), by: first.by }],
    ),
  }
}

function sidesOf({ id, from, to }: StoredSeam): { id: string; from: string; to: string } {
  return { id, from: from.name, to: to.name }
}

/** What the newest findings say of a seam's own pair. */
export async function foundPair(trx: Trx, workspaceId: string, seam: StoredSeam): Promise<SeamDetail['found']> {
  const findings = await newestFindings(trx, workspaceId, [])
  if (findings === null) return null
  const of = findings.figures.pairs.flatMap((pair) => seamsOfPair(pair, [seam]))
  // Of several spellings in one log the closest, and of those the most frequent: they come in that order.
  const [first] = of.toSorted((a, b) => MATCHES.indexOf(a.by) - MATCHES.indexOf(b.by))
  return first === undefined ? null : { ...first.pair, log: findings.name, at: findings.at }
}
