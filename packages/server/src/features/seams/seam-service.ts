import type {
  ChangeSeamRequest,
  OpenSeamRequest,
  ResolveSignalRequest,
  SeamDetail,
  SeamList,
  SeamOwnerRequest,
  SeamPartBody,
  SeamWorkflowRequest,
} from '@dayshift/contract'
import {
  aliasFault,
  amountInWords,
  formatAmount,
  kindOf,
  listInWords,
  nameOfSeam,
  type NodeKind,
  parseAmount,
  partFault,
  rankSeams,
  SEAM_PARTS,
  type SeamPart,
  type SeamSignal,
  spelling,
} from '@dayshift/core'
import type { z } from 'zod'
import { inWorkspace, storable, storableJson } from '../../platform/database/index.ts'
import { notFound } from '../../platform/http/problem.ts'
import { publish } from '../../platform/live/index.ts'
import type { Trx, World } from '../../platform/world.ts'
import { calmAlert, moveAlerts, resolveWithin } from '../alerts/index.ts'
import { recordAct } from '../ledger/index.ts'
import { lockKnownWorkflow } from '../workflows/index.ts'
import { actOnSeam, type Caller, knownSeam, type OnSeam } from './act-on-seam.ts'
import { newestFindings } from './findings.ts'
import { activeMembers, readNodes, readSeams } from './read-seams.ts'
import { seamDetail } from './seam-detail.ts'
import { peopleOnly, refused } from './seam-problems.ts'
import { calmWorkflows, signalAt } from './tell-break.ts'
import { wireNode, wireSeam } from './to-wire.ts'

/** All seams, the dearest first. */
export async function listSeams(world: World, workspaceId: string): Promise<SeamList> {
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => {
      const stored = await readSeams(trx, workspaceId, world.clock.now())
      const seams = rankSeams(stored).map(({ seam }) => wireSeam(seam))
      const sums = new Map<string, bigint>()
      for (const { currency, cost } of seams) {
        const yearly = parseAmount(cost.yearly ?? '')
        if (yearly !== null) sums.set(currency, (sums.get(currency) ?? 0n) + yearly)
      }
      return {
        seams,
        nodes: (await readNodes(trx, workspaceId)).map(wireNode),
        counts: {
          all: seams.length,
          withoutOwner: seams.filter(({ errors }) => errors.some((error) => error.startsWith('Owner:'))).length,
          inHeads: stored.filter(({ parts }) =>
            parts.some((part) => part.part === 'context' && part.lives.kind !== 'system'),
          ).length,
          breaking: seams.filter(({ openSignals }) => openSignals > 0).length,
          ready: seams.filter(({ state }) => state === 'ready').length,
        },
        yearly: [...sums].map(([currency, amount]) => ({ currency, amount: formatAmount(amount) })),
        findings: await newestFindings(trx, workspaceId, stored),
      }
    },
    { isolation: 'repeatable read' },
  )
}

export async function getSeam(world: World, workspaceId: string, id: string): Promise<SeamDetail> {
  return await inWorkspace(
    world.db,
    workspaceId,
    async (trx) =>
      seamDetail(trx, workspaceId, await knownSeam(trx, workspaceId, id, world.clock.now()), world.clock.now()),
    { isolation: 'repeatable read' },
  )
}

