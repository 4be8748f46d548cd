import { Button, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  approveChange,
  changeQuery,
  changesQuery,
  editChange,
  holdChange,
  liftNotYet,
  resumeChange,
  rollBackChange,
  sayNotYet,
  shadowChange,
  startChange,
  stepChange,
  withdrawChange,
  type ChangeDetail,
} from '../../api/changes.ts'
import { workflowQuery } from '../../api/workflows.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { formatCount, formatNumber, listOf, NBSP } from '../../words/format.ts'
import classes from './change-acts.module.css'

type Act = ChangeDetail['acts'][number]['act']

interface ActProps {
  readonly change: ChangeDetail
}

/** The next acts: the one that brings it on first; whoever may do it stands there where it isn't the reader. */
export function ChangeActs({ change }: ActProps) {
  const [asking, setAsking] = useState<Act | null>(null)
  const { send, run } = useAct(change)
  // What was compared with what runs now needs no comparing again; a step goes on by itself as soon as it may.
  const acts = change.acts.filter(({ act, may }) => (act !== 'edit' || !change.baseIsLive) && (act !== 'step' || may))
  const able = acts.filter(({ may }) => may).map(({ act }) => act)
  const next = NEXT.find((act) => acts.some((each) => each.act === act))
  const nextState = acts.find(({ act }) => act === next)
  const others = OTHERS.filter((act) => act !== next && able.includes(act))
  return (
    <div className={classes.acts}>
      <div className={classes.buttons}>
        {others.map((act) => (
          <Button
            key={act}
            variant="default"
            {...(act === 'roll-back' ? { color: 'rust', variant: 'outline' } : {})}
            loading={run.isPending && run.variables.act === act}
            onClick={() => (act in ASKED ? setAsking(act) : send(act, null))}
          >
            {labelOf(act, change)}
          </Button>
        ))}
        {next !== undefined && nextState?.may === true && (
          <Button
            loading={run.isPending && run.variables.act === next}
            onClick={() => (next in ASKED ? setAsking(next) : send(next, null))}
          >
            {labelOf(next, change)}
          </Button>
        )}
      </div>
      {next !== undefined && nextState?.may === false && (
        <p className={classes.who}>
          {nextState.who.length === 0
            ? `Nobody may ${VERBS[next]} it yet.`
            : `${listOf(nextState.who.map(({ name }) => name))} may ${VERBS[next]} it.`}
        </p>
      )}
      {run.isError && asking === null && <ProblemNotice error={run.error} />}
      {asking !== null && <ReasonDialog change={change} act={asking} onClose={() => setAsking(null)} />}
    </div>
  )
}

/** In the order in which they bring a change on. */
const NEXT: readonly Act[] = ['lift', 'approve', 'start', 'resume', 'step']
const OTHERS: readonly Act[] = [
  'edit',
  'withdraw',
  'shadow',
  'not-yet',
  'hold',
  'approve',
  'start',
  'step',
  'roll-back',
]

const VERBS: { readonly [A in Act]: string } = {
  approve: 'approve',
  'not-yet': 'hold back',
  lift: 'let go',
  withdraw: 'withdraw',
  edit: 'edit',
  start: 'start',
  step: 'bring on',
  hold: 'hold',
  resume: 'let go on',
  'roll-back': 'roll back',
  shadow: 'run it as a shadow',
}

function labelOf(act: Act, change: ChangeDetail): string {
  const { title, steps } = change
  const short = title.replace(/^Release /, 'release ')
  switch (act) {
    case 'approve':
      return `Approve ${short}`
    case 'not-yet':
      return 'Not yet'
    case 'lift':
      return 'Lift “not yet”'
    case 'withdraw':
      return 'Withdraw'
    case 'edit':
      return 'Compare with what runs now'
    case 'start':
      return `Start with ${formatNumber(steps[0]?.percent ?? 0)}${NBSP}% of units`
    case 'step': {
      const ahead = steps.find(({ state }) => state === 'ahead')
      return ahead === undefined ? 'Put it live' : `Go to ${formatNumber(ahead.percent)}${NBSP}%`
    }
    case 'hold':
      return 'Hold here'
    case 'resume':
      return 'Let it go on'
    case 'roll-back':
      return `Roll back ${short}`
    case 'shadow':
      return isShadow(change) ? 'End the shadow' : 'Run as a shadow'
    default:
      return act satisfies never
  }
}

