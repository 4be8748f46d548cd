import { canonicalJson } from '../json/canonical.ts'
import type { Json, JsonSchema } from '../json/json.ts'
import type { DrillOutcome, DrillPerson } from './drill.ts'
import { drawOne, seededRandom, shuffled } from './seeded-random.ts'
import { makeWrong, valueAt } from './wrong-output.ts'

/** What an operator practises before the date (S297 to S305). */
export const PRACTICE_TOPICS = {
  rerun: { name: 'Rerun a failed job safely', requirements: ['S298', 'S302'] },
  'correct-input': { name: 'Handle missing or messy input', requirements: ['S299', 'S303'] },
  reassign: { name: 'Give a task to a person', requirements: ['S300'] },
  'spot-wrong': { name: 'Spot output that is off', requirements: ['S301'] },
  'review-output': { name: 'Review weak output', requirements: ['S304'] },
  escalate: { name: 'Escalate when the workflow should stop', requirements: ['S305'] },
} as const satisfies Record<string, { readonly name: string; readonly requirements: readonly string[] }>
export type PracticeTopic = keyof typeof PRACTICE_TOPICS

/** What an operator may do with a task. */
export const PRACTICE_ACTS = ['accept', 'edit', 'override', 'escalate', 'rerun', 'correct', 'reassign', 'stop'] as const
export type PracticeAct = (typeof PRACTICE_ACTS)[number]

/** A closed case of the workflow whose contents are still kept, with what was decided on it. */
export interface PastCase {
  readonly caseId: string
  readonly runId: string
  readonly unitKey: string
  /** Why the unit came to a person: cases of one reason and one decision are of one kind. */
  readonly reason: string
  readonly reasonMessage: string
  readonly input: Json
  /** Null where the AI gave nothing that could be used. */
  readonly draft: Json | null
  readonly decision: {
    readonly kind: 'accepted' | 'edited' | 'overridden' | 'ignored' | 'escalated' | 'bypass'
    readonly by: string
    readonly reason: string | null
    /** What went out; null where it isn't kept or the person gave none. */
    readonly final: Json | null
  }
}

/** How a task is made from a past case; its contents stay with the case, so that an erasure takes both. */
export type PracticeRecipe =
  | { readonly kind: 'past' }
  /** The AI gave no answer; `done` where its effect had happened nevertheless, so that a rerun would do it twice. */
  | { readonly kind: 'stuck'; readonly done: boolean }
  | { readonly kind: 'missing'; readonly field: string }
  | { readonly kind: 'messy'; readonly field: string }
  | { readonly kind: 'wrong'; readonly seed: string }
  | { readonly kind: 'reassign'; readonly to: DrillPerson }
  | { readonly kind: 'stop'; readonly sign: string }

export interface PracticeTask {
  readonly topic: PracticeTopic
  readonly caseId: string
  readonly recipe: PracticeRecipe
}

export interface PracticeSettings {
  /** How many tasks are asked. */
  readonly size: number
  /** How many right answers pass. */
  readonly passAt: number
  /** Topics in which no answer may be wrong. */
  readonly must: readonly PracticeTopic[]
  /** Only outputs are judged, some of them wrong on purpose; its result is for whoever took it. */
  readonly isQuiz?: boolean
}

export const FEWEST_TASKS = 10
export const MOST_TASKS = 30
export const FEWEST_PAST_CASES = 5

/** Eight of ten, and nothing wrong where it matters most: seeing that output is off, and stopping. */
export function practiceSettings(size: number = FEWEST_TASKS): PracticeSettings {
  return { size, passAt: Math.ceil(size * 0.8), must: ['spot-wrong', 'escalate'] }
}

export const QUIZ_TASKS = 8
/** Of these, so many are wrong on purpose. */
const QUIZ_PLANTED = 3

/** Seven of eight, and nothing wrong let through. */
export function quizSettings(): PracticeSettings {
  return { size: QUIZ_TASKS, passAt: QUIZ_TASKS - 1, must: ['spot-wrong'], isQuiz: true }
}

