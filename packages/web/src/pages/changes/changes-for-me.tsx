import type { ChangeSummary } from '../../api/changes.ts'
import { To } from '../../components/to.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import classes from './changes-for-me.module.css'

/** What waits for the reader's word: which change of which workflow, and what it waits for. */
export function ChangesForMe({ changes }: { readonly changes: readonly ChangeSummary[] }) {
  return (
    <ul className={classes.list}>
      {changes.map((change) => (
        <li key={change.id} className={classes.item}>
          <To href={paths.change(change.workflow, change.id)} className={classes.title}>
            {change.title} of {change.workflowName}
          </To>
          <span className={classes.waits}>
            {change.waitsFor} Proposed by {change.proposedBy.name}, <When at={change.proposedAt} />.
          </span>
        </li>
      ))}
    </ul>
  )
}
