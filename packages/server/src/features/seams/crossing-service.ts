import { CloudEvent, CloudEventBytes, type CrossingAnswer, type CrossingQuery, ToldCrossing } from '@dayshift/contract'
import type { CrossingPage, CrossingReceiptRequest, SeamDetail } from '@dayshift/contract'
import {
  type Break,
  breaksOf,
  compileContract,
  type Fault,
  type JsonObject,
  nameOfSeam,
  refusalInWords,
  withoutValue,
} from '@dayshift/core'
import type { IncomingHttpHeaders } from 'node:http'
import type { z } from 'zod'
import { inWorkspace, storable, storableJson } from '../../platform/database/index.ts'
import { readPart } from '../../platform/http/read-part.ts'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { World } from '../../platform/world.ts'
import { actOnSeam, type Caller, knownSeam, lockSeam } from './act-on-seam.ts'
import { contractsOf } from './contract-store.ts'
import { tellBreaks } from './tell-break.ts'
import { wireCrossing } from './to-wire.ts'

interface Arrived {
  readonly unitKey: string
  /** Null where the sender doesn't name it: then it is one of its own. */
  readonly key: string | null
  readonly at: Date | null
  readonly via: 'rest' | 'cloudevents'
  readonly context: JsonObject
}

/**
 * Reads a crossing as it arrives: told by itself, or as a CloudEvent 1.0, whole in the body (structured) or with its
 * attributes in headers (binary). Its key is then its source with its id, which no two events share.
 */
export function readCrossing(headers: IncomingHttpHeaders, body: Readonly<Record<string, unknown>>): Arrived {
  const version = headers['ce-specversion']
  if (version !== undefined) {
    const attributes = Object.fromEntries(
      ['specversion', 'id', 'source', 'type', 'subject', 'time'].flatMap((name) => {
        const value = headers[`ce-${name}`]
        return typeof value === 'string' ? [[name, decoded(value)]] : []
      }),
    )
    return ofEvent(readPart('body', CloudEvent, { ...attributes, data: body }) as z.output<typeof CloudEvent>) // by its schema
  }
  const isEvent =
    body['specversion'] !== undefined || (headers['content-type'] ?? '').startsWith('application/cloudevents+json')
  if (isEvent)
    return ofEvent(readPart('body', CloudEvent, { ...body, ...dataOfBytes(body) }) as z.output<typeof CloudEvent>) // by its schema
  const { unitKey, key, at, context } = readPart('body', ToldCrossing, body) as z.output<typeof ToldCrossing> // by its schema
  return {
    unitKey,
    key: key ?? null,
    at: at === undefined ? null : new Date(at),
    via: 'rest',
    context: context as JsonObject, // parsed from JSON
  }
}

/** What an event carries as bytes, where it does, read as JSON; nothing where it can't be, and the event is refused without it. */
function dataOfBytes(body: Readonly<Record<string, unknown>>): { readonly data?: unknown } {
  const bytes = CloudEventBytes.safeParse(body)
  if (!bytes.success || body['data'] !== undefined) return {}
  try {
    return { data: JSON.parse(Buffer.from(bytes.data.data_base64, 'base64').toString('utf8')) as unknown }
  } catch {
    return {}
  }
}

function ofEvent({ id, source, subject, time, data }: z.output<typeof CloudEvent>): Arrived {
  return {
    unitKey: subject ?? id,
    key: `${source} ${id}`,
    at: time === undefined ? null : new Date(time),
    via: 'cloudevents',
    context: data as JsonObject, // parsed from JSON
  }
}

/** Header values of CloudEvents are percent-encoded where they aren't printable ASCII. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Holds one crossing against the contract, there and then; its context isn't kept. */
export async function tellCrossing(
  world: World,
  workspaceId: string,
  id: string,
  arrived: Arrived,
): Promise<CrossingAnswer> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const now = world.clock.now()
    const seam = await lockSeam(trx, workspaceId, id, now)
    const crossingId = world.newId()
    const key = storable(arrived.key ?? crossingId)
    const before = await trx
      .selectFrom('seam_crossings')
      .select(['id', 'accepted', 'faults'])
      .where('seam_id', '=', id)
      .where('key', '=', key)
      .executeTakeFirst()
    if (before !== undefined) {
      const faults = before.faults as Fault[] // as it was told
      return {
        id: before.id,
        duplicate: true,
        accepted: before.accepted,
        faults,
        sentence: wordsOf(faults, before.accepted),
        told: [],
      }
    }
    const [contract] = await contractsOf(trx, id, 1)
    const compiled = contract === undefined ? null : compileContract(contract.schema)
    const faults = compiled?.kind === 'compiled' ? compiled.check(arrived.context) : []
    const bare = faults.map((fault) => withoutValue(fault, arrived.context))
    const accepted = faults.length === 0
    await trx
      .insertInto('seam_crossings')
      .values({
        id: crossingId,
        workspace_id: workspaceId,
        seam_id: id,
        key,
        unit_key: storable(arrived.unitKey),
        at: arrived.at ?? now,
        received_at: now,
        via: arrived.via,
        contract_version: contract?.version ?? null,
        accepted,
        faults: storableJson(bare),
      })
      .execute()
    const breaks = contract === undefined ? [] : breaksOf(contract.schema, arrived.context, bare)
    const told = await tellBreaks(trx, world, workspaceId, seam, breaks)
    if (accepted) await publish(trx, workspaceId, { topic: 'seams', workflow: null, id })
    return {
      id: crossingId,
      duplicate: false,
      accepted,
      faults: faults.map((fault) => ({ ...fault })),
      sentence:
        contract === undefined
          ? `Taken in; nothing says yet what must cross “${nameOfSeam(seam)}”, so that nothing could be held against it.`
          : wordsOf(faults, accepted),
      told: [...told],
    }
  })
}