/** Puts a seam into the register; its two sides join the list of teams and tools where they aren't in it. */
export async function openSeam(
  world: World,
  { workspaceId, actor }: Caller,
  { from, to, what, kind, currency, volumePerWeek, source }: z.output<typeof OpenSeamRequest>,
): Promise<SeamDetail> {
  peopleOnly(actor)
  if (kind !== 'judgement' && from.kind === to.kind && from.name === to.name) {
    throw refused(
      'same-side',
      'A seam has two sides',
      `Cannot put a seam from “${from.name}” to itself into the register.`,
      'Name another side; where routine and judgement divide within one team, say that it is that kind.',
    )
  }
  return await inWorkspace(world.db, workspaceId, async (trx) => {
    const now = world.clock.now()
    const id = world.newId()
    const side = (of: { kind: NodeKind; name: string }) => nodeFor(trx, world, workspaceId, of)
    await trx
      .insertInto('seams')
      .values({
        id,
        workspace_id: workspaceId,
        kind: kind ?? kindOf(from.kind, to.kind),
        from_id: await side(from),
        to_id: await side(to),
        what: storable(what),
        volume_per_week: volumePerWeek,
        currency,
        source,
        created_at: now,
        created_by: actor.id,
        created_by_name: actor.name,
      })
      .execute()
    await publish(trx, workspaceId, { topic: 'seams', workflow: null, id })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'seam-opened',
      subject: `seam:${id}`,
      sentence: `put the seam “${from.name} → ${to.name}” into the register: ${what}`,
      details: { from: from.name, to: to.name, source },
    })
    return await seamDetail(trx, workspaceId, await knownSeam(trx, workspaceId, id, now), now)
  })
}

async function nodeFor(
  trx: Trx,
  world: World,
  workspaceId: string,
  { kind, name }: { readonly kind: NodeKind; readonly name: string },
): Promise<string> {
  await trx
    .insertInto('seam_nodes')
    .values({ id: world.newId(), workspace_id: workspaceId, kind, name: storable(name), created_at: world.clock.now() })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'kind', 'name']).doNothing())
    .execute()
  const { id } = await trx
    .selectFrom('seam_nodes')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', kind)
    .where('name', '=', storable(name))
    .executeTakeFirstOrThrow()
  return id
}

export async function changeSeam(
  world: World,
  caller: Caller,
  id: string,
  asked: z.output<typeof ChangeSeamRequest>,
): Promise<SeamDetail> {
  return await kept(
    id,
    actOnSeam(world, caller, id, async ({ trx, seam }) => {
      const { what, volumePerWeek, errorShare, fixCost, currency } = asked
      const said = [
        ...(what === undefined || what === seam.what ? [] : [`what changes hands is “${what}”`]),
        ...(volumePerWeek === undefined || volumePerWeek === seam.volumePerWeek
          ? []
          : [`${volumePerWeek === null ? 'nobody knows how many' : String(volumePerWeek)} cross a week`]),
        ...(errorShare === undefined || errorShare === seam.errorShare
          ? []
          : [
              errorShare === null
                ? 'nobody knows how often it goes wrong'
                : `${String(Math.round(errorShare * 1000) / 10)} % go wrong`,
            ]),
        ...(fixCost === undefined || fixCost === seam.fixCost
          ? []
          : [
              fixCost === null
                ? 'a proper fix has no known cost'
                : `a proper fix costs ${amountInWords(fixCost)} ${currency ?? seam.currency}`,
            ]),
        ...(currency === undefined || currency === seam.currency ? [] : [`its money is ${currency}`]),
      ]
      if (said.length === 0) return null
      await trx
        .updateTable('seams')
        .set({
          what: storable(what ?? seam.what),
          volume_per_week: volumePerWeek === undefined ? seam.volumePerWeek : volumePerWeek,
          error_share: errorShare === undefined ? seam.errorShare : errorShare,
          fix_cost: fixCost === undefined ? seam.fixCost : fixCost,
          currency: currency ?? seam.currency,
        })
        .where('id', '=', id)
        .execute()
      return {
        act: 'seam-changed',
        sentence: `said of “${nameOfSeam(seam)}”: ${said.join('; ')}.`,
        details: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
      }
    }),
  )
}

