import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { setSpendLimit, type SpendPeriod, type WorkflowSpend } from '../../api/spend.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ReasonField } from './reason-field.tsx'
import { useSpendAct } from './use-spend-act.ts'

interface LimitDialogProps {
  readonly spend: WorkflowSpend
  readonly period: SpendPeriod
  readonly onClose: () => void
}

/** Another limit of a period, or the manifest's again where the field is left empty. */
export function LimitDialog({ spend, period, onClose }: LimitDialogProps) {
  const { slug } = spend.workflow
  const present = spend.limits.find((each) => each.period === period)
  const currency = spend.currency ?? 'EUR'
  const [amount, setAmount] = useState(present?.set?.limit.amount ?? '')
  const [reason, setReason] = useState('')
  const set = useSpendAct(
    slug,
    () => {
      const limit = amount.trim() === '' ? null : { amount: amount.trim(), currency }
      return setSpendLimit(slug, { period, limit, reason: reason.trim() })
    },
    onClose,
  )
  const manifest = present?.manifest
  const isGiven = amount.trim() !== '' || present?.set !== null
  return (
    <FormDialog
      title={`Limit of a ${period}`}
      submit={amount.trim() === '' ? 'Take the set limit back' : `Set the limit of a ${period}`}
      act={set}
      isReady={reason.trim() !== '' && isGiven}
      onClose={onClose}
    >
      <TextInput
        label={`At most, in ${currency}`}
        description={
          manifest === null || manifest === undefined
            ? 'The manifest sets none. Left empty, nothing limits it.'
            : `The manifest says ${manifest.amount} ${manifest.currency}. Left empty, that counts.`
        }
        placeholder={manifest?.amount ?? '20.00'}
        inputMode="decimal"
        value={amount}
        onChange={(event) => setAmount(event.currentTarget.value)}
        data-autofocus
      />
      <ReasonField value={reason} onChange={setReason} also="Hosts hold the new limit within five seconds." />
    </FormDialog>
  )
}
