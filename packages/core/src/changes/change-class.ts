import { listInWords } from '../workflows/in-words.ts'
import type { ManifestDiff } from './diff-manifests.ts'
import { CHANGE_PARTS, type ChangePart } from './parts.ts'

/**
 * How heavily a change weighs, read from its diff and never told by its author: `wording` is for change owner and daily
 * care, `substantial` also for the business owner, `first` is a workflow's first release, `expansion` widens what the
 * workflow is for and has a gate of its own.
 */
export const CHANGE_CLASSES = ['wording', 'substantial', 'first', 'expansion'] as const
export type ChangeClass = (typeof CHANGE_CLASSES)[number]

/** The four ways in which what runs may change. */
export const CHANGE_TYPES = ['edit', 'prompt-update', 'model-swap', 'rollback'] as const
export type ChangeType = (typeof CHANGE_TYPES)[number]

export interface Classed {
  readonly changeClass: ChangeClass
  /** One sentence: which parts make it so. */
  readonly why: string
}

/** The class of a change from one release to another. */
export function classOfRelease(diff: ManifestDiff, isFirst: boolean): Classed {
  if (isFirst) {
    return { changeClass: 'first', why: 'It is the first release of this workflow, so the business owner agrees, too.' }
  }
  const weighing = (weight: 'scope' | 'substantial') =>
    diff.touches.filter((part) => CHANGE_PARTS[part].weight === weight)
  const scope = weighing('scope')
  if (scope.length > 0) {
    const labels = [...new Set(diff.entries.filter(({ part }) => part === 'scope').map(({ label }) => `"${label}"`))]
    return {
      changeClass: 'expansion',
      why: `It changes what the workflow is for: ${listInWords(labels)} ${labels.length === 1 ? 'differs' : 'differ'}.`,
    }
  }
  const substantial = weighing('substantial')
  if (substantial.length > 0) {
    return { changeClass: 'substantial', why: `It changes more than wording: ${named(substantial)}.` }
  }
  const touched = diff.touches.filter((part) => CHANGE_PARTS[part].weight !== 'none')
  return {
    changeClass: 'wording',
    why:
      touched.length === 0
        ? 'Nothing but the name of the release differs.'
        : `Nothing but wording differs: ${named(touched)}.`,
  }
}

/** The class of a change of the share of units that the AI may see; in percent. */
export function classOfRollout(from: number, to: number): Classed {
  return to > from
    ? { changeClass: 'substantial', why: `It lets the AI see more units: ${to} % instead of ${from} %.` }
    : { changeClass: 'wording', why: `It only takes units away from the AI: ${to} % instead of ${from} %.` }
}

/** `ranBefore`: the proposed release has been the live one earlier. */
export function typeOfChange(touches: readonly ChangePart[], ranBefore: boolean): ChangeType {
  if (ranBefore) return 'rollback'
  if (touches.includes('model')) return 'model-swap'
  return touches.includes('prompt') || touches.includes('tools') ? 'prompt-update' : 'edit'
}

/** Duties whose holders approve a change of this class, in the order in which they are asked. */
export function dutiesToApprove(changeClass: ChangeClass): readonly ApprovingDuty[] {
  return changeClass === 'wording' ? ['change-owner', 'daily-care'] : ['change-owner', 'daily-care', 'business-owner']
}

export const APPROVING_DUTIES = ['change-owner', 'daily-care', 'business-owner'] as const
export type ApprovingDuty = (typeof APPROVING_DUTIES)[number]

function named(parts: readonly ChangePart[]): string {
  return listInWords(parts.map((part) => CHANGE_PARTS[part].name))
}
