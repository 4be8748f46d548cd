import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowUp, IconHandStop, IconLock, IconLockOpen, IconUserCheck } from '@tabler/icons-react'
import type { CaseDetail } from '../../api/cases.ts'
import { CopyText } from '../../components/copy-text.tsx'
import { Due } from '../../components/due.tsx'
import { KeyCap } from '../../components/key-cap.tsx'
import { RouteMark } from '../../components/route-mark.tsx'
import { Pieces } from '../../components/sentence-line.tsx'
import { To } from '../../components/to.tsx'
import { useSeconds } from '../../components/use-now.ts'
import { When } from '../../components/when.tsx'
import { paths } from '../../paths.ts'
import { formatRemaining } from '../../words/format.ts'
import { CASE_KIND_NAMES, CASE_STATE_NAMES, PRIORITY_NAMES, reasonName } from '../../words/names.ts'
import classes from './case-head.module.css'
import { caseSentence } from './case-sentence.ts'
import type { Holding } from './use-claim.ts'

interface CaseHeadProps {
  readonly detail: CaseDetail
  readonly back?: string
}

/** What the case is, when it is due, and why it waits. */
export function CaseHead({ detail, back }: CaseHeadProps) {
  const { case: item, release } = detail
  const open = item.state !== 'completed' && item.state !== 'handed-over'
  return (
    <header className={classes.head}>
      {back !== undefined && (
        <To href={back} className={classes.back}>
          <IconArrowLeft size={16} aria-hidden /> All cases
        </To>
      )}
      <div className={classes.line}>
        <RouteMark route={item.route} />
        <span className={classes.unit}>
          <CopyText text={item.unitKey} label="the unit key" />
        </span>
        {item.kind === 'qa-sample' || item.kind === 'failure' ? (
          <span className={classes.kind}>{CASE_KIND_NAMES[item.kind]}</span>
        ) : null}
        {item.priority !== 'normal' && (
          <span className={item.priority === 'low' ? classes.kind : classes.priority}>
            {item.priority !== 'low' && <IconArrowUp size={12} stroke={2.4} aria-hidden />}
            {PRIORITY_NAMES[item.priority]} priority
          </span>
        )}
        <span className={classes.due}>{open ? <Due at={item.dueAt} /> : CASE_STATE_NAMES[item.state]}</span>
      </div>
      <p className={classes.sentence} data-testid="case-reason">
        <Pieces sentence={caseSentence(detail)} />
      </p>
      <p className={classes.note}>
        <To href={paths.workflow(item.workflow)}>{item.workflowName}</To>
        {release !== null && <> · release {release.name}</>}
        {item.reason.rule !== null && <> · rule “{reasonName(item.reason.code, item.reason.rule)}”</>}
        {' · '}opened <When at={item.openedAt} />
        {item.backupSince !== null && (
          <>
            {' · '}
            <span className={classes.late}>
              with the backup since <When at={item.backupSince} />
            </span>
          </>
        )}
        {' · '}
        <To href={paths.run(item.runId)}>how it came here</To>
      </p>
    </header>
  )
}

interface ClaimStripProps {
  readonly holding: Holding
  readonly rerunWaiting: boolean
  readonly may: boolean
  readonly busy: boolean
  readonly onClaim: () => void
  readonly onRelease: () => void
  readonly onTake: () => void
}

/** Who has the case, for how long yet, and the act that follows from it. */
export function ClaimStrip({ holding, rerunWaiting, may, busy, onClaim, onRelease, onTake }: ClaimStripProps) {
  if (holding.kind === 'closed') return null
  if (rerunWaiting) {
    return (
      <div className={classes.strip} data-tone="quiet">
        <IconHandStop size={16} aria-hidden />
        <span className={classes.stripText}>Waits for the host to run it again; the new answer comes back here.</span>
        {may && (
          <Button size="xs" variant="default" onClick={onClaim} loading={busy}>
            Claim instead, don’t wait
          </Button>
        )}
      </div>
    )
  }
  switch (holding.kind) {
    case 'mine':
      return (
        <div className={classes.strip} data-tone="mine">
          <IconUserCheck size={16} aria-hidden />
          <span className={classes.stripText}>
            <strong>Yours</strong>
            {holding.until !== null && <Remaining until={holding.until} />}
          </span>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={onRelease}
            loading={busy}
            rightSection={<KeyCap>u</KeyCap>}
          >
            Give back
          </Button>
        </div>
      )
    case 'lapsed':
      return (
        <div className={classes.strip} data-tone="person">
          <IconLockOpen size={16} aria-hidden />
          <span className={classes.stripText}>
            <strong>Your claim has run out</strong>, and nobody has taken the case since. What you typed is kept.
          </span>
          <Button size="xs" onClick={onClaim} loading={busy}>
            Claim again
          </Button>
        </div>
      )
    case 'theirs':
      return (
        <div className={classes.strip} data-tone="quiet">
          <IconLock size={16} aria-hidden />
          <span className={classes.stripText}>
            <strong>{holding.name}</strong> has this case
            {holding.until !== null && <Remaining until={holding.until} />}. You can read along.
          </span>
        </div>
      )
    case 'given':
      return (
        <div className={classes.strip} data-tone="quiet">
          <IconLock size={16} aria-hidden />
          <span className={classes.stripText}>
            Given to <strong>{holding.name}</strong>.
          </span>
          {may && (
            <Button size="xs" variant="default" onClick={onTake} loading={busy}>
              Take it over
            </Button>
          )}
        </div>
      )
    case 'free':
      return (
        <div className={classes.strip} data-tone="person">
          <IconLockOpen size={16} aria-hidden />
          <span className={classes.stripText}>
            <strong>Nobody has this case.</strong>{' '}
            {may ? 'Claim it, so that no two people work on it.' : 'Your role reads along.'}
          </span>
          {may && (
            <Button size="xs" onClick={onClaim} loading={busy} rightSection={<KeyCap>Enter</KeyCap>}>
              Claim
            </Button>
          )}
        </div>
      )
    default:
      return holding satisfies never
  }
}

function Remaining({ until }: { readonly until: string }) {
  const now = useSeconds()
  const left = Date.parse(until) - now.getTime()
  if (left <= 0) return <> until now</>
  return (
    <>
      {' '}
      for <span className="num">{formatRemaining(left)}</span>
    </>
  )
}
