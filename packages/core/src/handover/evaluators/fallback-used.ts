import { counted } from '../../workflows/in-words.ts'
import { defineEvaluator } from './evaluator.ts'
import { wholeNumber } from './params.ts'
import { ago, daysBefore } from './say.ts'

/** A way back that nobody ever took is a hope. */
export const fallbackUsed = defineEvaluator({
  name: 'fallback-used',
  says: 'The fallback really carried units: for real, or in a forced failure that was passed.',
  params: { maxAgeDays: wholeNumber('Longest time ago, in days.', 90, { least: 1, most: 400 }) },
  judge({ params: { maxAgeDays }, facts, now }) {
    const since = daysBefore(now, maxAgeDays)
    const evidence = [
      ...facts.acts
        .filter(({ kind }) => kind === 'fallback-used')
        .map(({ id, at, details }) => ({ text: `Used for real: ${details['what'] ?? ''}`, at, ref: `act:${id}` })),
      ...facts.drills
        .filter(({ kind, verdict }) => kind === 'forced-failure' && verdict === 'passed')
        .map(({ id, at }) => ({ text: 'Carried a forced failure', at, ref: `drill:${id}` })),
    ].sort((a, b) => b.at.getTime() - a.at.getTime())
    const [last] = evidence
    const missing = ['Force a failure on a few units, and let people take over.']
    if (last === undefined) return { verdict: 'unknown', sentence: 'The fallback was never used.', missing }
    if (last.at < since) {
      return {
        verdict: 'unmet',
        sentence: `The fallback was last used ${ago(last.at, now)}; ${counted(maxAgeDays, 'day')} are the most.`,
        evidence,
        missing,
      }
    }
    return { verdict: 'met', sentence: `The fallback was used ${ago(last.at, now)}.`, evidence }
  },
})
