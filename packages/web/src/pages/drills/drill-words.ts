import type { FaultKind, NoticedBy, PracticeAct } from '@dayshift/core'
import type { Drill, DrillKind, DrillList } from '../../api/drills.ts'
import { paths } from '../../paths.ts'
import { formatRelative, formatNumber, NBSP } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'

/** The kinds in the order in which they are held: each stands on the one before it. */
export const KINDS = [
  'practice',
  'operator-day',
  'forced-failure',
  'target-check',
] as const satisfies readonly DrillKind[]

export const KIND_NAMES: { readonly [K in DrillKind]: string } = {
  practice: 'Practice',
  'operator-day': 'Operator day',
  'forced-failure': 'Forced failure',
  'target-check': 'Written targets',
}

export const KIND_QUESTIONS: { readonly [K in DrillKind]: string } = {
  practice: 'Can the operator do the ordinary fixes?',
  'operator-day': 'Does a day run without the builders?',
  'forced-failure': 'Does somebody notice, and take over?',
  'target-check': 'Is a normal day as good, fast and cheap as written?',
}

export const KIND_ACTS: { readonly [K in DrillKind]: string } = {
  practice: 'Begin a practice',
  'operator-day': 'Plan an operator day',
  'forced-failure': 'Force a failure',
  'target-check': 'Check the targets',
}

export const FAULT_NAMES: { readonly [F in FaultKind]: string } = {
  error: 'Error',
  timeout: 'No answer',
  malformed: 'Malformed answer',
  wrong: 'Wrong answer',
  slow: 'Late answer',
  'cost-spike': 'Cost spike',
}

export const FAULT_MEANINGS: { readonly [F in FaultKind]: string } = {
  error: 'The AI ends in an error.',
  timeout: 'The AI gives no answer in time.',
  malformed: 'The answer does not fit its contract.',
  wrong: 'Well formed, fits the contract, and wrong in one place. It never takes effect.',
  slow: 'The real answer comes late.',
  'cost-spike': 'The real answer, its cost told many times over.',
}

/** Where the units of a fault go, after "each". */
export const FAULT_EFFECTS: { readonly [F in FaultKind]: string } = {
  error: 'goes to a person or the fallback, as it would in life',
  timeout: 'goes to a person or the fallback, as it would in life',
  malformed: 'goes to a person, as it would in life',
  wrong: 'waits for a person, is run again after the decision, and is decided for real then',
  slow: 'gets its real answer, late',
  'cost-spike': 'gets its real answer; no budget is spent by it',
}

export const NOTICED_WORDS: { readonly [N in NoticedBy]: string } = {
  paused: 'by pausing the workflow',
  flagged: 'by flagging an answer',
  overridden: 'by overriding an answer',
  escalated: 'by escalating a unit',
  'said-so': 'by saying that something looks wrong',
}

export const ACT_NAMES: { readonly [A in PracticeAct]: string } = {
  accept: 'Accept',
  edit: 'Edit',
  override: 'Override',
  escalate: 'Escalate',
  rerun: 'Run again',
  correct: 'Correct the input',
  reassign: 'Give to a person',
  stop: 'Stop the workflow',
}

export const ACT_KEYS: { readonly [A in PracticeAct]: string } = {
  accept: 'a',
  edit: 'e',
  override: 'o',
  escalate: 'x',
  rerun: 'r',
  correct: 'c',
  reassign: 'g',
  stop: 's',
}

/** The newest of each kind that has a verdict, and the one that is open. */
export function latestOf(items: readonly Drill[], kind: DrillKind) {
  const its = items.filter((drill) => drill.kind === kind && !drill.isQuiz)
  return {
    closed: its.find(({ verdict }) => verdict !== null) ?? null,
    open: its.find(({ state }) => state === 'planned' || state === 'running') ?? null,
  }
}

/** Which drills are passed, how old they are, and what is next. */
export function drillsSentence({ workflow, items, operator }: DrillList, now: Date): Sentence {
  const passed = KINDS.filter((kind) => latestOf(items, kind).closed?.verdict === 'passed')
  const messy = KINDS.filter((kind) => latestOf(items, kind).closed?.verdict === 'messy')
  const named = { text: workflow.name, strong: true } as const
  const start: Sentence = items.every(({ isQuiz }) => isQuiz)
    ? [named, ' has ', { text: 'never been drilled', tone: 'person' }, '. ']
    : [
        named,
        ': ',
        {
          text: `${passed.length} of ${KINDS.length} drills ${passed.length === 1 ? 'is' : 'are'} passed`,
          ...(passed.length === KINDS.length ? { tone: 'good' as const } : { strong: true }),
        },
        ...agesOf(items, now),
        messy.length === 0
          ? '. '
          : [
              { text: `; ${listed(messy)} came out messy`, tone: 'alarm' as const },
              ', so it stays with its builders. ',
            ],
      ].flat()
  return [...start, ...nextWords(workflow.slug, items, operator?.name ?? null)]
}

function agesOf(items: readonly Drill[], now: Date): Sentence {
  const newest = items.find(({ verdict }) => verdict === 'passed')
  if (newest?.closedAt == null) return []
  return [`, the last (${KIND_NAMES[newest.kind].toLowerCase()}) ${formatRelative(new Date(newest.closedAt), now)}`]
}

function nextWords(slug: string, items: readonly Drill[], operator: string | null): Sentence {
  const isOpen = ({ state }: Drill): boolean => state === 'running' || state === 'planned'
  // What goes wrong on purpose just now comes before everything else.
  const open = items.find((drill) => isOpen(drill) && drill.kind === 'forced-failure') ?? items.find(isOpen)
  if (open !== undefined) {
    const verb = open.state === 'running' ? 'is under way' : 'is planned'
    return [{ text: KIND_NAMES[open.kind], href: paths.drill(slug, open.id) }, ` ${verb}.`]
  }
  const next = KINDS.find((kind) => latestOf(items, kind).closed?.verdict !== 'passed')
  if (next === undefined) return ['Results age: hold them again after every change that matters.']
  const who = next === 'practice' && operator !== null ? `, for ${operator}` : ''
  return ['Next: ', { text: KIND_ACTS[next].toLowerCase(), href: paths.drills(slug, { begin: next }) }, `${who}.`]
}

function listed(kinds: readonly DrillKind[]): string {
  const names = kinds.map((kind) => `the ${KIND_NAMES[kind].toLowerCase()}`)
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** Units that a share touches in so many minutes, at the pace of the last 24 hours. */
export function unitsTouched(unitsPerHour: number, percent: number, minutes: number): number {
  return Math.round((unitsPerHour * minutes * percent) / 6000)
}

export function touchWords(units: number): string {
  return units === 0 ? `less than one unit` : `about ${formatNumber(units)}${NBSP}${units === 1 ? 'unit' : 'units'}`
}
