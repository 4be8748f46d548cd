import type { Judgement } from './desk.ts'
import type { StoryClient } from './story-client.ts'

interface Task {
  readonly position: number
  readonly situation: string | null
  readonly input?: { readonly [name: string]: unknown }
  readonly draft?: unknown
  readonly answer: unknown
}

interface Drill {
  readonly id: string
  readonly practice: { readonly tasks: readonly Task[] } | null
}

/** What an operator knows who does this work every day. */
export interface Knowledge {
  readonly workflow: string
  /** The AI's usual answer: a draft that differs is off. */
  readonly usual: (input: never) => unknown
  readonly unitKey: (input: never) => string
  readonly memory: ReadonlyMap<string, Judgement['kind']>
  readonly edit: (output: never) => unknown
  readonly colleagues: readonly Pick<StoryClient, 'id' | 'name'>[]
}

/** She practises on past cases, or takes a quiz of them, reading each as she would at work. */
export async function practise(operator: StoryClient, knowledge: Knowledge, quiz = false): Promise<void> {
  let drill = await operator.post<Drill>(`/workflows/${knowledge.workflow}/drills`, { kind: 'practice', quiz })
  for (;;) {
    const task = drill.practice?.tasks.find(({ answer, situation }) => answer === null && situation !== null)
    if (task === undefined) break
    drill = await operator.post<Drill>(`/drills/${drill.id}/answers`, {
      position: task.position,
      ...answerTo(task, knowledge),
    })
  }
}

function answerTo({ situation, input = {}, draft }: Task, knowledge: Knowledge): object {
  const said = situation ?? ''
  const whole = /shows: (\S+) = (.*)\.$/.exec(said)
  if (whole !== null) {
    const [, field = '', value = ''] = whole
    const number = Number(value)
    return {
      act: 'correct',
      words: 'As the source says.',
      input: { ...input, [field]: Number.isFinite(number) && typeof input[field] !== 'string' ? number : value },
    }
  }
  const colleague = knowledge.colleagues.find(({ name }) => said.startsWith(`${name} is at work on another unit`))
  if (colleague !== undefined) return { act: 'reassign', words: 'She has the other one.', to: colleague.id }
  if (said.startsWith('This has just happened for the second time today')) return { act: 'stop', words: 'Pause first.' }
  if (said.includes('Nothing has taken effect')) return { act: 'rerun', words: 'Nothing happened yet.' }
  if (said.includes('had taken effect')) return { act: 'override', words: 'It is where it belongs already.' }
  if (draft === undefined || draft === null) return { act: 'stop', words: said }
  if (JSON.stringify(draft) !== JSON.stringify(knowledge.usual(input as never))) {
    return { act: 'override', words: 'That is not what this case needs.' }
  }
  const before = knowledge.memory.get(knowledge.unitKey(input as never))
  if (before === undefined || before === 'accepted') return { act: 'accept', words: '' }
  return before === 'edited'
    ? { act: 'edit', words: 'As before.', output: knowledge.edit(draft as never) }
    : { act: 'override', words: 'As before.' }
}
