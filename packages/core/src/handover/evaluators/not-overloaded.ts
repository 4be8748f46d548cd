import { counted, listInWords } from '../../workflows/in-words.ts'
import { STAGES } from '../playbook.ts'
import { defineEvaluator } from './evaluator.ts'
import { idsOf, wholeNumber } from './params.ts'
import { dutyName, holderOf } from './people.ts'

/** The team of a pilot that also runs production, and starts the next pilot meanwhile, does neither. */
export const notOverloaded = defineEvaluator({
  name: 'not-overloaded',
  says: 'Whoever holds these duties is not building another pilot, nor holding duties in more workflows than she can carry.',
  params: {
    duties: idsOf('duty', 'Duties whose holders are looked at.', ['daily-care']),
    mostPilots: wholeNumber('Other workflows in design or pilot that a holder may carry duties in.', 0, { most: 100 }),
    mostOthers: wholeNumber('Other workflows in all.', 5, { most: 1000 }),
  },
  judge({ params: { duties, mostPilots, mostOthers }, playbook, facts }) {
    const holders = duties.map((duty) => ({ duty, holder: holderOf(facts, duty) }))
    const unfilled = holders.filter(({ holder }) => holder === null)
    const overloaded = holders.flatMap(({ duty, holder }) => {
      if (holder === null) return []
      const others = facts.elsewhere.filter(
        ({ person, workflow }) => person === holder.id && workflow !== facts.workflow.slug,
      )
      const workflows = [...new Set(others.map(({ workflow }) => workflow))]
      const pilots = [
        ...new Set(others.filter(({ stage }) => STAGES.indexOf(stage) <= 1).map(({ workflow }) => workflow)),
      ]
      const quoted = (names: readonly string[]) => listInWords(names.map((name) => `"${name}"`))
      if (pilots.length > mostPilots) {
        return [
          `Free ${holder.name} from the pilot ${quoted(pilots)}, or name somebody else for "${dutyName(playbook, duty)}".`,
        ]
      }
      if (workflows.length > mostOthers) {
        return [
          `Free ${holder.name}, who carries duties in ${workflows.length} other workflows, or name somebody else for "${dutyName(playbook, duty)}".`,
        ]
      }
      return []
    })
    if (overloaded.length > 0) {
      return {
        verdict: 'unmet',
        sentence: `${counted(overloaded.length, 'holder')} carr${overloaded.length === 1 ? 'ies' : 'y'} too much elsewhere.`,
        missing: overloaded,
      }
    }
    if (unfilled.length > 0) {
      return {
        verdict: 'unknown',
        sentence: 'Whether the holders carry too much is not known while duties have no single name.',
        missing: unfilled.map(({ duty }) => `Name one person for "${dutyName(playbook, duty)}".`),
      }
    }
    return {
      verdict: 'met',
      sentence: `Nobody who holds ${listInWords(duties.map((duty) => `"${dutyName(playbook, duty)}"`))} carries too much elsewhere.`,
      evidence: holders.map(({ duty, holder }) => ({
        text: `${dutyName(playbook, duty)}: ${holder?.name ?? ''}`,
        at: null,
        ref: `duty:${duty}`,
      })),
    }
  },
})
