import { TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { MONEY_LINES, type MoneyLine } from '@dayshift/core'
import { useState } from 'react'
import { setMoney, type Money } from '../../api/handover.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import classes from './budget-dialog.module.css'

export const LINE_NAMES: { readonly [L in MoneyLine]: string } = {
  prototype: 'Prototype',
  transition: 'Transition into production',
  operation: 'Operation, a year',
  maintenance: 'Maintenance, a year',
}

interface BudgetDialogProps {
  readonly slug: string
  readonly money: Money
  readonly onClose: () => void
}

interface Line {
  readonly planned: string
  readonly actual: string
  readonly why: string
}

/** The four lines of a lifecycle, each with why, and the value that the case commits to. */
export function BudgetDialog({ slug, money, onClose }: BudgetDialogProps) {
  const queries = useQueryClient()
  const [currency, setCurrency] = useState(money.currency ?? 'EUR')
  const [value, setValue] = useState(money.committedValue ?? '')
  const [lines, setLines] = useState<{ readonly [L in MoneyLine]: Line }>(() => ({
    prototype: lineOf(money, 'prototype'),
    transition: lineOf(money, 'transition'),
    operation: lineOf(money, 'operation'),
    maintenance: lineOf(money, 'maintenance'),
  }))
  const save = useMutation({
    mutationFn: () =>
      setMoney(slug, {
        currency: currency.trim().toUpperCase(),
        lines: MONEY_LINES.filter((line) => lines[line].planned.trim() !== '').map((line) => ({
          line,
          planned: amountOf(lines[line].planned),
          actual: lines[line].actual.trim() === '' ? null : amountOf(lines[line].actual),
          why: lines[line].why.trim(),
        })),
        committedValue: value.trim() === '' ? null : amountOf(value),
        basedOn: money.version,
      }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['handovers'] })
      onClose()
    },
  })
  function change(line: MoneyLine, part: Partial<Line>): void {
    setLines({ ...lines, [line]: { ...lines[line], ...part } })
  }
  return (
    <FormDialog title="Set the budget" size="lg" submit="Set the budget" act={save} onClose={onClose}>
      <TextInput
        label="Currency"
        required
        maxLength={3}
        w={96}
        value={currency}
        onChange={(event) => setCurrency(event.currentTarget.value)}
      />
      {MONEY_LINES.map((line, index) => (
        <fieldset key={line} className={classes.line}>
          <legend className={classes.legend}>{LINE_NAMES[line]}</legend>
          <TextInput
            label="Planned"
            inputMode="decimal"
            placeholder="not told"
            data-autofocus={index === 0 || undefined}
            value={lines[line].planned}
            onChange={(event) => change(line, { planned: event.currentTarget.value })}
          />
          <TextInput
            label="Actual"
            inputMode="decimal"
            placeholder="unknown"
            value={lines[line].actual}
            onChange={(event) => change(line, { actual: event.currentTarget.value })}
          />
          <TextInput
            label="What it is made of"
            maxLength={2000}
            value={lines[line].why}
            onChange={(event) => change(line, { why: event.currentTarget.value })}
          />
        </fieldset>
      ))}
      <TextInput
        label="Value a year that the case commits to"
        inputMode="decimal"
        w={280}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

function lineOf(money: Money, line: MoneyLine): Line {
  const told = money.lines.find((each) => each.line === line)
  return { planned: told?.planned ?? '', actual: told?.actual ?? '', why: told?.why ?? '' }
}

/** `12,000` and `12 000` as `12000`; the server says what it can't read. */
function amountOf(text: string): string {
  return text.trim().replaceAll(/[\s,]/g, '')
}
