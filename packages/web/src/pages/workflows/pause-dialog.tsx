import { Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { pauseWorkflow, workflowQuery, type WorkflowDetail } from '../../api/workflows.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { formatCount } from '../../words/format.ts'
import { partsOf } from '../../words/manifest-parts.ts'
import { totalOf } from '../../words/routes.ts'

interface PauseDialogProps {
  readonly workflow: WorkflowDetail
  readonly opened: boolean
  readonly onClose: () => void
}

export function PauseDialog({ workflow, opened, onClose }: PauseDialogProps) {
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const pause = useMutation({
    mutationFn: () => pauseWorkflow(workflow.slug, reason.trim()),
    onSuccess: (next) => {
      queries.setQueryData(workflowQuery(workflow.slug).queryKey, next)
      setReason('')
      onClose()
    },
  })
  const { fallbackSentence, fallbackRoute } = partsOf(workflow.manifest)
  const total = totalOf(workflow.last24h)
  const where = fallbackRoute === 'existing-process' ? 'the existing process' : 'a person'
  return (
    <FormDialog
      opened={opened}
      title={`Pause ${workflow.name}`}
      submit={`Pause ${workflow.name}`}
      act={pause}
      isReady={reason.trim() !== ''}
      isDangerous
      onClose={onClose}
    >
      <p>
        The AI is no longer asked. Every unit goes to {where}
        {total > 0 && `, about ${formatCount(total, 'unit')} a day`}
        {fallbackSentence === null ? '.' : `: ${fallbackSentence}`} Hosts hear it within 5 s. Any of you can resume it.
      </p>
      <Textarea
        label="Reason"
        description="Everybody reads it here, and it stands in the ledger."
        required
        maxLength={1000}
        autosize
        minRows={2}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
