import classes from './fault-list.module.css'
import type { PlacedFault } from './place-faults.ts'

interface FaultListProps {
  readonly faults: readonly PlacedFault[]
  readonly onGo: (line: number, column: number) => void
}

/** What is wrong, in the order of the lines; each leads to its place. */
export function FaultList({ faults, onGo }: FaultListProps) {
  return (
    <ol className={classes.list}>
      {faults.map((fault) => (
        <li
          key={`${fault.path} ${fault.line} ${fault.message}`}
          className={classes.fault}
          data-touched={fault.touched || undefined}
        >
          <FaultPlace fault={fault} onGo={onGo} />
          <span className={classes.message}>{fault.message}</span>
          {fault.path !== '' && <code className={classes.path}>{fault.path}</code>}
        </li>
      ))}
    </ol>
  )
}

function FaultPlace({
  fault: { line, column, touched },
  onGo,
}: {
  readonly fault: PlacedFault
  readonly onGo: FaultListProps['onGo']
}) {
  if (line === null) return <span className={classes.nowhere}>{touched ? 'Line changed since' : 'Whole manifest'}</span>
  return (
    <button type="button" className={`${classes.place} num`} onClick={() => onGo(line, column ?? 1)}>
      Line {line}
      {column !== null && `, column ${column}`}
    </button>
  )
}