/** Names the seam's owner; she is neither of the two sides (S222). */
export async function setSeamOwner(
  world: World,
  caller: Caller,
  id: string,
  { person, authority }: z.output<typeof SeamOwnerRequest>,
): Promise<SeamDetail> {
  return await kept(
    id,
    actOnSeam(world, caller, id, async ({ trx, workspaceId, now, seam }) => {
      const name = nameOfSeam(seam)
      if (person === null) {
        if (seam.owner === null) return null
        await trx
          .updateTable('seams')
          .set({ owner_id: null, owner_authority: null, owner_since: null })
          .where('id', '=', id)
          .execute()
        await moveAlerts(trx, world, workspaceId, { kind: 'seam', id }, now)
        return {
          act: 'seam-owner-taken',
          sentence: `left “${name}” without an owner: ${seam.owner.name} owns it no longer.`,
          details: { person: null, authority: null, before: seam.owner.id },
        }
      }
      const member = await memberNamed(trx, workspaceId, person)
      const side = [seam.from, seam.to].find(({ owner }) => owner?.id === person)
      if (side !== undefined) {
        throw refused(
          'owner-of-a-side',
          'This person answers for one side',
          `Cannot make ${member.name} the owner of “${name}”: she or he answers for ${side.name}, and a seam that one side owns belongs to neither.`,
          'Name somebody who answers for neither side.',
        )
      }
      if (authority === '') {
        throw refused(
          'no-authority',
          'An owner needs authority',
          `Cannot make ${member.name} the owner of “${name}” without saying what she or he may do about it.`,
          'Say after “may” what it is: change both forms, spend 5,000 EUR, stop the line.',
        )
      }
      if (seam.owner?.id === person && seam.owner.authority === authority) return null
      await trx
        .updateTable('seams')
        .set({ owner_id: person, owner_authority: storable(authority), owner_since: now })
        .where('id', '=', id)
        .execute()
      await moveAlerts(trx, world, workspaceId, { kind: 'seam', id }, now)
      return {
        act: 'seam-owner-named',
        sentence: `named ${member.name} as owner of “${name}”, who may ${authority}.`,
        details: { person, authority, before: seam.owner?.id ?? null },
      }
    }),
  )
}

/** Names who answers for a team or a tool. She may not own a seam of it: then that seam has no owner who counts. */
export async function setSideOwner(
  world: World,
  { workspaceId, actor }: Caller,
  nodeId: string,
  person: string | null,
): Promise<{ ok: true }> {
  peopleOnly(actor)
  await inWorkspace(world.db, workspaceId, async (trx) => {
    const node = (await readNodes(trx, workspaceId)).find(({ id }) => id === nodeId)
    if (node === undefined) throw notFound('team or tool', nodeId)
    if ((node.owner?.id ?? null) === person) return
    const member = person === null ? null : await memberNamed(trx, workspaceId, person)
    await trx.updateTable('seam_nodes').set({ owner_id: person }).where('id', '=', nodeId).execute()
    await moveAlertsOfSide(trx, world, workspaceId, nodeId)
    await publish(trx, workspaceId, { topic: 'seams', workflow: null, id: nodeId })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'side-owner-named',
      subject: `seam-node:${nodeId}`,
      sentence:
        member === null
          ? `left ${node.name} without anybody who answers for it.`
          : `named ${member.name} as who answers for ${node.name}.`,
      details: { person, before: node.owner?.id ?? null },
    })
  })
  return { ok: true }
}

