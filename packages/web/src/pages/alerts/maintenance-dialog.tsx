import { Select, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { setMaintenance, workflowAlertsQuery } from '../../api/alerts.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useNow } from '../../components/use-now.ts'

const HOUR_MS = 3_600_000
const LENGTHS = [
  { value: '1', label: 'One hour' },
  { value: '2', label: 'Two hours' },
  { value: '4', label: 'Four hours' },
  { value: '8', label: 'Eight hours' },
  { value: '24', label: 'A day' },
]

interface MaintenanceDialogProps {
  readonly slug: string
  readonly name: string
  readonly onClose: () => void
}

/** A time in which the workflow is worked on: alerts are kept and shown, and nobody is told. */
export function MaintenanceDialog({ slug, name, onClose }: MaintenanceDialogProps) {
  const [hours, setHours] = useState('2')
  const [reason, setReason] = useState('')
  const now = useNow()
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: () =>
      setMaintenance(slug, new Date(now.getTime() + Number(hours) * HOUR_MS).toISOString(), reason.trim()),
    onSuccess: (next) => {
      queries.setQueryData(workflowAlertsQuery(slug).queryKey, next)
      onClose()
    },
  })
  return (
    <FormDialog
      title={`Maintenance window of ${name}`}
      submit="Set the window"
      act={act}
      isReady={reason.trim() !== ''}
      onClose={onClose}
    >
      <p>Nobody is told of its alerts until the end; everything is kept and shown, and told then if it still stands.</p>
      <Select
        label="From now, for"
        data={LENGTHS}
        value={hours}
        allowDeselect={false}
        onChange={(value) => setHours(value ?? '2')}
      />
      <Textarea
        label="Reason"
        autosize
        minRows={2}
        maxLength={500}
        required
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
