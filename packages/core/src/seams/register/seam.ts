/** What a side of a seam is: people, or a program. */
export const NODE_KINDS = { team: 'Team', tool: 'Tool' } as const
export type NodeKind = keyof typeof NODE_KINDS

/** A side of a seam: a team or a tool, from the list that all seams share. */
export interface SeamNode {
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  /** Other names that logs and people have for it. */
  readonly aliases: readonly string[]
  /** Who answers for this side; never the seam's owner. */
  readonly owner: SeamPerson | null
}

export interface SeamPerson {
  readonly id: string
  readonly name: string
  /** Whether she is a member still. */
  readonly active: boolean
}

/** Which kind of seam: work between teams, data between tools, or the line between routine and judgement in one job. */
export const SEAM_KINDS = {
  handoff: { name: 'Handoff', says: 'work goes from one team to another' },
  connection: { name: 'Connection', says: 'data goes from one tool to another' },
  judgement: {
    name: 'Routine and judgement',
    says: 'what is routine goes one way, what needs judgement goes to a person',
  },
} as const
export type SeamKind = keyof typeof SEAM_KINDS

/** What it is by its two sides, where nobody says otherwise. */
export function kindOf(from: NodeKind, to: NodeKind): SeamKind {
  return from === 'tool' && to === 'tool' ? 'connection' : 'handoff'
}

/** Context that nobody wrote down, by what is usually lost (S205, S206, S207). */
export const UNWRITTEN = {
  'extra-attention': 'needs extra attention for a while',
  'looks-standard': 'looks standard and is an exception',
  'skipped-step': 'the step that everyone skips',
} as const
export type Unwritten = keyof typeof UNWRITTEN

/** Where a piece of context lives: where a program finds it, in somebody's head, or nobody knows. */
export type Lives =
  | { readonly kind: 'system'; readonly system: string; readonly field: string }
  | { readonly kind: 'head'; readonly whose: string }
  | { readonly kind: 'nowhere' }

export const WORKAROUNDS = {
  spreadsheet: 'spreadsheet that only moves data between two systems',
  meeting: 'standing meeting so that one team knows what the other did',
  person: 'person whose value is remembering how it connects',
  other: 'another way around',
} as const
export type WorkaroundKind = keyof typeof WORKAROUNDS

export type SeamSide = 'from' | 'to'

/** From where it is pressed to put AI on a seam (S236). Recorded; nothing is computed from it. */
export const PRESSURES = {
  board: 'the board',
  competitors: 'competitors',
  process: 'a process that is there already',
  other: 'elsewhere',
} as const

/** Whom a failure costs (S220). */
export const BEARERS = {
  customer: 'the customer',
  organisation: 'the organisation',
  others: 'others who are exposed to the same',
} as const

/** What is at stake where a rule sends work (S219). A person who decides under stress always gets a person. */
export const STAKES = {
  stress: 'a person decides under stress',
  money: 'money',
  legal: 'law',
  none: 'nothing in particular',
} as const
export type Stake = keyof typeof STAKES

/** What people tell of a seam, each kind with its own words. */
export type SeamPartBody =
  | {
      readonly part: 'context'
      readonly name: string
      readonly why: string
      readonly lives: Lives
      readonly unwritten: Unwritten | null
    }
  | {
      readonly part: 'workaround'
      readonly side: SeamSide
      readonly kind: WorkaroundKind
      readonly words: string
      readonly hoursPerWeek: number
      readonly people: number
      /** Of one person's hour, decimal text in the seam's currency. */
      readonly rate: string
    }
  | {
      readonly part: 'covering'
      readonly who: string
      readonly words: string
      /** The piece of context that takes over what she carries; null while nothing does. */
      readonly capturedAs: string | null
    }
  | {
      readonly part: 'connection'
      readonly name: string
      readonly builtBy: string
      readonly why: string
      /** ISO date; null where nobody knows. */
      readonly builtOn: string | null
      readonly still: 'runs' | 'gone' | 'unknown'
      readonly builderHere: 'yes' | 'no' | 'unknown'
    }
  | { readonly part: 'assessment'; readonly fits: boolean; readonly words: string }
  | { readonly part: 'check'; readonly words: string; readonly by: string }
  | { readonly part: 'rule'; readonly when: string; readonly to: 'person' | 'ai'; readonly stake: Stake }
  | { readonly part: 'answer'; readonly automate: boolean; readonly reason: string }
  | { readonly part: 'pressure'; readonly from: keyof typeof PRESSURES; readonly words: string }
  | {
      readonly part: 'consequence'
      readonly bearer: keyof typeof BEARERS
      readonly words: string
      /** Decimal text in the seam's currency; null where it can't be said in money. */
      readonly amount: string | null
    }
  | {
      readonly part: 'complaint'
      readonly kind: string
      readonly at: string
      readonly hoursToSurface: number
      readonly cleanUpHours: number
    }
  | { readonly part: 'automation'; readonly at: string; readonly words: string }

export type SeamPartKind = SeamPartBody['part']

/** All kinds of parts; the compiler misses one that is forgotten. */
export const SEAM_PARTS: { readonly [K in SeamPartKind]: string } = {
  context: 'context that must cross',
  workaround: 'workaround',
  covering: 'informal covering',
  connection: 'connection',
  assessment: 'assessment',
  check: 'check of finished output',
  rule: 'routing rule',
  answer: 'answer on automating',
  pressure: 'pressure to add AI',
  consequence: 'consequence',
  complaint: 'complaint',
  automation: 'start of automation',
}

/** A part as it is kept: told by somebody, at an instant, until it is ended. */
export type SeamPart<K extends SeamPartKind = SeamPartKind> = Extract<SeamPartBody, { readonly part: K }> & {
  readonly id: string
  readonly toldAt: Date
  readonly toldBy: { readonly id: string; readonly name: string }
}

/** Of the last 28 days, from crossings that were told. */
export interface CrossingFigures {
  readonly n: number
  /** Refused by the contract. */
  readonly refused: number
  /** The receiver said whether context was complete. */
  readonly confirmed: number
  /** … and it wasn't. */
  readonly incomplete: number
  /** Bad in either way; a crossing counts once. */
  readonly bad: number
}

/** One seam with all that is told of it and not ended. */
export interface Seam {
  readonly id: string
  readonly kind: SeamKind
  readonly from: SeamNode
  readonly to: SeamNode
  /** What changes hands, in plain words. */
  readonly what: string
  readonly owner: (SeamPerson & { readonly authority: string; readonly since: Date }) | null
  /** As people say it; null where nobody did. */
  readonly volumePerWeek: number | null
  readonly errorShare: number | null
  /** What a proper fix costs once; decimal text. */
  readonly fixCost: string | null
  readonly currency: string
  readonly parts: readonly SeamPart[]
  readonly crossings: CrossingFigures
  readonly openSignals: readonly { readonly signal: string; readonly sentence: string }[]
}

/** The parts of one kind, the oldest first. */
export function partsOf<K extends SeamPartKind>(seam: Pick<Seam, 'parts'>, kind: K): readonly SeamPart<K>[] {
  return seam.parts.filter((part): part is SeamPart<K> => part.part === kind)
}

/** `Sales → Operations`; within one side `Billing desk: routine and judgement`. */
export function nameOfSeam({
  from,
  to,
}: {
  readonly from: Pick<SeamNode, 'id' | 'name'>
  readonly to: Pick<SeamNode, 'id' | 'name'>
}): string {
  return from.id === to.id ? `${from.name}: routine and judgement` : `${from.name} → ${to.name}`
}
