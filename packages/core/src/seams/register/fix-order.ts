import { counted, listInWords } from '../../workflows/in-words.ts'
import { allOf, type CriterionVerdict } from '../../handover/verdict.ts'
import { wholePercent } from '../../trust/whole-percent.ts'
import { nameOfSeam, partsOf, type Seam } from './seam.ts'

/** In this order, and no other (S230 to S233). */
export const FIX_STEPS = ['map', 'explicit', 'owner', 'automate'] as const
export type FixStepName = (typeof FIX_STEPS)[number]

/** How far a seam is: the last step of which it and all before it are met. */
export const SEAM_STATES = {
  unmapped: 'Not mapped',
  mapped: 'Mapped',
  explicit: 'Explicit',
  owned: 'Owned',
  ready: 'Ready to automate',
} as const
export type SeamState = keyof typeof SEAM_STATES

const STATE_AFTER = { map: 'mapped', explicit: 'explicit', owner: 'owned', automate: 'ready' } as const

/** One thing that a step needs. */
export interface FixCondition {
  readonly id: string
  readonly verdict: CriterionVerdict
  readonly sentence: string
}

export interface FixStep {
  readonly step: FixStepName
  readonly verdict: CriterionVerdict
  readonly conditions: readonly FixCondition[]
}

export interface FixOrder {
  readonly state: SeamState
  readonly steps: readonly FixStep[]
  /** The first step that isn't met; null where all are. */
  readonly next: FixStep | null
  /** What is wrong whatever the step: a hole in who answers, or context that leaves with a person. */
  readonly errors: readonly string[]
}

/** Above this share of broken crossings a seam is fragile. */
export const FRAGILE_SHARE = 0.05
/** From so many on, what was observed of crossings counts instead of what people say. */
export const ENOUGH_CROSSINGS = 20
/** So many crossings of the last 28 days must have been confirmed by whoever receives. */
export const ENOUGH_CONFIRMED = 5

/** Where a seam stands in the fix order, and what the next step needs. What was pressed for is no part of it (S236). */
export function fixOrder(seam: Seam): FixOrder {
  const steps = FIX_STEPS.map((step): FixStep => {
    const conditions = CONDITIONS[step](seam)
    return { step, verdict: allOf(conditions.map(({ verdict }) => verdict)), conditions }
  })
  const firstOpen = steps.findIndex(({ verdict }) => verdict !== 'met')
  const last = firstOpen === -1 ? steps.length : firstOpen
  const name = steps[last - 1]?.step
  return {
    state: name === undefined ? 'unmapped' : STATE_AFTER[name],
    steps,
    next: steps[last] ?? null,
    errors: errorsOf(seam),
  }
}

const CONDITIONS: { readonly [S in FixStepName]: (seam: Seam) => readonly FixCondition[] } = {
  map: (seam) => {
    const context = partsOf(seam, 'context')
    return [
      context.length > 0
        ? met(
            'context',
            `${counted(context.length, 'piece')} of context must cross: ${listInWords(context.map(({ name }) => `“${name}”`))}.`,
          )
        : unmet('context', 'What must cross with the work is not named.'),
    ]
  },
  explicit: (seam) => {
    const context = partsOf(seam, 'context')
    const outside = context.filter(({ lives }) => lives.kind !== 'system')
    const explicit: FixCondition =
      context.length === 0
        ? unknown('in-a-system', 'Where context lives can’t be said before it is named.')
        : outside.length === 0
          ? met('in-a-system', 'All of it is in a system.')
          : unmet(
              'in-a-system',
              `${String(outside.length)} of ${counted(context.length, 'piece')} ${outside.length === 1 ? 'is' : 'are'} in no system: ${listInWords(outside.map(whereItLives))}.`,
            )
    return seam.kind === 'judgement' ? [explicit, routing(seam)] : [explicit]
  },
  owner: (seam) => [ownership(seam)],
  automate: (seam) => [assessed(seam), solid(seam), confirmed(seam), captured(seam), checked(seam), answered(seam)],
}

type Context = ReturnType<typeof partsOf<'context'>>[number]

