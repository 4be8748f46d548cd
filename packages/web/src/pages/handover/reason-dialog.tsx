import { Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { FormDialog } from '../../components/form-dialog.tsx'

interface ReasonDialogProps {
  readonly title: string
  readonly button: string
  readonly label?: string
  readonly danger?: boolean
  /** Does it; what it gives is not used: the handover is read again. */
  readonly act: (reason: string) => Promise<unknown>
  readonly onDone?: () => void
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** An act of the handover that needs words. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, button, label = 'Reason', danger = false, act, onDone, onClose, children } = props
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const send = useMutation({
    mutationFn: () => act(reason.trim()),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      void queries.invalidateQueries({ queryKey: ['workflows'] })
      onDone?.()
      onClose()
    },
  })
  return (
    <FormDialog
      title={title}
      submit={button}
      act={send}
      isReady={reason.trim() !== ''}
      isDangerous={danger}
      onClose={onClose}
    >
      {children}
      <Textarea
        label={label}
        description="Everybody concerned reads it, and it stands in the ledger."
        required
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
