import { daysWithin } from '../../runs/measures.ts'
import { counted } from '../../workflows/in-words.ts'
import { defineEvaluator } from './evaluator.ts'
import { wholeNumber } from './params.ts'
import { figure } from './say.ts'

/** Real units that the AI answered: ten examples of a prototype are not in the runs, and no document or act adds to them. */
export const runVolume = defineEvaluator({
  name: 'run-volume',
  says: 'Enough real units were answered by the AI within a window; curated examples count nothing.',
  params: {
    atLeast: wholeNumber('Real units that the AI must have been asked for.', 1000, { least: 1 }),
    windowDays: wholeNumber('Days that end today.', 28, { least: 1, most: 400 }),
    onDays: wholeNumber('Different days on which they must have come.', 1, { least: 1, most: 400 }),
  },
  judge({ params: { atLeast, windowDays, onDays }, facts, now }) {
    const days = daysWithin(facts.days, windowDays, now).filter(({ called }) => called > 0)
    const units = days.reduce((sum, { called }) => sum + called, 0)
    const within = `within the last ${counted(windowDays, 'day')}`
    if (units === 0) {
      return {
        verdict: 'unknown',
        sentence: `No real unit was answered by the AI ${within}.`,
        missing: [`Let the AI answer ${figure(atLeast)} real units.`],
      }
    }
    const sentence = `${figure(units)} real units were answered by the AI on ${counted(days.length, 'day')} ${within}; ${figure(atLeast)} are needed${onDays > 1 ? ` on ${onDays} days` : ''}.`
    const missing = [
      ...(units < atLeast ? [`Let the AI answer ${figure(atLeast - units)} more real units.`] : []),
      ...(days.length < onDays ? [`Let it run on ${counted(onDays - days.length, 'more day')}.`] : []),
    ]
    const evidence = days
      .toReversed()
      .slice(0, 7)
      .map(({ day, called }) => ({
        text: `${figure(called)} units`,
        at: new Date(`${day}T00:00:00.000Z`),
        ref: 'runs',
      }))
    return { verdict: missing.length === 0 ? 'met' : 'unmet', sentence, missing, evidence }
  },
})
