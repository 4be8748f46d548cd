import { LINE_KINDS } from '@dayshift/core'
import { useQuery } from '@tanstack/react-query'
import { caseGuidanceQuery } from '../../api/trust.ts'
import { To } from '../../components/to.tsx'
import { paths } from '../../paths.ts'
import classes from './case-guidance.module.css'

interface CaseGuidanceProps {
  readonly id: string
  readonly workflow: string
  readonly className?: string | undefined
}

/** When to rely on an output like this one, as somebody stands by it; nothing where nobody does. */
export function CaseGuidance({ id, workflow, className }: CaseGuidanceProps) {
  const { data } = useQuery(caseGuidanceQuery(id))
  if (data === undefined || data.lines.length === 0 || data.confirmedBy === null) return null
  return (
    <div className={className}>
      <details className={classes['guidance']} open>
        <summary>
          When to rely on it <span className={classes['by']}>{data.confirmedBy.name} stands by this</span>
        </summary>
        <ul>
          {data.lines.map(({ kind, text }) => (
            <li key={`${kind} ${text}`}>
              {kind === 'override' && <span className={classes['kind']}>{LINE_KINDS.override}: </span>}
              {text}
            </li>
          ))}
        </ul>
        <To href={paths.trust(workflow)}>See the figures</To>
      </details>
    </div>
  )
}
