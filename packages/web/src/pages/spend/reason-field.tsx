import { Textarea } from '@mantine/core'

interface ReasonFieldProps {
  readonly value: string
  readonly onChange: (reason: string) => void
  /** What else happens, beside that it is kept. */
  readonly also?: string
  readonly isFirst?: boolean
}

/** Why somebody changes what may be spent. */
export function ReasonField({ value, onChange, also = '', isFirst = false }: ReasonFieldProps) {
  return (
    <Textarea
      label="Reason"
      description={`Kept in the ledger.${also === '' ? '' : ` ${also}`}`}
      required
      autosize
      minRows={2}
      maxLength={1000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus={isFirst || undefined}
    />
  )
}
