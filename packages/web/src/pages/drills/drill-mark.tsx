import { IconAlertTriangle, IconCheck, IconCircleDashed, IconClock, IconPlayerPlay, IconX } from '@tabler/icons-react'
import type { Drill } from '../../api/drills.ts'
import classes from './drill-mark.module.css'

type Mark = 'passed' | 'messy' | 'inconclusive' | 'running' | 'planned' | 'called-off' | 'never'

const MARKS: { readonly [M in Mark]: { readonly word: string; readonly Icon: typeof IconCheck } } = {
  passed: { word: 'Passed', Icon: IconCheck },
  messy: { word: 'Messy', Icon: IconAlertTriangle },
  inconclusive: { word: 'Inconclusive', Icon: IconCircleDashed },
  running: { word: 'Under way', Icon: IconPlayerPlay },
  planned: { word: 'Planned', Icon: IconClock },
  'called-off': { word: 'Called off', Icon: IconX },
  never: { word: 'Never held', Icon: IconCircleDashed },
}

/** How a drill stands: the same icon, word and colour wherever it is shown. */
export function DrillMark({ drill }: { readonly drill: Pick<Drill, 'state' | 'verdict'> | null }) {
  const mark = markOf(drill)
  const { word, Icon } = MARKS[mark]
  return (
    <span className={classes.mark} data-mark={mark}>
      <Icon size={14} stroke={2.2} aria-hidden />
      {word}
    </span>
  )
}

function markOf(drill: Pick<Drill, 'state' | 'verdict'> | null): Mark {
  if (drill === null) return 'never'
  if (drill.verdict !== null) return drill.verdict
  return drill.state === 'closed' ? 'inconclusive' : drill.state
}

/** Met, unmet or unknown, for one line of a check. */
export function LineMark({ verdict }: { readonly verdict: 'met' | 'unmet' | 'unknown' }) {
  const Icon = verdict === 'met' ? IconCheck : verdict === 'unmet' ? IconAlertTriangle : IconCircleDashed
  const mark = verdict === 'met' ? 'passed' : verdict === 'unmet' ? 'messy' : 'inconclusive'
  const word = verdict === 'met' ? 'Met' : verdict === 'unmet' ? 'Unmet' : 'Unknown'
  return (
    <span className={classes.mark} data-mark={mark}>
      <Icon size={14} stroke={2.2} aria-hidden />
      {word}
    </span>
  )
}

export function RightMark({ isRight }: { readonly isRight: boolean }) {
  const Icon = isRight ? IconCheck : IconX
  return (
    <span className={classes.mark} data-mark={isRight ? 'passed' : 'messy'}>
      <Icon size={14} stroke={2.4} aria-hidden />
      {isRight ? 'Right' : 'Not right'}
    </span>
  )
}
