import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDecimalSum } from '../runs/decimal-sum.ts'
import {
  type BookedCharge,
  type CallCharge,
  FOCUS_COLUMNS,
  FOCUS_HEADER,
  focusLine,
  focusOfBooking,
  focusOfCalls,
  type FocusRow,
} from './focus.ts'

const charged = {
  workspace: { id: '0197', name: 'Harbour Billing' },
  workflow: { slug: 'billing-replies', name: 'Billing replies' },
}
const calls: CallCharge = {
  ...charged,
  day: '2026-11-30',
  release: '2026-11-20',
  model: 'qwen3-0.6b',
  provider: 'local',
  source: 'caller',
  calls: 12,
  inputTokens: 4_000,
  outputTokens: 1_000,
  amount: '1.25',
  currency: 'EUR',
}
const booked: BookedCharge = {
  ...charged,
  phase: 'maintenance',
  amount: '100',
  currency: 'EUR',
  hours: '2.5',
  from: '2026-11-16',
  to: '2026-12-15',
  what: 'New policies',
}

/** What the specification asks of each column (1.3, "Cost and Usage"): may it be null, and of what form is it. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const DECIMAL = /^-?\d+(\.\d+)?$/
const NOT_NULL = {
  BilledCost: DECIMAL,
  EffectiveCost: DECIMAL,
  ListCost: DECIMAL,
  ContractedCost: DECIMAL,
  BillingAccountId: /./,
  BillingCurrency: /^[A-Z]{3}$/,
  BillingPeriodStart: INSTANT,
  BillingPeriodEnd: INSTANT,
  ChargePeriodStart: INSTANT,
  ChargePeriodEnd: INSTANT,
  ChargeCategory: /^(Usage|Purchase|Tax|Credit|Adjustment)$/,
  ChargeFrequency: /^(One-Time|Recurring|Usage-Based)$/,
  HostProviderName: /./,
  InvoiceIssuerName: /./,
  ServiceProviderName: /./,
  ProviderName: /./,
  PublisherName: /./,
  ServiceCategory: /^(AI and Machine Learning|Other)$/,
  ServiceSubcategory: /^(Generative AI|Other \(AI and Machine Learning\)|Other \(Other\))$/,
  ServiceName: /./,
} as const

function holdsToFocus(row: FocusRow): void {
  for (const [column, form] of Object.entries(NOT_NULL)) {
    expect([column, String(row[column as keyof typeof NOT_NULL])]).toEqual([column, expect.stringMatching(form)])
  }
  // The charge lies in its billing period, a calendar month; ends are not within.
  const [start, end] = [String(row.ChargePeriodStart), String(row.ChargePeriodEnd)]
  expect(start < end).toBe(true)
  expect(String(row.BillingPeriodStart) <= start && end <= String(row.BillingPeriodEnd)).toBe(true)
  expect(String(row.BillingPeriodStart)).toMatch(/-01T00:00:00Z$/)
  // Without a unit price the list cost is the billed one; without a SKU price there is no priced quantity.
  expect([row.ListUnitPrice, row.ContractedUnitPrice, row.SkuPriceId]).toEqual([null, null, null])
  expect(row.ListCost).toBe(row.BilledCost)
  expect([row.PricingQuantity, row.PricingUnit]).toEqual([null, null])
  // A quantity and its unit come together, and for usage alone.
  expect(row.ConsumedQuantity === null).toBe(row.ConsumedUnit === null)
  expect(row.ConsumedQuantity !== null).toBe(row.ChargeCategory === 'Usage')
  expect(Object.values(JSON.parse(String(row.Tags)) as object).every((tag) => typeof tag === 'string')).toBe(true)
  expect(Object.keys(row).toSorted()).toEqual([...FOCUS_COLUMNS].toSorted())
}

describe('costs in the shape of FOCUS', () => {
  test('columns are in Pascal case, its own before ours, and ours begin with x_', () => {
    const own = FOCUS_COLUMNS.filter((column) => !column.startsWith('x_'))
    expect(FOCUS_COLUMNS.slice(0, own.length)).toEqual(own)
    expect(own.every((column) => /^[A-Z][A-Za-z]+$/.test(column))).toBe(true)
    expect(FOCUS_COLUMNS.slice(own.length).every((column) => /^x_[A-Z][A-Za-z]+$/.test(column))).toBe(true)
    expect(FOCUS_HEADER.split(',')[0]).toBe('BilledCost')
  })

  test('calls of a day are a usage charge with what was recorded; what nobody knows is null', () => {
    const row = focusOfCalls(calls)
    holdsToFocus(row)
    expect(row).toMatchObject({
      BilledCost: '1.25',
      BillingPeriodStart: '2026-11-01T00:00:00Z',
      BillingPeriodEnd: '2026-12-01T00:00:00Z',
      ChargePeriodEnd: '2026-12-01T00:00:00Z',
      ConsumedQuantity: 5_000,
      ConsumedUnit: 'Tokens',
      ServiceCategory: 'AI and Machine Learning',
      ServiceProviderName: 'local',
      SkuId: 'qwen3-0.6b',
      PricingCategory: null,
      x_Phase: 'operation',
      x_Release: '2026-11-20',
    })
    const bare = focusOfCalls({ ...calls, provider: null, release: null, model: null, inputTokens: 0, outputTokens: 0 })
    holdsToFocus(bare)
    expect(bare).toMatchObject({
      ServiceProviderName: 'Unknown',
      SkuId: null,
      x_Release: null,
      ConsumedUnit: 'Requests',
    })
  })

  test('calls whose cost nobody knows have empty costs, never 0', () => {
    const row = focusOfCalls({ ...calls, amount: null, currency: null, source: null })
    expect([row.BilledCost, row.EffectiveCost, row.ListCost, row.ContractedCost, row.BillingCurrency]).toEqual(
      Array.from({ length: 5 }, () => null),
    )
    expect(focusLine(row)).toMatch(/^,0197,Harbour Billing,Workspace,,/)
  })

  test('what was booked over two months is a charge of each, by days, and the parts sum to the whole', () => {
    const november = focusOfBooking(booked, '2026-11')
    const december = focusOfBooking(booked, '2026-12')
    expect(november).toMatchObject({
      BilledCost: '50',
      ConsumedQuantity: '1.25',
      ConsumedUnit: 'Hours',
      x_Phase: 'maintenance',
    })
    expect(december).toMatchObject({
      ChargePeriodStart: '2026-12-01T00:00:00Z',
      ChargePeriodEnd: '2026-12-16T00:00:00Z',
    })
    expect(focusOfBooking(booked, '2027-01')).toBeNull()
    const bought = focusOfBooking({ ...booked, hours: null }, '2026-11')
    expect(bought).toMatchObject({ ChargeCategory: 'Purchase', ConsumedQuantity: null, ServiceProviderName: 'Unknown' })
    for (const row of [november, december, bought]) if (row !== null) holdsToFocus(row)
  })

  test('whatever was booked, its parts of all months sum to it to the last digit', () => {
    const day = fc
      .integer({ min: 0, max: 800 })
      .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10))
    const cents = fc.nat(10_000_000).map((n) => (n / 100).toFixed(2))
    fc.assert(
      fc.property(day, day, cents, (a, b, amount) => {
        const [from = a, to = b] = [a, b].toSorted()
        const sum = createDecimalSum()
        for (let month = 0; month < 28; month += 1) {
          const key = new Date(Date.UTC(2026, month, 1)).toISOString().slice(0, 7)
          const row = focusOfBooking({ ...booked, hours: null, from, to, amount }, key)
          if (row === null) continue
          holdsToFocus(row)
          sum.add(String(row.BilledCost))
        }
        expect(Number(sum.total())).toBe(Number(amount))
      }),
      { numRuns: 50 },
    )
  })

  test('names with commas and quotes stay one cell, and a formula is led by an apostrophe', () => {
    const line = focusLine(focusOfCalls({ ...calls, workflow: { slug: 'x', name: '=1+1, "x"' } }))
    expect(line).toContain('"\'=1+1, ""x"""')
    expect(line.endsWith('\r\n')).toBe(true)
  })
})
