import { Button } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle, IconUserExclamation } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { problemOf } from '../api/problem.ts'
import classes from './notice.module.css'

interface NoticeProps {
  readonly tone: 'person' | 'alarm' | 'quiet'
  readonly title?: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
}

const ICONS = { person: IconUserExclamation, alarm: IconAlertTriangle, quiet: IconInfoCircle } as const

export function Notice({ tone, title, children, action }: NoticeProps) {
  const Icon = ICONS[tone]
  return (
    <div className={`${classes.notice} ${classes[tone]}`} role={tone === 'alarm' ? 'alert' : undefined}>
      <Icon size={18} stroke={1.8} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        {title !== undefined && <div className={classes.title}>{title}</div>}
        {children}
      </div>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  )
}

/** What was tried, what is, what to do. */
export function ProblemNotice({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const problem = problemOf(error)
  return (
    <Notice
      tone="alarm"
      title={problem.title}
      action={
        again !== undefined && (
          <Button variant="default" size="xs" onClick={again}>
            Try again
          </Button>
        )
      }
    >
      <p>{problem.message}</p>
      {problem.mend !== null && <p>{problem.mend}</p>}
      {problem.errors.length > 0 && (
        <ul className={classes.errors}>
          {problem.errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path !== '' && path !== '/' && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