function whereItLives({ name, lives }: Context): string {
  return lives.kind === 'head' ? `“${name}” in the head of ${lives.whose}` : `“${name}” nobody knows where`
}

/** Routine against judgement is explicit only where rules say so, and never all to the AI (S217, S219). */
function routing(seam: Seam): FixCondition {
  const rules = partsOf(seam, 'rule')
  if (rules.length === 0) return unmet('routing', 'No rule says what is routine and what needs judgement.')
  const stressed = rules.filter(({ stake, to }) => stake === 'stress' && to === 'ai')
  if (stressed.length > 0) {
    return unmet(
      'routing',
      `“${stressed[0]?.when ?? ''}” goes to the AI while a person decides under stress: that needs a person.`,
    )
  }
  const people = rules.filter(({ to }) => to === 'person')
  if (people.length === 0) return unmet('routing', 'The AI takes everything: no rule leads to a person.')
  return met('routing', `${counted(rules.length, 'rule')} divide the work; ${String(people.length)} lead to a person.`)
}

function ownership({ owner, from, to }: Seam): FixCondition {
  if (owner === null) return unmet('owner', `Nobody: it belongs neither to ${from.name} nor to ${to.name}.`)
  if (!owner.active) return unmet('owner', `${owner.name} is here no longer.`)
  const side = [from, to].find((node) => node.owner?.id === owner.id)
  if (side !== undefined) {
    return unmet(
      'owner',
      `${owner.name} answers for ${side.name}: a seam needs an owner who is neither of its two sides.`,
    )
  }
  return met('owner', `${owner.name}, who may ${owner.authority}.`)
}

function assessed(seam: Seam): FixCondition {
  const newest = partsOf(seam, 'assessment').at(-1)
  if (newest === undefined) {
    return unknown('assessed', 'Nobody has assessed how the work really flows here.')
  }
  return newest.fits
    ? met('assessed', `It fits how the work really flows: ${newest.words}`)
    : unmet('assessed', `It doesn’t fit how the work really flows: ${newest.words}`)
}

/** What share of crossings is bad, and how that is known; null where it isn't. */
export function errorShareOf({ crossings, errorShare }: Pick<Seam, 'crossings' | 'errorShare'>): {
  readonly share: number
  readonly from: 'observed' | 'declared'
  readonly n: number | null
} | null {
  if (crossings.n >= ENOUGH_CROSSINGS) return { share: crossings.bad / crossings.n, from: 'observed', n: crossings.n }
  return errorShare === null ? null : { share: errorShare, from: 'declared', n: null }
}

export interface Projection {
  readonly perWeek: number
  readonly volumePerWeek: number
  readonly share: number
}

/** Volume × error: how many a week would cross broken with nobody there to catch them (S213); null where unknown. */
export function projectErrors(seam: Pick<Seam, 'crossings' | 'errorShare' | 'volumePerWeek'>): Projection | null {
  const error = errorShareOf(seam)
  const volume = seam.volumePerWeek ?? (seam.crossings.n >= ENOUGH_CROSSINGS ? Math.round(seam.crossings.n / 4) : null)
  if (error === null || volume === null) return null
  return { perWeek: Math.round(volume * error.share * 10) / 10, volumePerWeek: volume, share: error.share }
}

function solid(seam: Seam): FixCondition {
  const [signal] = seam.openSignals
  if (signal !== undefined) return unmet('solid', `It is breaking now: ${signal.sentence}`)
  const projection = projectErrors(seam)
  if (projection === null) {
    return unknown(
      'solid',
      'How much crosses a week, or how often it goes wrong, is not known: nothing can be projected.',
    )
  }
  const { perWeek, volumePerWeek, share } = projection
  const words = `${String(volumePerWeek)} a week × ${wholePercent(share)} wrong = ${String(perWeek)} a week with nobody to catch them`
  return share > FRAGILE_SHARE
    ? unmet('solid', `It is fragile: ${words}; at most ${wholePercent(FRAGILE_SHARE)} may be wrong.`)
    : met('solid', `${words}.`)
}