/** Says by which other names a team or a tool is known; a name is one's alone, so that no two are merged by it. */
export async function setSideAliases(
  world: World,
  { workspaceId, actor }: Caller,
  nodeId: string,
  asked: readonly string[],
): Promise<{ ok: true }> {
  peopleOnly(actor)
  const told = asked.map((alias) => storable(alias.trim()))
  const aliases = told.filter((alias, at) => told.findIndex((each) => spelling(each) === spelling(alias)) === at)
  await inWorkspace(world.db, workspaceId, async (trx) => {
    // Two people who give one name to two sides come one after the other.
    await trx
      .selectFrom('seam_nodes')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .orderBy('id')
      .forUpdate()
      .execute()
    const nodes = await readNodes(trx, workspaceId)
    const node = nodes.find(({ id }) => id === nodeId)
    if (node === undefined) throw notFound('team or tool', nodeId)
    if (node.aliases.length === aliases.length && aliases.every((alias) => node.aliases.includes(alias))) return
    const fault = aliasFault(node, aliases, nodes)
    if (fault !== null) {
      throw refused(
        'alias-taken',
        'This name can’t be used',
        `Cannot say that ${node.name} is also known so: ${fault}.`,
        'Leave it out, or take it from the other first.',
      )
    }
    await trx.updateTable('seam_nodes').set({ aliases }).where('id', '=', nodeId).execute()
    await publish(trx, workspaceId, { topic: 'seams', workflow: null, id: nodeId })
    await recordAct(trx, world, {
      workspaceId,
      actor,
      act: 'side-aliases-told',
      subject: `seam-node:${nodeId}`,
      sentence:
        aliases.length === 0
          ? `said that ${node.name} is known by no other name.`
          : `said that ${node.name} is also known as ${listInWords(aliases.map((alias) => `“${alias}”`))}.`,
      details: { aliases: [...aliases], before: [...node.aliases] },
    })
  })
  return { ok: true }
}

/** In the order of the seams' ids, as raising asks. */
async function moveAlertsOfSide(trx: Trx, world: World, workspaceId: string, nodeId: string): Promise<void> {
  const seams = await trx
    .selectFrom('seams')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('closed_at', 'is', null)
    .where((where) => where.or([where('from_id', '=', nodeId), where('to_id', '=', nodeId)]))
    .orderBy('id')
    .execute()
  for (const { id } of seams) await moveAlerts(trx, world, workspaceId, { kind: 'seam', id }, world.clock.now())
}

async function memberNamed(trx: Trx, workspaceId: string, person: string): Promise<{ id: string; name: string }> {
  const member = (await activeMembers(trx, workspaceId)).find(({ id }) => id === person)
  if (member === undefined) throw notFound('member', person)
  return member
}

/** Tells something of a seam. */
export async function tellSeamPart(
  world: World,
  caller: Caller,
  id: string,
  body: z.output<typeof SeamPartBody>,
): Promise<SeamDetail> {
  return await kept(
    id,
    actOnSeam(world, caller, id, async (on) => {
      const { trx, workspaceId, now, seam } = on
      const name = nameOfSeam(seam)
      if (body.part === 'answer' && body.automate) mayAnswer(on, caller)
      const fault = partFault(seam, body)
      if (fault !== null) {
        throw refused(
          body.part === 'answer' ? 'not-ready-to-automate' : 'part-refused',
          body.part === 'answer' ? 'Not ready to automate' : 'This can’t be told of the seam',
          `Cannot tell this ${SEAM_PARTS[body.part]} of “${name}”: ${fault}.`.replace(/\.\.$/, '.'),
          body.part === 'answer'
            ? 'Do what is open first; “do not automate yet” is an answer too.'
            : 'Change what you tell, or end what stands against it.',
        )
      }
      const partId = world.newId()
      // The same piece of context again says where it lives now.
      const before = seam.parts.filter(
        (each) => each.part === 'context' && body.part === 'context' && each.name === body.name,
      )
      for (const { id: beforeId } of before) await endPart(trx, caller, beforeId, now)
      await trx
        .insertInto('seam_parts')
        .values({
          id: partId,
          workspace_id: workspaceId,
          seam_id: id,
          part: body.part,
          body: storableJson(body),
          told_at: now,
          told_by: caller.actor.id,
          told_by_name: caller.actor.name,
        })
        .execute()
      return {
        act: body.part === 'answer' ? (body.automate ? 'seam-ready' : 'not-automated-yet') : `seam-${body.part}-told`,
        sentence: `${partInWords(body)} Of “${name}”.`,
        details: { part: partId, kind: body.part },
      }
    }),
  )
}

