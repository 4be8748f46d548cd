import { counted } from '../../workflows/in-words.ts'
import { deviationsSeen } from '../deviations.ts'
import { evidenceOf, weekOf } from './acts.ts'
import { defineEvaluator } from './evaluator.ts'
import { wholeNumber } from './params.ts'

/** What is noise in the second week is a pattern by the sixth: the same departure in several weeks must be dealt with. */
export const deviationsFollowed = defineEvaluator({
  name: 'deviations-followed',
  says: 'Departures from expected behaviour are written down in weekly reviews, and what comes back is closed.',
  params: {
    reviews: wholeNumber('Weekly reviews in which departures were looked for.', 6, { least: 1, most: 100 }),
    weeks: wholeNumber('Different weeks after which a departure is a pattern.', 2, { least: 2, most: 52 }),
  },
  judge({ params: { reviews, weeks }, facts }) {
    const noted = facts.acts.filter(({ kind }) => kind === 'deviation-noted')
    const held = new Set(facts.acts.filter(({ kind }) => kind === 'weekly-review').map(({ at }) => weekOf(at))).size
    const patterns = deviationsSeen(facts.acts)
      .filter((seen) => seen.weeks >= weeks && !seen.closed)
      .map((seen) => `Close "${seen.what}": it came in ${seen.weeks} different weeks.`)
    const evidence = evidenceOf(noted, facts)
    if (patterns.length > 0) {
      return {
        verdict: 'unmet',
        sentence: `${counted(patterns.length, 'departure')} came back week after week and ${patterns.length === 1 ? 'is' : 'are'} open.`,
        evidence,
        missing: patterns,
      }
    }
    if (held < reviews) {
      return {
        verdict: held === 0 ? 'unknown' : 'unmet',
        sentence: `${held} of ${counted(reviews, 'weekly review')} held; ${counted(noted.length, 'departure')} written down.`,
        evidence,
        missing: [
          `Hold ${counted(reviews - held, 'more weekly review')}, and write down every departure, however small.`,
        ],
      }
    }
    return {
      verdict: 'met',
      sentence: `${counted(noted.length, 'departure')} written down in ${counted(held, 'weekly review')}; none comes back unanswered.`,
      evidence,
    }
  },
})
