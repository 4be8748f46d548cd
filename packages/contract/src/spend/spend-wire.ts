import { SPEND_PERIODS } from '@dayshift/core'
import { z } from 'zod'
import { currency, decimal, instant, PersonRef, slug, text, uuid } from '../common/primitives.ts'
import { WorkflowRef } from '../duties/duty-wire.ts'

const day = z.iso.date()
const amount = z.string().regex(/^\d{1,18}(\.\d{1,12})?$/, 'a decimal number as text that is not negative, like "0.05"')
const count = z.number().int().min(0)

/** An amount of money: decimal text, never a float. */
export const Amount = z.object({ amount, currency }).meta({ id: 'Amount' })
export type Amount = z.infer<typeof Amount>

/**
 * A host asks for a share of a day's budget, tells what it has spent under it, or gives the rest back. Until it hears the
 * answer it goes no further than `floor`, and it never uses an answer to an older ask.
 */
export const SpendLeaseRequest = z
  .object({
    /** Made by the host, one for each process, workflow and day. */
    lease: uuid,
    /** The day (UTC) that it is for. */
    day,
    currency,
    /** Rises with each ask of this lease. */
    seq: z.number().int().min(1),
    /** Spent under this lease so far, and reserved by calls under way. */
    spent: amount,
    held: amount,
    /** Up to where the host goes until it hears otherwise. */
    floor: amount,
    /** What calls that wait now would reserve; what it would like to have free; what one call reserves. */
    need: amount,
    want: amount,
    least: amount,
    /** True with the last word: nothing more is spent under this lease. */
    ends: z.boolean(),
    /** What the host is called, for people: machine and process. */
    holder: text(100),
  })
  .meta({ id: 'SpendLeaseRequest' })

/** Prices of a model per token, in 10⁻¹⁸ of a US dollar, as whole numbers in text. */
export const TokenPricesWire = z
  .object({
    model: z.string(),
    input: z.string(),
    output: z.string(),
    cacheRead: z.string().nullable(),
    cacheWrite: z.string().nullable(),
    above: z.array(
      z.object({
        tokens: count,
        input: z.string(),
        output: z.string(),
        cacheRead: z.string().nullable(),
        cacheWrite: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'TokenPrices' })

export const SpendLeaseAnswer = z
  .object({
    lease: uuid,
    seq: z.number().int(),
    /** Up to where the host may go now. Null to an ask that came after a later one: it changed nothing. */
    upTo: amount.nullable(),
    /** How long that holds, from the sending of the ask. */
    ttlMs: z.number().int(),
    /** Why nothing more was given; null where something was, or nothing was asked for. */
    refused: z.object({ period: z.enum(['day', 'month']), sentence: z.string() }).nullable(),
    /** More of every limit is left than real units are kept: shadows may spend too. */
    spare: z.boolean(),
    /** The dearest run so far: what a call reserves where no limit of a run says it. */
    highest: Amount.nullable(),
    /** Prices of the models that the workflow may call, where the server knows them. */
    prices: z.array(TokenPricesWire),
  })
  .meta({ id: 'SpendLeaseAnswer' })
export type SpendLeaseAnswer = z.infer<typeof SpendLeaseAnswer>

/** The limits that hosts hold; part of the gate's state. Absent from servers that give no leases. */
export const GateSpend = z
  .object({
    /** Another one means other limits: hosts give back what is free and ask anew. */
    version: z.string(),
    perRun: Amount.nullable(),
    perDay: Amount.nullable(),
    perMonth: Amount.nullable(),
  })
  .meta({ id: 'GateSpend' })

export const SetSpendLimitRequest = z
  .object({
    period: z.enum(SPEND_PERIODS),
    /** Null takes the set limit back: the manifest's counts again. */
    limit: Amount.nullable(),
    reason: text(1000).min(1),
  })
  .meta({ id: 'SetSpendLimitRequest' })

export const SetWarningsRequest = z
  .object({ percents: z.array(z.number().int().min(1).max(1000)).min(1).max(10), reason: text(1000).min(1) })
  .meta({ id: 'SetWarningsRequest' })

export const GiveLeaseBackRequest = z.object({ reason: text(1000).min(1) }).meta({ id: 'GiveLeaseBackRequest' })

/** The limit of a period that counts, and why it is that one. */
export const SpendLimit = z
  .object({
    period: z.enum(SPEND_PERIODS),
    limit: Amount.nullable(),
    from: z.enum(['manifest', 'person', 'nobody']),
    manifest: Amount.nullable(),
    set: z
      .object({
        limit: Amount,
        by: PersonRef,
        at: instant,
        reason: z.string(),
      })
      .nullable(),
    /** Why what a person set doesn't count; null where it does, or nothing was set. */
    passedOver: z.string().nullable(),
  })
  .meta({ id: 'SpendLimit' })

export const SpendForecast = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('forecast'),
      amount: decimal,
      low: decimal,
      high: decimal,
      currency,
      /** Whole days that it is made from. */
      n: count,
    }),
    z.object({ kind: z.literal('not-enough-yet'), n: count, needed: count }),
  ])
  .meta({ id: 'SpendForecast' })

