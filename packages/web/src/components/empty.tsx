import type { ReactNode } from 'react'
import { CopyText } from './copy-text.tsx'
import classes from './empty.module.css'

interface EmptyProps {
  readonly title: string
  readonly children?: ReactNode
  /** A command that leads on, to be copied. */
  readonly commands?: readonly string[]
  readonly action?: ReactNode
}

/** An empty place says what will be here, and how to get there. */
export function Empty({ title, children, commands = [], action }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <svg viewBox="0 0 64 32" width="64" height="32" aria-hidden className={classes.sun}>
        <path d="M4 26h56" />
        <path d="M20 26a12 12 0 0 1 24 0" />
        <path d="M32 4v4M14.3 11.3l2.8 2.8M49.7 11.3l-2.8 2.8" />
      </svg>
      <div className={classes.title}>{title}</div>
      {children !== undefined && <div className={classes.text}>{children}</div>}
      {commands.map((command) => (
        <CopyText key={command} text={command} label={`the command ${command}`} block />
      ))}
      {action}
    </div>
  )
}
