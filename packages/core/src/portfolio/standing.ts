import { careOf } from '../handover/care.ts'
import { adoptionOf } from '../handover/adoption.ts'
import { deploymentOf } from '../handover/deployment.ts'
import { daysBetween } from '../handover/evaluators/say.ts'
import { type DutyFact, type HandoverFacts, MONEY_LINES } from '../handover/facts.ts'
import { limboOf } from '../handover/limbo.ts'
import { costStanding } from '../handover/running-cost.ts'
import { toldSigns } from '../handover/routine-signs.ts'
import type { CriterionVerdict } from '../handover/verdict.ts'
import { waiverHolds } from '../handover/waiver.ts'
import type { HandoverState } from '../handover/move-stage.ts'
import { DAY_MS } from '../time.ts'
import { dateInWords, listInWords } from '../workflows/in-words.ts'
import { givenUpOf } from '../value/given-up.ts'
import { earlySigns } from './early-signs.ts'
import type { PortfolioStage } from './stages.ts'

/** How a workflow stands, as the lead reads it in one row. */
export interface Standing {
  readonly stage: PortfolioStage
  readonly days: number
  readonly deployed: CriterionVerdict
  readonly adopted: CriterionVerdict
  readonly limbo: string | null
  readonly care: {
    readonly with: 'builders' | 'operators' | 'nobody'
    readonly pile: 'changing' | 'stable'
    readonly lookAgain: string | null
    readonly question: string | null
  }
  readonly nextDate: { readonly day: string; readonly what: string } | null
  readonly signs: ReturnType<typeof earlySigns>
  /** Why what was spent on it is sunk; null where it isn't. */
  readonly givenUp: ReturnType<typeof givenUpOf>
}

/** Reviews of any kind, as people told them. */
const REVIEWS: readonly string[] = ['weekly-review', 'monthly-review', 'joint-review', 'leadership-looked']
const WATCHED_WITHIN_MS = DAY_MS

/** Computed whole from the handover's facts, and from how many alerts wait without an answer. */
export function standingOf(
  facts: HandoverFacts,
  { state, unanswered }: { readonly state: HandoverState; readonly unanswered: number },
  now: Date,
): Standing {
  const { workflow } = facts
  const stage = state === 'on-hold' ? 'paused' : state === 'retired' ? 'retired' : workflow.stage
  const care = careOf(facts, now)
  const limbo = limboOf(facts, now)
  const deployed = deploymentOf(facts, now).verdict
  const adopted = adoptionOf(facts, now).verdict
  const live = liveSince(facts)
  const reviews = facts.acts.filter(({ kind, at }) => REVIEWS.includes(kind) && at <= now).map(({ at }) => at.getTime())
  const until =
    workflow.stage === 'pilot' || workflow.stage === 'design' ? (facts.manifest?.pilot?.until ?? null) : null
  const over = until === null ? 0 : daysBetween(new Date(`${until}T00:00:00Z`), now)
  return {
    stage,
    days: Math.max(0, daysBetween(workflow.stageSince, now)),
    deployed,
    adopted,
    limbo: state === 'retired' || !limbo.inLimbo ? null : limbo.sentence,
    care: { with: care.with, pile: care.pile, lookAgain: care.lookAgain, question: care.question },
    nextDate: nextDate(facts, care.lookAgain, now),
    signs: earlySigns({
      stage,
      deployed,
      adopted,
      liveDays: live === null ? null : Math.max(0, daysBetween(live, now)),
      limbo: limbo.inLimbo ? limbo.sentence : null,
      care: { with: care.with, question: care.question },
      rolloutPercent: workflow.activeRelease === null || workflow.paused ? 0 : workflow.rolloutPercent,
      pilotOver: until !== null && over > 0 ? { until: dateInWords(until), days: over } : null,
      onlyPrototype: isOnlyPrototype(facts),
      countedOn: toldSigns(facts),
      stretched: stretched(facts),
      lastReviewDays: reviews.length === 0 ? null : Math.floor((now.getTime() - Math.max(...reviews)) / DAY_MS),
      unanswered,
      cost: unapproved(facts, now),
      watched:
        facts.watch === null
          ? null
          : facts.watch.baseline !== null &&
            facts.watch.lookedAt !== null &&
            now.getTime() - facts.watch.lookedAt.getTime() <= WATCHED_WITHIN_MS,
    }),
    givenUp: givenUpOf(facts, state, now),
  }
}

