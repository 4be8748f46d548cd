import { holderOf } from './evaluators/people.ts'
import type { HandoverFacts } from './facts.ts'
import { LIVE_DAYS, liveBy, recentAnswers } from './live.ts'
import { allOf, type CriterionVerdict } from './verdict.ts'

/** One check of deployment or adoption. */
export interface StateCheck {
  readonly id: string
  readonly verdict: CriterionVerdict
  readonly sentence: string
}

export interface Deployment {
  readonly verdict: CriterionVerdict
  readonly sentence: string
  readonly checks: readonly StateCheck[]
}

/** A technical fact of three checks: running, accessible, supported. It says nothing about anybody using it. */
export function deploymentOf(facts: HandoverFacts, now: Date): Deployment {
  const { activeRelease, rolloutPercent, paused } = facts.workflow
  const by = liveBy(facts, now)
  const isRunning = by !== null && !paused
  const answered = recentAnswers(facts, now)
  // The one who keeps the machines up, else the one who cares for it daily.
  const hasInfrastructure = facts.duties.some(({ duty }) => duty === 'infrastructure')
  const keeper = holderOf(facts, hasInfrastructure ? 'infrastructure' : 'daily-care')
  const checks: StateCheck[] = [
    {
      id: 'running',
      verdict: isRunning ? 'met' : 'unmet',
      sentence:
        activeRelease === null
          ? by === 'outside'
            ? 'It runs outside the gate: its runs come in, and no release of it is active here.'
            : 'No release runs.'
          : paused
            ? 'It is paused.'
            : rolloutPercent === 0
              ? 'The AI may see no unit.'
              : `Release ${activeRelease.name} runs for ${rolloutPercent} % of the units.`,
    },
    {
      id: 'accessible',
      verdict: answered > 0 ? 'met' : 'unknown',
      sentence:
        answered > 0
          ? `It gave ${answered} answers within the last ${LIVE_DAYS} days.`
          : `It gave no answer within the last ${LIVE_DAYS} days.`,
    },
    {
      id: 'supported',
      verdict: keeper === null ? 'unmet' : 'met',
      sentence: keeper === null ? 'Nobody by name keeps it running.' : `${keeper.name} keeps it running.`,
    },
  ]
  const verdict = allOf(checks.map((check) => check.verdict))
  const first = checks.find((check) => check.verdict !== 'met')
  return {
    verdict,
    checks,
    sentence:
      first === undefined
        ? 'Deployed: it runs, gives answers and is kept running.'
        : `${verdict === 'unmet' ? 'Not deployed' : 'Not known whether it is deployed'}: ${first.sentence}`,
  }
}