export interface PracticeMaterial {
  readonly cases: readonly PastCase[]
  readonly inputSchema: JsonSchema
  readonly outputSchema: JsonSchema
  readonly checkOutput: (value: Json) => readonly unknown[]
  /** Whom a task can be given to: active people other than the one who practises. */
  readonly people: readonly DrillPerson[]
  /** When the workflow is to be stopped, from its runbook. */
  readonly stopWhen: readonly string[]
}

export type Drawn =
  | { readonly kind: 'drawn'; readonly tasks: readonly PracticeTask[] }
  | { readonly kind: 'too-few'; readonly cases: number; readonly needed: number; readonly why: string }

/**
 * Draws a practice set: the ordinary fixes that a form can check, made from real cases, and real decisions of the past,
 * spread over their kinds (by reason and by decision). The same seed draws the same.
 */
export function drawPractice(material: PracticeMaterial, size: number, seed: string): Drawn {
  const random = seededRandom(seed)
  const { cases, people, stopWhen } = material
  if (cases.length < FEWEST_PAST_CASES) {
    return tooFew(cases.length, 'closed cases whose contents are kept')
  }
  const withDraft = cases.filter(({ draft }) => draft !== null)
  const order = shuffled(cases, random)
  const used = new Set<string>()
  /** The next case that fits; one that was not used yet where there is one. */
  const next = (fits: (past: PastCase) => boolean): PastCase | undefined => {
    const found = order.find((past) => !used.has(past.caseId) && fits(past)) ?? order.find(fits)
    if (found !== undefined) used.add(found.caseId)
    return found
  }
  const tasks: PracticeTask[] = []
  const add = (topic: PracticeTopic, past: PastCase | undefined, recipe: PracticeRecipe): void => {
    if (past !== undefined) tasks.push({ topic, caseId: past.caseId, recipe })
  }
  for (let n = 0; n < 2; n++) {
    const wrongSeed = `${seed} wrong ${String(n)}`
    add(
      'spot-wrong',
      next((past) => wrongOf(material, past, wrongSeed) !== null),
      { kind: 'wrong', seed: wrongSeed },
    )
  }
  if (tasks.length < 2) return tooFew(withDraft.length, 'closed cases with a draft that can be made wrong')
  const any = (): boolean => true
  add('rerun', next(any), { kind: 'stuck', done: false })
  add('rerun', next(any), { kind: 'stuck', done: true })
  for (const kind of ['missing', 'messy'] as const) {
    const past = next((each) => fieldsOf(material.inputSchema, each.input, kind).length > 0)
    const field = past && drawOne(fieldsOf(material.inputSchema, past.input, kind), random)
    if (field !== undefined) add('correct-input', past, { kind, field })
  }
  const colleague = drawOne(people, random)
  if (colleague !== undefined) add('reassign', next(any), { kind: 'reassign', to: colleague })
  const sign = drawOne(stopWhen, random) ?? 'Several answers in a row are wrong in the same way.'
  add('escalate', next(any), { kind: 'stop', sign })
  const reviews = spread(
    withDraft.filter(({ caseId }) => !used.has(caseId)),
    random,
  )
  for (const past of reviews.slice(0, size - tasks.length)) add('review-output', past, { kind: 'past' })
  if (!tasks.some(({ topic }) => topic === 'review-output') || tasks.length < size) {
    return tooFew(withDraft.length, 'closed cases with a draft', withDraft.length + size - tasks.length)
  }
  return { kind: 'drawn', tasks: shuffled(tasks, random) }
}

/** Draws a quiz: outputs of the past, some made wrong on purpose, the answers hidden. The same seed draws the same. */
export function drawQuiz(material: PracticeMaterial, seed: string): Drawn {
  const random = seededRandom(seed)
  const withDraft = shuffled(
    material.cases.filter(({ draft }) => draft !== null),
    random,
  )
  const planted = withDraft
    .flatMap((past, place) => {
      const wrongSeed = `${seed} wrong ${String(place)}`
      return wrongOf(material, past, wrongSeed) === null ? [] : [{ past, wrongSeed }]
    })
    .slice(0, QUIZ_PLANTED)
  const used = new Set(planted.map(({ past }) => past.caseId))
  const kept = spread(
    withDraft.filter(({ caseId }) => !used.has(caseId)),
    random,
  ).slice(0, QUIZ_TASKS - QUIZ_PLANTED)
  if (planted.length + kept.length < QUIZ_TASKS)
    return tooFew(planted.length + kept.length, 'closed cases with a draft that can be asked', QUIZ_TASKS)
  const tasks: readonly PracticeTask[] = [
    ...planted.map(({ past: { caseId }, wrongSeed }): PracticeTask => ({
      topic: 'spot-wrong',
      caseId,
      recipe: { kind: 'wrong', seed: wrongSeed },
    })),
    ...kept.map(({ caseId }): PracticeTask => ({ topic: 'review-output', caseId, recipe: { kind: 'past' } })),
  ]
  return { kind: 'drawn', tasks: shuffled(tasks, random) }
}

