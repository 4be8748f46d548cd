import type { ActFact } from '../handover/facts.ts'
import { dateInWords, listInWords } from '../workflows/in-words.ts'
import { addDays } from './review-calendar.ts'

/** How people are told and taught around a launch, in days from its date. */
export const LAUNCH_PHASES = [
  {
    id: 'orientation',
    name: 'Orientation before the launch',
    does: 'What it does, what it does not do, and how one works with it.',
    fromDays: -14,
    byDays: 0,
  },
  {
    id: 'launch week',
    name: 'Training in the launch week',
    does: 'Guided practice, hands on, with those who will use it.',
    fromDays: 0,
    byDays: 7,
  },
  {
    id: 'thirty days',
    name: 'Thirty days of support after it',
    does: 'A channel for questions and for what people notice, answered every day.',
    fromDays: 7,
    byDays: 37,
  },
] as const satisfies readonly {
  readonly id: string
  readonly name: string
  readonly does: string
  readonly fromDays: number
  readonly byDays: number
}[]

export interface LaunchPhase {
  readonly id: (typeof LAUNCH_PHASES)[number]['id']
  readonly name: string
  readonly does: string
  /** ISO dates between which it is planned. */
  readonly from: string
  readonly by: string
  readonly state: 'planned' | 'running' | 'done' | 'late'
  readonly doneAt: Date | null
}

export interface LaunchCommunication {
  readonly phases: readonly LaunchPhase[]
  readonly sentence: string
  /** Told at the launch and never before or after. */
  readonly launchOnly: boolean
}

/** The three phases from the launch's date, held against the trainings that people told of. `today` is an ISO date. */
export function launchCommunication(launch: string, acts: readonly ActFact[], today: string): LaunchCommunication {
  const told = acts.filter(({ kind }) => kind === 'training')
  const phases = LAUNCH_PHASES.map(({ id, name, does, fromDays, byDays }): LaunchPhase => {
    const act = told.find(({ details }) => ` ${plain(details['phase'] ?? '')} `.includes(` ${id} `))
    const from = addDays(launch, fromDays)
    const by = addDays(launch, byDays)
    const state = act !== undefined ? 'done' : today > by ? 'late' : today >= from ? 'running' : 'planned'
    return { id, name, does, from, by, state, doneAt: act?.at ?? null }
  })
  const [before, at, after] = phases
  const launchOnly = at?.state === 'done' && before?.state === 'late' && after?.state !== 'done'
  return { phases, sentence: sentenceOf(phases, launchOnly), launchOnly }
}

function sentenceOf(phases: readonly LaunchPhase[], launchOnly: boolean): string {
  if (launchOnly) {
    return 'People were told at the launch alone: nothing before it, and nothing after it yet. Workflows that are told of only once are used markedly less.'
  }
  const late = phases.filter(({ state }) => state === 'late')
  if (late.length > 0) {
    return `Nobody told that it was done: ${listInWords(late.map(({ name, by }) => `${lower(name)} (planned by ${dateInWords(by)})`))}.`
  }
  const next = phases.find(({ state }) => state !== 'done')
  if (next === undefined)
    return 'All three phases were done: before the launch, in its week, and in the thirty days after.'
  return `Next: ${lower(next.name)}, from ${dateInWords(next.from)} to ${dateInWords(next.by)}.`
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