export const SpendDay = z
  .object({
    day,
    /** What its runs and shadows were recorded to cost in the limit's currency; never a sum over currencies. */
    amount: decimal,
    /** What of it shadows cost. */
    shadows: decimal,
    /** Runs with a call; how many of them nobody knows the cost of. */
    called: count,
    unpriced: count,
  })
  .meta({ id: 'SpendDay' })

/** A share of the budget that a host holds, or held when it fell silent. */
export const SpendLeaseShown = z
  .object({
    id: uuid,
    holder: z.string(),
    day,
    state: z.enum(['open', 'lapsed']),
    amount: Amount,
    spent: decimal,
    held: decimal,
    /** What runs that name it were recorded to cost, and how many they are. */
    recorded: decimal,
    runs: count,
    heardAt: instant,
    expiresAt: instant,
    /** What goes back to the budget when a person gives it back now; null while its host may spend of it. */
    free: decimal.nullable(),
    /** When what its runs were recorded to cost counts in its place, by itself. */
    reconciledAt: instant,
  })
  .meta({ id: 'SpendLease' })

/** Runs of this month whose cost nobody knows, by model and why. */
export const UnpricedRuns = z
  .object({
    model: z.string().nullable(),
    why: z.enum(['no-prices', 'no-model', 'unknown-model', 'no-tokens']),
    sentence: z.string(),
    n: count,
    lastAt: instant,
  })
  .meta({ id: 'UnpricedRuns' })

export const PriceListFact = z
  .object({
    source: z.string(),
    /** When the file was last changed, as its place says. */
    date: instant,
    models: count,
    hash: z.string(),
  })
  .meta({ id: 'PriceListFact' })

/** A workflow's money this month (UTC): what its runs were recorded to cost, against the limits that count. */
export const WorkflowSpend = z
  .object({
    workflow: WorkflowRef,
    sentence: z.string(),
    /** `2026-11`, and today within it. */
    month: z.string(),
    today: day,
    /** Of the limits, or of the runs where there are none; null where nothing costs anything yet. */
    currency: currency.nullable(),
    limits: z.array(SpendLimit),
    atLimit: z.object({ kind: z.enum(['human', 'alert', 'cheaper-model']), sentence: z.string() }),
    warnAt: z.array(z.number().int()),
    /** Recorded today and this month, and what counts against the limits: leases included. */
    day: z.object({ recorded: decimal, counted: decimal }),
    monthSoFar: z.object({ recorded: decimal, counted: decimal }),
    /** Costs in other currencies, which no limit counts. */
    otherCurrencies: z.array(Amount),
    forecast: SpendForecast,
    days: z.array(SpendDay),
    runs: z.object({
      called: count,
      priced: count,
      unpriced: count,
      /** Null where no run is priced. */
      costPerRun: decimal.nullable(),
      /** Outputs that took effect: automatic ones, and those that people accepted or edited. */
      kept: count,
      costPerKept: decimal.nullable(),
      /** Runs that went elsewhere because the budget was used up. */
      heldByBudget: count,
    }),
    /** Calls of a proposed release beside the live one: paid like others, in no figure of runs. */
    shadows: z.object({ recorded: decimal, n: count, unpriced: count }),
    unpriced: z.array(UnpricedRuns),
    leases: z.array(SpendLeaseShown),
    /** Who holds the spend and may change limits; null where it is nobody's. */
    holder: PersonRef.nullable(),
    mayChange: z.boolean(),
    prices: PriceListFact.nullable(),
    history: z.array(
      z.object({
        at: instant,
        by: PersonRef,
        period: z.enum(SPEND_PERIODS),
        limit: Amount.nullable(),
        before: Amount.nullable(),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: 'WorkflowSpend' })
export type WorkflowSpend = z.infer<typeof WorkflowSpend>

/** Days in UTC, both in it; 92 at most. */
export const CostListQuery = z.object({ workflow: slug.optional(), from: day.optional(), to: day.optional() })

const costOf = {
  workflow: slug,
  day,
  /** Runs with a call; of shadows, their calls. */
  calls: count,
  /** Both null where nobody knows what they cost. */
  amount: decimal.nullable(),
  currency: currency.nullable(),
}

export const CostList = z
  .object({
    from: day,
    to: day,
    items: z.array(
      z.object({
        ...costOf,
        /** The model that answered, else the one that was asked for. */
        model: z.string().nullable(),
        /** Its name; the hash of one that isn't registered. */
        release: z.string().nullable(),
        inputTokens: count,
        outputTokens: count,
      }),
    ),
    /** Calls of proposed releases beside the live ones, not among the items. */
    shadows: z.array(z.object(costOf)),
  })
  .meta({ id: 'CostList' })
export type CostList = z.infer<typeof CostList>

/** This month of every workflow. */
export const WorkspaceSpend = z
  .object({
    sentence: z.string(),
    month: z.string(),
    today: day,
    items: z.array(
      z.object({
        workflow: WorkflowRef,
        currency: currency.nullable(),
        recorded: decimal,
        counted: decimal,
        limit: Amount.nullable(),
        forecast: SpendForecast,
        called: count,
        unpriced: count,
        holder: PersonRef.nullable(),
      }),
    ),
    /** By currency, never summed over them. */
    totals: z.array(Amount),
    prices: PriceListFact.nullable(),
  })
  .meta({ id: 'WorkspaceSpend' })
export type WorkspaceSpend = z.infer<typeof WorkspaceSpend>
