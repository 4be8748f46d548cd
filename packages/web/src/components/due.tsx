import { Tooltip } from '@mantine/core'
import { formatInstant, NBSP, roughly } from '../words/format.ts'
import classes from './due.module.css'
import { useNow } from './use-now.ts'

const SOON_MS = 30 * 60_000

/** When a case is due: quiet while there is time, amber when it is near, rust when it is past. */
export function Due({ at }: { readonly at: string }) {
  const now = useNow()
  const due = new Date(at)
  const left = due.getTime() - now.getTime()
  const tone = left < 0 ? 'late' : left < SOON_MS ? 'soon' : 'calm'
  const text = left < 0 ? `overdue by${NBSP}${roughly(-left)}` : `due in${NBSP}${roughly(left)}`
  return (
    <Tooltip label={`Due ${formatInstant(due)}`}>
      <time dateTime={at} className={`${classes[tone]} num`}>
        {text}
      </time>
    </Tooltip>
  )
}
