import { parseAmount, formatAmount } from '../spend/amount.ts'
import { csvLine, noFormula } from '../tables/csv-line.ts'
import { DAY_MS } from '../time.ts'
import type { MoneyLine } from '../handover/facts.ts'

/**
 * Costs in the shape of FOCUS, the FinOps Open Cost and Usage Specification: the columns of its dataset "Cost and Usage"
 * as of version 1.3, by their names, with those that 1.3 replaced (`ProviderName`, `PublisherName`) for readers of 1.2;
 * then columns of our own, which it asks to begin with `x_`. Times are UTC, ends are not within, numbers plain decimals.
 */
export const FOCUS_COLUMNS = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingAccountType',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargeFrequency',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ContractedCost',
  'ContractedUnitPrice',
  'EffectiveCost',
  'HostProviderName',
  'InvoiceIssuerName',
  'ListCost',
  'ListUnitPrice',
  'PricingCategory',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'ResourceId',
  'ResourceName',
  'ResourceType',
  'ServiceCategory',
  'ServiceName',
  'ServiceProviderName',
  'ServiceSubcategory',
  'SkuId',
  'SkuMeter',
  'SkuPriceDetails',
  'SkuPriceId',
  'SubAccountId',
  'SubAccountName',
  'SubAccountType',
  'Tags',
  'x_Calls',
  'x_CostSource',
  'x_InputTokens',
  'x_OutputTokens',
  'x_Phase',
  'x_Release',
  'x_Workflow',
] as const
export type FocusColumn = (typeof FOCUS_COLUMNS)[number]
export type FocusRow = { readonly [column in FocusColumn]: string | number | null }

export const FOCUS_HEADER = csvLine(FOCUS_COLUMNS)

interface ChargedTo {
  /** The workspace is the billing account, the workflow the sub account. */
  readonly workspace: { readonly id: string; readonly name: string }
  readonly workflow: { readonly slug: string; readonly name: string }
}

/** Calls of one workflow, day (UTC), release and model whose cost came from one source. */
export interface CallCharge extends ChargedTo {
  readonly day: string
  /** Its name; of one that isn't registered its hash. */
  readonly release: string | null
  /** The model that answered, else the one that was asked for. */
  readonly model: string | null
  /** Who serves it, as the release declares of the model that was asked for; null where it says nothing of that one. */
  readonly provider: string | null
  /** How the cost is known: told by the host, or by price. */
  readonly source: string | null
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** Decimal text; null where nobody knows what they cost. */
  readonly amount: string | null
  readonly currency: string | null
}

/** What FOCUS wants named and nobody told: said so, never guessed. */
const UNKNOWN = 'Unknown'

/**
 * Calls as a charge. Dayshift sends no invoice: all four costs are what the calls were recorded to cost, and prices per
 * unit, discounts and SKU prices, which it doesn't know, are null. Calls without a known cost have null costs, never 0;
 * FOCUS itself allows no null there, so that they are left out unless somebody asks for them.
 */
export function focusOfCalls(charge: CallCharge): FocusRow {
  const { workflow, day, release, model, provider, source, calls, inputTokens, outputTokens, amount, currency } = charge
  const tokens = inputTokens + outputTokens
  const served = provider ?? UNKNOWN
  return {
    ...rowOf(charge, { from: day, to: day, phase: 'operation', release, amount, currency }),
    ChargeCategory: 'Usage',
    ChargeDescription: noFormula(
      `${String(calls)} ${calls === 1 ? 'call' : 'calls'} of ${model ?? 'an unnamed model'} by ${workflow.name}`,
    ),
    ChargeFrequency: 'Usage-Based',
    ConsumedQuantity: tokens > 0 ? tokens : calls,
    ConsumedUnit: tokens > 0 ? 'Tokens' : 'Requests',
    HostProviderName: served,
    InvoiceIssuerName: served,
    ProviderName: served,
    PublisherName: served,
    ServiceCategory: 'AI and Machine Learning',
    ServiceName: noFormula(provider === null ? 'Model calls' : `Model calls of ${provider}`),
    ServiceProviderName: served,
    ServiceSubcategory: tokens > 0 ? 'Generative AI' : 'Other (AI and Machine Learning)',
    SkuId: model === null ? null : noFormula(model),
    SkuMeter: tokens > 0 ? 'Tokens' : 'Requests',
    x_Calls: calls,
    x_CostSource: source,
    x_InputTokens: inputTokens,
    x_OutputTokens: outputTokens,
  }
}