/** When units first met it: by its first change that went live, else by the release that runs. */
function liveSince({ changes, workflow }: HandoverFacts): Date | null {
  const first = changes
    .flatMap(({ liveAt }) => (liveAt === null ? [] : [liveAt.getTime()]))
    .reduce((least, at) => Math.min(least, at), workflow.activeRelease?.activatedAt.getTime() ?? Infinity)
  return Number.isFinite(first) && workflow.rolloutPercent > 0 ? new Date(first) : null
}

/** The pilot's team runs others in production too, or what it built (S113, S117): in words; null where it doesn't. */
function stretched({ workflow, duties, elsewhere, people, transfer }: HandoverFacts): string | null {
  const held = (duty: string) => duties.filter((each: DutyFact) => each.duty === duty).map(({ person }) => person)
  const builders = held('change-owner')
  const name = (id: string) => people.find((person) => person.id === id)?.name ?? 'Somebody'
  if (workflow.stage === 'design' || workflow.stage === 'pilot') {
    for (const builder of builders) {
      const carried = elsewhere.filter(
        ({ person, stage, duty }) => person === builder && stage === 'operation' && duty === 'daily-care',
      )
      if (carried.length > 0) {
        const names = [...new Set(carried.map((each) => `“${each.workflow}”`))]
        return `${name(builder)} builds it and keeps ${listInWords(names)} running in production.`
      }
    }
    return null
  }
  const both = builders.find((builder) => held('daily-care').includes(builder))
  return both === undefined || transfer?.state === 'planned' || transfer?.state === 'accepted'
    ? null
    : `${name(both)} built it and still runs it every day: the pilot's team owns production.`
}

function isOnlyPrototype({ money }: HandoverFacts): boolean {
  const has = (line: string) => money.lines.some((each) => each.line === line && /[1-9]/.test(each.planned))
  return has('prototype') && MONEY_LINES.filter((line) => line !== 'prototype').every((line) => !has(line))
}

/** The next day on which something is due. */
function nextDate(facts: HandoverFacts, lookAgain: string | null, now: Date): Standing['nextDate'] {
  const { transfer, waivers, runbook, manifest } = facts
  const day = (at: Date) => at.toISOString().slice(0, 10)
  const dates = [
    transfer === null || (transfer.state !== 'planned' && transfer.state !== 'accepted')
      ? []
      : [{ day: day(transfer.at), what: 'transfer' }],
    transfer?.support == null || transfer.support.verdict !== null
      ? []
      : [{ day: day(transfer.support.until), what: 'end of early support' }],
    waivers
      .filter((waiver) => waiverHolds(waiver, now))
      .map(({ expiresAt }) => ({ day: day(expiresAt), what: 'a waiver lapses' })),
    runbook === null ? [] : [{ day: day(runbook.reviewBy), what: 'runbook to be looked at' }],
    lookAgain === null ? [] : [{ day: lookAgain, what: 'look again' }],
    manifest?.pilot == null ? [] : [{ day: manifest.pilot.until, what: 'end of the pilot' }],
  ].flat()
  const today = day(now)
  const ahead = dates.filter((each) => each.day >= today).toSorted((a, b) => (a.day < b.day ? -1 : 1))
  return ahead[0] ?? null
}

/** What finance has not approved, in words; null where it has, or where nobody approves it here and nobody asked. */
function unapproved({ runningCost, duties, people, workflow }: HandoverFacts, now: Date): string | null {
  const name = (id: string) => people.find((person) => person.id === id)?.name ?? 'Somebody'
  const { state, sentence } = costStanding(runningCost, name, now)
  if (state === 'approved') return null
  if (state !== 'not-asked') return sentence
  const isFor = duties.some(({ duty }) => duty === 'finance') && workflow.rolloutPercent > 0
  return isFor ? 'It serves units, and finance was never asked what it may cost to run.' : null
}
