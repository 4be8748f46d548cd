import { counted, listInWords } from '../../workflows/in-words.ts'
import { defineEvaluator } from './evaluator.ts'
import { figure } from './say.ts'

/** A workflow dropped on a broken seam makes the mess faster: what it stands on must be ready first. */
export const seamsReady = defineEvaluator({
  name: 'seams-ready',
  says: 'Every seam that it stands on is mapped, explicit, owned and ready to automate.',
  params: {},
  judge({ facts: { seams } }) {
    if (seams.length === 0) {
      return {
        verdict: 'unknown',
        sentence: 'Nobody has said which seams it stands on.',
        missing: ['Say on the seam’s page that it stands on it.'],
      }
    }
    const open = seams.filter(({ ready }) => !ready)
    const evidence = seams.map(({ id, name, ready, lacks, errorsPerWeek }) => ({
      text: `“${name}”: ${ready ? 'ready.' : (lacks ?? 'not ready')} ${errorsPerWeek === null ? 'How many would go wrong a week is not known.' : `${figure(errorsPerWeek)} a week would go wrong.`}`,
      at: null,
      ref: `seam:${id}`,
    }))
    const names = listInWords(open.map(({ name }) => `“${name}”`))
    return open.length === 0
      ? { verdict: 'met', sentence: `All of ${counted(seams.length, 'seam')} that it stands on are ready.`, evidence }
      : {
          verdict: 'unmet',
          sentence: `${String(open.length)} of ${counted(seams.length, 'seam')} that it stands on ${open.length === 1 ? 'is' : 'are'} not ready: ${names}.`,
          evidence,
          missing: open.map(({ name, lacks }) => `Mend “${name}” in the fix order: ${lacks ?? 'it isn’t ready.'}`),
        }
  },
})
