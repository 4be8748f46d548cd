import { NumberInput, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { setEnough, trustQuery, type TrustPage } from '../../api/trust.ts'
import { FormDialog } from '../../components/form-dialog.tsx'

export function EnoughDialog({ trust, onClose }: { readonly trust: TrustPage; readonly onClose: () => void }) {
  const { slug } = trust.workflow
  const [share, setShare] = useState<number | string>(Math.round(trust.enough.share * 1000) / 10)
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const set = useMutation({
    mutationFn: () => setEnough(slug, { share: Number(share) / 100, reason: reason.trim() }),
    onSuccess: (next) => {
      queries.setQueryData(trustQuery(slug).queryKey, next)
      onClose()
    },
  })
  const isShare = typeof share === 'number' && share >= 50 && share <= 99.9
  return (
    <FormDialog
      title="How many right answers are enough"
      submit="Set what is enough"
      act={set}
      isReady={isShare && reason.trim() !== ''}
      onClose={onClose}
    >
      <NumberInput
        label="Right answers, in percent"
        description="From 50 to 99.9. From that share on nobody needs to check an answer."
        min={50}
        max={99.9}
        decimalScale={1}
        suffix=" %"
        value={share}
        onChange={setShare}
        data-autofocus
      />
      <Textarea
        label="Reason"
        description="What a wrong answer costs. Kept in the ledger."
        required
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
