import { ARRIVALS, COST_APPROVALS, MILESTONES, MONEY_KINDS, MONEY_LINES, VALUE_SIGNS } from '@dayshift/core'
import { z } from 'zod'
import { currency, decimal, instant, PersonRef, Proportion, slug, text, uuid } from '../common/primitives.ts'

const day = z.iso.date()
const amount = z.string().regex(/^\d{1,15}(\.\d{1,6})?$/, 'a decimal number as text, not below zero, like "1200.50"')
const verdict = z.enum(['met', 'unmet', 'unknown'])
/** From so much to so much, in the page's currency; for reading, not for booking. */
const range = z.object({ low: z.number(), high: z.number() })
/** Its own keys. */
const keysOf = <Key extends string>(of: { readonly [key in Key]: unknown }) => Object.keys(of) as [Key, ...Key[]]

export const MoneyEntry = z
  .object({
    id: uuid,
    phase: z.enum(MONEY_LINES),
    kind: z.enum(MONEY_KINDS),
    amount: decimal,
    currency,
    /** Where it is people's time: the amount is hours times rate. */
    hours: decimal.nullable(),
    rate: decimal.nullable(),
    /** The days that it is for; both within. */
    from: day,
    to: day,
    what: z.string(),
    at: instant,
    by: PersonRef,
    /** Null while it counts. */
    struck: z.object({ reason: z.string(), at: instant, by: PersonRef }).nullable(),
  })
  .meta({ id: 'MoneyEntry' })
export type MoneyEntry = z.output<typeof MoneyEntry>

export const ValuePage = z
  .object({
    workflow: z.object({ slug, name: z.string(), live: z.boolean() }),
    /** Reads after the workflow's name. */
    sentence: z.string(),
    /** Whether the value of the decisions that it influenced covers what it cost. */
    verdict,
    /** What all figures but those of the whole life are of. */
    from: instant,
    to: instant,
    days: z.number().int(),
    /** Of all figures; null until somebody says one or a run tells a cost. */
    currency: currency.nullable(),
    /** Value a year that the case commits to; null where it doesn't, or in another currency. */
    committedValue: decimal.nullable(),
    /** What the calls cost in other currencies: in none of the figures. */
    otherCosts: z.array(z.object({ currency, amount: decimal })),
    /** Null where nothing was told. */
    cost: decimal.nullable(),
    maintenance: decimal,
    /** People's time over its outputs, from seeing one to deciding; in the cost where an hour has a price. */
    time: z.object({
      hours: z.number(),
      /** Decisions whose time is known, and others. */
      known: z.number().int(),
      unknown: z.number().int(),
      cost: decimal.nullable(),
      rate: z.object({ rate: decimal, currency, basis: z.string(), at: instant, by: PersonRef }).nullable(),
    }),
    influence: Proportion.nullable(),
    /** Cost of each decision that it influenced, with the interval of influence. */
    perInfluenced: range.extend({ value: z.number() }).nullable(),
    value: range.nullable(),
    /** Share of its decisions from which on the value covers the cost, 0..1 or above; high is null where none does. */
    breakEven: z.object({ low: z.number(), high: z.number().nullable() }).nullable(),
    /** What the case promised for the days for which it is due, and what of it did not come. */
    shortfall: z.object({ days: z.number().int(), projected: z.number(), missing: range }).nullable(),
    /** What the case committed to and what came, month by month, the latest first; empty before it is due. */
    promise: z.array(
      z.object({
        month: z.string(),
        days: z.number().int(),
        promised: z.number(),
        came: range.nullable(),
        verdict,
        sentence: z.string(),
      }),
    ),
    /** Months of operation after which what was invested is paid back, at best and at worst; null where it never is. */
    payback: z.object({
      verdict,
      earliest: z.number().nullable(),
      latest: z.number().nullable(),
      invested: range.nullable(),
      sentence: z.string(),
    }),
    /** Whether it may cost what it costs to run, as whoever approves that was asked and answered. */
    approval: z.object({
      state: z.enum(COST_APPROVALS),
      verdict,
      sentence: z.string(),
      /** Who approves: finance where the playbook has it, else whoever answers for the spend. */
      duty: z.enum(['finance', 'spend']),
      approver: PersonRef.nullable(),
      /** What the last 30 days cost in the currency that was asked for; null where nobody knows. */
      month: decimal.nullable(),
      /** The latest first; that one counts. */
      requests: z.array(
        z.object({
          id: uuid,
          amount: decimal,
          currency,
          why: z.string(),
          at: instant,
          by: PersonRef,
          answer: z
            .object({
              verdict: z.enum(['approved', 'refused']),
              reason: z.string(),
              until: day.nullable(),
              at: instant,
              by: PersonRef,
            })
            .nullable(),
        }),
      ),
      mayAnswer: z.boolean(),
    }),
    lostAtHandoff: range.nullable(),
    /** What one influenced decision is worth, and who said so. */
    perDecision: range.extend({ basis: z.string(), at: instant, by: PersonRef }).nullable(),
    phases: z.array(
      z.object({
        phase: z.enum(MONEY_LINES),
        planned: decimal.nullable(),
        /** Of it: asked for since the case was written. */
        requested: decimal.nullable(),
        plannedByNow: decimal.nullable(),
        committed: decimal.nullable(),
        actual: decimal.nullable(),
        hours: z.number(),
        withinPlan: verdict,
      }),
    ),
    /** The handoff phase itself. */
    handoff: z.object({
      share: z.number().nullable(),
      owner: z.string().nullable(),
      at: instant.nullable(),
      missing: z.array(z.enum(['effort', 'plan', 'owner'])),
      isLeast: z.boolean(),
      sentence: z.string(),
    }),
    /** What counts as success at deployment, beside what came of it. */
    delivered: z.array(z.object({ id: z.enum(keysOf(MILESTONES)), verdict, sentence: z.string() })),
    arrived: z.array(z.object({ id: z.enum(keysOf(ARRIVALS)), verdict, sentence: z.string() })),
    signs: z.array(z.object({ sign: z.enum(VALUE_SIGNS), sentence: z.string() })),
    /** How fast it was adopted against the deployment before it in the same unit; null where no unit is said. */
    speed: z
      .object({
        unit: z.string(),
        verdict: z.enum(['faster', 'slower', 'same', 'unknown', 'first']),
        sentence: z.string(),
      })
      .nullable(),
    entries: z.array(MoneyEntry),
    /** Who may say what a decision is worth; null where nobody is the business owner. */
    businessOwner: PersonRef.nullable(),
    /** Whether the caller may book what was bound or paid. */
    mayBook: z.boolean(),
  })
  .meta({ id: 'ValuePage' })
