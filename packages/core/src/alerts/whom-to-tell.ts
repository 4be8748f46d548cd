import { type DutiesFacts, type DutyPerson, holdersAt } from '../duties/assignment.ts'
import { onWatch, type Watch } from '../duties/on-watch.ts'
import type { AlertOwner } from './alert.ts'
import type { AlertClass } from './departure.ts'

/** Duties of playbooks that take signals of their own, by how the signals' names begin. */
const FINER_DUTIES: readonly { readonly duty: string; readonly signals: readonly string[] }[] = [
  // What may be spent is the business of whoever answers for it; whoever watches costs stands behind.
  { duty: 'spend', signals: ['spend'] },
  // What it may cost to run is asked of finance, where a playbook has it.
  { duty: 'finance', signals: ['running-cost'] },
  { duty: 'spend', signals: ['running-cost'] },
  // That a review is not held is for whoever answers for the outcome, above whoever should have held it.
  { duty: 'business-owner', signals: ['review'] },
  { duty: 'watch-costs', signals: ['spend', 'cost', 'input-tokens', 'output-tokens', 'unpriced'] },
  {
    duty: 'watch-output',
    signals: ['override', 'edit', 'flag', 'sample', 'output', 'confidence', 'report', 'seed', 'quick', 'bypass'],
  },
  {
    duty: 'watch-drift',
    signals: ['input', 'field', 'drift', 'missing', 'category', 'type', 'model', 'volume', 'data', 'person'],
  },
]

/** The duties that a signal belongs to, where a playbook has them, the first to answer first; none for the daily care's. */
export function dutiesOfSignal(signal: string): readonly string[] {
  return FINER_DUTIES.filter(({ signals }) => signals.some((start) => signal.startsWith(start))).map(({ duty }) => duty)
}

/** Who is told of an alert, one after the other: the first answers for it. */
export interface AlertPath {
  readonly owner: AlertOwner | null
  readonly people: readonly { readonly person: string; readonly duty: string }[]
  /** An admin who is told at once, because the duty that should answer is nobody's. */
  readonly admin: string | null
}

/**
 * Who answers for a signal at an instant: whoever holds the finer duty that takes it (not of an outage, which goes
 * to the first responder), else the daily care; where nobody has held that yet, the builder (the change owner); else
 * whoever is on watch by the rule of duties, and then it is an error that an admin is told of (S278–S281). After the
 * owner: whoever is on watch, the backup, the one who informs the rest. Whoever caused it is never among them.
 */
export function alertPath(
  facts: DutiesFacts,
  alert: {
    readonly signal: string
    readonly class: AlertClass
    readonly causedBy: string | null
    readonly withBuilder: boolean
  },
  instant: Date,
): AlertPath {
  const { assignments, people, playbook } = facts
  const mayBeTold = (id: string) => id !== alert.causedBy && people.some((person) => person.id === id && person.active)
  const holder = (duty: string) => holdersAt(assignments, duty, instant).find(({ person }) => mayBeTold(person))?.person
  const finer = alert.class === 'outage' ? [] : dutiesOfSignal(alert.signal)
  const wasHeld = assignments.some(({ duty, from }) => duty === 'daily-care' && from.getTime() <= instant.getTime())
  const watch = onWatch(assignments, people, instant)
  const taken = finer.filter((duty) => playbook.duties.some(({ id }) => id === duty))
  const turns: { readonly duty: string; readonly orphaned: boolean; readonly person: string | undefined }[] = [
    ...(alert.withBuilder ? [{ duty: 'change-owner', orphaned: false, person: holder('change-owner') }] : []),
    ...taken.map((duty) => ({ duty, orphaned: false, person: holder(duty) })),
    { duty: 'daily-care', orphaned: false, person: holder('daily-care') },
    ...(wasHeld ? [] : [{ duty: 'change-owner', orphaned: false, person: holder('change-owner') }]),
    // Where it is her own act, her backup is told, and nothing is wrong with who holds what.
    ...(['backup', 'business-owner'] as const).map((duty) => ({
      duty,
      orphaned: watch.orphaned,
      person: holder(duty),
    })),
  ]
  const path = turns.flatMap(({ duty, orphaned, person }) => (person === undefined ? [] : [{ person, duty, orphaned }]))
  const admin = firstAdmin(people, mayBeTold)
  const owner =
    path[0] ?? (admin === undefined ? ownerByRule(watch) : { person: admin.id, duty: 'admin', orphaned: true })
  const after = ['daily-care', 'backup', 'informs'].flatMap((duty) => {
    const person = holder(duty)
    return person === undefined ? [] : [{ person, duty }]
  })
  const all = owner === null ? after : [{ person: owner.person, duty: owner.duty }, ...after]
  return {
    owner,
    people: all.filter(
      ({ person }, index) => mayBeTold(person) && all.findIndex((each) => each.person === person) === index,
    ),
    admin: owner?.orphaned === true && admin !== undefined && admin.id !== owner.person ? admin.id : null,
  }
}

/** Who answers for a seam and for its two sides, as far as alerts ask. */
export interface SeamAnswers {
  /** The seam's own owner, who is neither of the two sides'; null where it has none. */
  readonly owner: string | null
  readonly from: string | null
  readonly to: string | null
}

/**
 * Who answers for what breaks at a seam: its owner (S222), then those who answer for its two sides, then the admin who
 * has been here longest. Where it has no owner, whoever comes first stands in, and an admin is told along with her: the
 * seam belongs to neither side (S221).
 */
export function seamAlertPath(
  { owner: own, from, to }: SeamAnswers,
  people: readonly DutyPerson[],
  causedBy: string | null,
): AlertPath {
  const mayBeTold = (id: string) => id !== causedBy && people.some((person) => person.id === id && person.active)
  const admin = firstAdmin(people, mayBeTold)
  const turns = [
    { person: own, duty: 'seam-owner' },
    { person: from, duty: 'seam-from' },
    { person: to, duty: 'seam-to' },
    { person: admin?.id ?? null, duty: 'admin' },
  ]
  const path = turns.flatMap(({ person, duty }) => (person !== null && mayBeTold(person) ? [{ person, duty }] : []))
  const distinct = path.filter(({ person }, at) => path.findIndex((each) => each.person === person) === at)
  const [first] = distinct
  const orphaned = own === null || !people.some(({ id, active }) => id === own && active)
  return {
    owner: first === undefined ? null : { ...first, orphaned },
    people: distinct,
    admin: orphaned && admin !== undefined && admin.id !== first?.person ? admin.id : null,
  }
}

function firstAdmin(people: readonly DutyPerson[], mayBeTold: (id: string) => boolean): DutyPerson | undefined {
  return people
    .filter(({ id, role }) => role === 'admin' && mayBeTold(id))
    .toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime() || (a.id < b.id ? -1 : 1))[0]
}

/** It is her own act, and there is nobody else: she answers for it, and isn't told. */
function ownerByRule({ person, rule, orphaned }: Watch): AlertOwner | null {
  return person === null || rule === null ? null : { person, duty: rule, orphaned }
}
