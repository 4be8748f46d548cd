import { ACT_KINDS, type ActKind, DETAIL_CHOICES, DETAIL_DATES } from './acts.ts'
import type { PersonFact } from './facts.ts'
import { refused, type Refused } from './refusal.ts'
import { DAY_MS } from '../time.ts'

export interface ActTold {
  readonly kind: ActKind
  readonly at: Date
  /** Ids of whoever took part. */
  readonly people: readonly string[]
  readonly details: { readonly [name: string]: string }
}

/** Null where the act can stand as evidence; else what is wrong with it. */
export function refuseAct(act: ActTold, people: readonly PersonFact[], now: Date): Refused | null {
  const { name, with: atLeast, needs } = ACT_KINDS[act.kind]
  if (act.at.getTime() > now.getTime()) {
    return refused(
      'invalid',
      'act-in-future',
      `“${name}” can't be told for ${act.at.toISOString()}: it is ${now.toISOString()} now, and only what has happened is evidence.`,
      'Tell it when it has happened.',
    )
  }
  const stranger = act.people.find((id) => people.every((person) => person.id !== id))
  if (stranger !== undefined) {
    return refused(
      'invalid',
      'act-with-stranger',
      `“${name}” names “${stranger}”, who isn't in this workspace.`,
      'Name people of the workspace; an admin adds them under “People”.',
    )
  }
  const took = new Set(act.people).size
  if (took < atLeast) {
    return refused(
      'invalid',
      'act-needs-people',
      `“${name}” takes ${atLeast === 1 ? 'at least one person' : `at least ${String(atLeast)} people`}, and ${took === 0 ? 'nobody is named' : `${String(took)} is named`}.`,
      'Name whoever took part.',
    )
  }
  const missing = needs.filter((need) => (act.details[need] ?? '').trim() === '')
  if (missing.length > 0) {
    return refused(
      'invalid',
      'act-needs-details',
      `“${name}” must say ${missing.map((need) => `“${need}”`).join(' and ')}.`,
      'Fill it in: without it the act proves nothing.',
    )
  }
  for (const need of needs) {
    const choices = DETAIL_CHOICES[need]
    const value = act.details[need] ?? ''
    if (choices !== undefined && !Object.hasOwn(choices, value)) {
      return refused(
        'invalid',
        'act-detail-unknown',
        `“${name}” says “${value}” for “${need}”, which is none that is known.`,
        `Say one of: ${Object.keys(choices).join(', ')}.`,
      )
    }
  }
  return refuseDates(act, needs)
}

/** A date that is none, that is past, or that is so far ahead that nobody looks again. */
function refuseDates(act: ActTold, needs: readonly string[]): Refused | null {
  for (const need of needs) {
    const dates = DETAIL_DATES[need]
    if (dates === undefined) continue
    const value = act.details[need] ?? ''
    const day = Date.parse(`${value}T00:00:00.000Z`)
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(day)
    const ahead = day - act.at.getTime()
    if (isDate && ahead > 0 && ahead <= dates.withinDays * DAY_MS) continue
    return refused(
      'invalid',
      'act-date',
      `“${ACT_KINDS[act.kind].name}” says “${value}” for “${need}”, which is ${isDate ? (ahead > 0 ? 'too far ahead' : 'not ahead') : 'no date'}.`,
      `Write a day like 2026-12-15, at most ${String(dates.withinDays)} days ahead.`,
    )
  }
  return null
}
