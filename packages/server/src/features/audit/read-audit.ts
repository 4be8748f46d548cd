import type { AdoptionPage, WorkflowAudit } from '@dayshift/contract'
import {
  type AuditFacts,
  type AuditLook,
  auditLook,
  type AuditReport,
  auditReport,
  consistencyOf,
  createDecimalSum,
  dayOf,
  type HandoverCounts,
  partsOf,
  type Proportion,
  weeksUntil,
} from '@dayshift/core'
import type { Trx, World } from '../../platform/world.ts'
import { feedbackBetween, overdueOf } from '../feedback/index.ts'
import { playbookOf } from '../playbooks/index.ts'
import { readCostDays, readRunTotals } from '../runs/index.ts'
import { enoughOf, newestGuidance } from '../trust/index.ts'
import { knownWorkflow, type StoredWorkflow } from '../workflows/index.ts'
import { readDelivery } from './delivery-definition.ts'
import type { AuditNeeds } from './needs.ts'
import {
  newestRun,
  readCare,
  readDecided,
  readJudged,
  readReach,
  readScores,
  readTrials,
  type Within,
} from './store.ts'
import { wireReport } from './wire-report.ts'

/** The audit of one workflow, computed now. */
export async function readWorkflowAudit(
  trx: Trx,
  world: World,
  needs: AuditNeeds,
  workspaceId: string,
  { slug, weeks }: { readonly slug: string; readonly weeks: number },
): Promise<WorkflowAudit> {
  const workflow = await knownWorkflow(trx, workspaceId, slug)
  const adoption = await needs.adoptionOf(trx, workspaceId, slug, weeks)
  const { report, at, from, to } = await auditWorkflow(trx, world, needs, workspaceId, { workflow, adoption, weeks })
  return {
    workflow: { slug, name: workflow.name },
    lookedAt: at.toISOString(),
    from: from.toISOString(),
    to: to.toISOString(),
    report: wireReport(report, await readDelivery(trx, workspaceId)),
  }
}

/** The same as the portfolio keeps it. */
export async function lookAtAudit(
  trx: Trx,
  world: Pick<World, 'clock'>,
  needs: Pick<AuditNeeds, 'factsOf'>,
  workspaceId: string,
  of: AuditOf,
): Promise<AuditLook> {
  const { report, from, to, lacking } = await auditWorkflow(trx, world, needs, workspaceId, of)
  const { figures, gaps } = of.adoption
  return auditLook(report, {
    from: from.toISOString(),
    to: to.toISOString(),
    influence: influenceIn(figures),
    lost:
      gaps === null || gaps.handoff.n === 0
        ? null
        : { handoff: gaps.handoff.k, model: gaps.model.k, of: gaps.handoff.n },
    lacking,
  })
}

interface AuditOf {
  readonly workflow: StoredWorkflow
  /** Of the same weeks. */
  readonly adoption: Pick<
    AdoptionPage,
    'denominator' | 'verdict' | 'sentence' | 'figures' | 'gaps' | 'causes' | 'signs'
  >
  readonly weeks: number
}

interface Audited {
  /** When it was looked at. */
  readonly at: Date
  readonly from: Date
  readonly to: Date
  readonly report: AuditReport
  /** Parts of a handoff that are lacking. */
  readonly lacking: readonly string[]
}

