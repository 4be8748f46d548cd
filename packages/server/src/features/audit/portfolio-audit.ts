import type { PortfolioAudit } from '@dayshift/contract'
import { portfolioAudit } from '@dayshift/core'
import { inWorkspace } from '../../platform/database/index.ts'
import type { World } from '../../platform/world.ts'
import { readDelivery } from './delivery-definition.ts'
import { auditLooks, lookAgain, type PortfolioNeeds } from '../portfolio/index.ts'

/** Rows of each answer that are told; how many there are, the counts say. */
const MOST_SHORT = 100

/**
 * The audit over all workflows, from how each was looked at last: at most an hour ago, and after the last act on it. What
 * is retired is left out.
 */
export async function readPortfolioAudit(
  world: World,
  needs: PortfolioNeeds,
  workspaceId: string,
): Promise<PortfolioAudit> {
  await lookAgain(world, needs, workspaceId)
  const { looks, waiting, listed, delivery } = await inWorkspace(
    world.db,
    workspaceId,
    async (trx) => ({ ...(await auditLooks(trx, workspaceId)), delivery: await readDelivery(trx, workspaceId) }),
    { isolation: 'repeatable read' },
  )
  const report = portfolioAudit(looks)
  const instants = looks.map(({ lookedAt }) => lookedAt.toISOString()).toSorted()
  const from = looks.map(({ look }) => look.from).toSorted()
  const to = looks.map(({ look }) => look.to).toSorted()
  const { proven, answers, unknowable, definition } = report
  return {
    sentence: report.sentence,
    workflows: report.workflows,
    waiting,
    listed,
    lookedAt: instants.length === 0 ? null : { first: instants[0] ?? '', last: instants.at(-1) ?? '' },
    window: from.length === 0 ? null : { from: from[0] ?? '', to: to.at(-1) ?? '' },
    proven: { ...proven, costs: [...proven.costs] },
    answers: answers.map(({ findings, short, ...answer }) => ({
      ...answer,
      findings: [...findings],
      short: short.slice(0, MOST_SHORT),
    })),
    unknowable: unknowable.map(({ log, ...each }) => ({ ...each, log: [...log] })),
    definition: { ...delivery, delivered: definition.delivered, parts: [...definition.parts] },
    rows: looks.map(({ slug, name, look }) => ({
      slug,
      name,
      costs: [...look.costs],
      verdicts: look.answers.map(({ verdict }) => verdict),
      delivered: [...look.delivered],
    })),
  }
}
