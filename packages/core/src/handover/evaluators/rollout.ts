import { counted } from '../../workflows/in-words.ts'
import { defineEvaluator } from './evaluator.ts'
import { wholeNumber } from './params.ts'
import { daysBetween } from './say.ts'

/** A gradual start, not a cutover, with the way back still open. */
export const rolloutStart = defineEvaluator({
  name: 'rollout-start',
  says: 'A release starts with a small share of the units, and what happened before stays available as the fallback.',
  params: {
    least: wholeNumber('Smallest share to start with, in percent.', 10, { least: 1, most: 100 }),
    most: wholeNumber('Largest share to start with, in percent.', 20, { least: 1, most: 100 }),
  },
  judge({ params: { least, most }, facts: { manifest, workflow } }) {
    if (manifest === null) {
      return {
        verdict: 'unknown',
        sentence: 'There is no release yet.',
        missing: ['Propose a release with its rollout steps.'],
      }
    }
    const { percent, steps } = manifest.rollout
    const start = percent > 0 ? percent : (steps[0] ?? 0)
    const hasFallback = manifest.fallback.sentence.trim() !== ''
    const missing = [
      ...(start >= least && start <= most
        ? []
        : [`Start the rollout with ${least} to ${most} % of the units, not ${start} %.`]),
      ...(hasFallback ? [] : ["Say what happens to units that the AI can't serve."]),
    ]
    return {
      verdict: missing.length === 0 ? 'met' : 'unmet',
      sentence: `The rollout starts with ${start} % of the units${hasFallback ? '; the others take the way they took before' : ''}.`,
      missing,
      asOf: workflow.activeRelease?.activatedAt ?? null,
    }
  },
})

/** How far the rollout has come, and for how long the release has held. */
export const rolloutReached = defineEvaluator({
  name: 'rollout-reached',
  says: 'A release runs, is not paused, and the AI may see at least this share of the units.',
  params: {
    atLeast: wholeNumber('Share in percent.', 100, { least: 1, most: 100 }),
    forDays: wholeNumber('Days since the release went live.', 0, { most: 400 }),
  },
  judge({ params: { atLeast, forDays }, facts: { workflow }, now }) {
    const { activeRelease, rolloutPercent, paused } = workflow
    if (activeRelease === null) {
      return { verdict: 'unknown', sentence: 'No release runs.', missing: ['Take a release live.'] }
    }
    const age = daysBetween(activeRelease.activatedAt, now)
    const missing = [
      ...(paused ? ['End the pause.'] : []),
      ...(rolloutPercent >= atLeast ? [] : [`Raise the rollout from ${rolloutPercent} % to ${atLeast} %.`]),
      ...(age >= forDays ? [] : [`Let the release run for ${counted(forDays - age, 'more day')}.`]),
    ]
    return {
      verdict: missing.length === 0 ? 'met' : 'unmet',
      sentence: `The AI may see ${rolloutPercent} % of the units${paused ? ', and is paused' : ''}; ${atLeast} % are needed.`,
      evidence: [{ text: `Release ${activeRelease.name} went live`, at: activeRelease.activatedAt, ref: null }],
      missing,
    }
  },
})
