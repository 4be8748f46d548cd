import { amountInWords } from '@dayshift/core'
import { useState } from 'react'
import { giveSpendLeaseBack, type WorkflowSpend } from '../../api/spend.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ReasonField } from './reason-field.tsx'
import { useSpendAct } from './use-spend-act.ts'

interface GiveBackDialogProps {
  readonly spend: WorkflowSpend
  readonly lease: WorkflowSpend['leases'][number]
  readonly onClose: () => void
}

/** Takes back what a silent host had leased, before that happens by itself. */
export function GiveBackDialog({ spend, lease, onClose }: GiveBackDialogProps) {
  const { slug } = spend.workflow
  const [reason, setReason] = useState('')
  const give = useSpendAct(slug, () => giveSpendLeaseBack(slug, lease.id, reason.trim()), onClose)
  const free = `${amountInWords(lease.free ?? '0')} ${lease.amount.currency}`
  return (
    <FormDialog
      title={`What ${lease.holder} had leased`}
      submit={`Give back ${free}`}
      act={give}
      isReady={reason.trim() !== ''}
      onClose={onClose}
    >
      <p>
        {free} of {amountInWords(lease.amount.amount)} {lease.amount.currency} go back to the budget; what it told or
        its runs cost stays spent. Should it live after all, it is given a new share, and what it has spent since
        counts.
      </p>
      <ReasonField value={reason} onChange={setReason} isFirst />
    </FormDialog>
  )
}