export type ValuePage = z.output<typeof ValuePage>

export const MoneyEntryRequest = z
  .object({
    phase: z.enum(MONEY_LINES),
    kind: z.enum(MONEY_KINDS),
    currency,
    /** Either an amount, or hours and what one costs. */
    amount: amount.nullish(),
    hours: amount.nullish(),
    rate: amount.nullish(),
    from: day,
    to: day,
    what: text(400).trim().min(1),
  })
  .refine(({ amount: told, hours, rate }) => (told == null) === (hours != null && rate != null), {
    message: 'either an amount, or hours with their rate',
    path: ['amount'],
  })
  .refine(({ from, to }) => from <= to, { message: 'the last day is not before the first', path: ['to'] })
  .refine(({ kind, phase }) => kind !== 'requested' || phase === 'prototype' || phase === 'transition', {
    message: 'what is asked for by the year stands in the budget itself',
    path: ['kind'],
  })
  .meta({ id: 'MoneyEntryRequest' })
export type MoneyEntryRequest = z.output<typeof MoneyEntryRequest>

export const StrikeEntryRequest = z
  .object({ entry: uuid, reason: text(400).trim().min(1) })
  .meta({ id: 'StrikeEntryRequest' })
export type StrikeEntryRequest = z.output<typeof StrikeEntryRequest>

export const DecisionWorthRequest = z
  .object({ currency, low: amount, high: amount, basis: text(1000).trim().min(1) })
  .refine(({ low, high }) => Number(low) <= Number(high), { message: 'not below the low end', path: ['high'] })
  .meta({ id: 'DecisionWorthRequest' })
export type DecisionWorthRequest = z.output<typeof DecisionWorthRequest>

export const AskCostRequest = z
  .object({ amount: amount.regex(/[1-9]/, 'more than nothing'), currency, why: text(1000).trim().min(1) })
  .meta({ id: 'AskCostRequest' })
export type AskCostRequest = z.output<typeof AskCostRequest>

export const AnswerCostRequest = z
  .discriminatedUnion('verdict', [
    z.object({ verdict: z.literal('approved'), request: uuid, until: day, reason: text(1000).trim().min(1) }),
    z.object({ verdict: z.literal('refused'), request: uuid, reason: text(1000).trim().min(1) }),
  ])
  .meta({ id: 'AnswerCostRequest' })
export type AnswerCostRequest = z.output<typeof AnswerCostRequest>

export const HourRateRequest = z
  .object({ rate: amount, currency, basis: text(1000).trim().min(1) })
  .meta({ id: 'HourRateRequest' })
export type HourRateRequest = z.output<typeof HourRateRequest>

export const FocusQuery = z.object({
  /** Calendar month (UTC), like 2026-11; this one unless said. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month like 2026-11')
    .optional(),
  /** `rows`: calls without a known cost are rows with empty costs; else they are left out and counted in a header. */
  unpriced: z.enum(['apart', 'rows']).optional(),
})
export type FocusQuery = z.output<typeof FocusQuery>
