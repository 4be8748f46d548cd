import type { Route } from '@dayshift/core'

/** The wire's counts name the fourth route without its hyphen. */
export interface CountsByRoute {
  readonly automatic: number
  readonly review: number
  readonly human: number
  readonly existingProcess: number
}

/** The routes in the order in which every picture stacks them, with their key in the wire's counts. */
export const ROUTE_KEYS = [
  { route: 'automatic', key: 'automatic' },
  { route: 'review', key: 'review' },
  { route: 'human', key: 'human' },
  { route: 'existing-process', key: 'existingProcess' },
] as const satisfies readonly { readonly route: Route; readonly key: keyof CountsByRoute }[]

export function totalOf(counts: CountsByRoute): number {
  return counts.automatic + counts.review + counts.human + counts.existingProcess
}
