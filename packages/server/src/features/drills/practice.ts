import type { DrillDetail } from '@dayshift/contract'
import {
  contractCheck,
  drawPractice,
  drawQuiz,
  isRightAnswer,
  type Json,
  type Manifest,
  PRACTICE_TOPICS,
  type PastCase,
  type PracticeAct,
  type PracticeAnswer,
  type PracticeMaterial,
  practiceView,
  reinforcementOf,
  type ScoredTask,
  scorePractice,
  topicScores,
} from '@dayshift/core'
import { notFound, ProblemError } from '../../platform/http/problem.ts'
import type { Trx, World } from '../../platform/world.ts'
import { pastCases } from '../cases/index.ts'
import { openBeside, sealBeside } from '../contents/index.ts'
import type { DrillTeam } from './drill-team.ts'
import { type DrillOf, insertAnswer, insertTasks, practicesOf, type StoredTask, tasksOf } from './store.ts'

type Report = NonNullable<DrillDetail['practice']>

/** Cases that a set is drawn from: the newest. */
const MOST_CASES = 300

/** Draws the tasks of a practice and keeps them; refuses where the past gives too little. */
export async function drawTasks(
  trx: Trx,
  world: World,
  drill: DrillOf<'practice'>,
  manifest: Manifest | null,
  team: DrillTeam,
): Promise<void> {
  const cases = await pastCases(trx, world, drill.workspaceId, { workflowId: drill.workflowId, most: MOST_CASES })
  const material = materialOf(cases, manifest, team, drill)
  const { size, isQuiz } = drill.settings
  const drawn = isQuiz === true ? drawQuiz(material, drill.id) : drawPractice(material, size, drill.id)
  if (drawn.kind === 'too-few') {
    throw new ProblemError({
      status: 409,
      code: 'too-few-cases',
      title: 'Too little to practise on',
      detail: `Cannot draw ${String(drill.settings.size)} tasks: ${String(drawn.cases)} ${drawn.why}, ${String(drawn.needed)} needed.`,
      mend: 'Let the workflow run with people deciding its cases, or have the manifest keep contents (data.capture), then draw again.',
    })
  }
  await insertTasks(trx, drill, drawn.tasks)
}

/** Keeps an answer and says whether every task has one now. Nothing of the case itself is touched. */
export async function keepAnswer(
  trx: Trx,
  world: World,
  drill: DrillOf<'practice'>,
  manifest: Manifest | null,
  team: DrillTeam,
  given: PracticeAnswer & { readonly position: number },
): Promise<'all' | 'some'> {
  const tasks = await tasksOf(trx, drill.id)
  const task = tasks.find(({ position }) => position === given.position)
  if (task === undefined) throw notFound('task', String(given.position))
  if (task.answer !== null) throw answered(given.position)
  const past = await casesOf(trx, world, drill, tasks)
  const found = past.get(task.caseId)
  const material = materialOf([...past.values()], manifest, team, drill)
  const view = found === undefined ? null : practiceView(task, found, material)
  if (found === undefined || view === null) {
    throw new ProblemError({
      status: 409,
      code: 'task-gone',
      title: 'The task is gone',
      detail: `Cannot answer task ${String(given.position + 1)}: the contents of its case were erased or have expired.`,
      mend: 'Go on with the next one; this one is not counted.',
    })
  }
  checkAnswer(given, view.acts)
  const faults = inputFaults(given, manifest)
  const isRight = faults.length === 0 && isRightAnswer(view, given)
  const { words, output, input, to } = given
  const sealed = await sealBeside(trx, world, drill.workspaceId, found.runId, { words, output, input, to })
  await insertAnswer(trx, drill, {
    position: given.position,
    act: given.act,
    isRight,
    at: world.clock.now(),
    subjectKeyId: sealed.subjectKeyId,
    sealed: sealed.sealed,
  })
  const isOpen = (each: StoredTask): boolean => {
    if (each.position === given.position || each.answer !== null) return false
    const its = past.get(each.caseId)
    return its !== undefined && practiceView(each, its, material) !== null
  }
  return tasks.some(isOpen) ? 'some' : 'all'
}

/** How a practice stands: its score, and what it was scored by. */
export async function scoreOf(trx: Trx, drill: DrillOf<'practice'>) {
  const scored = scoredTasks(await tasksOf(trx, drill.id))
  return { outcome: scorePractice(scored, drill.settings), report: { topics: topicScores(scored) } }
}

export async function practiceReport(
  trx: Trx,
  world: World,
  drill: DrillOf<'practice'>,
  manifest: Manifest | null,
  team: DrillTeam,
  reader: string,
): Promise<Report> {
  const tasks = await tasksOf(trx, drill.id)
  const past = await casesOf(trx, world, drill, tasks)
  const material = materialOf([...past.values()], manifest, team, drill)
  const typed = await answersOf(trx, world, tasks)
  const isMine = drill.person?.id === reader
  const { size, passAt, must } = drill.settings
  const topics = drill.closed === null ? null : topicScores(scoredTasks(tasks))
  return {
    size,
    passAt,
    must: [...must],
    answered: tasks.filter(({ answer }) => answer !== null).length,
    tasks: tasks.map((task) => taskWire(task, past.get(task.caseId), material, typed.get(task.position), team, isMine)),
    topics:
      topics === null
        ? null
        : Object.entries(topics).map(([topic, { right, asked }]) => {
            const known = topic as keyof typeof PRACTICE_TOPICS // topicScores counts no other
            return { topic: known, name: PRACTICE_TOPICS[known].name, right, asked, must: must.includes(known) }
          }),
    inputSchema: material.inputSchema,
    outputSchema: material.outputSchema,
    people: [...material.people],
    isMine,
    again: isMine && drill.closed !== null ? await againOf(trx, drill, reader) : null,
  }
}

