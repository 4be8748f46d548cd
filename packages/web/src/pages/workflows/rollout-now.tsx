import type { WorkflowDetail } from '../../api/workflows.ts'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import { formatNumber, NBSP } from '../../words/format.ts'
import classes from './rollout-now.module.css'

/** The share of units that may meet the AI now, and the release that rolls out; both change by a change alone. */
export function RolloutNow({ workflow }: { readonly workflow: WorkflowDetail }) {
  const { activeRelease, candidate, rolloutPercent, slug } = workflow
  if (activeRelease === null) {
    return (
      <p className="quiet">
        No release runs. The first one comes by <To href={paths.changes(slug)}>a change</To>.
      </p>
    )
  }
  return (
    <div className={classes.rollout}>
      <p>
        <span className={`${classes.percent} num`}>
          {formatNumber(rolloutPercent)}
          {NBSP}%
        </span>{' '}
        <span className="quiet">of units may meet the AI</span>
      </p>
      {candidate !== null && (
        <p className={classes.candidate}>
          Release <To href={paths.release(slug, candidate.hash)}>{candidate.name}</To> is rolling out to{' '}
          {formatNumber(candidate.percent)}
          {NBSP}% of them.
        </p>
      )}
    </div>
  )
}
