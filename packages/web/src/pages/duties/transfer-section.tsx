import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { IconCircleX } from '@tabler/icons-react'
import { useState } from 'react'
import { acceptTransfer, transferQuery, type Transfer, type TransferView } from '../../api/duties.ts'
import { Empty } from '../../components/empty.tsx'
import { LoadingRows } from '../../components/loading.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { useNow } from '../../components/use-now.ts'
import { useMay } from '../../shell/use-session.ts'
import { formatCount, formatDate, formatDuration, formatRelative, listOf } from '../../words/format.ts'
import classes from './duties.module.css'
import { HolderName } from './holder-name.tsx'
import { EndTransferDialog, PlanTransferDialog, PostponeDialog } from './transfer-dialogs.tsx'
import { TransferTrack } from './transfer-track.tsx'
import { useTransferAct } from './use-duty-act.ts'

/** The date on which daily care passes over: who receives it, what moves, what still stands in its way. */
export function TransferSection({ slug }: { readonly slug: string }) {
  const { data, isPending, isError, error, refetch } = useQuery(transferQuery(slug))
  return (
    <div id="transfer">
      <Section title="Transfer of daily care" note={data && noteOf(data)}>
        {isPending && <LoadingRows rows={3} />}
        {isError && <ProblemNotice error={error} again={() => void refetch()} />}
        {data &&
          (data.transfer === null ? <NoDate view={data} /> : <OneTransfer view={data} transfer={data.transfer} />)}
        {data && <Past past={data.past} />}
      </Section>
    </div>
  )
}

function noteOf({ transfer }: TransferView): string | null {
  return transfer === null ? 'no date yet' : STATE_WORDS[transfer.state]
}

const STATE_WORDS = {
  planned: 'waits for the receiver',
  accepted: 'accepted',
  done: 'done',
  cancelled: 'cancelled',
  'handed-back': 'handed back',
} as const

function NoDate({ view }: { readonly view: TransferView }) {
  const [planning, setPlanning] = useState(false)
  const { parallelDays, settleDays, supportDays } = view.defaults
  return (
    <>
      <Empty
        title="No date is written yet"
        action={
          <ActButton
            view={view}
            act="plan"
            label="Plan the transfer"
            does="plan it"
            onClick={() => setPlanning(true)}
          />
        }
      >
        On one date all of the daily care passes to one person, to the minute. Before it both run it together for{' '}
        {formatCount(parallelDays, 'day')}; in the last {formatCount(settleDays, 'day')} nothing that runs may change.
        After it every day is looked at for {formatCount(supportDays, 'day')}.
      </Empty>
      {planning && <PlanTransferDialog view={view} onClose={() => setPlanning(false)} />}
    </>
  )
}

