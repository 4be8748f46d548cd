/** What a runbook must say, in the order in which its reader asks. */
export const RUNBOOK_PARTS = {
  purpose: {
    name: 'What it is for',
    write: 'say in a sentence or two what this is about and who uses it',
    headings: [
      'meaning',
      'purpose',
      'overview',
      'about',
      'summary',
      'what it does',
      'what it is',
      'what is',
      'what this is',
      'description',
      'introduction',
      'background',
      'goal',
      'in short',
    ],
    phrases: [
      'the alert means',
      'this alert means',
      'this alert essentially means',
      'this alert is',
      'this workflow is',
      'this runbook is',
      'this runbook describes',
    ],
  },
  normal: {
    name: 'What is normal',
    write: 'say what normal input and output look like, so that a departure is seen',
    headings: [
      'normal',
      'expected',
      'healthy',
      'steady state',
      'baseline',
      'what good looks like',
      'correct result',
      'correct results',
    ],
    phrases: [
      'normal state',
      'in normal operation',
      'under normal',
      'is normal',
      'are normal',
      'normal range',
      'healthy when',
      'correct result',
      'should always be',
      'is expected to have',
      'are expected to have',
    ],
  },
  impact: {
    name: 'What it means when it fails',
    write: 'say who notices and what it costs when this goes wrong',
    headings: [
      'impact',
      'effect',
      'effects',
      'consequence',
      'consequences',
      'severity',
      'what breaks',
      'what happens when',
      'what happens if',
      'who is affected',
      'risk',
      'risks',
    ],
    phrases: [],
  },
  checks: {
    name: 'What to look at',
    write: 'say where to look and what to compare',
    headings: [
      'diagnosis',
      'diagnose',
      'diagnostics',
      'diagnosing',
      'check',
      'checks',
      'investigation',
      'investigate',
      'investigating',
      'triage',
      'troubleshooting',
      'troubleshoot',
      'debugging',
      'debug',
      'verification',
      'verify',
      'monitoring',
      'detection',
      'symptoms',
      'where to look',
      'what to look at',
      'dashboards',
    ],
    phrases: [],
  },
  fix: {
    name: 'How to mend it',
    write: 'say what to do, step by step',
    headings: [
      'mitigation',
      'mitigations',
      'mitigate',
      'mitigating',
      'fix',
      'fixes',
      'fixing',
      'resolution',
      'resolve',
      'resolving',
      'remediation',
      'remediate',
      'recovery',
      'recover',
      'repair',
      'restore',
      'steps',
      'procedure',
      'procedures',
      'actions',
      'response',
      'solution',
      'solutions',
      'workaround',
      'workarounds',
      'what to do',
      'troubleshooting',
      'rollback',
    ],
    phrases: [],
  },
  stop: {
    name: 'When to stop it',
    write: 'say at what point it is stopped, and how',
    headings: [
      'stop',
      'stopping',
      'when to stop',
      'pause',
      'pausing',
      'kill switch',
      'shutdown',
      'shut down',
      'abort',
      'turn it off',
      'turn off',
    ],
    phrases: [
      'stop when',
      'stop if',
      'stop it when',
      'stop it if',
      'stop the workflow',
      'pause when',
      'pause if',
      'pause it when',
      'pause it if',
      'pause the workflow',
      'when to stop',
      'kill switch',
    ],
  },
  owner: {
    name: 'Who owns it',
    write: 'name the person who answers for it, and a second one for when that person is away',
    headings: [
      'owner',
      'owners',
      'ownership',
      'owned by',
      'who owns',
      'responsible',
      'responsibility',
      'responsibilities',
      'maintainer',
      'maintainers',
      'team',
      'contact',
      'contacts',
      'points of contact',
      'who does what',
      'on call',
    ],
    phrases: ['owned by', 'maintained by'],
  },
  escalation: {
    name: 'Whom to call',
    write: 'say when to call somebody, and whom',
    headings: [
      'escalation',
      'escalations',
      'escalate',
      'escalating',
      'when to call',
      'who to call',
      'whom to call',
      'call the',
      'contact',
      'contacts',
      'points of contact',
      'getting help',
      'get help',
      'on call',
    ],
    phrases: [
      'escalate',
      'escalated',
      'escalation',
      'call the builder',
      'page the',
      'call the on call',
      'contact the',
      'reach out to',
      'notify the',
      'get help from',
    ],
  },
} as const satisfies Record<
  string,
  {
    readonly name: string
    /** What to do where it is missing. */
    readonly write: string
    /** Words in a heading under which it stands. */
    readonly headings: readonly string[]
    /** Words in a sentence that say it without a heading. */
    readonly phrases: readonly string[]
  }
>

export type RunbookPart = keyof typeof RUNBOOK_PARTS
export const RUNBOOK_PART_IDS = Object.keys(RUNBOOK_PARTS) as readonly RunbookPart[]

/** Whether a text in lower-case words has one of these phrases, as whole words. */
export function hasPhrase(words: string, phrases: readonly string[]): boolean {
  return phrases.some((phrase) => words.includes(` ${phrase} `))
}

/** The words of a text with one blank around each: ` stop it when two customers complain `. */
export function wordsOf(text: string): string {
  const lower = text.toLowerCase()
  // The plain case is an order of magnitude faster.
  const words = /^[\t -~]*$/.test(lower)
    ? lower.replaceAll(/[^a-z0-9]+/g, ' ')
    : lower.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
  return ` ${words.trim()} `
}