function tooFew(cases: number, why: string, needed: number = FEWEST_PAST_CASES): Drawn {
  return { kind: 'too-few', cases, needed: Math.max(needed, FEWEST_PAST_CASES), why }
}

/** One of each kind in turn, so that a frequent kind doesn't crowd out a rare one. */
function spread(cases: readonly PastCase[], random: () => number): readonly PastCase[] {
  const kinds = new Map<string, PastCase[]>()
  for (const past of shuffled(cases, random)) {
    const kind = `${past.reason} ${past.decision.kind}`
    kinds.set(kind, [...(kinds.get(kind) ?? []), past])
  }
  const queues = shuffled([...kinds.values()], random)
  const turns = Math.max(0, ...queues.map((queue) => queue.length))
  return Array.from({ length: turns }, (_, turn) => queues.flatMap((queue) => queue[turn] ?? [])).flat()
}

/** A task as the operator sees it, and what is right, which stays hidden until she has decided. */
export interface PracticeView {
  readonly situation: string
  readonly input: Json
  readonly draft: Json | null
  readonly acts: readonly PracticeAct[]
  readonly right: PracticeRight
}

export interface PracticeRight {
  readonly acts: readonly PracticeAct[]
  /** Why, in sentences. */
  readonly why: string
  /** The answer that was right, where there is one to show. */
  readonly output: Json | null
  /** The input as it should be. */
  readonly input: Json | null
  readonly check: (answer: PracticeAnswer) => boolean
}

export interface PracticeAnswer {
  readonly act: PracticeAct
  readonly words: string
  readonly output: Json | null
  readonly input: Json | null
  /** `reassign`: the person's id. */
  readonly to: string | null
}

/** Lays a task out from its case; null where the case no longer gives what the task needs. */
export function practiceView(task: PracticeTask, past: PastCase, material: PracticeMaterial): PracticeView | null {
  const { recipe } = task
  switch (recipe.kind) {
    case 'past':
      return past.draft === null ? null : pastView(past, past.draft)
    case 'stuck':
      return stuckView(past, recipe.done)
    case 'missing':
    case 'messy':
      return inputView(past, recipe.field, recipe.kind)
    case 'wrong':
      return wrongView(past, material, recipe.seed)
    case 'reassign':
      return reassignView(past, recipe.to)
    case 'stop':
      return stopView(past, recipe.sign)
    default:
      return recipe satisfies never
  }
}

/** Whether an answer is right. A decision of the past counts by what kind it was: kept, changed, or passed on. */
export function isRightAnswer({ right }: PracticeView, answer: PracticeAnswer): boolean {
  return right.acts.includes(answer.act) && right.check(answer)
}

const ON_A_DRAFT: readonly PracticeAct[] = ['accept', 'edit', 'override', 'escalate', 'rerun', 'stop']
const WITHOUT_A_DRAFT: readonly PracticeAct[] = ['override', 'escalate', 'rerun', 'correct', 'reassign', 'stop']

function pastView(past: PastCase, draft: Json): PracticeView {
  const { decision } = past
  const acts: Readonly<Record<PastCase['decision']['kind'], readonly PracticeAct[]>> = {
    accepted: ['accept'],
    edited: ['edit', 'override'],
    overridden: ['edit', 'override'],
    ignored: ['edit', 'override'],
    bypass: ['override'],
    escalated: ['escalate'],
  }
  const said = decision.reason === null || decision.reason.trim() === '' ? '' : ` “${decision.reason.trim()}”`
  return {
    situation: past.reasonMessage,
    input: past.input,
    draft,
    acts: ON_A_DRAFT,
    right: {
      acts: acts[decision.kind],
      why: `${decision.by} ${DECIDED[decision.kind]} this draft when it was real.${said}`,
      output: decision.kind === 'accepted' ? draft : decision.final,
      input: null,
      check: ALWAYS,
    },
  }
}