/** What people booked as paid, by an amount or by hours, for some days. */
export interface BookedCharge extends ChargedTo {
  readonly phase: MoneyLine
  readonly amount: string
  readonly currency: string
  readonly hours: string | null
  /** ISO dates, both within. */
  readonly from: string
  readonly to: string
  readonly what: string
}

/**
 * What was booked as a charge of one month (`2026-11`): the part of its days that lie in it, so that the parts of all
 * months sum to the whole to the last digit; null where none does. People's hours are provided by the organisation itself.
 */
export function focusOfBooking(charge: BookedCharge, month: string): FocusRow | null {
  const { workspace, phase, hours, currency, what } = charge
  const first = `${month}-01`
  const last = isoDay(Date.parse(monthAfter(month)) - DAY_MS)
  const from = charge.from > first ? charge.from : first
  const to = charge.to < last ? charge.to : last
  if (from > to) return null
  const part = (whole: string) => partBetween(whole, charge, from, to)
  const isTime = hours !== null
  return {
    ...rowOf(charge, { from, to, phase, release: null, amount: part(charge.amount), currency }),
    ChargeCategory: isTime ? 'Usage' : 'Purchase',
    ChargeDescription: noFormula(what),
    ChargeFrequency: isTime ? 'Usage-Based' : 'One-Time',
    ConsumedQuantity: isTime ? part(hours) : null,
    ConsumedUnit: isTime ? 'Hours' : null,
    HostProviderName: 'Not Applicable',
    InvoiceIssuerName: isTime ? workspace.name : UNKNOWN,
    ProviderName: isTime ? workspace.name : UNKNOWN,
    PublisherName: isTime ? workspace.name : UNKNOWN,
    ServiceCategory: 'Other',
    ServiceName: isTime ? 'People’s time' : 'Booked cost',
    ServiceProviderName: isTime ? workspace.name : UNKNOWN,
    ServiceSubcategory: 'Other (Other)',
    SkuId: null,
    SkuMeter: null,
    x_Calls: null,
    x_CostSource: 'booked',
    x_InputTokens: null,
    x_OutputTokens: null,
  }
}

/** One line of the table. */
export function focusLine(row: FocusRow): string {
  return csvLine(FOCUS_COLUMNS.map((column) => row[column]))
}

interface Charged {
  readonly from: string
  readonly to: string
  readonly phase: MoneyLine
  readonly release: string | null
  readonly amount: string | null
  readonly currency: string | null
}

/** What is the same of every charge. */
function rowOf({ workspace, workflow }: ChargedTo, { from, to, phase, release, amount, currency }: Charged) {
  const month = from.slice(0, 7)
  const tags = { 'dayshift/workflow': workflow.slug, 'dayshift/phase': phase }
  return {
    BilledCost: amount,
    BillingAccountId: workspace.id,
    BillingAccountName: noFormula(workspace.name),
    BillingAccountType: 'Workspace',
    BillingCurrency: currency,
    BillingPeriodEnd: instant(monthAfter(month)),
    BillingPeriodStart: instant(`${month}-01`),
    ChargeClass: null,
    ChargePeriodEnd: instant(isoDay(Date.parse(to) + DAY_MS)),
    ChargePeriodStart: instant(from),
    ContractedCost: amount,
    ContractedUnitPrice: null,
    EffectiveCost: amount,
    ListCost: amount,
    ListUnitPrice: null,
    PricingCategory: null,
    PricingQuantity: null,
    PricingUnit: null,
    ResourceId: `dayshift/workflow/${workflow.slug}`,
    ResourceName: noFormula(workflow.name),
    ResourceType: 'AI workflow',
    SkuPriceDetails: null,
    SkuPriceId: null,
    SubAccountId: workflow.slug,
    SubAccountName: noFormula(workflow.name),
    SubAccountType: 'Workflow',
    Tags: JSON.stringify(release === null ? tags : { ...tags, 'dayshift/release': release }),
    x_Phase: phase,
    x_Release: release === null ? null : noFormula(release),
    x_Workflow: workflow.slug,
  } as const
}

/** By the share of days up to each end, so that neighbouring parts leave nothing between them. */
function partBetween(whole: string, { from, to }: BookedCharge, first: string, last: string): string {
  const amount = parseAmount(whole) ?? 0n
  const days = (a: string, b: string) => BigInt(Math.round((Date.parse(b) - Date.parse(a)) / DAY_MS))
  const all = days(from, to) + 1n
  const upTo = (n: bigint) => (amount * n) / all
  return formatAmount(upTo(days(from, last) + 1n) - upTo(days(from, first)))
}

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10)
}

function instant(day: string): string {
  return `${day}T00:00:00Z`
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