/** "Automate" is said by who answers for the seam; "do not automate yet" by anybody who sees why. */
function mayAnswer({ seam }: OnSeam, { actor }: Caller): void {
  if (seam.owner !== null && seam.owner.id === actor.id) return
  throw refused(
    'seam-owner-only',
    'This is for the seam’s owner',
    `Only the owner of “${nameOfSeam(seam)}” may say that it is ready to automate; ${seam.owner === null ? 'it has none' : `that is ${seam.owner.name}`}.`,
    seam.owner === null ? 'Name an owner first.' : `Ask ${seam.owner.name}.`,
  )
}

/** Reads after the actor's name. */
function partInWords(body: z.output<typeof SeamPartBody>): string {
  switch (body.part) {
    case 'context':
      return `named what must cross: “${body.name}”, because ${body.why}${
        body.lives.kind === 'system'
          ? `; it lives in ${body.lives.system}, ${body.lives.field}.`
          : body.lives.kind === 'head'
            ? `; it lives in the head of ${body.lives.whose}.`
            : '; nobody knows where it lives.'
      }`
    case 'workaround':
      return `told a workaround: ${body.words} (${String(body.hoursPerWeek)} h a week, ${String(body.people)} of them).`
    case 'covering':
      return `told how ${body.who} covers: ${body.words}.`
    case 'connection':
      return `told a connection: ${body.name}, built by ${body.builtBy}.`
    case 'assessment':
      return `assessed how the work flows: ${body.fits ? 'it fits' : 'it doesn’t fit'}. ${body.words}.`
    case 'check':
      return `told what checks finished output: ${body.words} (${body.by}).`
    case 'rule':
      return `told a routing rule: ${body.when}, to ${body.to === 'ai' ? 'the AI' : 'a person'}.`
    case 'answer':
      return body.automate
        ? `said that it is ready to automate: ${body.reason}.`
        : `said “do not automate yet”: ${body.reason}.`
    case 'pressure':
      return `told of pressure to add AI: ${body.words}.`
    case 'consequence':
      return `told what a failure cost: ${body.words}.`
    case 'complaint':
      return `told a complaint: ${body.kind}, seen after ${String(body.hoursToSurface)} h.`
    case 'automation':
      return `told that it is automated: ${body.words}.`
    default:
      return body satisfies never
  }
}

export async function endSeamPart(
  world: World,
  caller: Caller,
  { id, part: partId }: { readonly id: string; readonly part: string },
  reason: string,
): Promise<SeamDetail> {
  return await kept(
    id,
    actOnSeam(world, caller, id, async ({ trx, now, seam }) => {
      const part = seam.parts.find((each: SeamPart) => each.id === partId)
      if (part === undefined) throw notFound('part', partId)
      await endPart(trx, caller, partId, now)
      return {
        act: `seam-${part.part}-ended`,
        sentence: `ended a ${SEAM_PARTS[part.part]} of “${nameOfSeam(seam)}”: ${reason}`,
        details: { part: partId, reason },
      }
    }),
  )
}

async function endPart(trx: Trx, { actor }: Caller, partId: string, now: Date): Promise<void> {
  await trx
    .updateTable('seam_parts')
    .set({ ended_at: now, ended_by: actor.id, ended_by_name: actor.name })
    .where('id', '=', partId)
    .execute()
}

