import { createDecimalSum } from '../runs/decimal-sum.ts'
import type { CriterionVerdict } from '../handover/verdict.ts'
import { PORTFOLIO_STAGES, type PortfolioStage } from './stages.ts'

export interface InTotals {
  readonly stage: PortfolioStage
  readonly deployed: CriterionVerdict
  readonly adopted: CriterionVerdict
  readonly inLimbo: boolean
  /** Whether anything about deployment and adoption is known: not of what only stands in a list. */
  readonly isMeasured: boolean
  /** Whether what was spent on it is sunk, and what that is; null where it isn't. */
  readonly givenUp: {
    readonly spent: { readonly amount: string; readonly currency: string; readonly atLeast: boolean } | null
  } | null
}

export interface PortfolioTotals {
  readonly initiatives: number
  readonly stages: { readonly [stage in PortfolioStage]: number }
  /** Counted as a success at deployment. */
  readonly deployed: number
  readonly adopted: number
  /** Of the deployed: not adopted, as measured. */
  readonly deployedNotAdopted: number
  /** Of the deployed: nobody knows. */
  readonly deployedUnknown: number
  readonly inLimbo: number
  /** Only in a list: neither deployment nor adoption is known here. */
  readonly listedOnly: number
  readonly sunk: {
    /** Given up: retired before they arrived, on hold, or in limbo and never handed over. */
    readonly n: number
    /** What was spent on them, by currency, decimal texts. */
    readonly spent: { readonly currency: string; readonly amount: string }[]
    /** Of them: nobody told what was spent, or of a phase that was planned. */
    readonly untold: number
    /** A list calls them retired or on hold; what was spent on them is not known here. */
    readonly listed: number
  }
}

/** The figures over all initiatives; what is retired counts in its stage alone. */
export function portfolioTotals(standings: readonly InTotals[]): PortfolioTotals {
  const live = standings.filter(({ stage }) => stage !== 'retired')
  const deployed = live.filter((each) => each.isMeasured && each.deployed === 'met')
  const of = (adopted: CriterionVerdict) => deployed.filter((each) => each.adopted === adopted).length
  return {
    initiatives: standings.length,
    // Its own keys.
    stages: Object.fromEntries(
      PORTFOLIO_STAGES.map((stage) => [stage, standings.filter((each) => each.stage === stage).length]),
    ) as PortfolioTotals['stages'],
    deployed: deployed.length,
    adopted: of('met'),
    deployedNotAdopted: of('unmet'),
    deployedUnknown: of('unknown'),
    inLimbo: live.filter(({ inLimbo }) => inLimbo).length,
    listedOnly: live.filter(({ isMeasured }) => !isMeasured).length,
    sunk: sunkOf(standings),
  }
}

function sunkOf(standings: readonly InTotals[]): PortfolioTotals['sunk'] {
  const givenUp = standings.flatMap((each) => (each.givenUp === null ? [] : [each.givenUp]))
  const told = givenUp.flatMap(({ spent }) => (spent === null ? [] : [spent]))
  const byCurrency = [...Map.groupBy(told, ({ currency }) => currency)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    n: givenUp.length,
    spent: byCurrency.map(([currency, amounts]) => {
      const sum = createDecimalSum()
      for (const { amount } of amounts) sum.add(amount)
      return { currency, amount: sum.total() }
    }),
    untold: givenUp.filter(({ spent }) => spent === null || spent.atLeast).length,
    listed: standings.filter(({ isMeasured, stage }) => !isMeasured && (stage === 'retired' || stage === 'paused'))
      .length,
  }
}
