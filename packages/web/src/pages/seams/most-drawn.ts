/** So many seams are drawn at first: beyond, the picture says less than its table. */
export const MOST_DRAWN = 40

/** The pairs over which work waits longest in all, as many as a picture holds. */
export function mostDrawn<Pair extends { readonly count: number; readonly waitMs: number }>(
  pairs: readonly Pair[],
): readonly Pair[] {
  return pairs.toSorted((a, b) => b.count * b.waitMs - a.count * a.waitMs || b.count - a.count).slice(0, MOST_DRAWN)
}
