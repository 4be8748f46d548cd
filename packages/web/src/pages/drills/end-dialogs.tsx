import { Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { closeDrill, drillQuery, stopDrill, type DrillDetail } from '../../api/drills.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { formatCount } from '../../words/format.ts'
import { KIND_NAMES } from './drill-words.ts'

interface EndProps {
  readonly drill: DrillDetail
  readonly onClose: () => void
}

export function StopDialog({ drill, isRunning, onClose }: EndProps & { readonly isRunning: boolean }) {
  const [reason, setReason] = useState('')
  const end = useEnd(drill, () => stopDrill(drill.id, reason.trim()), onClose)
  const title = isRunning ? 'Stop the fault now' : `Call off the ${KIND_NAMES[drill.kind].toLowerCase()}`
  return (
    <EndForm
      title={title}
      submit={title}
      isDangerous={isRunning}
      effect={
        isRunning
          ? 'Hosts hear it within 5 s, and every unit after that is an ordinary one. What was seen so far stays.'
          : 'It proves nothing then, and its record stays.'
      }
      label="Reason"
      value={reason}
      onChange={setReason}
      end={end}
      onClose={onClose}
    />
  )
}

export function CloseDialog({ drill, onClose }: EndProps) {
  const [notes, setNotes] = useState('')
  const end = useEnd(drill, () => closeDrill(drill.id, notes.trim()), onClose)
  const open = drill.failure?.open ?? 0
  const unlisted = drill.operatorDay !== null && drill.operatorDay.listed === null
  const kind = KIND_NAMES[drill.kind].toLowerCase()
  return (
    <EndForm
      title={`Close the ${kind}`}
      submit={`Close the ${kind}`}
      effect={
        open > 0
          ? `${formatCount(open, 'unit')} of it still ${open === 1 ? 'waits' : 'wait'} for somebody: that will be in the verdict.`
          : unlisted
            ? 'Nothing is listed yet: without the list the day is inconclusive.'
            : 'The verdict is computed from the record, once, and is evidence from then on.'
      }
      label="Notes"
      value={notes}
      onChange={setNotes}
      end={end}
      onClose={onClose}
    />
  )
}

function useEnd(drill: DrillDetail, act: () => Promise<DrillDetail>, onClose: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (next) => {
      queries.setQueryData(drillQuery(drill.id).queryKey, next)
      void queries.invalidateQueries({ queryKey: ['drills', drill.workflow] })
      onClose()
    },
  })
}

interface EndFormProps {
  readonly title: string
  readonly submit: string
  readonly isDangerous?: boolean
  readonly effect: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly end: ReturnType<typeof useEnd>
  readonly onClose: () => void
}

function EndForm({ title, submit, isDangerous = false, effect, label, value, onChange, end, onClose }: EndFormProps) {
  return (
    <FormDialog title={title} submit={submit} act={end} isDangerous={isDangerous} onClose={onClose}>
      <p>{effect}</p>
      <Textarea
        label={label}
        autosize
        minRows={2}
        maxLength={1000}
        data-autofocus
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
