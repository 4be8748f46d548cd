import type { Drill } from '../../api/drills.ts'
import { VerdictMark, type Shown } from '../../components/verdict-mark.tsx'

type Mark = 'passed' | 'messy' | 'inconclusive' | 'running' | 'planned' | 'called-off' | 'never'

const MARKS: { readonly [M in Mark]: { readonly word: string; readonly verdict: Shown } } = {
  passed: { word: 'Passed', verdict: 'met' },
  messy: { word: 'Messy', verdict: 'unmet' },
  inconclusive: { word: 'Inconclusive', verdict: 'unknown' },
  running: { word: 'Under way', verdict: 'attention' },
  planned: { word: 'Planned', verdict: 'attention' },
  'called-off': { word: 'Called off', verdict: 'unknown' },
  never: { word: 'Never held', verdict: 'unknown' },
}

/** How a drill stands: a verdict's icon and colour with the word of drills. */
export function DrillMark({ drill }: { readonly drill: Pick<Drill, 'state' | 'verdict'> | null }) {
  const { word, verdict } = MARKS[markOf(drill)]
  return <VerdictMark verdict={verdict} word={word} size={16} />
}

function markOf(drill: Pick<Drill, 'state' | 'verdict'> | null): Mark {
  if (drill === null) return 'never'
  if (drill.verdict !== null) return drill.verdict
  return drill.state === 'closed' ? 'inconclusive' : drill.state
}

export function RightMark({ isRight }: { readonly isRight: boolean }) {
  return <VerdictMark verdict={isRight ? 'met' : 'unmet'} word={isRight ? 'Right' : 'Not right'} size={16} />
}
