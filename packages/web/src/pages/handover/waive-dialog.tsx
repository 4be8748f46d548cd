import { Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { DAY_MS, WAIVER_DAYS } from '@dayshift/core'
import { useState } from 'react'
import { waiveCriterion, type Criterion } from '../../api/handover.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { formatDate } from '../../words/format.ts'
import { localDay } from '../../words/local-input.ts'

interface WaiveDialogProps {
  readonly slug: string
  readonly criterion: Criterion
  readonly onClose: () => void
}

/** Lets a criterion pass for a while, with a reason that everybody reads until it ends. */
export function WaiveDialog({ slug, criterion, onClose }: WaiveDialogProps) {
  const queries = useQueryClient()
  const [now] = useState(() => new Date())
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState(() => localDay(new Date(now.getTime() + 14 * DAY_MS)))
  const waive = useMutation({
    mutationFn: () =>
      waiveCriterion(slug, {
        criterion: criterion.id,
        reason: reason.trim(),
        expiresAt: new Date(`${until}T00:00`).toISOString(),
      }),
    onSuccess: ({ criterionName, expiresAt }) => {
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      notifications.show({ message: `“${criterionName}” is waived until ${formatDate(new Date(expiresAt))}.` })
      onClose()
    },
  })
  return (
    <FormDialog
      title={`Waive “${criterion.name}”`}
      submit="Waive it"
      act={waive}
      isReady={reason.trim() !== '' && until !== ''}
      onClose={onClose}
    >
      <p>
        {criterion.sentence} The waiver lets it pass until it lapses by itself; your name, the reason and the date are
        shown on every page of this handover until then.
        {criterion.gate === 'hard' && ' It is a hard gate: somebody else than you must then ask for the next stage.'}
      </p>
      <Textarea
        label="Reason"
        required
        autosize
        minRows={2}
        maxLength={2000}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        label="Until"
        description={`At most ${WAIVER_DAYS} days.`}
        type="date"
        required
        min={localDay(new Date(now.getTime() + DAY_MS))}
        max={localDay(new Date(now.getTime() + WAIVER_DAYS * DAY_MS))}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
