import { rowScores } from '../../packages/core/src/detection/offline/departures.ts'
import {
  bestThreshold,
  normalised,
  readCorpus,
  readProfiles,
  readScores,
  scoreFile,
  type Counted,
  type NabFile,
  type Profile,
} from './nab.ts'
import { printTable } from './print-table.ts'
import { windowedGaussian } from './windowed-gaussian.ts'

interface NabResult {
  readonly checked: string
  readonly files: number
  /** For all rows of all files. */
  readonly milliseconds: number
  readonly profiles: Readonly<
    Record<
      string,
      {
        readonly score: number
        readonly threshold: number
        /** With the threshold that is built in. */
        readonly scoreAtHalf: number
        readonly windowsFound: number
        readonly windows: number
        readonly falsePositives: number
      }
    >
  >
  /** Detectors by name, their published scores of the same files by profile, normalised as ours. */
  readonly published: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** The scores of the rows of NAB's files, scored as its own program does. */
export function benchNab(folder: string): NabResult {
  const corpus = readCorpus(folder)
  const profiles = Object.entries(readProfiles(folder))
  const checked = checkScorer(folder, corpus, profiles)
  const started = performance.now()
  const scores = corpus.map(({ values }) => rowScores(values).map(({ score }) => score))
  const milliseconds = Math.round(performance.now() - started)
  const result = {
    checked,
    files: corpus.length,
    milliseconds,
    profiles: Object.fromEntries(profiles.map(([name, profile]) => [name, profileOf(corpus, scores, profile)])),
    published: Object.fromEntries(
      DETECTORS.map((detector) => [
        detector,
        Object.fromEntries(
          profiles.map(([name, profile]) => {
            const theirs = readScores(folder, detector, name)
            const total = corpus.reduce((sum, file) => sum + (theirs.get(file.name)?.score ?? Number.NaN), 0)
            return [name, normalised(total, corpus, profile)]
          }),
        ),
      ]),
    ),
  }
  print(result)
  return result
}

function profileOf(corpus: readonly NabFile[], scores: readonly (readonly number[])[], profile: Profile) {
  const { threshold, score } = bestThreshold(corpus, scores, profile)
  const atHalf = corpus.reduce((sum, file, i) => sum + scoreFile(file, scores[i] ?? [], 0.5, profile).score, 0)
  const counts = corpus.map((file, i) => scoreFile(file, scores[i] ?? [], threshold, profile))
  return {
    score: normalised(score, corpus, profile),
    threshold,
    scoreAtHalf: normalised(atHalf, corpus, profile),
    windowsFound: counts.reduce((sum, { windowsFound }) => sum + windowsFound, 0),
    windows: corpus.reduce((sum, { windows }) => sum + windows.length, 0),
    falsePositives: counts.reduce((sum, { fp }) => sum + fp, 0),
  }
}

/** Those whose scores of all shared files are published. */
const DETECTORS = [
  'ARTime',
  'bayesChangePt',
  'contextOSE',
  'earthgeckoSkyline',
  'expose',
  'htmjava',
  'knncad',
  'numenta',
  'numentaTM',
  'randomCutForest',
  'relativeEntropy',
  'skyline',
  'twitterADVec',
  'windowedGaussian',
] as const

/** Published as 1, which is this with the twelve digits that are printed. */
const GAUSSIAN_THRESHOLD = 1 - 4.965e-13

/** Scores NAB's own windowed Gaussian and "null" again: the score and all four counts must be those that are published. */
function checkScorer(
  folder: string,
  corpus: readonly NabFile[],
  profiles: readonly (readonly [string, Profile])[],
): string {
  const gaussian = corpus.map(({ values }) => windowedGaussian(values))
  for (const [name, profile] of profiles) {
    const published = readScores(folder, 'windowedGaussian', name)
    const nothing = readScores(folder, 'null', name)
    for (const [i, file] of corpus.entries()) {
      const isSame =
        same(scoreFile(file, gaussian[i] ?? [], GAUSSIAN_THRESHOLD, profile), published.get(file.name)) &&
        same(scoreFile(file, [], 0.6, profile), nothing.get(file.name))
      if (!isSame)
        throw new Error(`The scorer of NAB is wrong: "${file.name}" differs from its published score, ${name}.`)
    }
  }
  const n = corpus.length * profiles.length
  return `windowedGaussian and null scored again: score and counts of ${n} of ${n} agree with what is published`
}

function same(a: Counted, b: Counted | undefined): boolean {
  if (b === undefined) return false
  return Math.abs(a.score - b.score) < 1e-9 && a.tp === b.tp && a.tn === b.tn && a.fp === b.fp && a.fn === b.fn
}

function print({ files, profiles, published }: NabResult): void {
  const names = Object.keys(profiles)
  printTable(`NAB, normalised over the ${files} shared files, each detector at its best threshold of the profile`, [
    ['detector', ...names],
    ['Dayshift', ...names.map((name) => (profiles[name]?.score ?? 0).toFixed(2))],
    ['Dayshift at its own threshold', ...names.map((name) => (profiles[name]?.scoreAtHalf ?? 0).toFixed(2))],
    ...Object.entries(published)
      .toSorted(([, a], [, b]) => (b['standard'] ?? 0) - (a['standard'] ?? 0))
      .map(([detector, scores]) => [detector, ...names.map((name) => (scores[name] ?? 0).toFixed(2))]),
  ])
}
