import type { Manifest } from '../workflows/manifest.ts'
import type { RunDay, Target } from '../runs/measures.ts'
import type { ActKind } from './acts.ts'
import type { StageId } from './playbook.ts'

/**
 * Everything that a verdict on one workflow is computed from. Read by the server in one transaction, handed in whole;
 * `null` is "not told": it makes a verdict `unknown`, never met.
 */
export interface HandoverFacts {
  readonly workflow: {
    readonly slug: string
    readonly name: string
    readonly registeredAt: Date
    readonly stage: StageId
    readonly stageSince: Date
    /** When the handover was started with its playbook. */
    readonly startedAt: Date
    readonly activeRelease: { readonly hash: string; readonly name: string; readonly activatedAt: Date } | null
    readonly rolloutPercent: number
    readonly paused: boolean
  }
  /** Of the active release, else of the newest; null where there is none. */
  readonly manifest: Manifest | null
  readonly people: readonly PersonFact[]
  readonly duties: readonly DutyFact[]
  /** What the people of this workflow carry elsewhere. */
  readonly elsewhere: readonly {
    readonly person: string
    readonly workflow: string
    readonly stage: StageId
    readonly duty: string
  }[]
  readonly acts: readonly ActFact[]
  readonly documents: readonly DocumentFact[]
  readonly money: MoneyFacts
  readonly runningCost: RunningCostFact
  readonly targets: readonly Target[]
  /** One a calendar day (UTC) with runs, oldest first, at most 400; drills are not in them. */
  readonly days: readonly RunDay[]
  readonly changes: readonly ChangeFact[]
  readonly drills: readonly DrillFact[]
  readonly transfer: TransferFact | null
  readonly disagreements: readonly DisagreementFact[]
  readonly waivers: readonly WaiverFact[]
  readonly runbook: RunbookFact | null
  /** What its figures are held against and when that was done last; null until a run was counted. */
  readonly watch: {
    readonly baseline: { readonly name: string; readonly at: Date; readonly runs: number } | null
    readonly lookedAt: Date | null
  } | null
  /** Null until adoption is measured. */
  readonly adoption: { readonly influenced: number; readonly toInform: number; readonly windowDays: number } | null
  /** The seams that it stands on, as people told; empty where nobody named one. */
  readonly seams: readonly {
    readonly id: string
    readonly name: string
    readonly ready: boolean
    /** What holds it back first, in a sentence; null where it is ready. */
    readonly lacks: string | null
    /** Volume × error; null where either is unknown. */
    readonly errorsPerWeek: number | null
  }[]
}

export interface PersonFact {
  readonly id: string
  readonly name: string
  readonly active: boolean
  /** A vendor's person may not hold a duty of the performance layer. */
  readonly vendor: boolean
}

export interface DutyFact {
  readonly duty: string
  readonly person: string
  readonly since: Date
}

export interface ActFact {
  readonly id: string
  readonly kind: ActKind
  readonly at: Date
  readonly by: string
  /** Whoever took part, the teller included where she did. */
  readonly people: readonly string[]
  readonly details: { readonly [name: string]: string }
}

export interface DocumentFact {
  readonly document: string
  /** Hash of all sections as they stand. */
  readonly hash: string
  readonly changedAt: Date
  readonly sections: readonly {
    readonly id: string
    readonly text: string
    readonly author: string
    readonly at: Date
  }[]
  readonly signatures: readonly {
    readonly person: string
    readonly duty: string
    readonly hash: string
    readonly at: Date
  }[]
  readonly reads: readonly { readonly person: string; readonly hash: string; readonly at: Date }[]
}

export const MONEY_LINES = ['prototype', 'transition', 'operation', 'maintenance'] as const
export type MoneyLine = (typeof MONEY_LINES)[number]
export interface MoneyFacts {
  readonly currency: string | null
  /** Decimal text; absent lines are not told. `operation` and `maintenance` are of a year. */
  readonly lines: readonly {
    readonly line: MoneyLine
    readonly planned: string
    readonly actual: string | null
    readonly why: string
  }[]
  /** Value a year that the case commits to. */
  readonly committedValue: string | null
}

/** What running it may cost, as finance was last asked and answered. */
export interface RunningCostFact {
  /** Null where nobody asked. */
  readonly asked: {
    /** Decimal text, a month. */
    readonly amount: string
    readonly currency: string
    readonly at: Date
    readonly by: string
  } | null
  /** Null until the last question is answered. */
  readonly answer: {
    readonly verdict: 'approved' | 'refused'
    readonly reason: string
    /** ISO date, the last day on which an approval holds. */
    readonly until: string | null
    readonly at: Date
    readonly by: string
  } | null
  /** What the last 30 days cost in that currency, decimal text; null where nobody knows. */
  readonly month: string | null
}

/** A change of what runs: proposed, live or gone. */
export interface ChangeFact {
  readonly id: string
  readonly state: 'proposed' | 'approved' | 'rolling-out' | 'live' | 'rolled-back' | 'withdrawn' | 'expired'
  /** Parts of the manifest that it changes. */
  readonly touches: readonly string[]
  readonly proposedBy: string
  readonly proposedAt: Date
  /** When units first met it; null before. */
  readonly liveAt: Date | null
  readonly endedAt: Date | null
}

export interface DrillFact {
  readonly id: string
  readonly kind: 'practice' | 'operator-day' | 'forced-failure' | 'target-check'
  readonly at: Date
  readonly verdict: 'passed' | 'messy' | 'inconclusive'
  /** Whoever was drilled. */
  readonly people: readonly string[]
  /** What it found, in sentences. */
  readonly findings: readonly string[]
  /** A short practice between: it keeps what is known awake, and shows no ordinary fix. */
  readonly quiz?: boolean
  /** Practice: right answers by topic of S298 to S305, and how many were asked. */
  readonly topics?: { readonly [topic: string]: { readonly right: number; readonly asked: number } }
}

export interface TransferFact {
  readonly id: string
  /** The planned instant. */
  readonly at: Date
  readonly state: 'planned' | 'accepted' | 'done' | 'cancelled'
  readonly from: string
  readonly to: string
  readonly acceptedAt: Date | null
  readonly doneAt: Date | null
  readonly parallelSince: Date
  /** Of the early-support time: its days with a finished checklist, and how it ended. */
  readonly support: {
    readonly until: Date
    readonly daysChecked: number
    readonly verdict: 'settled' | 'one-more-pass' | null
  } | null
}

export interface DisagreementFact {
  readonly id: string
  readonly about: 'ownership' | 'success' | 'failure'
  readonly text: string
  readonly openedAt: Date
  readonly settledAt: Date | null
}

export interface WaiverFact {
  readonly id: string
  readonly criterion: string
  readonly reason: string
  readonly by: string
  readonly at: Date
  readonly expiresAt: Date
  readonly endedAt: Date | null
}

export interface RunbookFact {
  /** Hash of the release that it was confirmed for. */
  readonly release: string
  readonly confirmedBy: string
  readonly confirmedAt: Date
  readonly reviewBy: Date
  /** What its check still finds, in sentences. */
  readonly problems: readonly string[]
}
