import { daysWithin } from '../../runs/measures.ts'
import { counted } from '../../workflows/in-words.ts'
import { allOf } from '../verdict.ts'
import { defineEvaluator } from './evaluator.ts'
import { wholeNumber } from './params.ts'
import { daysBefore, daysBetween } from './say.ts'
import { judgeTargets } from './targets-met.ts'

/** The same behaviour on most days: runs all along, nothing taken back, the targets met over the whole time. */
export const stableDays = defineEvaluator({
  name: 'stable-days',
  says: 'For a number of days the workflow ran, no change was rolled back, and every target was met.',
  params: {
    days: wholeNumber('Days that end today.', 30, { least: 1, most: 400 }),
    runDays: wholeNumber('Of them, days with units that the AI answered.', 15, { least: 1, most: 400 }),
    minimum: wholeNumber('Fewest units for a figure.', 30, { least: 1 }),
  },
  judge({ params: { days, runDays, minimum }, ...input }) {
    const { facts, now } = input
    const ran = daysWithin(facts.days, days, now).filter(({ called }) => called > 0)
    if (ran.length === 0) {
      return {
        verdict: 'unknown',
        sentence: `The AI answered nothing within the last ${counted(days, 'day')}.`,
        missing: [`Let it run for ${counted(days, 'day')}.`],
      }
    }
    const first = facts.days.find(({ called }) => called > 0)?.day ?? ''
    const age = daysBetween(new Date(`${first}T00:00:00.000Z`), now) + 1
    const since = daysBefore(now, days)
    const rolledBack = facts.changes.filter(
      ({ state, endedAt }) => state === 'rolled-back' && endedAt !== null && endedAt > since && endedAt <= now,
    )
    const targets = judgeTargets(input, { windowDays: days, minimum, measures: [] })
    const missing = [
      ...(age < days ? [`Let it run for ${counted(days - age, 'more day')}.`] : []),
      ...(ran.length < runDays ? [`Runs on ${runDays} days are needed; there were some on ${ran.length}.`] : []),
      ...(rolledBack.length > 0 ? [`Run ${counted(days, 'day')} without a rollback.`] : []),
      ...(targets.missing ?? []),
    ]
    const time = age < days || ran.length < runDays || rolledBack.length > 0 ? 'unmet' : 'met'
    return {
      verdict: allOf([time, targets.verdict]),
      sentence: `Ran on ${ran.length} of the last ${counted(days, 'day')}, ${counted(rolledBack.length, 'rollback')}; ${targets.sentence}`,
      evidence: [
        ...rolledBack.map(({ id, endedAt }) => ({
          text: 'A change was rolled back',
          at: endedAt,
          ref: `change:${id}`,
        })),
        ...(targets.evidence ?? []),
      ],
      missing,
    }
  },
})
