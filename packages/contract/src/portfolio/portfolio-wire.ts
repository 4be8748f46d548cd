import { GIVEN_UP, MONEY_LINES, PORTFOLIO_SIGNS, PORTFOLIO_STAGES, VERDICTS } from '@dayshift/core'
import { z } from 'zod'
import { currency, decimal, instant, PersonRef, Proportion, slug, text, uuid } from '../common/primitives.ts'

const stage = z.enum(PORTFOLIO_STAGES)
const verdict = z.enum(VERDICTS)
const day = z.iso.date()

/** One row of the lead's page: a workflow as it stands, or what a list alone says of an initiative. */
export const PortfolioItem = z
  .object({
    /** `workflow:<slug>` or `listed:<id>`. */
    id: z.string(),
    /** Null where it only stands in a list. */
    slug: slug.nullable(),
    name: z.string(),
    /** Unit of the organisation; empty where nobody said. */
    unit: z.string(),
    stage,
    /** As its playbook or its list calls the stage. */
    stageName: z.string(),
    /** Days in the stage; null where nobody knows. */
    days: z.number().int().nullable(),
    /** The business owner; of what is only listed, the name in the list. */
    owner: z.string().nullable(),
    onWatch: z.object({ name: z.string(), orphaned: z.boolean() }).nullable(),
    deployed: verdict,
    adopted: verdict,
    /** Share of the decisions that it was to inform; null where it isn't measured. */
    influence: Proportion.nullable(),
    health: z.object({ state: z.enum(['well', 'departed', 'unknown']), departed: z.number().int() }),
    alerts: z.object({ open: z.number().int(), urgent: z.number().int(), unanswered: z.number().int() }),
    limbo: z.string().nullable(),
    care: z
      .object({
        with: z.enum(['builders', 'operators', 'nobody']),
        pile: z.enum(['changing', 'stable']),
        lookAgain: day.nullable(),
        question: z.string().nullable(),
      })
      .nullable(),
    nextDate: z.object({ day, what: z.string() }).nullable(),
    /** What the calls of the last 30 days cost, by currency. */
    costs: z.array(z.object({ currency, amount: decimal })),
    /** Of the last quarter, all that is on record counted in; null where nobody said what a decision is worth, or none was told. */
    worth: z
      .object({
        currency,
        /** Whether the value of the decisions that it influenced covers what it cost. */
        covers: verdict,
        perInfluenced: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
        /** Share of its decisions from which on it pays, 0..1 or above; high is null where no share does. */
        breakEven: z.object({ low: z.number(), high: z.number().nullable() }).nullable(),
      })
      .nullable(),
    /** Of its whole life, all phases together. */
    money: z
      .object({
        currency,
        planned: decimal.nullable(),
        /** Of what is planned: asked for since the case was written. */
        requested: decimal.nullable(),
        committed: decimal.nullable(),
        actual: decimal.nullable(),
        /** Phases with a plan of which nobody told what was paid: what is told is then the least. */
        untold: z.array(z.enum(MONEY_LINES)),
        committedValue: decimal.nullable(),
      })
      .nullable(),
    /** Months of operation after which it is paid back, at best and at worst; null where it never is, or nobody knows. */
    payback: z
      .object({ verdict, earliest: z.number().nullable(), latest: z.number().nullable(), sentence: z.string() })
      .nullable(),
    /** Why what was spent on it is sunk, and what that is; null where it isn't. */
    givenUp: z
      .object({
        why: z.enum(GIVEN_UP),
        sentence: z.string(),
        /** `atLeast`: of a phase that was planned nobody told what was paid. */
        spent: z.object({ amount: decimal, currency, atLeast: z.boolean() }).nullable(),
      })
      .nullable(),
    risk: z.string(),
    signs: z.array(z.object({ sign: z.enum(PORTFOLIO_SIGNS), sentence: z.string() })),
    /** When it was looked at; of what is only listed, when the list came in. */
    asOf: instant,
  })
  .meta({ id: 'PortfolioItem' })

export const Portfolio = z
  .object({
    totals: z.object({
      initiatives: z.number().int(),
      stages: z.record(stage, z.number().int()),
      deployed: z.number().int(),
      adopted: z.number().int(),
      deployedNotAdopted: z.number().int(),
      deployedUnknown: z.number().int(),
      inLimbo: z.number().int(),
      listedOnly: z.number().int(),
      /** What was spent on those that were given up; of some nobody told it whole, of what only stands in a list it isn't known. */
      sunk: z.object({
        n: z.number().int(),
        spent: z.array(z.object({ currency, amount: decimal })),
        untold: z.number().int(),
        listed: z.number().int(),
      }),
    }),
    /** The adoption figures speak of so many days. */
    windowDays: z.number().int(),
    items: z.array(PortfolioItem),
  })
  .meta({ id: 'Portfolio' })
export type Portfolio = z.infer<typeof Portfolio>

export const SetUnitRequest = z.object({ unit: text(200) }).meta({ id: 'SetUnitRequest' })

export const InitiativeRow = z
  .object({
    name: z.string().min(1).max(500),
    unit: text(500),
    /** Which one of equal names of the unit it is, from 1. */
    nth: z.number().int().min(1).max(10_000),
    stage,
    stageWritten: text(200),
    owner: text(500),
    risk: text(500),
    startedOn: day.nullable(),
    dueOn: day.nullable(),
  })
  .meta({ id: 'InitiativeRow' })
export const InitiativesRequest = z
  .object({ source: z.string().min(1).max(500), items: z.array(InitiativeRow).min(1).max(1000) })
  .meta({ id: 'InitiativesRequest' })
export const InitiativesTaken = z
  .object({ added: z.number().int(), changed: z.number().int(), same: z.number().int() })
  .meta({ id: 'InitiativesTaken' })

export const LinkInitiativeRequest = z.object({ slug: slug.nullable() }).meta({ id: 'LinkInitiativeRequest' })
export const InitiativeRef = z.object({ id: uuid, name: z.string(), by: PersonRef }).meta({ id: 'InitiativeRef' })