const DECIDED: Readonly<Record<PastCase['decision']['kind'], string>> = {
  accepted: 'accepted',
  edited: 'edited',
  overridden: 'overrode',
  ignored: 'decided without',
  bypass: 'decided without',
  escalated: 'escalated',
}

function stuckView(past: PastCase, done: boolean): PracticeView {
  return {
    situation: done
      ? 'The run failed at its last step: the connection broke after the result had taken effect, before that was recorded. You can see the result where it belongs.'
      : 'The run is stuck: the AI gave no answer within its time. Nothing has taken effect.',
    input: past.input,
    draft: null,
    acts: WITHOUT_A_DRAFT,
    right: {
      acts: done ? ['override'] : ['rerun'],
      why: done
        ? 'The work had been done: running it again would do it twice. Close it by overriding, and say where the result is.'
        : 'Nothing had taken effect and the input is good: running it again is safe, and its answer comes back to the case.',
      output: null,
      input: null,
      check: ALWAYS,
    },
  }
}

function inputView(past: PastCase, field: string, kind: 'missing' | 'messy'): PracticeView | null {
  const input = membersOf(past.input)
  const value = input[field]
  if (value === undefined || !isShort(value)) return null
  const shown = Object.fromEntries(
    Object.entries(input).flatMap(([name, member]) =>
      name !== field ? [[name, member]] : kind === 'missing' ? [] : [[name, garbled(value)]],
    ),
  ) as Json // members of a JSON object
  return {
    situation:
      kind === 'missing'
        ? `The input came without “${field}”. The system that it came from shows: ${field} = ${String(value)}.`
        : `The input came with a garbled “${field}”. The system that it came from shows: ${field} = ${String(value)}.`,
    input: shown,
    draft: null,
    acts: WITHOUT_A_DRAFT,
    right: {
      acts: ['correct'],
      why: `The AI can only use a whole input: “${field}” is put right with what the source says, and the unit runs again.`,
      output: null,
      input: past.input,
      check: (answer) => answer.input !== null && sameText(membersOf(answer.input)[field], value),
    },
  }
}

function wrongOf(material: PracticeMaterial, past: PastCase, seed: string) {
  if (past.draft === null) return null
  const good = past.decision.kind === 'accepted' ? past.draft : past.decision.final
  if (good === null) return null
  return makeWrong(good, material.outputSchema, material.checkOutput, seededRandom(seed))
}

function wrongView(past: PastCase, material: PracticeMaterial, seed: string): PracticeView | null {
  const wrong = wrongOf(material, past, seed)
  if (wrong === null) return null
  const good = past.decision.kind === 'accepted' ? past.draft : past.decision.final
  return {
    situation: past.reasonMessage,
    input: past.input,
    draft: wrong.output,
    acts: ON_A_DRAFT,
    right: {
      acts: ['edit', 'override', 'escalate', 'stop'],
      why: 'The draft was made wrong in one place for this practice: it reads well, and it is not what went out.',
      output: good,
      input: null,
      check: (answer) =>
        answer.act !== 'edit' || (answer.output !== null && !sameJson(valueAt(answer.output, wrong.path), wrong.to)),
    },
  }
}

function reassignView(past: PastCase, to: DrillPerson): PracticeView {
  return {
    situation: `${to.name} is at work on another unit of the same sender and asked for this one too.`,
    input: past.input,
    draft: null,
    acts: WITHOUT_A_DRAFT,
    right: {
      acts: ['reassign'],
      why: `The case is for ${to.name}: giving it to a name keeps its history, and nobody works on it twice.`,
      output: null,
      input: null,
      check: (answer) => answer.to === to.id,
    },
  }
}

