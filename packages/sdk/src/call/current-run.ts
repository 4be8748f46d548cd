import { AsyncLocalStorage } from 'node:async_hooks'
import type { CallReport } from './usage.ts'

/** The run in whose call the code is running now: what adapters report to. */
export const currentRun = new AsyncLocalStorage<(report: CallReport) => void>()

/** Reports a model's call to the run around it; does nothing outside of one. */
export function reportToCurrentRun(report: CallReport): void {
  currentRun.getStore()?.(report)
}
