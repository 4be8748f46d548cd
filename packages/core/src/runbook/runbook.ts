import type { DrillFact, DutyFact } from '../handover/facts.ts'
import type { Playbook } from '../handover/playbook.ts'
import type { FailureGroup } from '../runs/group-failures.ts'
import type { RunDay, Target } from '../runs/measures.ts'
import type { Manifest } from '../workflows/manifest.ts'

/** The page that whoever runs a workflow reads: what it does, what is normal, what breaks, when to stop, whom to call. */
export interface Runbook {
  readonly workflow: string
  readonly name: string
  readonly release: { readonly hash: string; readonly name: string }
  readonly sections: readonly RunbookSection[]
  /** Whoever answers when it goes wrong; null where nobody does, or more than one. */
  readonly firstResponder: string | null
  /** Whoever changes it. */
  readonly builder: string | null
  /** What a reader would miss, in sentences: left out by the manifest, or by whoever gives duties to people. */
  readonly problems: readonly { readonly about: 'manifest' | 'duties'; readonly text: string }[]
}

export interface RunbookSection {
  readonly id: RunbookSectionId
  readonly title: string
  readonly entries: readonly RunbookEntry[]
}

export const RUNBOOK_SECTION_IDS = [
  'purpose',
  'normal',
  'off-flow',
  'checks',
  'breaks-first',
  'escalation',
  'stop',
  'call-builder',
  'duties',
  'figures',
  'drills',
] as const
export type RunbookSectionId = (typeof RUNBOOK_SECTION_IDS)[number]

/** `live` entries come from runs and drills: they move by themselves and are no part of what is confirmed. */
export type RunbookEntry = { readonly live: boolean } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'term'; readonly label: string; readonly text: string }
  | {
      readonly kind: 'duty'
      readonly duty: string
      readonly label: string
      readonly does: string
      /** One name, or the duty is in an error state. */
      readonly people: readonly string[]
      readonly problem: 'nobody' | 'several' | null
    }
)

/** What a runbook is generated from. */
export interface RunbookSource {
  readonly manifest: Manifest
  readonly release: { readonly hash: string; readonly name: string }
  readonly playbook: Pick<Playbook, 'duties'>
  /** Who holds which duty now; `person` is a name here. */
  readonly duties: readonly Pick<DutyFact, 'duty' | 'person'>[]
  /** Failures of the last `windowDays` days, the most frequent first. */
  readonly failures: readonly FailureGroup[]
  /** Runs of the last days; those within the window count. */
  readonly days: readonly RunDay[]
  readonly windowDays: number
  readonly targets: readonly Target[]
  readonly drills: readonly Pick<DrillFact, 'kind' | 'at' | 'verdict' | 'findings'>[]
}
