import type { CriterionResult } from './criterion-result.ts'
import { STAGES, type Playbook, type StageId } from './playbook.ts'
import { refused, type Refused } from './refusal.ts'
import { letsThrough } from './waiver.ts'

/** Whether the handover goes on; `on-hold` and `retired` let nobody advance. */
export const HANDOVER_STATES = ['going', 'on-hold', 'retired'] as const
export type HandoverState = (typeof HANDOVER_STATES)[number]

/** Where a workflow stands on its way. */
export interface HandoverPlace {
  readonly stage: StageId
  readonly state: HandoverState
}

export interface StageMove {
  readonly kind: 'moves'
  readonly from: StageId
  readonly to: StageId
}

/** The stage after this one; null at the last. */
export function stageAfter(stage: StageId): StageId | null {
  return STAGES[STAGES.indexOf(stage) + 1] ?? null
}

/**
 * The next stage, if every criterion of the present one lets through whoever asks. `from` is the stage that she saw: two
 * who ask at once leave one stage, not two. `waivedByAsker` are the criteria whose running waiver she has signed herself.
 */
export function decideAdvance(
  name: string,
  place: HandoverPlace,
  from: StageId,
  results: readonly CriterionResult[],
  waivedByAsker: ReadonlySet<string>,
): StageMove | Refused {
  const stopped = refuseUnlessGoing(name, place)
  if (stopped !== null) return stopped
  if (place.stage !== from) return movedOn(name, place.stage, from)
  const to = stageAfter(place.stage)
  if (to === null) {
    return refused('conflict', 'last-stage', `“${name}” is in ${place.stage}, the last stage: there is none after it.`)
  }
  const open = results.filter((result) => !letsThrough(result, waivedByAsker))
  // Of nothing: a stage without criteria proves nothing. Playbooks with such a stage are refused before.
  if (results.length === 0 || open.length > 0) {
    const own = open.filter(({ waiver }) => waiver !== null)
    const first = open.flatMap(({ missing }) => missing)[0]
    return refused(
      'conflict',
      'criteria-open',
      `Cannot leave stage “${place.stage}” of “${name}”: ${String(open.length)} of ${String(results.length)} criteria are open${open.length === 0 ? '' : ` (${open.map((each) => each.name).join('; ')})`}.`,
      own.length > 0
        ? `A hard gate isn't waived for the person who signed the waiver: have somebody else ask for the next stage.`
        : (first ?? null),
    )
  }
  return { kind: 'moves', from: place.stage, to }
}

/** Back to an earlier stage, with a reason that everybody reads. */
export function decideGoBack(name: string, place: HandoverPlace, to: StageId, reason: string): StageMove | Refused {
  const stopped = refuseUnlessGoing(name, place)
  if (stopped !== null) return stopped
  if (STAGES.indexOf(to) >= STAGES.indexOf(place.stage)) {
    return refused(
      'conflict',
      'not-back',
      `“${name}” is in ${place.stage}; ${to} is not before it.`,
      'Name a stage that lies before the present one.',
    )
  }
  return withReason(reason, { kind: 'moves', from: place.stage, to })
}

export interface StateMove {
  readonly kind: 'stays'
  readonly from: HandoverState
  readonly to: HandoverState
}

/** On hold, taken up again, or retired for good. Retiring needs that the AI sees no unit any more. */
export function decideState(
  name: string,
  place: HandoverPlace,
  to: HandoverState,
  reason: string,
  rolloutPercent: number,
): StateMove | Refused {
  if (place.state === 'retired') {
    return refused('conflict', 'handover-retired', `“${name}” is retired.`, 'Take its manifest in as a new workflow.')
  }
  if (place.state === to) {
    return refused('conflict', 'nothing-to-do', `“${name}” is ${STATE_WORDS[to]} already.`)
  }
  if (to === 'retired' && rolloutPercent > 0) {
    return refused(
      'conflict',
      'still-runs',
      `Cannot retire “${name}”: the AI still sees ${String(rolloutPercent)} % of its units.`,
      'Lower the rollout to 0 % first.',
    )
  }
  return withReason(reason, { kind: 'stays', from: place.state, to })
}

const STATE_WORDS: { readonly [S in HandoverState]: string } = {
  going: 'under way',
  'on-hold': 'on hold',
  retired: 'retired',
}

/** Largest share of units, in percent, that the AI may see now. */
export function rolloutAtMost(playbook: Playbook, place: HandoverPlace): number {
  if (place.state === 'retired') return 0
  return playbook.stages.find(({ id }) => id === place.stage)?.rolloutAtMost ?? 0
}

function refuseUnlessGoing(name: string, { state }: HandoverPlace): Refused | null {
  if (state === 'going') return null
  return refused(
    'conflict',
    state === 'retired' ? 'handover-retired' : 'handover-on-hold',
    `“${name}” is ${STATE_WORDS[state]}: its stage doesn't move.`,
    state === 'retired' ? null : 'Take the handover up again first.',
  )
}

function movedOn(name: string, stage: StageId, from: StageId): Refused {
  return refused(
    'conflict',
    'stage-moved',
    `“${name}” is in ${stage}, no longer in ${from}.`,
    'Look at the handover as it is now.',
  )
}

function withReason<Move>(reason: string, move: Move): Move | Refused {
  if (reason.trim() !== '') return move
  return refused('invalid', 'reason-missing', 'A reason is missing: everybody concerned reads it.', 'Say why.')
}
