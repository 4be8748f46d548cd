/** What in somebody's logs means what; each may be said in a file, and has a proposal. */
export interface AuditMap {
  /** Tools by which an agent hands over to a person; in lower case. */
  readonly handoverTools: readonly string[]
  /** Columns of the table of decisions: what was decided, and of which unit, or of which run. */
  readonly decisions: {
    readonly unitKey: string | null
    readonly runId: string | null
    readonly decision: string
  } | null
  /** What a decision's spelling means; in lower case. */
  readonly decisionWords: ReadonlyMap<string, AuditDecision>
  /** Spellings of a verdict; in lower case. */
  readonly right: ReadonlySet<string>
  readonly wrong: ReadonlySet<string>
}

/** As in the product: kept as it was, changed, set aside, decided without it. */
export const AUDIT_DECISIONS = ['accepted', 'edited', 'overridden', 'ignored', 'escalated', 'bypass'] as const
export type AuditDecision = (typeof AUDIT_DECISIONS)[number]

export const DEFAULT_AUDIT_MAP: AuditMap = {
  handoverTools: [
    'transfer_to_human_agents',
    'transfer_to_human_agent',
    'transfer_to_human',
    'escalate_to_human',
    'escalate_to_agent',
    'handoff_to_human',
    'hand_off_to_human',
    'handover_to_human',
    'request_human',
    'human_handoff',
  ],
  decisions: null,
  decisionWords: new Map<string, AuditDecision>([
    ...AUDIT_DECISIONS.map((word) => [word, word] as const),
    ['accept', 'accepted'],
    ['approved', 'accepted'],
    ['approve', 'accepted'],
    ['kept', 'accepted'],
    ['edit', 'edited'],
    ['modified', 'edited'],
    ['changed', 'edited'],
    ['override', 'overridden'],
    ['rejected', 'overridden'],
    ['reject', 'overridden'],
    ['declined', 'overridden'],
    ['ignore', 'ignored'],
    ['dismissed', 'ignored'],
    ['escalate', 'escalated'],
    ['bypassed', 'bypass'],
  ]),
  right: new Set(['right', 'correct', 'true', 'pass', 'passed', 'yes', '1', 'good', 'ok']),
  wrong: new Set(['wrong', 'incorrect', 'false', 'fail', 'failed', 'no', '0', 'bad']),
}
