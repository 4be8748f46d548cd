import { NumberInput, Select, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { setHumanFirst, trustQuery, type TrustPage } from '../../api/trust.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { humanise } from '../../words/format.ts'

/** Says in which share of the units people answer before they see the output, and what they answer. */
export function HumanFirstDialog({ trust, onClose }: { readonly trust: TrustPage; readonly onClose: () => void }) {
  const { slug } = trust.workflow
  const { share, fields } = trust.reliance
  const [percent, setPercent] = useState<number | string>(share?.percent ?? 5)
  const [field, setField] = useState(share?.field ?? fields[0] ?? '')
  const [reason, setReason] = useState('')
  const queries = useQueryClient()
  const set = useMutation({
    mutationFn: () => setHumanFirst(slug, { percent: Number(percent), field, reason: reason.trim() }),
    onSuccess: (next) => {
      queries.setQueryData(trustQuery(slug).queryKey, next)
      onClose()
    },
  })
  const isShare = typeof percent === 'number' && percent >= 0 && percent <= 100
  return (
    <FormDialog
      title="Who answers first"
      submit="Set the share"
      act={set}
      isReady={isShare && reason.trim() !== ''}
      onClose={onClose}
    >
      <NumberInput
        label="Units in which a person answers first, in percent"
        description="Of the units that come before a person. The same unit is always asked the same; 0 ends it."
        min={0}
        max={100}
        decimalScale={2}
        suffix=" %"
        value={percent}
        onChange={setPercent}
        data-autofocus
      />
      <Select
        label="What she answers"
        description="One field that can be compared, like a category or an amount. Texts are hardly ever the same word for word."
        data={[
          ...fields.map((name) => ({ value: name, label: humanise(name) })),
          { value: '', label: 'The whole answer' },
        ]}
        allowDeselect={false}
        value={field}
        onChange={(next) => setField(next ?? '')}
      />
      <Textarea
        label="Reason"
        description="It costs people’s time. Kept in the ledger."
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
