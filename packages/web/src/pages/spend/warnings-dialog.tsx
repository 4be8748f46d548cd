import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { setSpendWarnings, type WorkflowSpend } from '../../api/spend.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { ReasonField } from './reason-field.tsx'
import { useSpendAct } from './use-spend-act.ts'

/** At which shares of a limit the holder of the spend is told. */
export function WarningsDialog({ spend, onClose }: { readonly spend: WorkflowSpend; readonly onClose: () => void }) {
  const { slug } = spend.workflow
  const [text, setText] = useState(spend.warnAt.join(', '))
  const [reason, setReason] = useState('')
  const percents = readPercents(text)
  const set = useSpendAct(
    slug,
    () => setSpendWarnings(slug, { percents: [...(percents ?? [])], reason: reason.trim() }),
    onClose,
  )
  return (
    <FormDialog
      title="When to be told"
      submit="Set when to be told"
      act={set}
      isReady={percents !== null && reason.trim() !== ''}
      onClose={onClose}
    >
      <TextInput
        label="Shares of a limit, in percent"
        description="For the day and for the month alike. Below 100 what is spent counts; from 100 on, what hosts hold too."
        error={percents === null && 'Whole percents from 1 to 1000, ten at most, like "50, 80, 100".'}
        placeholder="50, 80, 100"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <ReasonField value={reason} onChange={setReason} />
    </FormDialog>
  )
}

/** Null where something else is written. */
function readPercents(text: string): readonly number[] | null {
  const parts = text
    .split(/[\s,;%]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : 0))
  return parts.length > 0 && parts.length <= 10 && parts.every((part) => part >= 1 && part <= 1000) ? parts : null
}
