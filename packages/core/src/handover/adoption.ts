import { isMost } from '../adoption/influence.ts'
import { LOSSES, lossOf, type Loss } from '../adoption/adoption-state.ts'
import { daysWithin, MINIMUM_SAMPLE } from '../runs/measures.ts'
import { deploymentOf, type StateCheck } from './deployment.ts'
import { figure } from './evaluators/say.ts'
import type { HandoverFacts } from './facts.ts'
import { allOf, type CriterionVerdict } from './verdict.ts'

export interface Adoption {
  readonly verdict: CriterionVerdict
  readonly sentence: string
  readonly checks: readonly StateCheck[]
  /** Set where it is deployed and is known not to be adopted: spend without return, and of which kind. */
  readonly flag: Loss | null
}

const WINDOW_DAYS = 90

/**
 * A behaviour, not a technical fact: people act on the output, let it influence their decisions, work otherwise than
 * before, and say where it errs. Unknown until it is measured; never met without deployment.
 */
export function adoptionOf(facts: HandoverFacts, now: Date): Adoption {
  const deployment = deploymentOf(facts, now)
  const days = daysWithin(facts.days, WINDOW_DAYS, now)
  const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0)
  const kept = sum(({ accepted, edited }) => accepted + edited)
  const decided = kept + sum(({ overridden, ignored }) => overridden + ignored)
  const corrected = sum(({ edited, overridden, flags }) => edited + overridden + flags)

  const acts: StateCheck = {
    id: 'acts-on-output',
    verdict: isMost(kept, decided),
    sentence:
      decided < MINIMUM_SAMPLE
        ? `Whether people act on it is not known: not enough yet, ${decided} of ${MINIMUM_SAMPLE} decisions in ${WINDOW_DAYS} days.`
        : `People acted on ${figure(kept)} of ${figure(decided)} outputs in ${WINDOW_DAYS} days.`,
  }
  const influence = influenceCheck(facts)
  const redesigned = facts.acts.some(({ kind }) => kind === 'practised')
  const work: StateCheck = {
    id: 'work-changed',
    verdict: redesigned ? 'met' : 'unknown',
    sentence: redesigned ? 'The redesigned work was practised.' : 'Nobody told that the redesigned work was practised.',
  }
  const errors: StateCheck = {
    id: 'surfaces-errors',
    verdict: corrected > 0 ? 'met' : 'unknown',
    sentence:
      corrected > 0
        ? `People corrected or flagged ${figure(corrected)} outputs in ${WINDOW_DAYS} days.`
        : `Nobody corrected or flagged an output in ${WINDOW_DAYS} days: perfect, or unread.`,
  }
  const checks = [acts, influence, work, errors]
  const behaviour = allOf(checks.map(({ verdict }) => verdict))
  const verdict = allOf([deployment.verdict, behaviour])
  const { influenced, toInform } = facts.adoption ?? { influenced: 0, toInform: 0 }
  const flag =
    deployment.verdict === 'met' && influence.verdict === 'unmet'
      ? lossOf({ seen: Math.max(decided, influenced), actedOn: Math.max(kept, influenced), toInform })
      : null
  return { verdict, checks, flag, sentence: sentenceOf(verdict, deployment.verdict, checks, flag) }
}

function influenceCheck({ adoption }: HandoverFacts): StateCheck {
  const id = 'influences-decisions'
  if (adoption === null || adoption.toInform < MINIMUM_SAMPLE) {
    return { id, verdict: 'unknown', sentence: 'What share of the decisions it influences is not measured yet.' }
  }
  const { influenced, toInform, windowDays } = adoption
  const share = Math.round((100 * influenced) / toInform)
  const sentence = `It influenced ${figure(influenced)} of ${figure(toInform)} decisions that it was to inform (${share} %) in ${windowDays} days.`
  return { id, verdict: isMost(influenced, toInform), sentence }
}

function sentenceOf(
  verdict: CriterionVerdict,
  deployed: CriterionVerdict,
  checks: readonly StateCheck[],
  flag: Adoption['flag'],
): string {
  const influence = checks.find(({ id }) => id === 'influences-decisions')?.sentence ?? ''
  if (verdict === 'met') return `Adopted. ${influence}`
  if (flag !== null) return `Deployed, not adopted: ${LOSSES[flag]}. ${influence}`
  if (deployed === 'unmet') return 'Not adopted: it is not deployed.'
  const first = checks.find((check) => check.verdict === verdict)
  return `${verdict === 'unmet' ? 'Not adopted' : 'Not known whether it is adopted'}: ${first?.sentence ?? 'it is not known whether it is deployed.'}`
}