function stopView(past: PastCase, sign: string): PracticeView {
  return {
    situation: `This has just happened for the second time today: ${sign} Here is the next unit.`,
    input: past.input,
    draft: past.draft,
    acts: past.draft === null ? WITHOUT_A_DRAFT : ON_A_DRAFT,
    right: {
      acts: ['stop', 'escalate'],
      why: 'The runbook names this as a reason to stop: pause first, then tell the builder, and only then look at single units.',
      output: null,
      input: null,
      check: ALWAYS,
    },
  }
}

/** Fields of an input that can be taken out or garbled, and put right again by a person; required ones first. */
function fieldsOf(schema: JsonSchema, input: Json, kind: 'missing' | 'messy'): readonly string[] {
  const members = Object.entries(membersOf(input))
  const usable = members.flatMap(([name, value]) =>
    isShort(value) && (kind === 'missing' || typeof value === 'string') ? [name] : [],
  )
  const required = typeof schema === 'object' && Array.isArray(schema['required']) ? schema['required'] : []
  const needed = usable.filter((name) => required.includes(name))
  return needed.length > 0 ? needed : usable
}

const SHORT = 60

function isShort(value: Json | undefined): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && value.length <= SHORT)
}

function garbled(value: string | number): string {
  return `Ã?${String(value).split('').join(' ')}#`
}

function membersOf(value: Json): { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: Json }) // no array, by the line above
    : {}
}

function sameText(value: Json | undefined, wanted: string | number): boolean {
  return (typeof value === 'string' || typeof value === 'number') && String(value).trim() === String(wanted).trim()
}

function sameJson(value: Json | undefined, other: Json): boolean {
  return value !== undefined && canonicalJson(value) === canonicalJson(other)
}

const ALWAYS = (): boolean => true

/** A task that was answered; null where it could no longer be asked, because its contents are gone. */
export interface ScoredTask {
  readonly topic: PracticeTopic
  readonly isRight: boolean | null
}

export type TopicScores = { readonly [topic: string]: { readonly right: number; readonly asked: number } }

/** Right answers by topic, out of those that were asked. */
export function topicScores(tasks: readonly ScoredTask[]): TopicScores {
  const scores = new Map<string, { right: number; asked: number }>()
  for (const { topic, isRight } of tasks) {
    if (isRight === null) continue
    const score = scores.get(topic) ?? { right: 0, asked: 0 }
    scores.set(topic, { right: score.right + (isRight ? 1 : 0), asked: score.asked + 1 })
  }
  return Object.fromEntries(scores)
}

/** The verdict of a practice: enough right answers, and none wrong in the topics that must not be. */
export function scorePractice(tasks: readonly ScoredTask[], settings: PracticeSettings): DrillOutcome {
  const scores = topicScores(tasks)
  const asked = Object.values(scores).reduce((sum, score) => sum + score.asked, 0)
  const right = Object.values(scores).reduce((sum, score) => sum + score.right, 0)
  const missed = (Object.keys(PRACTICE_TOPICS) as PracticeTopic[]).flatMap((topic) => {
    const score = scores[topic]
    if (score === undefined || score.right === score.asked) return []
    const must = settings.must.includes(topic) ? ' None may be wrong here.' : ''
    return [`Practise again: ${PRACTICE_TOPICS[topic].name} (${score.right} of ${score.asked} right).${must}`]
  })
  const unasked = settings.must.filter((topic) => scores[topic] === undefined)
  const said = `${right} of ${asked} right, ${settings.passAt} needed`
  if (asked < settings.size || unasked.length > 0) {
    return {
      verdict: 'inconclusive',
      sentence: `Not enough was asked: ${asked} of ${settings.size}.`,
      findings: [...missed, 'Some of the cases are gone or were not answered: draw a new set.'],
    }
  }
  const failedMust = settings.must.filter((topic) => (scores[topic]?.right ?? 0) < (scores[topic]?.asked ?? 0))
  if (right >= settings.passAt && failedMust.length === 0) {
    return { verdict: 'passed', sentence: `${capital(said)}.`, findings: missed }
  }
  const why = failedMust.map((topic) => PRACTICE_TOPICS[topic].name.toLowerCase())
  return {
    verdict: 'messy',
    sentence:
      why.length === 0 ? `${capital(said)}.` : `${capital(said)}, and a mistake where none may be: ${why.join(', ')}.`,
    findings: missed,
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