function confirmed({ crossings, to }: Seam): FixCondition {
  if (crossings.confirmed < ENOUGH_CONFIRMED) {
    return unknown(
      'confirmed',
      `${to.name} has not yet said often enough whether context was complete: ${String(crossings.confirmed)} of ${String(ENOUGH_CONFIRMED)} in 28 days.`,
    )
  }
  const share = crossings.incomplete / crossings.confirmed
  return share > FRAGILE_SHARE
    ? unmet(
        'confirmed',
        `${to.name} said of ${String(crossings.incomplete)} of ${String(crossings.confirmed)} that context was missing.`,
      )
    : met(
        'confirmed',
        `${to.name} said of ${String(crossings.confirmed - crossings.incomplete)} of ${String(crossings.confirmed)} that context was complete.`,
      )
}

/** Automating takes away whoever carries context: all that she carries must be captured first (S208, S214). */
function captured(seam: Seam): FixCondition {
  const names = new Set(partsOf(seam, 'context').map(({ name }) => name))
  const open = partsOf(seam, 'covering').filter(({ capturedAs }) => capturedAs === null || !names.has(capturedAs))
  return open.length === 0
    ? met('captured', 'Nothing hangs on somebody who walks over.')
    : unmet(
        'captured',
        `${listInWords(open.map(({ who }) => who))} would be gone, and nothing captures what is covered: ${open[0]?.words ?? ''}`,
      )
}

function checked(seam: Seam): FixCondition {
  const checks = partsOf(seam, 'check')
  return checks.length > 0
    ? met('checked', `Output that looks finished is checked: ${checks[0]?.words ?? ''} (${checks[0]?.by ?? ''})`)
    : unmet(
        'checked',
        'A wrong output that is complete and on time would pass: nothing checks but delay and blank fields.',
      )
}

function answered(seam: Seam): FixCondition {
  const newest = partsOf(seam, 'answer').at(-1)
  if (newest === undefined) return unknown('answered', 'Nobody has said yet whether to automate.')
  return newest.automate
    ? met('answered', `${newest.toldBy.name}: automate. ${newest.reason}`)
    : unmet('answered', `${newest.toldBy.name}: do not automate yet. ${newest.reason}`)
}

/** Why "automate" can't be said of a seam as it is; empty where it can (S233). */
export function whyNotAutomate(seam: Seam): readonly string[] {
  return fixOrder(seam)
    .steps.flatMap(({ conditions }) => conditions)
    .filter(({ id, verdict }) => id !== 'answered' && verdict !== 'met')
    .map(({ sentence }) => sentence)
}

function errorsOf(seam: Seam): readonly string[] {
  const owner = ownership(seam)
  const context = partsOf(seam, 'context')
  const inHeads = context.length > 0 && context.every(({ lives }) => lives.kind !== 'system')
  return [
    ...(owner.verdict === 'met' ? [] : [`Owner: ${owner.sentence}`]),
    ...(inHeads ? ['All that must cross is in heads: it leaves with them.'] : []),
    ...(seam.kind === 'judgement' && partsOf(seam, 'rule').length > 0 && routing(seam).verdict !== 'met'
      ? [routing(seam).sentence]
      : []),
  ]
}

/** Whose job it is when this seam breaks, in one look-up (S224). */
export function whoseJob(seam: Seam): string {
  const { owner, from, to } = seam
  if (owner !== null && owner.active) {
    const side = [from, to].find((node) => node.owner?.id === owner.id)
    return `${owner.name}: owner of “${nameOfSeam(seam)}”, may ${owner.authority}.${side === undefined ? '' : ` Answers for ${side.name} too.`}`
  }
  const sides = [from, to].map((node) => `${node.owner?.name ?? 'nobody'} for ${node.name}`)
  return `Nobody’s: “${nameOfSeam(seam)}” has no owner. Its sides have ${listInWords(sides)}.`
}

function met(id: string, sentence: string): FixCondition {
  return { id, verdict: 'met', sentence }
}

function unmet(id: string, sentence: string): FixCondition {
  return { id, verdict: 'unmet', sentence }
}

function unknown(id: string, sentence: string): FixCondition {
  return { id, verdict: 'unknown', sentence }
}
