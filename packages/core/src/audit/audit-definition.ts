import { deploymentOf } from '../handover/deployment.ts'
import { holderOf } from '../handover/evaluators/people.ts'
import { MINIMUM_SAMPLE } from '../runs/measures.ts'
import type { CriterionVerdict } from '../handover/verdict.ts'
import type { AuditAnswer } from './audit-answer.ts'
import type { AuditFacts } from './audit-facts.ts'
import { countOf, shareWords } from './audit-words.ts'
import type { Proven } from './proven.ts'

/** What delivery means here, with what is proven of each part. */
export interface AuditDefinition {
  readonly text: string
  readonly parts: readonly { readonly part: string; readonly verdict: CriterionVerdict; readonly because: string }[]
}

export const DELIVERY =
  'An AI workflow is delivered on the day on which the people whose decisions it is to inform make most of them with its output, a named person outside the team that built it answers for it, and what goes wrong comes back and changes it. Being deployed, closed as a ticket or shown to leadership is not delivery.'
export const DELIVERY_PARTS = [
  'It runs',
  'Decisions are made with it',
  'A named person answers for it',
  'What goes wrong comes back and changes it',
] as const

/** The written definition: delivered is not deployed. */
export function definitionOf(facts: AuditFacts, proven: Proven, answers: readonly AuditAnswer[]): AuditDefinition {
  const parts = facts.records === null ? partsInLogs(facts, proven) : partsOfWorkflow(facts, answers)
  return {
    text: DELIVERY,
    parts: DELIVERY_PARTS.map((part, place) => ({
      part,
      verdict: parts[place]?.[0] ?? 'unknown',
      because: parts[place]?.[1] ?? '',
    })),
  }
}

type Judged = readonly [verdict: CriterionVerdict, because: string]

function partsInLogs(facts: AuditFacts, { influenced, failed }: Proven): readonly Judged[] {
  const adopted =
    influenced === null || influenced.interval === null || influenced.n < MINIMUM_SAMPLE
      ? 'unknown'
      : influenced.interval.low >= 0.5
        ? 'met'
        : influenced.interval.high < 0.5
          ? 'unmet'
          : 'unknown'
  return [
    [
      facts.runs > 0 ? 'met' : 'unknown',
      `${countOf(facts.runs, 'run')}${failed === null ? '' : `, ${shareWords(failed)} failed`}`,
    ],
    [adopted, influenced === null ? 'no decisions in these logs' : shareWords(influenced)],
    ['unknown', 'no log names one'],
    [
      facts.releases > 1 && facts.judged > 0 ? 'met' : 'unknown',
      facts.releases > 1
        ? `${String(facts.releases)} releases, ${countOf(facts.judged, 'known answer')}`
        : 'no sequence of releases in these logs',
    ],
  ]
}

function partsOfWorkflow(facts: AuditFacts, answers: readonly AuditAnswer[]): readonly Judged[] {
  const { records } = facts
  if (records === null) return []
  const deployment = deploymentOf(records.handover, records.now)
  const of = (place: number): Judged => [answers[place]?.verdict ?? 'unknown', answers[place]?.sentence ?? '']
  return [[deployment.verdict, deployment.sentence], of(0), ownerOf(records), of(3)]
}

/** Outside the team that built it: not whoever changes it. */
function ownerOf({ handover }: NonNullable<AuditFacts['records']>): Judged {
  const care = holderOf(handover, 'daily-care')
  const builder = holderOf(handover, 'change-owner')
  if (care === null) return ['unmet', 'Nobody by name has the daily care.']
  return builder?.id === care.id
    ? ['unmet', `${care.name} has the daily care, and is who changes it.`]
    : ['met', `${care.name} has the daily care.`]
}
