import { counted } from '../../workflows/in-words.ts'
import { defineEvaluator } from './evaluator.ts'
import { nameOf } from './people.ts'
import { dayOf } from './say.ts'

/** One page that somebody has confirmed for what runs now, with the day on which it is looked at again. */
export const runbook = defineEvaluator({
  name: 'runbook',
  says: 'The runbook was confirmed for the release that runs, has no open problem, and is not due for review.',
  params: {},
  judge({ facts, now }) {
    const page = facts.runbook
    const release = facts.workflow.activeRelease
    if (page === null)
      return {
        verdict: 'unmet',
        sentence: 'Nobody has confirmed the runbook.',
        missing: ['Read the runbook and confirm it.'],
      }
    const evidence = [{ text: `Confirmed by ${nameOf(facts, page.confirmedBy)}`, at: page.confirmedAt, ref: null }]
    if (release === null)
      return {
        verdict: 'unknown',
        sentence: 'The runbook is confirmed, and no release runs.',
        evidence,
        missing: ['Take a release live.'],
      }
    const missing = [
      ...(page.release === release.hash
        ? []
        : [`Confirm the runbook again: the release has moved to ${release.name}.`]),
      ...(page.reviewBy > now ? [] : [`Confirm the runbook again: it was to be reviewed by ${dayOf(page.reviewBy)}.`]),
      ...page.problems.map((problem) => `Mend the runbook: ${problem}`),
    ]
    return {
      verdict: missing.length === 0 ? 'met' : 'unmet',
      sentence:
        missing.length === 0
          ? `Confirmed by ${nameOf(facts, page.confirmedBy)}, to be reviewed by ${dayOf(page.reviewBy)}.`
          : `The runbook has ${counted(missing.length, 'open point')}.`,
      evidence,
      missing,
    }
  },
})
