import type { SeamDetail } from '@dayshift/contract'
import { beforeAfter, costCascade, fixOrder, projectErrors, whoseJob, whyNotAutomate } from '@dayshift/core'
import type { Trx } from '../../platform/world.ts'
import { alertsStandingAt } from '../alerts/index.ts'
import { actsSince } from '../ledger/index.ts'
import { wireContract } from './contract-store.ts'
import { foundPair } from './findings.ts'
import { isAlertOf } from './tell-break.ts'
import { activeMembers, type StoredSeam } from './read-seams.ts'
import { wireCrossing, wirePart, wireSeam, wireSignal } from './to-wire.ts'

const MOST_SIGNALS = 30
const MOST_CROSSINGS = 10
const MOST_HISTORY = 50

/** All of one seam that its page shows. */
export async function seamDetail(trx: Trx, workspaceId: string, seam: StoredSeam, now: Date): Promise<SeamDetail> {
  const people = await activeMembers(trx, workspaceId)
  const signals = await trx
    .selectFrom('seam_signals')
    .selectAll()
    .where('seam_id', '=', seam.id)
    .orderBy((of) => of('resolved_at', 'is not', null))
    .orderBy('last_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_SIGNALS)
    .execute()
  const crossings = await trx
    .selectFrom('seam_crossings')
    .selectAll()
    .where('seam_id', '=', seam.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_CROSSINGS)
    .execute()
  const alerts = await alertsStandingAt(trx, workspaceId, { kind: 'seam', id: seam.id }, now)
  const acts = await actsSince(trx, workspaceId, {
    // Who answers for one of its sides is part of what became of it.
    subjects: [`seam:${seam.id}`, `seam-node:${seam.from.id}`, `seam-node:${seam.to.id}`],
    since: new Date(0),
    heldBack: [],
  })
  const compared = beforeAfter(seam)
  return {
    seam: wireSeam(seam),
    whoseJob: whoseJob(seam),
    steps: fixOrder(seam).steps.map((step) => ({
      ...step,
      conditions: step.conditions.map((condition) => ({ ...condition })),
    })),
    whyNotAutomate: [...whyNotAutomate(seam)],
    errorShare: seam.errorShare,
    projection: projectErrors(seam),
    parts: seam.parts.map(wirePart),
    cascade: costCascade(seam).map((each) => ({ ...each, words: [...each.words] })),
    beforeAfter: compared === null ? null : { ...compared, kinds: [...compared.kinds] },
    crossings: seam.crossings,
    recentCrossings: crossings.map(wireCrossing),
    signals: signals.map((row) => {
      const alert = alerts.find((each) => isAlertOf(each, row))
      return wireSignal(row, (id) => people.find((each) => each.id === id)?.name ?? id, alert ?? null)
    }),
    contract: await wireContract(trx, seam.id),
    found: await foundPair(trx, workspaceId, seam),
    history: acts.slice(0, MOST_HISTORY).map(({ at, actor, sentence }) => ({ at, by: actor.name, sentence })),
    people,
  }
}
