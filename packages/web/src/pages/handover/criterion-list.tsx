import { Button } from '@mantine/core'
import { IconArrowNarrowRight, IconChevronDown } from '@tabler/icons-react'
import type { Criterion, Handover, StageState } from '../../api/handover.ts'
import { To } from '../../components/to.tsx'
import { useGo } from '../../components/use-go.ts'
import { VerdictMark } from '../../components/verdict-mark.tsx'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatDate } from '../../words/format.ts'
import classes from './criterion-list.module.css'
import { evidenceHref, helpFor } from './criterion-help.ts'
import { Holders } from './holder.tsx'
import { shownVerdict } from './stage-path.tsx'
import { whoMay } from './who-may.ts'

interface CriterionListProps {
  readonly handover: Handover
  readonly stage: StageState
  /** Id of the criterion whose evidence is open. */
  readonly opened: string | null
  readonly nameOfDocument: (id: string) => string
}

/** The criteria of a stage: what is open first, hard gates before others; then what is waived, then what is met. */
export function CriterionList({ handover, stage, opened, nameOfDocument }: CriterionListProps) {
  const ordered = stage.criteria.toSorted((a, b) => rankOf(a) - rankOf(b))
  return (
    <ul className={classes.list}>
      {ordered.map((criterion) => (
        <CriterionRow
          key={criterion.id}
          handover={handover}
          stage={stage}
          criterion={criterion}
          opened={criterion.id === opened}
          nameOfDocument={nameOfDocument}
        />
      ))}
    </ul>
  )
}

function rankOf(criterion: Criterion): number {
  if (criterion.verdict === 'met') return 3
  if (criterion.waiver !== null) return 2
  return criterion.gate === 'hard' ? 0 : 1
}

interface CriterionRowProps {
  readonly handover: Handover
  readonly stage: StageState
  readonly criterion: Criterion
  readonly opened: boolean
  readonly nameOfDocument: (id: string) => string
}

function CriterionRow({ handover, stage, criterion, opened, nameOfDocument }: CriterionRowProps) {
  const go = useGo()
  const { slug } = handover.workflow
  const isOpen = criterion.verdict !== 'met' && criterion.waiver === null
  const shownStage = stage.state === 'present' ? {} : { stage: stage.id }
  const panelId = `criterion-${criterion.id}`
  function toggle(): void {
    go(paths.handover(slug, opened ? shownStage : { ...shownStage, criterion: criterion.id }), { replace: true })
  }
  return (
    <li className={classes.row} data-opened={opened || undefined}>
      <div className={classes.head}>
        <span className={classes.mark}>
          <VerdictMark
            verdict={shownVerdict(criterion)}
            word={criterion.verdict !== 'met' && criterion.waiver !== null ? 'Waived' : false}
          />
        </span>
        <div className={classes.main}>
          <h3 className={classes.name}>
            <button
              type="button"
              className={classes.toggle}
              aria-expanded={opened}
              aria-controls={opened ? panelId : undefined}
              onClick={toggle}
            >
              {criterion.name}
              <IconChevronDown size={15} stroke={1.8} aria-hidden className={classes.chevron} />
            </button>
            {criterion.gate === 'hard' && isOpen && <span className={classes.gate}>hard gate</span>}
          </h3>
          <p className={classes.sentence}>{criterion.sentence}</p>
          {criterion.waiver !== null && criterion.verdict !== 'met' && (
            <p className={classes.waived}>
              Waived by {criterion.waiver.by} until {formatDate(new Date(criterion.waiver.expiresAt))}: “
              {criterion.waiver.reason}”
            </p>
          )}
          {isOpen && criterion.missing[0] !== undefined && criterion.missing[0] !== criterion.sentence && (
            <p className={classes.next}>
              <IconArrowNarrowRight size={16} stroke={1.8} aria-hidden />
              <span>
                {criterion.missing[0]}
                {criterion.missing.length > 1 && (
                  <span className={classes.more}> and {criterion.missing.length - 1} more</span>
                )}
              </span>
            </p>
          )}
        </div>
        <div className={classes.side}>
          {isOpen ? (
            <Holders who={criterion.who} />
          ) : (
            criterion.asOf !== null && (
              <span className={classes.age}>
                as of <When at={criterion.asOf} />
              </span>
            )
          )}
        </div>
      </div>
      {opened && (
        <CriterionPanel id={panelId} handover={handover} criterion={criterion} nameOfDocument={nameOfDocument} />
      )}
    </li>
  )
}

function CriterionPanel({
  id,
  handover,
  criterion,
  nameOfDocument,
}: {
  readonly id: string
  readonly handover: Handover
  readonly criterion: Criterion
  readonly nameOfDocument: (id: string) => string
}) {
  const go = useGo()
  const may = useMay('handover:write')
  const { slug } = handover.workflow
  const isOpen = criterion.verdict !== 'met' && criterion.waiver === null
  const helps = helpFor(slug, criterion, nameOfDocument)
  const act = criterion.gate === 'hard' ? 'waive-hard-gate' : 'waive'
  const mayWaive = criterion.gate === 'hard' ? handover.may.waiveHardGate : handover.may.waive
  return (
    <div id={id} className={classes.panel}>
      <div>
        {isOpen && criterion.missing.length > 0 && (
          <>
            <h4 className={classes.title}>To make it true</h4>
            <ul className={classes.missing}>
              {criterion.missing.map((missing) => (
                <li key={missing}>{missing}</li>
              ))}
            </ul>
          </>
        )}
        {criterion.warnings.map((warning) => (
          <p key={warning} className={classes.warning}>
            <VerdictMark verdict="attention" size={15} /> {warning}
          </p>
        ))}
        <div className={classes.acts}>
          {may &&
            helps.map(({ label, href }, index) => (
              <Button
                key={href}
                size="xs"
                variant={isOpen && index === 0 ? 'filled' : 'default'}
                onClick={() => go(href)}
              >
                {label}
              </Button>
            ))}
          {isOpen && mayWaive && (
            <Button
              size="xs"
              variant="subtle"
              onClick={() => go(paths.handover(slug, { criterion: criterion.id, do: 'waive' }))}
            >
              Waive it
            </Button>
          )}
        </div>
        {isOpen && !mayWaive && <p className={classes.quiet}>{whoMay(handover, act, 'waive it')}</p>}
      </div>
      <div>
        <h4 className={classes.title}>What it rests on</h4>
        {criterion.evidence.length === 0 && <p className={classes.quiet}>Nothing yet.</p>}
        <ul className={classes.evidence}>
          {criterion.evidence.slice(0, MOST).map(({ text, at, ref }) => {
            const href = evidenceHref(slug, ref)
            return (
              <li key={`${text} ${at} ${ref}`}>
                <span>{href === null ? text : <To href={href}>{text}</To>}</span>
                {at !== null && (
                  <span className={classes.age}>
                    <When at={at} />
                  </span>
                )}
              </li>
            )
          })}
        </ul>
        {criterion.evidence.length > MOST && (
          <p className={classes.quiet}>and {criterion.evidence.length - MOST} more, older</p>
        )}
      </div>
    </div>
  )
}

const MOST = 8
