import { Tooltip } from '@mantine/core'
import { formatInstant, formatRelative, formatTime } from '../words/format.ts'
import { useNow } from './use-now.ts'

interface WhenProps {
  readonly at: string
  /** `relative` is "3 min ago", `time` is "14:05"; the whole instant with its zone is on hover. */
  readonly as?: 'relative' | 'time' | 'instant'
}

export function When({ at, as = 'relative' }: WhenProps) {
  const now = useNow()
  const instant = new Date(at)
  const full = formatInstant(instant)
  if (as === 'instant') {
    return (
      <time dateTime={at} className="num">
        {full}
      </time>
    )
  }
  return (
    <Tooltip label={full}>
      <time dateTime={at} className="num">
        {as === 'time' ? formatTime(instant) : formatRelative(instant, now)}
      </time>
    </Tooltip>
  )
}