interface Asked {
  readonly label: string
  readonly hint: string
  readonly said: (change: ChangeDetail) => string
}

/** Acts that want a reason, and what they do. */
const ASKED: { readonly [A in Act]?: Asked } = {
  'not-yet': {
    label: 'Why not yet',
    hint: 'The others read it',
    said: () => 'It can’t start until you lift this yourself.',
  },
  withdraw: { label: 'Why', hint: 'The others read it', said: () => 'It is over then; it can be proposed again.' },
  hold: {
    label: 'Why',
    hint: 'The others read it',
    said: () => 'It stays at its present step until somebody lets it go on. A breach is rolled back all the same.',
  },
  'roll-back': {
    label: 'Why',
    hint: 'Stands in the ledger and in the change',
    said: (change) =>
      `${change.rollBackEffect ?? ''} Hosts hear it within 5 s. ${
        change.unitsADay === 0
          ? 'No unit came in the last 24 h.'
          : `${formatCount(Math.round((change.unitsADay * shareNow(change)) / 100), 'unit')} of the last 24 h would have met it.`
      }`,
  },
}

function isShadow({ shadow }: ChangeDetail): boolean {
  return shadow !== null && shadow.percent > 0
}

/** A tenth of the units: enough to compare, and its calls cost a tenth. */
const SHADOW_PERCENT = 10

function shareNow({ percent, steps }: ChangeDetail): number {
  return percent ?? steps.at(-1)?.percent ?? 100
}

function ReasonDialog({ change, act, onClose }: ActProps & { readonly act: Act; readonly onClose: () => void }) {
  const [reason, setReason] = useState('')
  const { run } = useAct(change, onClose)
  const asked = ASKED[act]
  if (asked === undefined) return null
  const label = labelOf(act, change)
  return (
    <FormDialog
      title={label}
      submit={label}
      act={run}
      onSubmit={() => run.mutate({ act, reason })}
      isReady={reason.trim() !== ''}
      isDangerous={act === 'roll-back'}
      onClose={onClose}
    >
      <p>{asked.said(change)}</p>
      <Textarea
        label={asked.label}
        description={asked.hint}
        autosize
        minRows={2}
        maxLength={2000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

function useAct(change: ChangeDetail, onDone: () => void = () => {}) {
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: ({ act, reason }: { readonly act: Act; readonly reason: string }) => doIt(change, act, reason),
    onSuccess: (next, { act }) => {
      queries.setQueryData(changeQuery(change.workflow, change.id).queryKey, next)
      void queries.invalidateQueries({ queryKey: changesQuery(change.workflow).queryKey })
      void queries.invalidateQueries({ queryKey: workflowQuery(change.workflow).queryKey })
      notifications.show({ message: `${change.title}: ${DONE[act]}` })
      onDone()
    },
  })
  return { run, send: (act: Act, reason: string | null) => run.mutate({ act, reason: reason ?? '' }) }
}

function doIt(change: ChangeDetail, act: Act, reason: string): Promise<ChangeDetail> {
  switch (act) {
    case 'approve':
      return approveChange(change, change.contentHash)
    case 'start':
      return startChange(change, change.contentHash)
    case 'not-yet':
      return sayNotYet(change, reason)
    case 'lift':
      return liftNotYet(change)
    case 'withdraw':
      return withdrawChange(change, reason)
    case 'edit':
      return editChange(change)
    case 'step':
      return stepChange(change)
    case 'hold':
      return holdChange(change, reason)
    case 'resume':
      return resumeChange(change)
    case 'roll-back':
      return rollBackChange(change, reason)
    case 'shadow':
      return shadowChange(change, isShadow(change) ? 0 : SHADOW_PERCENT)
    default:
      return act satisfies never
  }
}

const DONE: { readonly [A in Act]: string } = {
  approve: 'approved.',
  'not-yet': 'held back until you lift it.',
  lift: 'let go.',
  withdraw: 'withdrawn.',
  edit: 'compared with what runs now.',
  start: 'started. Hosts hear it within 5 s.',
  step: 'brought on. Hosts hear it within 5 s.',
  hold: 'held at this step.',
  resume: 'goes on.',
  'roll-back': 'rolled back. Hosts hear it within 5 s.',
  shadow: 'hosts hear it within 5 s. No answer of a shadow takes effect.',
}
