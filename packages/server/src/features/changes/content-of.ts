import {
  type ChangePart,
  classOfRelease,
  classOfRollout,
  contentHash,
  DEFAULT_PACE,
  diffManifests,
  type Pace,
  pathOfFirst,
  pathOfNext,
  pathOfShare,
  typeOfChange,
} from '@dayshift/core'
import type { StoredRelease, StoredWorkflow } from '../workflows/index.ts'
import type { ChangeContent } from './store.ts'

export interface Wish {
  readonly why: string
  readonly pace: Pace | null
}

/** What a change to a release is, against what runs now. */
export function releaseContent(
  workflow: StoredWorkflow,
  release: StoredRelease,
  live: StoredRelease | null,
  facts: Wish & { readonly stageAtMost: number; readonly ranBefore: boolean },
): ChangeContent {
  const diff = diffManifests(live?.manifest ?? null, release.manifest)
  const { changeClass, why: classWhy } = classOfRelease(diff, live === null)
  const { rollout } = release.manifest
  const pace = facts.pace ?? DEFAULT_PACE
  const path = live === null ? pathOfFirst(rollout, facts.stageAtMost) : pathOfNext(rollout)
  return {
    kind: 'release',
    releaseId: release.id,
    toPercent: null,
    baseReleaseId: live?.id ?? null,
    basePercent: workflow.rolloutPercent,
    changeClass,
    changeType: typeOfChange(diff.touches, facts.ranBefore),
    classWhy,
    touches: diff.touches,
    path,
    pace,
    contentHash: hashOf(workflow.slug, { kind: 'release', to: release.hash, from: live?.hash ?? null }, path, pace),
    why: facts.why,
  }
}

/** What a change of the share of units is, against the share now. */
export function shareContent(workflow: StoredWorkflow, toPercent: number, { why, pace: wished }: Wish): ChangeContent {
  const { rolloutPercent: from, activeReleaseId } = workflow
  const { changeClass, why: classWhy } = classOfRollout(from, toPercent)
  const pace = wished ?? DEFAULT_PACE
  const path = pathOfShare(from, toPercent)
  const touches: ChangePart[] = ['rollout']
  return {
    kind: 'share',
    releaseId: null,
    toPercent,
    baseReleaseId: activeReleaseId,
    basePercent: from,
    changeClass,
    changeType: 'edit',
    classWhy,
    touches,
    path,
    pace,
    contentHash: hashOf(workflow.slug, { kind: 'share', to: toPercent, from }, path, pace),
    why,
  }
}

/** What an approval binds to: what runs, against what, in which steps and how fast. */
function hashOf(
  workflow: string,
  what: { readonly kind: string; readonly to: string | number; readonly from: string | number | null },
  path: readonly number[],
  { minimumHours, minimumRuns }: Pace,
): string {
  return contentHash({ workflow, ...what, path, minimumHours, minimumRuns })
}
