import { IconPlayerPauseFilled } from '@tabler/icons-react'
import type { WorkflowSummary } from '../../api/workflows.ts'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatNumber } from '../../words/format.ts'
import classes from './workflow-state.module.css'

/** What a workflow is in now, in a few words: its release, or that it is paused or has none; and what waits. */
export function WorkflowState({ workflow }: { readonly workflow: WorkflowSummary }) {
  const { paused, activeRelease, rolloutPercent, waiting, overdue, slug } = workflow
  return (
    <span className={classes.state}>
      {paused !== null && (
        <span className={classes.paused}>
          <IconPlayerPauseFilled size={11} aria-hidden /> Paused
        </span>
      )}
      {activeRelease === null ? (
        <span className={classes.none}>No active release</span>
      ) : (
        <span className="num">
          {activeRelease.name}, {formatNumber(rolloutPercent)}
          {'\u00a0'}% of units
        </span>
      )}
      {waiting > 0 && (
        <To href={paths.inbox({ workflow: slug })} className={overdue > 0 ? classes.overdue : classes.waiting}>
          {formatNumber(waiting)} waiting{overdue > 0 && `, ${formatNumber(overdue)} overdue`}
        </To>
      )}
    </span>
  )
}
