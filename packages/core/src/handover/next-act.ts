import type { CriterionResult } from './criterion-result.ts'
import type { StageId } from './playbook.ts'
import { stageAfter, type HandoverPlace } from './move-stage.ts'

/** The one thing to do next. */
export type NextAct =
  | {
      readonly kind: 'criterion'
      readonly criterion: string
      /** What to do, in plain words. */
      readonly act: string
      readonly who: CriterionResult['who']
      /** True where the reader herself can. */
      readonly mine: boolean
    }
  | { readonly kind: 'advance'; readonly to: StageId }
  | { readonly kind: 'take-up' }
  | { readonly kind: 'none' }

/** A criterion is open unless it is met or waived. */
export function isOpenCriterion(result: CriterionResult): boolean {
  return result.verdict !== 'met' && result.waiver === null
}

/**
 * The next act of a handover: the reader's own first, hard gates before others, else in the order of the playbook.
 * What nobody can do, because its duty has no holder, comes before what somebody can: it is the hole to fill.
 */
export function nextActOf(place: HandoverPlace, results: readonly CriterionResult[], reader: string | null): NextAct {
  if (place.state === 'retired') return { kind: 'none' }
  if (place.state === 'on-hold') return { kind: 'take-up' }
  const open = results.filter(isOpenCriterion)
  if (open.length === 0) {
    const to = stageAfter(place.stage)
    return to === null || results.length === 0 ? { kind: 'none' } : { kind: 'advance', to }
  }
  const isMine = ({ who }: CriterionResult) => reader !== null && who.some(({ person }) => person === reader)
  const [first] = open.toSorted(
    (a, b) => Number(isMine(b)) - Number(isMine(a)) || Number(b.gate === 'hard') - Number(a.gate === 'hard'),
  )
  if (first === undefined) return { kind: 'none' }
  return {
    kind: 'criterion',
    criterion: first.id,
    act: first.missing[0] ?? first.sentence,
    who: first.who,
    mine: isMine(first),
  }
}
