import { counted, listInWords } from '../../workflows/in-words.ts'
import { ACT_KINDS, type ActKind } from '../acts.ts'
import type { ActFact, HandoverFacts } from '../facts.ts'
import type { Evidence } from '../criterion-result.ts'
import { defineEvaluator } from './evaluator.ts'
import { EVENTS, momentOf } from './events.ts'
import { dutyName, holderOf, nameOf } from './people.ts'
import { idsOf, listOfWords, listOf, oneOf, wholeNumber, words } from './params.ts'
import { dayOf, daysBefore, daysBetween } from './say.ts'
import { DAY_MS } from '../../time.ts'

const KINDS = Object.keys(ACT_KINDS) as ActKind[] // the names of the table

/** What people did together or once, told as it happened, counted with care. */
export const acts = defineEvaluator({
  name: 'acts',
  says: 'People did something often enough, in time, with those who must take part, covering what it must cover.',
  params: {
    kinds: listOf('Kinds of acts that count.', KINDS, null),
    count: wholeNumber('How many are needed.', 1, { least: 1, most: 1000 }),
    inDifferent: oneOf('Counts only one in each of these.', ['acts', 'days', 'weeks', 'months'], 'acts'),
    withinDays: wholeNumber('Only those of the last days; 0: of any time.', 0, { most: 400 }),
    overDays: wholeNumber('Days from the first to the last.', 0, { most: 400 }),
    people: wholeNumber('Different people who took part in all.', 1, { least: 1, most: 100 }),
    attendedBy: idsOf('duty', 'Duties whose holders must have taken part in each.', []),
    before: oneOf('Moment before which it must have been.', EVENTS, 'any-time'),
    detail: words('A detail that must say each of the words in "each".', ''),
    each: listOfWords('Words that must all have been said in that detail.', []),
  },
  judge({ params, playbook, facts, now }) {
    const { kinds, count, inDifferent, overDays, attendedBy, detail, each } = params
    const name = listInWords(kinds.map((kind) => `"${ACT_KINDS[kind].name}"`))
    const ofKind = facts.acts.filter(({ kind }) => kinds.includes(kind))
    const fresh = params.withinDays > 0 ? ofKind.filter(({ at }) => at >= daysBefore(now, params.withinDays)) : ofKind
    const enough = fresh.filter(({ kind, people }) => new Set(people).size >= ACT_KINDS[kind].with)
    const tell = `Tell it once it has happened: ${name}.`
    const moment = momentOf(params.before, facts)
    if (ofKind.length === 0) {
      return {
        verdict: moment.kind === 'at' ? 'unmet' : 'unknown',
        sentence: `Nobody told of ${name}.`,
        missing: [tell],
      }
    }
    if (moment.kind === 'untold') {
      return {
        verdict: 'unknown',
        sentence: `Whether ${name} came in time is not known.`,
        evidence: evidenceOf(fresh, facts),
        missing: [moment.missing],
      }
    }
    const holders = attendedBy.map((duty) => ({ duty, holder: holderOf(facts, duty) }))
    const absent = (act: ActFact) => holders.filter(({ holder }) => holder === null || !act.people.includes(holder.id))
    const attended = enough.filter((act) => absent(act).length === 0)
    const counting = attended.filter(({ at }) => moment.kind !== 'at' || at <= moment.at)
    const buckets = new Set(counting.map((act) => bucketOf(act, inDifferent)))
    const people = new Set(counting.flatMap(({ people }) => people))
    const said = counting.map(({ details }) => plain(details[detail] ?? ''))
    const unsaid =
      detail === '' ? [] : each.filter((word) => !said.some((text) => ` ${text} `.includes(` ${plain(word)} `)))
    const [first, last] = [counting[0], counting.at(-1)]
    const span = first === undefined || last === undefined ? 0 : daysBetween(first.at, last.at)
    const missing = [
      ...holders
        .filter(({ holder }) => holder === null)
        .map(({ duty }) => `Name one person for "${dutyName(playbook, duty)}", who must take part.`),
      ...(buckets.size < count
        ? [
            `${count - buckets.size} more of ${name}${inDifferent === 'acts' ? '' : `, each in another ${inDifferent.slice(0, -1)}`}.`,
          ]
        : []),
      ...(moment.kind === 'at' && counting.length < attended.length && buckets.size < count
        ? [`What was told after ${moment.name} (${dayOf(moment.at)}) does not count.`]
        : []),
      ...(attended.length < enough.length && buckets.size < count
        ? [`Have ${listInWords(attendedBy.map((duty) => `"${dutyName(playbook, duty)}"`))} take part.`]
        : []),
      ...(people.size < params.people && buckets.size >= count
        ? [`Have ${params.people} different people take part; so far ${people.size} did.`]
        : []),
      ...(span < overDays && buckets.size >= count ? [`Keep it up for ${counted(overDays - span, 'more day')}.`] : []),
      ...unsaid.map((word) => `One that covers "${word}".`),
    ]
    const window = params.withinDays > 0 ? ` within the last ${counted(params.withinDays, 'day')}` : ''
    const unit = inDifferent === 'acts' ? '' : ` (one a ${inDifferent.slice(0, -1)} counts)`
    return {
      verdict: missing.length === 0 ? 'met' : 'unmet',
      sentence: `${name}: ${buckets.size} of ${count}${unit}${window}.`,
      evidence: evidenceOf(counting, facts),
      missing,
    }
  },
})

export function evidenceOf(told: readonly ActFact[], facts: HandoverFacts): Evidence[] {
  return told.toReversed().map(({ id, kind, at, by, people, details }) => {
    const took = [...new Set(people)].map((person) => nameOf(facts, person)).sort()
    const words = Object.values(details).filter((text) => text.trim() !== '')
    const whom = took.length > 0 ? listInWords(took) : nameOf(facts, by)
    return {
      text: `${ACT_KINDS[kind].name}: ${whom}${words.length > 0 ? ` (${words.join('; ')})` : ''}`,
      at,
      ref: `act:${id}`,
    }
  })
}

/** Letters and digits alone, so that `Edge-cases; why?` says `edge cases` and `why`. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const WEEK_MS = 7 * DAY_MS
/** 5 January 1970 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS

function bucketOf({ id, at }: ActFact, inDifferent: 'acts' | 'days' | 'weeks' | 'months'): string {
  switch (inDifferent) {
    case 'acts':
      return id
    case 'days':
      return at.toISOString().slice(0, 10)
    case 'weeks':
      return String(weekOf(at))
    case 'months':
      return at.toISOString().slice(0, 7)
    default:
      return inDifferent satisfies never
  }
}

/** Number of the calendar week, Monday to Sunday in UTC. */
export function weekOf(at: Date): number {
  return Math.floor((at.getTime() - FIRST_MONDAY_MS) / WEEK_MS)
}
