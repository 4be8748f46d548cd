/** How often an owner may be paged without cause, over all her streams together. */
export interface PageBudget {
  /** False pages that may be expected within the horizon. */
  readonly pages: number
  /** How many streams share the budget: the most that she has at any moment of the horizon. */
  readonly streams: number
  /** Ticks of a stream within the horizon: 91 for a quarter whose streams tick by the day. */
  readonly ticks: number
}

export interface PageStream {
  readonly id: string
  /** What its detector says, started with `settingsWithin` the same budget. */
  readonly e: number
  /** Its part of the budget, where an equal part is 1; all weights together are at most the budget's `streams`. */
  readonly weight?: number
}

export interface PageVerdict {
  /** The streams that may page now, together as one page; strongest first. */
  readonly page: readonly string[]
  /** Each stream's part of what it needs to page by itself: 1 is enough. Strongest first. */
  readonly standing: readonly { readonly id: string; readonly share: number }[]
}

/** One half is for alarms by chance, the other for baselines that were misjudged from the start. */
const HALF = 0.5
const LEAST_CONFIDENCE = 0.95

/**
 * Which of an owner's streams may page now, so that at most `pages` false pages are expected within the horizon.
 *
 * The weighted e-Benjamini–Hochberg procedure over e-detectors: with v = weight·e·(pages/2)/(streams·ticks), the r strongest
 * page where r is the greatest with r streams of v ≥ 1/r. Source: Dandapanthula and Ramdas, "Multiple testing in
 * multi-stream sequential change detection", arXiv 2501.04130 (e-d-BH, the error over patience); Wang and Ramdas, JRSS B 84
 * (2022). With 4 streams, a budget of 2 and 10 ticks a stream pages by itself at 40, and two page together at 20 each.
 *
 * The guarantee, whatever the dependence within and between streams: let N count the pages of which no stream has changed.
 * Each takes away at least 2·streams·ticks/pages from the weighted sum S of the e-detectors of unchanged streams, as its
 * streams start anew; and S expects to grow by no more than the weight of each stream and tick. So
 * (2·streams·ticks/pages)·N + S − (weighted ticks of all streams) is a supermartingale, and E[N] ≤ pages/2 within the
 * horizon. The other half is for streams whose baseline's bound is on the wrong side: `settingsWithin` makes each of them
 * no more likely than weight·pages/(2·streams).
 *
 * It holds as long as a stream that has paged is left out until it is answered, then starts anew, and gets a new baseline
 * where the answer was "noise".
 */
export function whichPage(streams: readonly PageStream[], budget: PageBudget): PageVerdict {
  checkBudget(budget)
  const weights = streams.reduce((sum, { weight = 1 }) => sum + weightOf(weight), 0)
  // A rounding error of the weights is no breach.
  if (weights > budget.streams * (1 + 1e-9)) {
    throw new RangeError(
      `Cannot share a budget of pages among streams of weight ${weights}: it was made for ${budget.streams}`,
    )
  }
  const alone = alarmAlone(budget)
  const standing = streams
    .map(({ id, e, weight = 1 }) => ({ id, share: (weight * e) / alone }))
    .sort((a, b) => b.share - a.share || (a.id < b.id ? -1 : 1))
  let together = 0
  for (const [i, { share }] of standing.entries()) if (share * (i + 1) >= 1) together = i + 1
  return { page: standing.slice(0, together).map(({ id }) => id), standing }
}

/** How a stream's detector has to be started so that the guarantee of `whichPage` holds; `weight` as there. */
export function settingsWithin(budget: PageBudget, weight = 1): { readonly arl: number; readonly confidence: number } {
  checkBudget(budget)
  const confidence = Math.max(LEAST_CONFIDENCE, 1 - (weightOf(weight) * HALF * budget.pages) / budget.streams)
  return { arl: Math.max(1, alarmAlone(budget) / weight), confidence }
}

/** The e-value at which a stream of weight 1 pages by itself. */
function alarmAlone({ pages, streams, ticks }: PageBudget): number {
  return (streams * ticks) / (HALF * pages)
}

function weightOf(weight: number): number {
  if (weight > 0 && Number.isFinite(weight)) return weight
  throw new RangeError(`Cannot give a stream a weight of ${weight}: it must be above 0`)
}

function checkBudget({ pages, streams, ticks }: PageBudget): void {
  if (!(pages > 0 && streams >= 1 && ticks > 0 && Number.isFinite(streams * ticks))) {
    throw new RangeError(
      `Cannot share ${pages} pages among ${streams} streams of ${ticks} ticks: all three must be above 0`,
    )
  }
}