function OneTransfer({ view, transfer }: { readonly view: TransferView; readonly transfer: Transfer }) {
  const now = useNow()
  const [dialog, setDialog] = useState<'postpone' | 'cancel' | 'hand-back' | null>(null)
  const { slug, name } = view.workflow
  const isOpen = transfer.state === 'planned' || transfer.state === 'accepted'
  const accept = useTransferAct(
    slug,
    () => acceptTransfer(slug, transfer.at),
    () => notifications.show({ message: `You take over ${name} on ${transfer.when}.` }),
  )
  // Before readiness is passed nobody can commit to a date; what is missing stands among the blocks.
  const isReady = !view.blocks.some(({ code }) => code === 'stage')
  const mayAccept = isReady && view.acts.some(({ act, may }) => act === 'accept' && may)
  return (
    <>
      {transfer.held !== null && (
        <Notice
          tone="alarm"
          title={`Held on ${transfer.when}: ${transfer.from.name} stays on watch`}
          action={
            <ActButton
              view={view}
              act="postpone"
              label="Write another date"
              does="write another date"
              onClick={() => setDialog('postpone')}
            />
          }
        >
          <ul>
            {transfer.held.because.map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      <TransferTrack transfer={transfer} support={view.support} now={now} />
      <dl className={classes.facts}>
        <div>
          <dt>{isOpen ? 'Date' : 'Passed over'}</dt>
          <dd className="num">
            {transfer.when}
            {transfer.lateMs !== null && transfer.lateMs >= 60_000 && (
              <span className="quiet"> {formatDuration(transfer.lateMs)} late: no server ran then</span>
            )}
            {isOpen && transfer.held === null && (
              <span className="quiet"> {formatRelative(new Date(transfer.at), now)}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>From</dt>
          <dd>
            <HolderName person={transfer.from} />
          </dd>
        </div>
        <div>
          <dt>Receiver</dt>
          <dd>
            <HolderName person={transfer.to} />{' '}
            <span className="quiet">
              {transfer.acceptedAt === null
                ? 'has not accepted'
                : `accepted ${formatDate(new Date(transfer.acceptedAt))}`}
            </span>
          </dd>
        </div>
        <div>
          <dt>Backup</dt>
          <dd>
            <HolderName person={transfer.backup} />
          </dd>
        </div>
        <div className={classes.factWide}>
          <dt>What {isOpen ? 'moves' : 'moved'} at that instant</dt>
          <dd>{listOf(transfer.moves.map(({ duty }) => duty.name))}</dd>
        </div>
      </dl>
      {isOpen && transfer.held === null && <Blocks view={view} transfer={transfer} />}
      <div className={`${classes.acts} no-print`}>
        {isOpen && transfer.state === 'planned' && transfer.held === null && mayAccept && (
          <Button loading={accept.isPending} onClick={() => accept.mutate()}>
            Accept for {transfer.when.split(',')[0]}
          </Button>
        )}
        {isOpen && transfer.held === null && (
          <ActButton
            view={view}
            act="postpone"
            variant="default"
            label="Postpone the transfer"
            does="postpone or cancel it"
            onClick={() => setDialog('postpone')}
          />
        )}
        {isOpen && mayDo(view, 'cancel') && (
          <Button variant="default" onClick={() => setDialog('cancel')}>
            Cancel the transfer
          </Button>
        )}
        {transfer.state === 'done' && (
          <ActButton
            view={view}
            act="hand-back"
            variant="default"
            label={`Hand it back to ${transfer.from.name}`}
            does="hand it back"
            onClick={() => setDialog('hand-back')}
          />
        )}
      </div>
      {accept.isError && <ProblemNotice error={accept.error} />}
      {dialog === 'postpone' && <PostponeDialog view={view} transfer={transfer} onClose={() => setDialog(null)} />}
      {(dialog === 'cancel' || dialog === 'hand-back') && (
        <EndTransferDialog view={view} transfer={transfer} how={dialog} onClose={() => setDialog(null)} />
      )}
    </>
  )
}

/** What does not hold yet; where all does, that it needs nobody any more. */
function Blocks({ view, transfer }: { readonly view: TransferView; readonly transfer: Transfer }) {
  if (view.blocks.length === 0) {
    return (
      <p className={classes.said}>
        Everything holds. It happens by itself on {transfer.when}
        {view.frozen && '; until then nothing that runs may change'}.
      </p>
    )
  }
  return (
    <>
      <p className={classes.said}>
        {formatCount(view.blocks.length, 'condition')} {view.blocks.length === 1 ? 'does' : 'do'} not hold yet. If one
        is left at the instant, the transfer is held and {transfer.from.name} stays on watch.
      </p>
      <ul className={classes.blocks} aria-label="What stands in its way">
        {view.blocks.map(({ sentence, mend }) => (
          <li key={sentence} className={classes.block}>
            <IconCircleX size={16} aria-hidden className={classes.blockMark} />
            <span>
              {sentence} <span className={classes.mend}>{mend}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Past({ past }: { readonly past: readonly Transfer[] }) {
  if (past.length === 0) return null
  return (
    <details className={classes.history}>
      <summary>{formatCount(past.length, 'earlier transfer')}</summary>
      <ol>
        {past.map(({ id, when, from, to, state, ended }) => (
          <li key={id}>
            {from.name} to {to.name}, {when}: {STATE_WORDS[state]}
            {ended !== null && ` by ${ended.by.name} on ${formatDate(new Date(ended.at))}: “${ended.reason}”`}
          </li>
        ))}
      </ol>
    </details>
  )
}

type Act = TransferView['acts'][number]['act']

function mayDo(view: TransferView, act: Act): boolean {
  return view.acts.some((each) => each.act === act && each.may)
}

interface ActButtonProps {
  readonly view: TransferView
  readonly act: Act
  readonly label: string
  /** What the others may do, after "may". */
  readonly does: string
  readonly variant?: 'default' | 'filled'
  readonly onClick: () => void
}

/** An act as a button, or whose it is. */
function ActButton({ view, act, label, does, variant = 'filled', onClick }: ActButtonProps) {
  const mayWrite = useMay('handover:write')
  if (mayWrite && mayDo(view, act)) {
    return (
      <Button variant={variant} onClick={onClick}>
        {label}
      </Button>
    )
  }
  const who = view.acts.find((each) => each.act === act)?.who.map(({ name }) => name) ?? []
  return (
    <span className={classes.whoMay}>
      {who.length === 0 ? 'Nobody' : listOf(who.slice(0, 3)).replace(' and ', ' or ')} may {does}.
    </span>
  )
}
