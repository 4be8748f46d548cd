import { dateInWords } from '../workflows/in-words.ts'
import type { AuditAnswer } from './audit-answer.ts'
import { auditAnswers } from './audit-answers.ts'
import { type AuditDefinition, definitionOf } from './audit-definition.ts'
import type { AuditFacts, HandoverCounts } from './audit-facts.ts'
import { countOf, notEnough, shareWords } from './audit-words.ts'
import { type Proven, provenOf } from './proven.ts'
import { type Unknowable, unknowableOf } from './unknowable.ts'

/** What records say of workflows, logs alone or all that a workspace keeps, and what they can't. */
export interface AuditReport {
  readonly runs: number
  readonly units: number
  readonly sentence: string
  readonly proven: Proven
  readonly unknowable: readonly Unknowable[]
  readonly consistency: { readonly tasks: number; readonly trials: number; readonly passAtAll: readonly number[] }
  /** All null where no calls of tools are logged. */
  readonly handovers: Omit<HandoverCounts, 'made'> & { readonly made: number | null }
  readonly answers: readonly AuditAnswer[]
  readonly definition: AuditDefinition
}

export function auditReport(facts: AuditFacts): AuditReport {
  const proven = provenOf(facts)
  const answers = auditAnswers(facts, proven)
  return {
    runs: facts.runs,
    units: facts.units,
    sentence: sentenceOf(facts, proven),
    proven,
    unknowable: unknowableOf(facts),
    consistency: facts.consistency ?? { tasks: 0, trials: 0, passAtAll: [] },
    handovers: facts.handovers ?? { made: null, due: null, hit: null, missed: null, extra: null },
    answers,
    definition: definitionOf(facts, proven, answers),
  }
}

function sentenceOf({ runs, units, records }: AuditFacts, { from, to, right, influenced }: Proven): string {
  const these = records === null ? 'these logs' : 'these records'
  const time =
    from === null || to === null
      ? ''
      : from === to
        ? ` on ${dateInWords(from)}`
        : ` from ${dateInWords(from)} to ${dateInWords(to)}`
  const judged =
    right === null
      ? 'whether they were right is not known'
      : (prefixed('how many were right can’t be told, ', notEnough(right)) ?? `${shareWords(right)} were right`)
  // Where nobody said from which decisions it was to inform, the share of those that were told says little.
  const told = records !== null && records.adoption.influence === null ? ', of those that were told' : ''
  const decided =
    influenced === null
      ? `no decisions in ${these}: adoption unknown`
      : (prefixed('how many decisions were made with the output can’t be told, ', notEnough(influenced)) ??
        `${shareWords(influenced)} of the decisions were made with the output${told}`)
  return `${countOf(runs, 'run')} on ${countOf(units, 'unit')}${time}: ${judged}; ${decided}.`
}

function prefixed(prefix: string, text: string | null): string | null {
  return text === null ? null : `${prefix}${text}`
}
