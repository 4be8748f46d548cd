import { IconAlertTriangle, IconCheck, IconCircleDashed, IconCircleDot, IconUserExclamation } from '@tabler/icons-react'
import classes from './mark.module.css'

export type MarkTone = 'good' | 'person' | 'alarm' | 'quiet' | 'unknown'

const ICONS = {
  good: IconCheck,
  person: IconUserExclamation,
  alarm: IconAlertTriangle,
  quiet: IconCircleDot,
  unknown: IconCircleDashed,
} as const

/** A state as icon, word and colour together. */
export function Mark({ tone, children }: { readonly tone: MarkTone; readonly children: string }) {
  const Icon = ICONS[tone]
  return (
    <span className={`${classes.mark} ${classes[tone]}`}>
      <Icon size={14} stroke={2} aria-hidden />
      {children}
    </span>
  )
}
