import { NumberInput, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  answerPolicyChange,
  closeReviewAction,
  layInPlan,
  type PolicyChange,
  reviewCalendarQuery,
  type ReviewAction,
  type ReviewCalendar,
  setReviewStart,
  tellPolicyChange,
} from '../../api/reviews.ts'
import { workflowQuery } from '../../api/workflows.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { formatDate } from '../../words/format.ts'
import { localDay } from '../../words/local-input.ts'

interface DialogProps {
  readonly calendar: ReviewCalendar
  readonly onClose: () => void
}

/** What an act answers is the calendar as it is now. */
function useCalendarAct(calendar: ReviewCalendar, onClose: () => void, act: () => Promise<ReviewCalendar>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (next) => {
      queries.setQueryData(reviewCalendarQuery(calendar.workflow.slug).queryKey, next)
      void queries.invalidateQueries({ queryKey: ['review-board'] })
      onClose()
    },
  })
}

/** Sets the one date from which reviews are counted. */
export function StartDialog({ calendar, onClose }: DialogProps) {
  const { start, intendedUsers } = calendar
  const [day, setDay] = useState(start?.day ?? localDay(new Date()))
  const [time, setTime] = useState(start?.time ?? '09:00')
  const [users, setUsers] = useState<number | string>(intendedUsers ?? '')
  const [reason, setReason] = useState('')
  const set = useCalendarAct(calendar, onClose, () =>
    setReviewStart(calendar.workflow.slug, {
      day,
      time,
      reason: reason.trim(),
      ...(typeof users === 'number' ? { intendedUsers: users } : {}),
    }),
  )
  return (
    <FormDialog
      title={start === null ? 'Set the date' : 'Set another date'}
      submit="Set the date"
      act={set}
      isReady={day !== '' && time !== '' && reason.trim() !== ''}
      onClose={onClose}
    >
      <p>
        All reviews are counted from this day: usually the one on which daily care passed over.{' '}
        {start !== null && 'What has come due keeps its day; only what is ahead moves.'}
      </p>
      <TextInput
        label="Day"
        type="date"
        required
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label="Time of day"
        description={`By the clocks of ${start?.zone ?? 'the workspace'}`}
        type="time"
        required
        value={time}
        onChange={(event) => setTime(event.currentTarget.value)}
      />
      <NumberInput
        label="People who are to use it"
        description="Without it, nobody can say what share of them does."
        min={1}
        allowDecimal={false}
        value={users}
        onChange={setUsers}
      />
      <Textarea
        label="Reason"
        description="Kept in the ledger."
        required
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

/** Records a change of the rules that should update the workflow. */
export function PolicyDialog({ calendar, onClose }: DialogProps) {
  const [holdsFrom, setHoldsFrom] = useState(localDay(new Date()))
  const [words, setWords] = useState('')
  const [source, setSource] = useState('')
  const [touches, setTouches] = useState('')
  const tell = useCalendarAct(calendar, onClose, () =>
    tellPolicyChange(calendar.workflow.slug, {
      holdsFrom,
      words: words.trim(),
      source: source.trim(),
      touches: touches.trim(),
    }),
  )
  return (
    <FormDialog
      title="Tell a policy change"
      submit="Tell the policy change"
      act={tell}
      isReady={holdsFrom !== '' && [words, source, touches].every((text) => text.trim() !== '')}
      onClose={onClose}
    >
      <Textarea
        label="What changed"
        required
        autosize
        minRows={2}
        maxLength={1000}
        placeholder="Refunds above 50 EUR need a second look"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label="Holds from"
        type="date"
        required
        value={holdsFrom}
        onChange={(event) => setHoldsFrom(event.currentTarget.value)}
      />
      <TextInput
        label="Where it stands"
        required
        maxLength={500}
        placeholder="Finance memo 12"
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <TextInput
        label="What of the workflow it touches"
        required
        maxLength={500}
        placeholder="Drafts about refunds"
        value={touches}
        onChange={(event) => setTouches(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

/** Answers a policy change: by a release, or by why none is needed. */
export function AnswerPolicyDialog({ calendar, change, onClose }: DialogProps & { readonly change: PolicyChange }) {
  const { slug } = calendar.workflow
  const { data } = useQuery(workflowQuery(slug))
  const [kind, setKind] = useState<'release' | 'no-change'>('no-change')
  const [release, setRelease] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const answer = useCalendarAct(calendar, onClose, () =>
    answerPolicyChange(
      change.id,
      kind === 'release' ? { kind, release: release ?? '' } : { kind, reason: reason.trim() },
    ),
  )
  return (
    <FormDialog
      title="Answer the policy change"
      submit="Answer it"
      act={answer}
      isReady={kind === 'release' ? release !== null : reason.trim() !== ''}
      onClose={onClose}
    >
      <p>
        “{change.words}”, from {formatDate(new Date(change.holdsFrom))} on ({change.source}).
      </p>
      <SegmentedControl
        aria-label="The answer"
        data={[
          { value: 'no-change', label: 'No change needed' },
          { value: 'release', label: 'A release holds it' },
        ]}
        value={kind}
        onChange={(value) => setKind(value === 'release' ? 'release' : 'no-change')}
      />
      {kind === 'release' ? (
        <Select
          label="Release"
          description="One that was made since the policy was known."
          required
          data={(data?.releases ?? []).map(({ hash, name }) => ({ value: hash, label: name }))}
          value={release}
          onChange={setRelease}
        />
      ) : (
        <Textarea
          label="Why it needs no change here"
          required
          autosize
          minRows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}

/** Lays in a plan: its steps become actions of those who hold their duties. */
export function PlanDialog({
  calendar,
  plan,
  onClose,
}: DialogProps & { readonly plan: ReviewCalendar['plans'][number] }) {
  const [from, setFrom] = useState(calendar.start?.day ?? localDay(new Date()))
  const layIn = useCalendarAct(calendar, onClose, () => layInPlan(calendar.workflow.slug, { plan: plan.id, from }))
  return (
    <FormDialog
      title={`Lay in “${plan.name}”`}
      submit={`Lay in ${String(plan.steps)} actions`}
      act={layIn}
      isReady={from !== ''}
      onClose={onClose}
    >
      <p>
        {plan.purpose} Each of its {plan.steps} steps becomes an action of whoever holds its duty; where nobody does, it
        is yours.
      </p>
      <TextInput
        label="First day"
        type="date"
        required
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  )
}

export function CloseActionDialog({
  action,
  onClose,
}: {
  readonly action: ReviewAction
  readonly onClose: () => void
}) {
  const queries = useQueryClient()
  const [outcome, setOutcome] = useState<'done' | 'dropped'>('done')
  const [words, setWords] = useState('')
  const close = useMutation({
    mutationFn: () => closeReviewAction(action.id, { outcome, words: words.trim() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['reviews', action.workflow.slug] })
      void queries.invalidateQueries({ queryKey: ['review-board'] })
      void queries.invalidateQueries({ queryKey: ['review'] })
      onClose()
    },
  })
  return (
    <FormDialog
      title="Close the action"
      submit={outcome === 'done' ? 'Say that it is done' : 'Drop it'}
      act={close}
      isReady={outcome === 'done' || words.trim() !== ''}
      onClose={onClose}
    >
      <p>“{action.what}”</p>
      <SegmentedControl
        aria-label="Outcome"
        data={[
          { value: 'done', label: 'Done' },
          { value: 'dropped', label: 'Dropped' },
        ]}
        value={outcome}
        onChange={(value) => setOutcome(value === 'dropped' ? 'dropped' : 'done')}
      />
      <Textarea
        label={outcome === 'done' ? 'What was done' : 'Why it is dropped'}
        required={outcome === 'dropped'}
        autosize
        minRows={2}
        maxLength={1000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
