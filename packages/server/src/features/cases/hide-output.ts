import type { Reason, ReasonCode } from '@dayshift/core'
import { inputAlone } from '../decisions/index.ts'
import type { CaseContext } from './case-context.ts'

/** What a person sees of a case before she has answered herself: the input, and nothing that comes from the output. */
export function beforeAnswering(context: CaseContext): CaseContext {
  const { run, contents } = context
  return {
    ...context,
    run: { ...run, confidence: null, reason: reasonBeforeAnswering(run.reason) },
    contents: inputAlone(contents),
  }
}

/** Why the unit waits, without what the output said. */
export function reasonBeforeAnswering(reason: Reason): Reason {
  if (!FROM_OUTPUT.has(reason.code)) return reason
  return {
    ...reason,
    rule: null,
    message: 'Why a person decides is told with the AI’s answer.',
  }
}

const FROM_OUTPUT: ReadonlySet<ReasonCode> = new Set(['output-rule', 'output-rule-error', 'low-confidence'])