/** What the records of a workflow prove, and what they can't. */
async function auditWorkflow(
  trx: Trx,
  world: Pick<World, 'clock'>,
  needs: Pick<AuditNeeds, 'factsOf'>,
  workspaceId: string,
  of: AuditOf,
): Promise<Audited> {
  const { workflow, adoption, weeks } = of
  const now = world.clock.now()
  const place = { workspaceId, workflowId: workflow.id }
  const last = await newestRun(trx, place)
  const within: Within = { ...place, ...windowOf(now, last, weeks) }
  const facts = await runFacts(trx, within)
  const handover = await needs.factsOf(trx, workspaceId, workflow)
  const care = await readCare(trx, within)
  // What came at this very instant is in it.
  const soon = new Date(now.getTime() + 1)
  const { came, answered, inTime } = await feedbackBetween(trx, workspaceId, workflow.id, within.from, soon)
  const guidance = await newestGuidance(trx, place)
  const { verdict, sentence, figures, gaps, causes, signs, denominator } = adoption
  const all: AuditFacts = {
    ...facts,
    workflows: [
      {
        name: workflow.name,
        runs: facts.runs,
        failed: facts.failed,
        right: facts.right,
        judged: facts.judged,
        decided: facts.decisions === null ? 0 : Object.values(facts.decisions).reduce((sum, n) => sum + n, 0),
        accepted: facts.decisions === null ? 0 : facts.decisions.accepted + facts.decisions.edited,
      },
    ],
    records: {
      now,
      handover,
      playbook: await playbookOf(trx, workspaceId, workflow.id),
      adoption: {
        denominator: denominator.kind,
        verdict,
        sentence,
        influence: influenceIn(figures),
        gaps,
        causes: causes
          .filter(({ gap }) => gap === 'handoff' || gap === 'model')
          .toSorted((a, b) => b.share.k - a.share.k),
        signs,
      },
      feedback: { came, answered, inTime, overdue: (await overdueOf(trx, workspaceId, workflow.id, now)).n },
      failureCases: { open: care.open, mended: care.mended },
      reviews: { held: care.held, missed: care.missed, lastHeldAt: care.lastHeldAt },
      guidanceAt: guidance?.at ?? null,
      enough: (await enoughOf(trx, place)).share,
    },
  }
  return {
    at: now,
    from: within.from,
    to: within.to,
    report: auditReport(all),
    lacking: partsOf(all).flatMap(({ name, state }) => (state === 'there' ? [] : [name])),
  }
}

function influenceIn(figures: AdoptionPage['figures']): Proportion | null {
  return figures === null || figures.influence.n === 0 ? null : figures.influence
}

/** The present weeks; of one that rests, those up to its last run. */
function windowOf(now: Date, last: Date | null, weeks: number): { readonly from: Date; readonly to: Date } {
  const from = weeksUntil(now, weeks)[0]?.from ?? now
  if (last === null || last >= from) return { from, to: now }
  return { from: weeksUntil(last, weeks)[0]?.from ?? last, to: last }
}

async function runFacts(trx: Trx, within: Within): Promise<Omit<AuditFacts, 'workflows' | 'records'>> {
  const { workspaceId, workflowId, from, to } = within
  const totals = await readRunTotals(trx, workspaceId, workflowId, from, to)
  const reach = await readReach(trx, within)
  const judged = await readJudged(trx, within)
  const trials = await readTrials(trx, within)
  const count = (which: (row: (typeof judged)[number]) => boolean) =>
    judged.filter(which).reduce((sum, { n }) => sum + n, 0)
  const known = count(() => true)
  return {
    runs: totals.runs,
    units: reach.units,
    withUnit: totals.runs,
    from: reach.from?.getTime() ?? null,
    to: reach.to?.getTime() ?? null,
    failed: totals.failed,
    failuresTold: totals.called > 0,
    calls: totals.called,
    tokens: totals.tokens,
    costs: await costsOf(trx, within),
    // A run without a call costs nothing.
    unpriced: totals.called - totals.priced,
    models: reach.models,
    releases: totals.releases,
    withRelease: totals.released,
    judged: known,
    right: count(({ right }) => right),
    scores: await readScores(trx, within),
    consistency: consistencyOf(trials),
    handovers: handoversOf(totals.toPeople, known === 0 ? null : count),
    toolCalls: 0,
    decisions: await readDecided(trx, within),
    decisionsElsewhere: 0,
    decisionsUnknown: 0,
    rejected: 0,
  }
}

type Count = (which: (row: { readonly toPerson: boolean; readonly right: boolean }) => boolean) => number

/** A person was due where the AI's answer was wrong. */
function handoversOf(made: number, count: Count | null): HandoverCounts {
  if (count === null) return { made, due: null, hit: null, missed: null, extra: null }
  const hit = count(({ toPerson, right }) => toPerson && !right)
  const missed = count(({ toPerson, right }) => !toPerson && !right)
  return { made, due: hit + missed, hit, missed, extra: count(({ toPerson, right }) => toPerson && right) }
}

async function costsOf(trx: Trx, { workspaceId, workflowId, from, to }: Within): Promise<AuditFacts['costs']> {
  const days = await readCostDays(trx, workspaceId, workflowId, dayOf(from), dayOf(to))
  return [...Map.groupBy(days, ({ currency }) => currency)].map(([currency, of]) => {
    const sum = createDecimalSum()
    for (const { amount } of of) sum.add(amount)
    return { currency, amount: sum.total() }
  })
}
