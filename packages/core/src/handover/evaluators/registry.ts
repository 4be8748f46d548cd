import { acts } from './acts.ts'
import { agreed } from './agreed.ts'
import { concernsClosed, noticeAnswered } from './answered.ts'
import { budget } from './budget.ts'
import { costApproved } from './cost-approved.ts'
import { deviationsFollowed } from './deviations-followed.ts'
import { documents } from './documents.ts'
import { drill } from './drill.ts'
import { dutiesFilled } from './duties-filled.ts'
import type { Evaluator } from './evaluator.ts'
import { fallbackUsed } from './fallback-used.ts'
import { handoffPackage } from './handoff-package.ts'
import { manifestSays } from './manifest-says.ts'
import { notOverloaded } from './not-overloaded.ts'
import { reinforced } from './reinforced.ts'
import { rolloutReached, rolloutStart } from './rollout.ts'
import { runVolume } from './run-volume.ts'
import { runbook } from './runbook.ts'
import { seamsReady } from './seams-ready.ts'
import { settled } from './settled.ts'
import { stableDays } from './stable-days.ts'
import { adopted, deployed } from './state.ts'
import { targetsMet } from './targets-met.ts'
import { targetsSet } from './targets-set.ts'
import { watched } from './watched.ts'
import { parallelOperation, supportSettled, transfer } from './transfer.ts'

/** All evaluators, by the kind of evidence. A playbook's criteria name them. */
export const EVALUATORS: readonly Evaluator[] = [
  runVolume,
  targetsSet,
  targetsMet,
  stableDays,
  rolloutStart,
  rolloutReached,
  fallbackUsed,
  settled,
  dutiesFilled,
  notOverloaded,
  acts,
  noticeAnswered,
  concernsClosed,
  deviationsFollowed,
  documents,
  handoffPackage,
  agreed,
  manifestSays,
  budget,
  costApproved,
  drill,
  reinforced,
  transfer,
  parallelOperation,
  supportSettled,
  runbook,
  watched,
  seamsReady,
  deployed,
  adopted,
]

export function evaluatorNamed(name: string): Evaluator | null {
  return EVALUATORS.find((evaluator) => evaluator.name === name) ?? null
}
