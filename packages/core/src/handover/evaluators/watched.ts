import { daysWithin, MEASURES, measure } from '../../runs/measures.ts'
import { counted, listInWords } from '../../workflows/in-words.ts'
import { defineEvaluator } from './evaluator.ts'
import { wholeNumber } from './params.ts'
import { ago, dayOf, figure } from './say.ts'

const HOUR_MS = 3_600_000

/** The figures that were agreed are on the Health page and looked at by the server, before all units depend on them. */
export const watched = defineEvaluator({
  name: 'watched',
  says: 'Every written target is measured, a baseline stands, and the server holds what runs against it.',
  params: {
    windowDays: wholeNumber('Days within which each target must have been measured.', 28, { least: 1, most: 400 }),
    maxAgeHours: wholeNumber('Hours after which the last look is too old.', 24, { least: 1, most: 24 * 31 }),
  },
  judge({ params: { windowDays, maxAgeHours }, facts: { watch, targets, days }, now }) {
    if (watch === null) {
      const sentence = 'Whether its figures are watched is not known.'
      return { verdict: 'unknown', sentence, missing: ['Open Health: no run has been counted there.'] }
    }
    const { baseline, lookedAt } = watch
    const recent = daysWithin(days, windowDays, now)
    const unmeasured = targets.filter((target) => measure(recent, target.measure, 1).kind === 'insufficient')
    const names = listInWords(unmeasured.map((target) => `“${MEASURES[target.measure].name}”`))
    const stale = lookedAt === null || now.getTime() - lookedAt.getTime() > maxAgeHours * HOUR_MS
    const missing = [
      ...(targets.length === 0 ? ['Write the targets that were agreed: nothing is there to be watched.'] : []),
      ...(unmeasured.length === 0 ? [] : [`Have runs that measure ${names}.`]),
      ...(baseline === null ? ['Take a baseline on Health: a window of 30 runs or more.'] : []),
      ...(stale ? ['Have the server look: its jobs must run.'] : []),
    ]
    const looked = lookedAt === null ? 'never looked at' : `last looked at ${ago(lookedAt, now)}`
    const held =
      baseline === null ? 'no baseline stands' : `held against “${baseline.name}” (${figure(baseline.runs)} runs)`
    const measured = `${String(targets.length - unmeasured.length)} of ${counted(targets.length, 'target')} measured over the last ${counted(windowDays, 'day')}`
    return {
      verdict: missing.length === 0 ? 'met' : 'unmet',
      sentence: `${measured}, ${held}, ${looked}.`,
      evidence:
        baseline === null
          ? []
          : [{ text: `Baseline “${baseline.name}” of ${dayOf(baseline.at)}`, at: baseline.at, ref: 'health' }],
      missing,
    }
  },
})
