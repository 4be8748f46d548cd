import { Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { STAGES, type StageId } from '@dayshift/core'
import { useState } from 'react'
import {
  advanceStage,
  goBackStage,
  handoverQuery,
  holdHandover,
  retireWorkflow,
  takeUpHandover,
  type Handover,
} from '../../api/handover.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { formatCount, NBSP } from '../../words/format.ts'
import { ReasonDialog } from './reason-dialog.tsx'

interface StageDialogProps {
  readonly handover: Handover
  readonly onClose: () => void
}

/** Enters the next stage; says first what that does. */
export function EnterStageDialog({ handover, to, onClose }: StageDialogProps & { readonly to: StageId }) {
  const { workflow, stage, stages } = handover
  const next = stages.find(({ id }) => id === to)
  const present = stages.find(({ id }) => id === stage)
  const waived = (present?.criteria ?? []).filter(({ verdict }) => verdict !== 'met')
  const queries = useQueryClient()
  const enter = useMutation({
    mutationFn: () => advanceStage(workflow.slug, stage),
    onSuccess: (moved) => {
      queries.setQueryData(handoverQuery(workflow.slug).queryKey, moved)
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      notifications.show({ message: `${workflow.name} is in ${to} now.` })
      onClose()
    },
  })
  return (
    <FormDialog
      title={`Enter ${next?.name ?? to}`}
      submit={`Enter ${next?.name ?? to}`}
      act={enter}
      focusesAct
      onClose={onClose}
    >
      <p>
        The verdicts of {formatCount(present?.criteria.length ?? 0, 'criterion', 'criteria')} are kept as they are now
        {waived.length > 0 && `, ${waived.length} of them waived`}, with your name. From then on the AI may see up to{' '}
        {next?.rolloutAtMost ?? 0}
        {NBSP}% of the units; it sees {handover.rolloutPercent}
        {NBSP}% now, and nothing of that moves by itself.
      </p>
    </FormDialog>
  )
}

/** Back to an earlier stage. */
export function GoBackDialog({ handover, onClose }: StageDialogProps) {
  const { workflow, stage, stages, rolloutPercent } = handover
  const earlier = stages.filter(({ id }) => STAGES.indexOf(id) < STAGES.indexOf(stage))
  const [to, setTo] = useState<StageId>(earlier.at(-1)?.id ?? 'design')
  const atMost = stages.find(({ id }) => id === to)?.rolloutAtMost ?? 0
  return (
    <ReasonDialog
      title={`Take ${workflow.name} back a stage`}
      button={`Go back to ${to}`}
      act={(reason) => goBackStage(workflow.slug, { to, reason })}
      onDone={() => notifications.show({ message: `${workflow.name} is back in ${to}.` })}
      onClose={onClose}
    >
      <Select
        label="Back to"
        allowDeselect={false}
        data={earlier.map(({ id, name }) => ({ value: id, label: name }))}
        value={to}
        onChange={(value) => setTo(value ?? to)}
      />
      {rolloutPercent > atMost && (
        <p>
          The rollout goes down with it, from {rolloutPercent}
          {NBSP}% to {atMost}
          {NBSP}% of the units: the others go to the existing process within 5{NBSP}s.
        </p>
      )}
    </ReasonDialog>
  )
}

/** On hold, up again, or retired. */
export function StateDialog({
  handover,
  to,
  onClose,
}: StageDialogProps & { readonly to: 'hold' | 'take-up' | 'retire' }) {
  const { workflow } = handover
  const { title, button, says, act, told } = STATES[to]
  return (
    <ReasonDialog
      title={title.replace('NAME', workflow.name)}
      button={button.replace('NAME', workflow.name)}
      danger={to === 'retire'}
      act={(reason) => act(workflow.slug, reason)}
      onDone={() => notifications.show({ message: `${workflow.name} ${told}.` })}
      onClose={onClose}
    >
      <p>{says}</p>
    </ReasonDialog>
  )
}

const STATES = {
  hold: {
    title: 'Put NAME on hold',
    button: 'Put it on hold',
    says: 'Its stage does not move until somebody takes it up again. What runs keeps running; pausing units is an act of its own.',
    act: holdHandover,
    told: 'is on hold',
  },
  'take-up': {
    title: 'Take NAME up again',
    button: 'Take it up again',
    says: 'Its criteria are looked at again from now on.',
    act: takeUpHandover,
    told: 'is under way again',
  },
  retire: {
    title: 'Retire NAME',
    button: 'Retire NAME',
    says: 'It ends for good: no stage moves and no rollout rises any more. Its records stay. The AI must not see a unit any more.',
    act: retireWorkflow,
    told: 'is retired',
  },
} as const
