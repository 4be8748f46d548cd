import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconQuestionMark,
} from '@tabler/icons-react'
import classes from './verdict-mark.module.css'

/** What the product says of anything that it judges; a waived criterion or a remark asks for `attention`. */
export type Shown = 'met' | 'unmet' | 'unknown' | 'attention'

export const VERDICT_WORDS: { readonly [V in Shown]: string } = {
  met: 'Met',
  unmet: 'Unmet',
  unknown: 'Unknown',
  attention: 'Attention',
}

interface VerdictMarkProps {
  readonly verdict: Shown
  /** The word beside the icon; the icon alone says it to screen readers. */
  readonly word?: string | boolean
  readonly size?: number
}

/** A verdict with its icon, its word and its colour; the same three everywhere. Unknown is dashed, never grey-like-fine. */
export function VerdictMark({ verdict, word = false, size = 18 }: VerdictMarkProps) {
  const text = typeof word === 'string' ? word : VERDICT_WORDS[verdict]
  return (
    <span className={classes.mark} data-verdict={verdict}>
      <VerdictIcon verdict={verdict} size={size} />
      <span className={word === false ? 'visually-hidden' : classes.word}>{text}</span>
    </span>
  )
}

function VerdictIcon({ verdict, size }: { readonly verdict: Shown; readonly size: number }) {
  if (verdict === 'unknown') {
    return (
      <span className={classes.unknown} style={{ width: size, height: size }} aria-hidden>
        <IconQuestionMark size={size * 0.62} stroke={2.6} />
      </span>
    )
  }
  const Icon = { met: IconCircleCheckFilled, unmet: IconCircleXFilled, attention: IconAlertTriangleFilled }[verdict]
  return <Icon size={size} aria-hidden className={classes[verdict]} />
}
