import { DAY_MS } from '../../time.ts'
import { applyMoves, assignDuties } from '../../duties/assign-duties.ts'
import { type DutiesFacts, nameIn } from '../../duties/assignment.ts'
import { problemsOf } from '../../duties/duty-problems.ts'
import { counted, listInWords } from '../../workflows/in-words.ts'
import type { ChangeFact } from '../facts.ts'
import { movesTarget, movingParts } from '../moving-parts.ts'
import { STAGES, type StageId } from '../playbook.ts'
import { freezeFrom, instantInZone, isReadyIn, type Transfer, type TransferBlock, wishesOf } from './transfer.ts'

export interface TransferFacts {
  readonly transfer: Transfer
  readonly duties: DutiesFacts
  readonly stage: StageId
  readonly changes: readonly ChangeFact[]
}

/**
 * Which conditions of the transfer do not hold now: the receiver accepted, she and the backup may hold what they get,
 * the target held still for the settle period, no needed duty is left without a good name, and the stage has come. All
 * must hold at the instant; before it they are what is still to do.
 */
export function transferBlocks(facts: TransferFacts, now: Date): TransferBlock[] {
  return [...stageBlocks(facts), ...acceptanceBlocks(facts), ...targetBlocks(facts, now), ...dutyBlocks(facts, now)]
}

function stageBlocks({ stage }: TransferFacts): TransferBlock[] {
  if (isReadyIn(stage)) return []
  return [
    {
      code: 'stage',
      sentence: `The workflow is in ${stage}: the daily care moves in the stage transfer, and no exit is skipped.`,
      mend: `Leave ${stage} on its evidence first.`,
    },
  ]
}

function acceptanceBlocks({ transfer, duties }: TransferFacts): TransferBlock[] {
  if (transfer.acceptedAt !== null) return []
  const receiver = nameIn(duties.people, transfer.to)
  return [
    {
      code: 'not-accepted',
      sentence: `${receiver} has not accepted the transfer.`,
      mend: `${receiver} accepts it, or says what is missing.`,
    },
  ]
}

/** What moved the target within the settle period before the date (S282): what came, and what was taken back again. */
function targetBlocks({ transfer, changes }: TransferFacts, now: Date): TransferBlock[] {
  const since = freezeFrom(transfer)
  const moved = changes.flatMap((change) => {
    if (!movesTarget(change)) return []
    const parts = movingParts(change)
    const ends = change.state === 'rolled-back' ? change.endedAt : null
    const last = [change.liveAt, change.liveAt === null ? null : ends]
      .flatMap((instant) => (instant === null || instant > now ? [] : [instant.getTime()]))
      .reduce((a, b) => Math.max(a, b), -Infinity)
    const isMoving = change.state === 'rolling-out'
    return isMoving || last >= since.getTime() ? [{ parts, isMoving, last: isMoving ? now.getTime() : last }] : []
  })
  if (moved.length === 0) return []
  const last = moved.reduce((latest, each) => Math.max(latest, each.last), -Infinity)
  const parts = [...new Set(moved.flatMap((each) => each.parts))]
  const free = new Date(last + transfer.settleDays * DAY_MS)
  const said = `${counted(moved.length, 'change')}${parts.length === 0 ? '' : ` (${listInWords(parts)})`}`
  return [
    {
      code: 'moving-target',
      sentence: moved.some(({ isMoving }) => isMoving)
        ? `The target still moves: ${said} within the ${counted(transfer.settleDays, 'day')} before the date, and one is being rolled out.`
        : `The target still moves: ${said} within the ${counted(transfer.settleDays, 'day')} before the date, the last on ${instantInZone(new Date(last), transfer.zone)}.`,
      mend: `Change nothing more and postpone to ${instantInZone(free, transfer.zone)} or later.`,
    },
  ]
}

/** Whether who shall hold what may, and whether every needed duty has one good name after it. */
function dutyBlocks({ transfer, duties, stage }: TransferFacts, now: Date): TransferBlock[] {
  const decided = assignDuties(duties, wishesOf(transfer), now)
  if (decided.kind === 'refused') {
    return [
      { code: 'receiver', sentence: decided.message, mend: `${decided.mend} Cancel this transfer and plan it anew.` },
    ]
  }
  const after = { ...duties, assignments: applyMoves(duties.assignments, decided.moves, decided.at, 'transfer') }
  const from = STAGES.indexOf(stage) > STAGES.indexOf('transfer') ? stage : 'transfer'
  const errors = problemsOf(after, from, decided.at).filter(({ severity }) => severity === 'error')
  const unfilled = errors.filter(({ kind }) => kind === 'unfilled').flatMap((problem) => problem.duties)
  const names = unfilled.map((id) => `"${duties.playbook.duties.find((duty) => duty.id === id)?.name ?? id}"`)
  const isOne = names.length === 1
  return [
    ...(names.length === 0
      ? []
      : [
          {
            code: 'duty' as const,
            sentence: `${listInWords(names)} ${isOne ? 'is' : 'are'} held by nobody.`,
            mend: isOne ? 'Give it one name.' : 'Give each one name.',
          },
        ]),
    ...errors
      .filter(({ kind }) => kind !== 'unfilled')
      .map(({ sentence }) => ({ code: 'duty' as const, sentence, mend: 'Give it one name.' })),
  ]
}