function wordsOf(faults: readonly Fault[], accepted: boolean): string {
  return accepted ? 'Accepted: all that must cross is there.' : refusalInWords(faults)
}

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f-]{36})$/

/** What crossed, the latest first. */
export async function listCrossings(
  world: World,
  workspaceId: string,
  id: string,
  { cursor, limit, only }: z.output<typeof CrossingQuery>,
): Promise<z.output<typeof CrossingPage>> {
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    await knownSeam(trx, workspaceId, id, world.clock.now())
    const [, at, after] = CURSOR.exec(cursor ?? '') ?? []
    if (cursor !== undefined && after === undefined) {
      throw new ProblemError({
        status: 400,
        code: 'invalid-request',
        title: 'The request is not as the contract says',
        detail: `The cursor "${cursor}" is none that a page of crossings gave.`,
        mend: 'Take "next" of the page before, or leave it out.',
        errors: [{ path: '?cursor', message: 'is none that a page gave' }],
      })
    }
    const rows = await trx
      .selectFrom('seam_crossings')
      .selectAll()
      .where('seam_id', '=', id)
      .$if(only === 'bad', (query) =>
        query.where((where) => where.or([where('accepted', '=', false), where('complete', '=', false)])),
      )
      .$if(only === 'unsaid', (query) => query.where('complete', 'is', null))
      .$if(after !== undefined, (query) =>
        query.where((where) =>
          where.or([
            where('at', '<', new Date(at ?? '')),
            where.and([where('at', '=', new Date(at ?? '')), where('id', '<', after ?? '')]),
          ]),
        ),
      )
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute()
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: shown.map(wireCrossing),
      next: rows.length > limit && last !== undefined ? `${last.at.toISOString()} ${last.id}` : null,
    }
  })
}

/** Whoever receives says whether she had what she needed (S237). A changed word counts instead of the one before. */
export async function receiveCrossing(
  world: World,
  caller: Caller,
  { id, crossing: crossingId }: { readonly id: string; readonly crossing: string },
  { complete, lacking }: z.output<typeof CrossingReceiptRequest>,
): Promise<SeamDetail> {
  const detail = await actOnSeam(world, caller, id, async ({ trx, workspaceId, now, seam }) => {
    const crossing = await trx
      .selectFrom('seam_crossings')
      .select(['unit_key', 'complete', 'lacking'])
      .where('seam_id', '=', id)
      .where('id', '=', crossingId)
      .executeTakeFirst()
    if (crossing === undefined) throw notFound('crossing', crossingId)
    if (crossing.complete === complete && (crossing.lacking ?? '') === lacking) return null
    await trx
      .updateTable('seam_crossings')
      .set({
        complete,
        lacking: storable(lacking),
        said_at: now,
        said_by: caller.actor.id,
        said_by_name: caller.actor.name,
      })
      .where('id', '=', crossingId)
      .execute()
    if (!complete) await tellBreaks(trx, world, workspaceId, seam, [incomplete(crossing.unit_key, lacking)])
    return {
      act: complete ? 'crossing-complete' : 'crossing-incomplete',
      sentence: complete
        ? `had all that was needed of “${crossing.unit_key}” over “${nameOfSeam(seam)}”.`
        : `missed context of “${crossing.unit_key}” over “${nameOfSeam(seam)}”: ${lacking === '' ? 'not said which' : lacking}`,
      details: { crossing: crossingId, complete },
    }
  })
  if (detail === null) throw notFound('seam', id)
  return detail
}

function incomplete(unitKey: string, lacking: string): Break {
  return {
    signal: 'incomplete',
    field: '',
    sentence: `Context of “${unitKey}” was missing, says whoever received it${lacking === '' ? '.' : `: ${lacking}`}`,
  }
}
