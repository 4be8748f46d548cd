import type { Task } from '../../platform/jobs/index.ts'
import { feedbackSweep, feedbackTimer } from './feedback-timer.ts'

export { flagFromSlack } from './flag-from-slack.ts'
export { registerFeedback } from './register-feedback.ts'

/** What `startJobs` runs for feedback. */
export const feedbackTasks: readonly Task[] = [feedbackTimer, feedbackSweep]
export { reliabilityReports } from './reliability-reports.ts'
export { feedbackBetween, overdueOf } from './store.ts'
