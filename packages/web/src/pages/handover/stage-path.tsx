import { IconCheck } from '@tabler/icons-react'
import type { Criterion, Handover, StageState } from '../../api/handover.ts'
import { To } from '../../components/to.tsx'
import { VERDICT_WORDS, type Shown } from '../../components/verdict-mark.tsx'
import { paths } from '../../paths.ts'
import { formatDate, formatNumber } from '../../words/format.ts'
import classes from './stage-path.module.css'

interface StagePathProps {
  readonly handover: Handover
  /** The stage whose criteria are open below. */
  readonly shown: StageState['id']
}

/** The stages as a path: where it was, where it is, what lies ahead; one bar a criterion. */
export function StagePath({ handover, shown }: StagePathProps) {
  return (
    <nav aria-label="Stages">
      <ol className={classes.path}>
        {handover.stages.map((stage, index) => (
          <li
            key={stage.id}
            className={classes.stage}
            data-state={stage.state}
            data-shown={stage.id === shown || undefined}
          >
            <To
              href={paths.handover(handover.workflow.slug, stage.state === 'present' ? {} : { stage: stage.id })}
              className={classes.link}
              aria-current={stage.state === 'present' ? 'step' : undefined}
            >
              <span className={classes.line} aria-hidden>
                <span className={classes.dot}>
                  {stage.state === 'left' ? <IconCheck size={13} stroke={3} /> : index + 1}
                </span>
              </span>
              <span className={classes.name}>{stage.name}</span>
              <span className={`${classes.when} num`}>{whenOf(stage)}</span>
              <Bars criteria={stage.criteria} />
              <span className={classes.count}>{countOf(stage)}</span>
            </To>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Bars({ criteria }: { readonly criteria: readonly Criterion[] }) {
  return (
    <span className={classes.bars} aria-hidden>
      {criteria.map((criterion) => (
        <span
          key={criterion.id}
          className={classes.bar}
          data-verdict={shownVerdict(criterion)}
          title={`${criterion.name}: ${VERDICT_WORDS[shownVerdict(criterion)].toLowerCase()}`}
        />
      ))}
    </span>
  )
}

/** A waived criterion passes and asks for attention until the waiver ends. */
export function shownVerdict({ verdict, waiver }: Pick<Criterion, 'verdict' | 'waiver'>): Shown {
  return verdict !== 'met' && waiver !== null ? 'attention' : verdict
}

function countOf({ state, open, criteria }: StageState): string {
  const waived = criteria.filter(({ verdict, waiver }) => verdict !== 'met' && waiver !== null).length
  const ofWaived = waived === 0 ? '' : `, ${formatNumber(waived)} waived`
  if (state === 'left' && open > 0) return `${formatNumber(open)} no longer hold${open === 1 ? 's' : ''}${ofWaived}`
  if (criteria.length === 0) return 'asks for nothing'
  if (open === 0) return waived === 0 ? 'all hold' : `none open${ofWaived}`
  return `${formatNumber(open)} of ${formatNumber(criteria.length)} open`
}

function whenOf({ state, enteredAt, leftAt, weeks }: StageState): string {
  if (state === 'left' && leftAt !== null) return `left ${formatDate(new Date(leftAt))}`
  if (state === 'present' && enteredAt !== null) return `since ${formatDate(new Date(enteredAt))}`
  if (weeks.to === null) return `from week ${weeks.from}`
  return weeks.from === weeks.to ? `week ${weeks.from}` : `weeks ${weeks.from}–${weeks.to}`
}
