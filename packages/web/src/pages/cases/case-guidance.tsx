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

/** When to rely on an output like this one, as somebody stands by it, and what went wrong with such before. */
export function CaseGuidance({ id, workflow, className }: CaseGuidanceProps) {
  const { data } = useQuery(caseGuidanceQuery(id))
  if (data === undefined) return null
  const { lines, confirmedBy, failures } = data
  const isConfirmed = confirmedBy !== null && lines.length > 0
  if (!isConfirmed && failures.length === 0) return null
  return (
    <div className={className}>
      <details className={classes['guidance']} open>
        <summary>
          {isConfirmed ? (
            <>
              When to rely on it <span className={classes['by']}>{confirmedBy.name} stands by this</span>
            </>
          ) : (
            'Known to go wrong here'
          )}
        </summary>
        <ul>
          {lines.map(({ kind, text }) => (
            <li key={`${kind} ${text}`}>
              {kind === 'override' && <span className={classes['kind']}>{LINE_KINDS.override}: </span>}
              {text}
            </li>
          ))}
          {failures.map(({ id: failure, name, guidance }) => (
            <li key={failure}>
              <span className={classes['kind']}>Went wrong before: </span>
              <To href={paths.failureCase(failure)}>{name}</To>
              {guidance === '' ? '' : `. ${guidance}`}
            </li>
          ))}
        </ul>
        {isConfirmed && <To href={paths.trust(workflow)}>See the figures</To>}
      </details>
    </div>
  )
}
