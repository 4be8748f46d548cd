import { SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { MONEY_LINES, type MoneyLine } from '@dayshift/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { bookMoney, sayDecisionWorth, strikeMoney, valueQuery, type MoneyEntry, type Value } from '../../api/value.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { amountWords, PHASE_NAMES } from './value-words.ts'
import classes from './value.module.css'

export interface DialogProps {
  readonly value: Value
  readonly onClose: () => void
}

/** Whatever is done here gives the page as it is then. */
export function useAct<Body>(slug: string, act: (slug: string, body: Body) => Promise<Value>, onDone: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: Body) => act(slug, body),
    onSuccess: (page) => {
      queries.setQueryData(valueQuery(slug).queryKey, page)
      onDone()
    },
  })
}

const AMOUNT = /^\d{1,15}(\.\d{1,6})?$/

/** `1,200.50` as the wire's `1200.50`. */
export function amountOf(text: string): string {
  return text.replaceAll(/[\s,]/g, '')
}

export function isAmount(text: string): boolean {
  return AMOUNT.test(amountOf(text))
}

const KIND_ACTS: { readonly [K in MoneyEntry['kind']]: string } = {
  actual: 'Book what was paid',
  committed: 'Book what is bound',
  requested: 'Book what is asked for',
}
/** What is asked for by the year stands in the budget itself. */
const YEARLY: readonly MoneyLine[] = ['operation', 'maintenance']

export function BookDialog({ value, onClose }: DialogProps) {
  const today = value.to.slice(0, 10)
  const [phase, setPhase] = useState<MoneyLine>('maintenance')
  const [kind, setKind] = useState<MoneyEntry['kind']>('actual')
  const [form, setForm] = useState<'amount' | 'hours'>('amount')
  const [amount, setAmount] = useState('')
  const [hours, setHours] = useState('')
  const [rate, setRate] = useState('')
  const [currency, setCurrency] = useState(value.currency ?? 'EUR')
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`)
  const [to, setTo] = useState(today)
  const [what, setWhat] = useState('')
  const book = useAct(value.workflow.slug, bookMoney, onClose)
  const isYearly = YEARLY.includes(phase)
  const isTold = form === 'amount' ? isAmount(amount) : isAmount(hours) && isAmount(rate)
  return (
    <FormDialog
      title="Book money"
      submit={KIND_ACTS[kind]}
      act={book}
      onSubmit={() =>
        book.mutate({
          phase,
          kind,
          currency: currency.trim().toUpperCase(),
          ...(form === 'amount' ? { amount: amountOf(amount) } : { hours: amountOf(hours), rate: amountOf(rate) }),
          from,
          to,
          what: what.trim(),
        })
      }
      isReady={isTold && /^[a-z]{3}$/i.test(currency.trim()) && from !== '' && from <= to && what.trim() !== ''}
      onClose={onClose}
    >
      <p className="quiet">The calls are known from the runs: book what they don’t tell.</p>
      <Select
        label="Phase"
        value={phase}
        allowDeselect={false}
        onChange={(chosen) => {
          const next = MONEY_LINES.find((line) => line === chosen) ?? phase
          setPhase(next)
          if (YEARLY.includes(next) && kind === 'requested') setKind('actual')
        }}
        data={MONEY_LINES.map((line) => ({ value: line, label: PHASE_NAMES[line] }))}
        data-autofocus
      />
      <SegmentedControl
        aria-label="Paid, bound or asked for"
        value={kind}
        onChange={setKind}
        data={[
          { value: 'actual', label: 'Paid' },
          { value: 'committed', label: 'Bound, not paid' },
          ...(isYearly ? [] : [{ value: 'requested' as const, label: 'Asked for' }]),
        ]}
      />
      {kind === 'requested' && (
        <p className="quiet">What is asked for is planned cost from now on: the handoff costs, it is not more scope.</p>
      )}
      <SegmentedControl
        aria-label="An amount or hours"
        value={form}
        onChange={setForm}
        data={[
          { value: 'amount', label: 'An amount' },
          { value: 'hours', label: 'People’s hours' },
        ]}
      />
      <div className={classes.fields}>
        {form === 'amount' ? (
          <TextInput
            label="Amount"
            inputMode="decimal"
            value={amount}
            onChange={(event) => setAmount(event.currentTarget.value)}
          />
        ) : (
          <>
            <TextInput
              label="Hours"
              inputMode="decimal"
              value={hours}
              onChange={(event) => setHours(event.currentTarget.value)}
            />
            <TextInput
              label="An hour costs"
              inputMode="decimal"
              value={rate}
              onChange={(event) => setRate(event.currentTarget.value)}
            />
          </>
        )}
        <TextInput
          label="Currency"
          maxLength={3}
          value={currency}
          onChange={(event) => setCurrency(event.currentTarget.value)}
        />
      </div>
      <div className={classes.fields}>
        <TextInput
          type="date"
          label="For the days from"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label="To, that day within"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      <TextInput
        label="What for"
        required
        maxLength={400}
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

export function WorthDialog({ value, onClose }: DialogProps) {
  const before = value.perDecision
  const [low, setLow] = useState(before === null ? '' : String(before.low))
  const [high, setHigh] = useState(before === null ? '' : String(before.high))
  const [currency, setCurrency] = useState(value.currency ?? 'EUR')
  const [basis, setBasis] = useState(before?.basis ?? '')
  const say = useAct(value.workflow.slug, sayDecisionWorth, onClose)
  const isRange = isAmount(low) && isAmount(high) && Number(amountOf(low)) <= Number(amountOf(high))
  return (
    <FormDialog
      title="What a decision is worth"
      submit="Say what it is worth"
      act={say}
      onSubmit={() =>
        say.mutate({
          currency: currency.trim().toUpperCase(),
          low: amountOf(low),
          high: amountOf(high),
          basis: basis.trim(),
        })
      }
      isReady={isRange && /^[a-z]{3}$/i.test(currency.trim()) && basis.trim() !== ''}
      onClose={onClose}
    >
      <p className="quiet">
        What is won where one decision is made with its output instead of without it: time, money that is not lost. A
        range says what you know; it goes into every figure.
      </p>
      <div className={classes.fields}>
        <TextInput
          label="At least"
          inputMode="decimal"
          value={low}
          onChange={(event) => setLow(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label="At most"
          inputMode="decimal"
          value={high}
          onChange={(event) => setHigh(event.currentTarget.value)}
        />
        <TextInput
          label="Currency"
          maxLength={3}
          value={currency}
          onChange={(event) => setCurrency(event.currentTarget.value)}
        />
      </div>
      <Textarea
        label="How you know"
        placeholder="Four to nine minutes of an agent, at 34 EUR an hour"
        required
        autosize
        minRows={2}
        maxLength={1000}
        value={basis}
        onChange={(event) => setBasis(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

export function StrikeDialog({ value, entry, onClose }: DialogProps & { readonly entry: MoneyEntry }) {
  const [reason, setReason] = useState('')
  const strike = useAct(value.workflow.slug, strikeMoney, onClose)
  return (
    <FormDialog
      title="Strike out an entry"
      submit={`Strike out ${amountWords(entry.amount, entry.currency)}`}
      act={strike}
      isDangerous
      onSubmit={() => strike.mutate({ entry: entry.id, reason: reason.trim() })}
      isReady={reason.trim() !== ''}
      onClose={onClose}
    >
      <p>“{entry.what}” stays readable and counts no more.</p>
      <TextInput
        label="Reason"
        required
        maxLength={400}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  )
}
