import { counted } from '../../workflows/in-words.ts'
import { stateOf } from './documents.ts'
import { defineEvaluator } from './evaluator.ts'
import { idsOf } from './params.ts'

const ABOUT = { ownership: 'who owns it', success: 'what success is', failure: 'what counts as a failure' } as const

/** Where people still argue about ownership, success or failure, the workflow is an experiment. */
export const agreed = defineEvaluator({
  name: 'agreed',
  says: 'No disagreement about ownership, success or failure is open, and those who must agree have signed what holds.',
  params: { documents: idsOf('document', 'Document that says what holds.', null) },
  judge({ params: { documents }, playbook, facts }) {
    const open = facts.disagreements.filter(({ settledAt }) => settledAt === null)
    if (open.length > 0) {
      return {
        verdict: 'unmet',
        sentence: `${counted(open.length, 'disagreement')} ${open.length === 1 ? 'is' : 'are'} open: while people argue, it is an experiment.`,
        evidence: open
          .toReversed()
          .map(({ about, text, openedAt }) => ({ text: `About ${ABOUT[about]}: ${text}`, at: openedAt, ref: null })),
        missing: open.map(({ about, text }) => `Settle ${ABOUT[about]}: ${text}`),
      }
    }
    const states = playbook.documents
      .filter(({ id }) => documents.includes(id))
      .map((document) => stateOf(document, { playbook, facts, moment: { kind: 'not-yet' }, signed: true, read: false }))
    const unsigned = states.flatMap(({ missing = [] }) => missing)
    const evidence = states.flatMap(({ evidence = [] }) => evidence)
    if (states.length === 0 || unsigned.length > 0) {
      return {
        verdict: 'unknown',
        sentence: 'No disagreement is open, and whether all agree is not said yet.',
        evidence,
        missing: unsigned,
      }
    }
    const settled = facts.disagreements.length
    return {
      verdict: 'met',
      sentence: `No disagreement is open${settled > 0 ? `, ${settled} settled` : ''}; what holds is signed.`,
      evidence,
    }
  },
})
