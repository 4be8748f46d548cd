/** What a list says of an initiative. */
export const LIST_FIELDS = ['name', 'unit', 'stage', 'owner', 'risk', 'startedOn', 'dueOn'] as const
export type ListField = (typeof LIST_FIELDS)[number]

interface Names {
  /** Whole names, the likeliest first. */
  readonly is: readonly string[]
  /** Words within longer ones, the likeliest first. */
  readonly has: readonly RegExp[]
}

/** How columns that say it are called, where spaces, case, numbers before and remarks in brackets after don't matter. */
const NAMES: { readonly [field in ListField]: Names } = {
  name: {
    is: [
      'use case name',
      'ai use case name',
      'name of use case',
      'name of ai use case',
      'title',
      'use case title',
      'ai use case title',
      'initiative',
      'initiative name',
      'project name',
      'project title',
      'project',
      'ai use case',
      'use case',
      'name',
      'workflow',
      'system name',
      'ai system name',
      'application name',
      'tool name',
      'solution',
    ],
    has: [
      /use case name/,
      /use case title/,
      /\b(name|title) of (the )?(ai )?(use case|initiative|project|system|tool|application|solution|workflow)/,
      /^(ai )?(initiative|project|system|tool|application|solution|product|workflow|model) (name|title)\b/,
      /^(ai )?(initiative|project|use case)s?\b(?!.*\b(id|identifier|number|no|code|topic|area|category|type|class|description|summary|purpose|owner|lead|manager|status|stage|phase|risk|contact|date|inventory|list)\b)/,
      // Better an id than no name.
      /^(ai )?(initiative|project|use case) (id|identifier|number|code)\b/,
    ],
  },
  unit: {
    is: [
      'agency',
      'unit',
      'business unit',
      'organisation',
      'organization',
      'department',
      'component',
      'bureau',
      'bureau / component',
      'bureau/component',
      'agency bureau',
      'agency name',
      'operating division',
      'opdiv',
      'opdiv/staffdiv',
      'subagency',
      'sub-agency',
      'administration',
      'center',
      'centre',
      'mission directorate',
      'directorate',
      'division',
      'office',
      'team',
      'program office',
      'business area',
      'business line',
      'mission area',
    ],
    has: [
      /^(agency|bureau|component|operating division|opdiv|business unit|department|sub-?agency|office|cent(?:er|re)|directorate)\b/,
      /\b(agency|bureau|component|division|department|directorate|center)\b/,
    ],
  },
  stage: {
    is: [
      'stage of development',
      'development stage',
      'stage',
      'status',
      'lifecycle stage',
      'current stage',
      'phase',
      'project status',
      'deployment status',
      'sdlc stage',
      'lifecycle',
      'life cycle',
      'maturity',
    ],
    has: [
      /stage of (the )?(system )?(development|operation|lifecycle|life cycle|production|deployment)/,
      /\b(development|lifecycle|life cycle|deployment|implementation|operational|project|use case|current) (stage|status|phase)\b/,
      /\bstage\b/,
      /^(current )?(status|phase)\b/,
    ],
  },
  owner: {
    is: [
      'owner',
      'business owner',
      'product owner',
      'responsible',
      'lead',
      'sponsor',
      'point of contact',
      'poc name',
      'contact',
      'contact name',
    ],
    has: [/\bowner\b/, /point of contact/, /\bsponsor\b/],
  },
  risk: {
    is: [
      'risk',
      'risk level',
      'risk class',
      'risk tier',
      'impact',
      'high-impact',
      'impact type',
      'impact classification',
    ],
    has: [
      /rights-impacting|safety-impacting/,
      /\b(is|are)\b.*high[- ]impact|^high[- ]impact (indicator|determination|status)/,
      /^high[- ]impact\b(?!.*\b(justification|service)\b)/,
      /\brisk (level|class|tier|category)\b/,
    ],
  },
  startedOn: {
    is: ['date initiated', 'start date', 'started', 'started on', 'initiated', 'date started', 'start'],
    has: [/date.*(initiated|started|began)/, /start date/],
  },
  dueOn: {
    is: ['due', 'due date', 'target date', 'go-live', 'go live date', 'planned date', 'end date', 'target go-live'],
    has: [/(target|due|go-live|go live|planned).*date/],
  },
}

/** Fields whose columns bear names and not questions: a longer one only mentions them. */
const SHORT: ReadonlySet<ListField> = new Set<ListField>(['name', 'unit', 'stage', 'owner'])
const LONGEST_SHORT = 60
/** Questions about the unit or its people name neither. */
const ASKS = /^(?:describe|is|does|do|has|have|if|should|was|were|provide|how)\b/

export type ListColumns = ReadonlyMap<ListField, number>

/** Proposes which column says what, by their names; `said` counts before. Null where no column names the initiatives. */
export function proposeListColumns(
  columns: readonly string[],
  said: ReadonlyMap<ListField, string> = new Map(),
): ListColumns | null {
  const plain = columns.map(plainName)
  const taken = new Set<number>()
  const found = new Map<ListField, number>()
  const take = (field: ListField, place: number) => {
    if (place === -1) return
    found.set(field, place)
    taken.add(place)
  }
  for (const [field, own] of said) take(field, placeOfSaid(columns, own))
  for (const field of LIST_FIELDS) if (!said.has(field)) take(field, placeOf(plain, field, taken))
  return found.has('name') ? found : null
}

export interface ListHeader {
  /** Its place among the rows. */
  readonly row: number
  readonly columns: ListColumns
}

/**
 * Which of the first rows of a file names its columns: the one that says most, the first of equals, so that titles and groups
 * of columns may stand above. Null where none names the initiatives, or has the columns that somebody says.
 */
export function findListHeader(
  rows: readonly (readonly string[])[],
  said: ReadonlyMap<ListField, string> = new Map(),
): ListHeader | null {
  let best: ListHeader | null = null
  for (const [row, cells] of rows.entries()) {
    if ([...said.values()].some((own) => placeOfSaid(cells, own) === -1)) continue
    const columns = proposeListColumns(cells, said)
    if (columns !== null && columns.size > (best?.columns.size ?? 0)) best = { row, columns }
  }
  return best
}

function placeOfSaid(columns: readonly string[], own: string): number {
  return columns.findIndex((name) => oneLine(name) === oneLine(own))
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

/** Without regard to case, lines, underscores, a leading `1.` or `(a)`, and a mark that it must be filled in. */
function plainName(name: string): string {
  return oneLine(name.toLowerCase().replaceAll('_', ' '))
    .replace(/^(?:[a-z]?\d{1,3}[a-z]?[.):]|\([a-z0-9]{1,3}\))\s*/, '')
    .replace(/\s*[*:]$/, '')
}

function placeOf(plain: readonly string[], field: ListField, taken: ReadonlySet<number>): number {
  const { is, has } = NAMES[field]
  const short = plain.map((name) => name.replace(/\s*[([].*$/, '').replace(/\?$/, ''))
  for (const names of [plain, short]) {
    for (const name of is) {
      const place = names.findIndex((each, at) => each === name && !taken.has(at))
      if (place !== -1) return place
    }
  }
  for (const pattern of has) {
    const place = plain.findIndex(
      (each, at) =>
        !taken.has(at) &&
        pattern.test(each) &&
        (!SHORT.has(field) || ((short[at] ?? '').length <= LONGEST_SHORT && !ASKS.test(each))),
    )
    if (place !== -1) return place
  }
  return -1
}
