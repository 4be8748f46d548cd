import { SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { DAY_MS } from '@dayshift/core'
import { useState } from 'react'
import { answerCost, askCost, sayHourRate } from '../../api/value.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { amountOf, type DialogProps, isAmount, useAct } from './value-dialogs.tsx'
import classes from './value.module.css'
import { amountWords } from './value-words.ts'

const isCurrency = (text: string) => /^[a-z]{3}$/i.test(text.trim())

/** What an hour of its people costs. */
export function RateDialog({ value, onClose }: DialogProps) {
  const before = value.time.rate
  const [rate, setRate] = useState(before?.rate ?? '')
  const [currency, setCurrency] = useState(before?.currency ?? value.currency ?? 'EUR')
  const [basis, setBasis] = useState(before?.basis ?? '')
  const say = useAct(value.workflow.slug, sayHourRate, onClose)
  return (
    <FormDialog
      title="What an hour costs"
      submit="Say what an hour costs"
      act={say}
      onSubmit={() =>
        say.mutate({ rate: amountOf(rate), currency: currency.trim().toUpperCase(), basis: basis.trim() })
      }
      isReady={isAmount(rate) && isCurrency(currency) && basis.trim() !== ''}
      onClose={onClose}
    >
      <p className="quiet">
        People’s time over its outputs, from seeing one to deciding, then counts in what it costs. Longer than an hour
        is a page that was left open, and unknown.
      </p>
      <Amount label="An hour costs" amount={rate} onAmount={setRate} currency={currency} onCurrency={setCurrency} />
      <Words label="How you know" value={basis} onChange={setBasis} />
    </FormDialog>
  )
}

/** Asks whether running it may cost so much a month. */
export function AskCostDialog({ value, onClose }: DialogProps) {
  const { approval } = value
  const before = approval.requests[0]
  const [amount, setAmount] = useState(before?.amount ?? '')
  const [currency, setCurrency] = useState(before?.currency ?? value.currency ?? 'EUR')
  const [why, setWhy] = useState('')
  const ask = useAct(value.workflow.slug, askCost, onClose)
  return (
    <FormDialog
      title="May it cost this?"
      submit="Ask for approval"
      act={ask}
      onSubmit={() =>
        ask.mutate({ amount: amountOf(amount), currency: currency.trim().toUpperCase(), why: why.trim() })
      }
      isReady={isAmount(amount) && Number(amountOf(amount)) > 0 && isCurrency(currency) && why.trim() !== ''}
      onClose={onClose}
    >
      <p className="quiet">
        {approval.approver === null
          ? `Nobody holds the duty ${approval.duty === 'finance' ? '“Finance”' : 'to answer for the spend'} yet: it waits until somebody does.`
          : `${approval.approver.name} is told, and answers.`}{' '}
        It covers the calls, people’s time and what is booked for operation and maintenance.
      </p>
      <Amount label="A month" amount={amount} onAmount={setAmount} currency={currency} onCurrency={setCurrency} />
      <Words label="What it is made of" value={why} onChange={setWhy} />
    </FormDialog>
  )
}

/** Approves what was asked last until a day, or refuses it. */
export function AnswerCostDialog({ value, onClose }: DialogProps) {
  const [request] = value.approval.requests
  const year = new Date(Date.parse(value.to) + 365 * DAY_MS).toISOString().slice(0, 10)
  const [verdict, setVerdict] = useState<'approved' | 'refused'>('approved')
  const [until, setUntil] = useState(year)
  const [reason, setReason] = useState('')
  const answer = useAct(value.workflow.slug, answerCost, onClose)
  if (request === undefined) return null
  const what = `${amountWords(request.amount, request.currency)} a month`
  const told = { request: request.id, reason: reason.trim() }
  return (
    <FormDialog
      title="May it cost this?"
      submit={verdict === 'approved' ? `Approve ${what}` : `Refuse ${what}`}
      act={answer}
      onSubmit={() => answer.mutate(verdict === 'approved' ? { verdict, until, ...told } : { verdict, ...told })}
      isReady={reason.trim() !== '' && (verdict === 'refused' || until !== '')}
      onClose={onClose}
    >
      <p>
        {request.by.name} asks for {what}: “{request.why}”
      </p>
      <SegmentedControl
        aria-label="Approve or refuse"
        value={verdict}
        onChange={setVerdict}
        data={[
          { value: 'approved', label: 'Approve' },
          { value: 'refused', label: 'Refuse' },
        ]}
      />
      {verdict === 'approved' && (
        <TextInput
          type="date"
          label="Until, that day within"
          description="A year at most"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
      <Words label="Reason" value={reason} onChange={setReason} />
    </FormDialog>
  )
}

interface AmountProps {
  readonly label: string
  readonly amount: string
  readonly onAmount: (amount: string) => void
  readonly currency: string
  readonly onCurrency: (currency: string) => void
}

function Amount({ label, amount, onAmount, currency, onCurrency }: AmountProps) {
  return (
    <div className={classes.fields}>
      <TextInput
        label={label}
        inputMode="decimal"
        value={amount}
        onChange={(event) => onAmount(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label="Currency"
        maxLength={3}
        value={currency}
        onChange={(event) => onCurrency(event.currentTarget.value)}
      />
    </div>
  )
}

interface WordsProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Words({ label, value, onChange }: WordsProps) {
  return (
    <Textarea
      label={label}
      required
      autosize
      minRows={2}
      maxLength={1000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
