import type { CriterionVerdict } from '../handover/verdict.ts'
import { PORTFOLIO_STAGES, type PortfolioStage } from './stages.ts'

export interface InTotals {
  readonly stage: PortfolioStage
  readonly deployed: CriterionVerdict
  readonly adopted: CriterionVerdict
  readonly inLimbo: boolean
  /** Whether anything about deployment and adoption is known: not of what only stands in a list. */
  readonly isMeasured: boolean
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
  }
}
