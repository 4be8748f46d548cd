import type { CaseDetail } from '@dayshift/contract'
import { excerptOf } from '@dayshift/core'
import type { z } from 'zod'
import type { Trx, World } from '../../platform/world.ts'
import { openBeside } from '../contents/index.ts'
import { decisionsOf, flagsOf, humanFirstOf, ownAnswerOf, type StoredOwnAnswer } from '../decisions/index.ts'
import { asJson, contextOf, schemaOf } from './case-context.ts'
import type { CaseContext } from './case-context.ts'
import { caseWire } from './case-wire.ts'
import { beforeAnswering } from './hide-output.ts'
import type { StoredCase } from './store.ts'

export type CaseDetailWire = z.infer<typeof CaseDetail>

/**
 * One case with all that a person needs to decide it; its context is read where it isn't at hand. Where the reader is to
 * answer before she sees the output and has not, nothing of the output goes out.
 */
export async function caseDetail(
  trx: Trx,
  world: World,
  stored: StoredCase,
  readerId: string,
  known?: CaseContext,
): Promise<CaseDetailWire> {
  const whole = known ?? (await contextOf(trx, world, stored))
  const own = stored.answersFirst ? await ownAnswerIn(trx, world, stored, readerId) : null
  const isHidden = stored.answersFirst && own === null && stored.record.closedAt === null
  const context = isHidden ? beforeAnswering(whole) : whole
  const { run, manifest, contents } = context
  const { state } = contents
  const kept: { readonly input?: unknown; readonly output?: unknown } = contents.state === 'kept' ? contents : {}
  const excerpt = kept.input === undefined ? null : excerptOf(asJson(kept.input))
  const corrected = await correctedInput(trx, world, stored)
  return {
    case: caseWire(
      stored,
      { workflow: context.workflow, route: run.route, reason: run.reason, excerpt },
      world.clock.now().getTime(),
    ),
    release: context.release,
    contents: { state, ...pick('input', kept.input), ...pick('output', kept.output) },
    ...pick('correctedInput', corrected),
    inputSchema: schemaOf(manifest, 'input'),
    outputSchema: schemaOf(manifest, 'output'),
    confidence: run.confidence,
    guidance: guidanceOf(context),
    events: await eventsOf(trx, world, stored.record.id, isHidden),
    decisions: await decisionsOf(trx, { caseId: stored.record.id }),
    flags: isHidden ? [] : await flagsOf(trx, world, [stored.record.runId, stored.firstRunId]),
    ...(stored.answersFirst ? { ownAnswer: await ownAnswerWire(trx, stored, own, isHidden) } : {}),
  }
}

/** What this person said of the case's unit before the output was shown to her. */
export function ownAnswerIn(
  trx: Trx,
  world: World,
  { record, firstRunId }: StoredCase,
  byId: string,
): Promise<StoredOwnAnswer | null> {
  return ownAnswerOf(trx, world, { runId: firstRunId, caseId: record.id, byId })
}

async function ownAnswerWire(
  trx: Trx,
  { workflowId }: StoredCase,
  own: StoredOwnAnswer | null,
  isHidden: boolean,
): Promise<NonNullable<CaseDetailWire['ownAnswer']>> {
  return {
    isAsked: isHidden,
    field: own?.field ?? (await humanFirstOf(trx, workflowId))?.field ?? '',
    ...pick('answer', own?.answer),
    answeredAt: own?.answeredAt.toISOString() ?? null,
  }
}

/** The input that a person corrected; undefined where nobody did, or it was erased. */
async function correctedInput(trx: Trx, world: World, stored: StoredCase): Promise<unknown> {
  const { correctedInput: sealed, subjectKeyId } = stored
  if (sealed === null || subjectKeyId === null) return undefined
  return (await openBeside(trx, world, [{ subjectKeyId, sealed }]))[0]
}

/** What helps with a case like this one: the rule that brought it here, then the runbook's prose. */
function guidanceOf({ run, manifest }: CaseContext): { title: string; text: string }[] {
  if (manifest === null) return []
  const { runbook, fallback } = manifest
  const rule = manifest.rules.find(({ name }) => name === run.reason.rule)
  const failed = run.status === 'failed' || run.reason.code === 'output-contract'
  const entries: [string, string][] = [
    ['Why a person decides', rule?.because ?? ''],
    ['When the AI gives no answer', failed ? fallback.sentence : ''],
    ['What a correct result looks like', runbook.correctLooksLike],
    ['What breaks first', list(runbook.breaksFirst)],
    ['Stop the workflow when', list(runbook.stopWhen)],
    ['Call the builder when', list(runbook.callBuilderWhen)],
    ['What it does not do', list(manifest.doesNot)],
  ]
  return entries.flatMap(([title, text]) => (text === '' ? [] : [{ title, text }]))
}

function list(lines: readonly string[]): string {
  return lines.join('\n')
}

async function eventsOf(trx: Trx, world: World, caseId: string, isHidden: boolean): Promise<CaseDetailWire['events']> {
  const rows = await trx
    .selectFrom('case_events')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('id')
    .limit(MOST_EVENTS)
    .execute()
  const sealed = rows.flatMap(({ subject_key_id: key, draft, final }) =>
    key === null
      ? []
      : [draft, final].flatMap((value) => (value === null ? [] : [{ subjectKeyId: key, sealed: value }])),
  )
  const opened = await openBeside(trx, world, sealed)
  const byBytes = new Map(sealed.map((item, index) => [item.sealed, opened[index]] as const))
  return rows.map((row) => ({
    at: row.at.toISOString(),
    by: { id: row.by_id, name: row.by_name },
    act: row.act,
    note: isHidden && row.by_kind === 'rule' ? null : row.note,
    ...pick('draft', isHidden || row.draft === null ? undefined : byBytes.get(row.draft)),
    ...pick('final', isHidden || row.final === null ? undefined : byBytes.get(row.final)),
  }))
}

const MOST_EVENTS = 500

/** The member where there is a value: absent and null differ on the wire. */
function pick<Name extends string>(name: Name, value: unknown): { readonly [N in Name]?: unknown } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]?: unknown }) // one computed member
}