async function againOf(
  trx: Trx,
  { workspaceId, workflowId }: DrillOf<'practice'>,
  person: string,
): Promise<Report['again']> {
  const sessions = (await practicesOf(trx, workspaceId, person)).filter((each) => each.workflowId === workflowId)
  const { dueAt, passes } = reinforcementOf(sessions)
  return dueAt === null ? null : { dueAt: dueAt.toISOString(), passes }
}

function taskWire(
  task: StoredTask,
  past: PastCase | undefined,
  material: PracticeMaterial,
  typed: Typed | undefined,
  { people }: DrillTeam,
  isMine: boolean,
): Report['tasks'][number] {
  const view = past === undefined ? null : practiceView(task, past, material)
  const { answer } = task
  // Whoever else looks in sees a task once it is answered.
  const shown = isMine || answer !== null ? view : null
  return {
    position: task.position,
    topic: answer === null ? null : task.topic,
    topicName: answer === null ? null : PRACTICE_TOPICS[task.topic].name,
    situation: shown?.situation ?? null,
    ...pick('input', shown?.input),
    ...pick('draft', shown?.draft ?? undefined),
    acts: [...(shown?.acts ?? [])],
    answer:
      answer === null
        ? null
        : {
            act: answer.act,
            words: typed?.words ?? '',
            ...pick('output', typed?.output ?? undefined),
            ...pick('input', typed?.input ?? undefined),
            to: people.find(({ id }) => id === typed?.to) ?? null,
            at: answer.at.toISOString(),
            isRight: answer.isRight,
          },
    right:
      answer === null || view === null
        ? null
        : {
            acts: [...view.right.acts],
            why: view.right.why,
            ...pick('output', view.right.output ?? undefined),
            ...pick('input', view.right.input ?? undefined),
            caseId: task.caseId,
          },
  }
}

interface Typed {
  readonly words: string
  readonly output: Json | null
  readonly input: Json | null
  readonly to: string | null
}

/** What was typed into each answer; without an entry where it was erased. */
async function answersOf(trx: Trx, world: World, tasks: readonly StoredTask[]): Promise<ReadonlyMap<number, Typed>> {
  const sealed = tasks.flatMap(({ position, answer }) => (answer === null ? [] : [{ position, ...answer }]))
  const opened = await openBeside(trx, world, sealed)
  return new Map(
    sealed.flatMap(
      ({ position }, index) => (opened[index] === undefined ? [] : [[position, opened[index] as Typed] as const]), // as keepAnswer sealed it
    ),
  )
}

function scoredTasks(tasks: readonly StoredTask[]): readonly ScoredTask[] {
  return tasks.map(({ topic, answer }) => ({ topic, isRight: answer === null ? null : answer.isRight }))
}

async function casesOf(trx: Trx, world: World, { workspaceId }: DrillOf<'practice'>, tasks: readonly StoredTask[]) {
  const past = await pastCases(trx, world, workspaceId, { caseIds: tasks.map(({ caseId }) => caseId) })
  return new Map(past.map((each) => [each.caseId, each]))
}

function materialOf(
  cases: readonly PastCase[],
  manifest: Manifest | null,
  { people }: DrillTeam,
  { person }: DrillOf<'practice'>,
): PracticeMaterial {
  return {
    cases,
    inputSchema: manifest?.input ?? {},
    outputSchema: manifest?.output ?? {},
    checkOutput: checkOf(manifest, 'output'),
    people: people.filter(({ id }) => id !== person?.id),
    stopWhen: manifest?.runbook.stopWhen ?? [],
  }
}

function checkOf(manifest: Manifest | null, side: 'input' | 'output') {
  return manifest === null ? () => [] : contractCheck(manifest[side])
}

function inputFaults(given: PracticeAnswer, manifest: Manifest | null): readonly unknown[] {
  return given.act === 'correct' && given.input !== null ? checkOf(manifest, 'input')(given.input) : []
}

function checkAnswer(given: PracticeAnswer, acts: readonly PracticeAct[]): void {
  const missing = missingOf(given)
  if (!acts.includes(given.act)) {
    throw new ProblemError({
      status: 422,
      code: 'act-not-offered',
      title: 'That can not be done here',
      detail: `Cannot answer with "${given.act}": this task offers ${acts.join(', ')}.`,
      errors: [{ path: '/act', message: `must be one of ${acts.join(', ')}` }],
    })
  }
  if (missing === null) return
  throw new ProblemError({
    status: 422,
    code: 'answer-incomplete',
    title: 'Something is missing',
    detail: `Cannot answer with "${given.act}": ${missing.message}.`,
    errors: [missing],
  })
}

function missingOf({ act, words, output, input, to }: PracticeAnswer): { path: string; message: string } | null {
  if (act === 'edit' && output === null) return { path: '/output', message: 'the edited answer is needed' }
  if (act === 'correct' && input === null) return { path: '/input', message: 'the corrected input is needed' }
  if (act === 'reassign' && to === null) return { path: '/to', message: 'the person is needed' }
  if ((act === 'override' || act === 'escalate' || act === 'stop') && words.trim() === '') {
    return { path: '/words', message: 'a reason in words is needed' }
  }
  return null
}

function answered(position: number): ProblemError {
  return new ProblemError({
    status: 409,
    code: 'task-answered',
    title: 'The task is answered',
    detail: `Cannot answer task ${String(position + 1)} again: its answer was given and what was right has been shown.`,
    mend: 'Go on with the next one.',
  })
}

function pick<Name extends string>(name: Name, value: unknown): { readonly [N in Name]?: unknown } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [N in Name]?: unknown }) // one computed member
}
