import type { FaultKind } from '@dayshift/core'
import { dateInWords } from '@dayshift/core'
import { isOfKind, isQuiz, type StoredDrill } from './store.ts'

/** A drill as a sentence names it. */
export function drillTitle(drill: StoredDrill): string {
  if (isOfKind(drill, 'practice'))
    return `the ${isQuiz(drill) ? 'quiz' : 'practice'} of ${drill.person?.name ?? 'somebody'}`
  if (isOfKind(drill, 'operator-day')) return `the operator day of ${dateInWords(drill.settings.date)}`
  if (isOfKind(drill, 'forced-failure')) return `the forced failure (${FAULT_NAMES[drill.settings.fault.kind]})`
  return 'the check of the written targets'
}

const FAULT_NAMES: { readonly [F in FaultKind]: string } = {
  error: 'the AI answers with an error',
  timeout: 'the AI does not answer',
  malformed: 'the answer is malformed',
  wrong: 'the answer is well formed but wrong',
  slow: 'the AI answers late',
  'cost-spike': 'the AI’s cost is told many times over',
}
