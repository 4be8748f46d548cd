import type { Decision, Flag } from '@dayshift/contract'
import type { DecisionKind, FlagState, FlagVerdict } from '@dayshift/core'
import type { z } from 'zod'
import type { Trx, World } from '../../platform/world.ts'
import { openBeside } from '../contents/index.ts'

/** What people did with the outputs of a run, or of a case over all its runs, the earliest first: the last one counts. */
export async function decisionsOf(
  trx: Trx,
  of: { readonly runId: string } | { readonly caseId: string },
): Promise<z.output<typeof Decision>[]> {
  const rows = await trx
    .selectFrom('decisions')
    .select(['id', 'run_id', 'case_id', 'kind', 'by_id', 'by_name', 'reason', 'shown_at', 'decided_at'])
    .where((where) => ('runId' in of ? where('run_id', '=', of.runId) : where('case_id', '=', of.caseId)))
    .orderBy('decided_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    runId: row.run_id,
    caseId: row.case_id,
    kind: row.kind as DecisionKind, // the table's check allows just these
    by: { id: row.by_id, name: row.by_name },
    reason: row.reason,
    shownAt: row.shown_at?.toISOString() ?? null,
    decidedAt: row.decided_at.toISOString(),
  }))
}

/** Who said that an output of these runs looks wrong, with her last words, the earliest first. */
export async function flagsOf(trx: Trx, world: World, runIds: readonly string[]): Promise<z.output<typeof Flag>[]> {
  if (runIds.length === 0) return []
  const rows = await trx
    .selectFrom('flags as f')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('flag_events as e')
          .select(['e.subject_key_id', 'e.words'])
          .whereRef('e.flag_id', '=', 'f.id')
          .where('e.act', 'in', ['flagged', 'words'])
          .orderBy('e.at', 'desc')
          .orderBy('e.id', 'desc')
          .limit(1)
          .as('said'),
      (join) => join.onTrue(),
    )
    .select([
      'f.id',
      'f.run_id',
      'f.by_id',
      'f.by_name',
      'f.at',
      'f.state',
      'f.verdict',
      'said.subject_key_id',
      'words',
    ])
    .where('f.run_id', 'in', [...new Set(runIds)])
    .orderBy('f.at')
    .orderBy('f.id')
    .execute()
  const sealed = rows.map((row) =>
    row.subject_key_id === null || row.words === null ? null : { subjectKeyId: row.subject_key_id, sealed: row.words },
  )
  const opened = await openBeside(
    trx,
    world,
    sealed.filter((item) => item !== null),
  )
  const words = opened.values()
  return rows.map((row, i) => ({
    id: row.id,
    runId: row.run_id ?? '',
    ...flagWords(sealed[i] === null ? undefined : words.next().value),
    by: { id: row.by_id, name: row.by_name },
    at: row.at.toISOString(),
    // The table's checks let no others in.
    state: row.state as FlagState,
    verdict: row.verdict as FlagVerdict | null,
  }))
}

/** What was sealed of a reporter's words; nothing where it was erased. */
export function flagWords(opened: unknown): { note: string; right: string | null } {
  // Sealed by whoever filed the flag.
  const { note = '', right = null } = (opened ?? {}) as { readonly note?: string; readonly right?: string | null }
  return { note, right }
}