export async function closeSeam(world: World, caller: Caller, id: string, reason: string): Promise<{ ok: true }> {
  await actOnSeam(world, caller, id, async ({ trx, workspaceId, now, seam }) => {
    const [standing] = seam.workflows
    if (standing !== undefined) {
      throw refused(
        'workflow-stands-on-it',
        'A workflow stands on this seam',
        `Cannot take “${nameOfSeam(seam)}” out of the register: “${standing.name}” stands on it.`,
        'Say first that it doesn’t, or what it stands on instead.',
      )
    }
    await trx.updateTable('seams').set({ closed_at: now }).where('id', '=', id).execute()
    const open = await trx
      .selectFrom('seam_signals')
      .select(['signal', 'field'])
      .where('seam_id', '=', id)
      .where('resolved_at', 'is', null)
      .orderBy('id')
      .execute()
    for (const { signal, field } of open) {
      await calmAlert(trx, world, workspaceId, signalAt(id, signal as SeamSignal, field))
    }
    return {
      act: 'seam-closed',
      sentence: `took “${nameOfSeam(seam)}” out of the register: ${reason}`,
      details: { reason },
    }
  })
  return { ok: true }
}

export async function standOnSeam(
  world: World,
  caller: Caller,
  id: string,
  { workflow: slug, stands }: z.output<typeof SeamWorkflowRequest>,
): Promise<SeamDetail> {
  return await kept(
    id,
    actOnSeam(world, caller, id, async ({ trx, workspaceId, now, seam }) => {
      const workflow = await lockKnownWorkflow(trx, workspaceId, slug)
      if (seam.workflows.some((each) => each.id === workflow.id) === stands) return null
      if (stands) {
        await trx
          .insertInto('workflow_seams')
          .values({ workflow_id: workflow.id, seam_id: id, workspace_id: workspaceId, since: now })
          .execute()
      } else {
        await trx
          .deleteFrom('workflow_seams')
          .where('workflow_id', '=', workflow.id)
          .where('seam_id', '=', id)
          .execute()
      }
      await publish(trx, workspaceId, { topic: 'handover', workflow: slug, id: null })
      return {
        act: stands ? 'workflow-stands-on-seam' : 'workflow-left-seam',
        sentence: `said that “${workflow.name}” ${stands ? 'stands' : 'doesn’t stand'} on “${nameOfSeam(seam)}”.`,
        details: { workflow: slug, stands },
      }
    }),
  )
}

export async function resolveSeamSignal(
  world: World,
  caller: Caller,
  { id, signal: signalId }: { readonly id: string; readonly signal: string },
  { verdict, note }: z.output<typeof ResolveSignalRequest>,
): Promise<SeamDetail> {
  return await kept(
    id,
    actOnSeam(world, caller, id, async ({ trx, workspaceId, now, seam }) => {
      const signal = await trx
        .selectFrom('seam_signals')
        .select(['signal', 'field', 'sentence', 'resolved_at'])
        .where('seam_id', '=', id)
        .where('id', '=', signalId)
        .executeTakeFirst()
      if (signal === undefined) throw notFound('signal', signalId)
      if (signal.resolved_at !== null) return null
      await trx
        .updateTable('seam_signals')
        .set({
          resolved_at: now,
          resolved_by: caller.actor.id,
          resolved_by_name: caller.actor.name,
          verdict,
          note: storable(note),
        })
        .where('id', '=', signalId)
        .execute()
      const worth = verdict === 'mended' ? 'useful' : 'noise'
      // The signal's own constant, as `tellBreaks` wrote it.
      const of = signalAt(id, signal.signal as SeamSignal, signal.field)
      await resolveWithin(trx, world, { workspaceId, actor: caller.actor }, of, {
        verdict: worth,
        note: storable(note),
      })
      if (seam.openSignals.length <= 1) await calmWorkflows(trx, world, workspaceId, seam)
      return {
        act: 'seam-signal-resolved',
        sentence: `said that what broke at “${nameOfSeam(seam)}” ${verdict === 'mended' ? 'is mended' : 'was noise'}: ${signal.sentence}`,
        details: { signal: signalId, verdict, note },
      }
    }),
  )
}

/** What is there after an act that leaves the seam in the register. */
async function kept(id: string, act: Promise<SeamDetail | null>): Promise<SeamDetail> {
  const detail = await act
  if (detail === null) throw notFound('seam', id)
  return detail
}
