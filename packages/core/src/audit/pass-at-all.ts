/** Trials of one task and how many of them succeeded. */
export interface TaskTrials {
  readonly trials: number
  readonly successes: number
}

/**
 * How likely all of k trials of the same task succeed, for k = 1, 2, …: pass^k = mean over the tasks of C(c, k) / C(n, k), where c
 * of a task's n trials succeeded (Yao et al., "τ-bench", 2024, arXiv:2406.12045, section 3). For k = 1 it is the mean
 * success. A task counts for k where it was tried at least k times, and k goes as far as half of the tasks reach.
 *
 * Its test checks gpt-4o on tasks 0 to 24 of τ-bench's airline: .31, .1933, .17, .16.
 */
export function passAtAll(tasks: readonly TaskTrials[]): readonly number[] {
  const shares: number[] = []
  for (let k = 1; ; k++) {
    const tried = tasks.filter(({ trials }) => trials >= k)
    if (tried.length === 0 || tried.length * 2 < tasks.length) return shares
    shares.push(tried.reduce((sum, task) => sum + allOf(task, k), 0) / tried.length)
  }
}

/** C(c, k) / C(n, k), multiplied step by step so that nothing overflows. */
function allOf({ trials, successes }: TaskTrials, k: number): number {
  let share = 1
  for (let i = 0; i < k; i++) share *= Math.max(0, successes - i) / (trials - i)
  return share
}
