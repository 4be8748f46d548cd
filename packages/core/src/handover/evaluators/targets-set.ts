import { MEASURES } from '../../runs/measures.ts'
import { counted } from '../../workflows/in-words.ts'
import { defineEvaluator } from './evaluator.ts'
import { EVENTS, momentOf } from './events.ts'
import { nameOf } from './people.ts'
import { oneOf, wholeNumber } from './params.ts'
import { dayOf } from './say.ts'

/** "Good enough" is written before it counts, so that nobody bends it to what came out. */
export const targetsSet = defineEvaluator({
  name: 'targets-set',
  says: 'Somebody wrote the least acceptable figures down, and did so in time.',
  params: {
    atLeast: wholeNumber('Targets that must be written.', 1, { least: 1, most: 20 }),
    before: oneOf('Moment before which they must have been written.', EVENTS, 'any-time'),
  },
  judge({ params: { atLeast, before }, facts, now }) {
    const { targets } = facts
    const evidence = targets.map(({ measure, setBy, setAt }) => ({
      text: `${MEASURES[measure].name}, written by ${nameOf(facts, setBy)}`,
      at: setAt,
      ref: null,
    }))
    if (targets.length < atLeast) {
      return {
        verdict: 'unmet',
        sentence: `${counted(targets.length, 'target')} written; ${atLeast} needed.`,
        evidence,
        missing: [`Write ${counted(atLeast - targets.length, 'more target')}.`],
      }
    }
    const moment = momentOf(before, facts)
    if (moment.kind === 'untold') {
      return {
        verdict: 'unknown',
        sentence: 'Whether the targets came in time is not known.',
        evidence,
        missing: [moment.missing],
      }
    }
    const limit = moment.kind === 'at' ? moment.at : now
    const inTime = targets.filter(({ setAt }) => setAt <= limit)
    if (moment.kind === 'at' && inTime.length < atLeast) {
      return {
        verdict: 'unmet',
        sentence: `${inTime.length} of ${counted(targets.length, 'target')} were written before ${moment.name} (${dayOf(moment.at)}).`,
        evidence,
        missing: [
          'Targets that are written afterwards do not count here: go back a stage, or have it waived with a reason.',
        ],
      }
    }
    return {
      verdict: 'met',
      sentence: `${counted(inTime.length, 'target')} written${moment.kind === 'at' ? ` before ${moment.name}` : ''}.`,
      evidence,
    }
  },
})
