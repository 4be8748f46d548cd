/** What a list says of an initiative. */
export const LIST_FIELDS = ['name', 'unit', 'stage', 'owner', 'risk', 'startedOn', 'dueOn'] as const
export type ListField = (typeof LIST_FIELDS)[number]

/** How columns that say it are called: whole names before words within longer ones, in this order. */
const NAMES: { readonly [field in ListField]: { readonly is: readonly string[]; readonly has: readonly RegExp[] } } = {
  name: {
    is: [
      'use case name',
      'ai use case name',
      'name of use case',
      'title',
      'use case title',
      'initiative',
      'initiative name',
      'project name',
      'project title',
      'project',
      'use case',
      'name',
      'system name',
      'solution',
    ],
    has: [
      /use case name/,
      /use case title/,
      /name of (the )?(ai )?(use case|initiative|project)/,
      /^(ai )?(initiative|project|use case)( name| title)?\b/,
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
      'operating division',
      'division',
      'office',
      'team',
      'program office',
    ],
    has: [
      /^(agency|bureau|component|operating division|business unit|department|office)\b/,
      /\b(agency|bureau|component|division)\b(?!.*\?)/,
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
    ],
    has: [
      /stage of (the )?(system )?(development|operation|lifecycle)/,
      /\b(development|lifecycle|life cycle|deployment|current) (stage|status|phase)\b/,
      /\bstage\b/,
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
    is: ['risk', 'risk level', 'risk class', 'risk tier', 'impact', 'high-impact', 'impact type'],
    has: [/rights-impacting|safety-impacting/, /high-impact/, /\brisk (level|class|tier|category)\b/],
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

export type ListColumns = ReadonlyMap<ListField, number>

/** Proposes which column says what, by their names; `said` counts before. Null where no column names the initiatives. */
export function proposeListColumns(
  columns: readonly string[],
  said: ReadonlyMap<ListField, string> = new Map(),
): ListColumns | null {
  const plain = columns.map((name) =>
    name
      .toLowerCase()
      .replaceAll(/[\s_]+/g, ' ')
      .trim()
      .replace(/^(?:[a-z]?\d{1,3}[a-z]?[.):]|\([a-z0-9]{1,3}\))\s*/, '')
      .replace(/\s*\*$/, ''),
  )
  const taken = new Set<number>()
  const found = new Map<ListField, number>()
  for (const field of LIST_FIELDS) {
    const own = said.get(field)
    const place =
      own === undefined ? placeOf(plain, field, taken) : columns.findIndex((name) => name.trim() === own.trim())
    if (place === -1) continue
    found.set(field, place)
    taken.add(place)
  }
  return found.has('name') ? found : null
}

function placeOf(plain: readonly string[], field: ListField, taken: ReadonlySet<number>): number {
  const { is, has } = NAMES[field]
  for (const name of is) {
    const place = plain.findIndex((each, at) => each === name && !taken.has(at))
    if (place !== -1) return place
  }
  for (const pattern of has) {
    const place = plain.findIndex((each, at) => pattern.test(each) && !taken.has(at))
    if (place !== -1) return place
  }
  return -1
}
