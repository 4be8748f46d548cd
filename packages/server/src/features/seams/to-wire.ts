import type { Crossing, Seam, SeamNode, SeamPart, SeamSignal } from '@dayshift/contract'
import {
  fixOrder,
  type SeamNode as CoreNode,
  type SeamPart as CorePart,
  type SeamSignal as Signal,
  seamCost,
} from '@dayshift/core'
import type { Selectable } from 'kysely'
import type { SeamCrossingsTable, SeamSignalsTable } from '../../platform/database/tables/seams.ts'
import type { StoredSeam } from './read-seams.ts'

export function wireSeam(seam: StoredSeam): Seam {
  const order = fixOrder(seam)
  return {
    id: seam.id,
    kind: seam.kind,
    from: wireNode(seam.from),
    to: wireNode(seam.to),
    what: seam.what,
    owner: seam.owner === null ? null : { ...seam.owner, since: seam.owner.since.toISOString() },
    state: order.state,
    errors: [...order.errors],
    next: order.next?.conditions.find(({ verdict }) => verdict !== 'met')?.sentence ?? null,
    currency: seam.currency,
    cost: seamCost(seam),
    volumePerWeek: seam.volumePerWeek,
    openSignals: seam.openSignals.length,
    source: seam.source,
    workflows: seam.workflows.map(({ slug, name }) => ({ slug, name })),
  }
}

export function wireNode({ id, kind, name, aliases, owner }: CoreNode): SeamNode {
  return { id, kind, name, aliases: [...aliases], owner }
}

export function wirePart({ id, toldAt, toldBy, ...body }: CorePart): SeamPart {
  return { id, toldAt: toldAt.toISOString(), toldBy, body }
}

export function wireCrossing(row: Selectable<SeamCrossingsTable>): Crossing {
  return {
    id: row.id,
    key: row.key,
    unitKey: row.unit_key,
    at: row.at.toISOString(),
    via: row.via === 'cloudevents' ? 'cloudevents' : 'rest',
    contractVersion: row.contract_version,
    accepted: row.accepted,
    faults: row.faults as Crossing['faults'], // as it was told
    receipt:
      row.complete === null || row.said_at === null
        ? null
        : {
            complete: row.complete,
            lacking: row.lacking ?? '',
            at: row.said_at.toISOString(),
            by: { id: row.said_by ?? '', name: row.said_by_name ?? '' },
          },
  }
}

export function wireSignal(
  row: Selectable<SeamSignalsTable>,
  nameOf: (personId: string) => string,
  alert: { readonly id: string; readonly sentence: string } | null,
): SeamSignal {
  return {
    id: row.id,
    signal: row.signal as Signal, // the sender's own constant
    field: row.field,
    sentence: row.sentence,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    seen: row.seen,
    alert: alert === null ? null : { id: alert.id, sentence: alert.sentence },
    told: row.told.map((id) => ({ id, name: nameOf(id) })),
    resolved:
      row.resolved_at === null
        ? null
        : {
            at: row.resolved_at.toISOString(),
            by: { id: row.resolved_by ?? '', name: row.resolved_by_name ?? '' },
            verdict: row.verdict === 'noise' ? 'noise' : 'mended',
            note: row.note ?? '',
          },
  }
}
