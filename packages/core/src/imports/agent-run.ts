import { isJsonRecord, type JsonRecord, textIn } from './members.ts'

/** One try of an agent at a task, as benches of agents record it. */
export interface AgentRun {
  readonly task: string
  readonly trial: number | null
  /** Null where no reward is told. */
  readonly isRight: boolean | null
  /** Tools that it called, each once. */
  readonly tools: ReadonlySet<string>
  /** Tools that the right way calls; null where the truth isn't told. */
  readonly dueTools: ReadonlySet<string> | null
  readonly toolCalls: number
  readonly turns: number
}

/** True for the τ-bench form: a task, a reward, and what was said and called. */
export function isAgentRun(value: unknown): value is JsonRecord {
  return (
    isJsonRecord(value) &&
    (typeof value['task_id'] === 'number' || typeof value['task_id'] === 'string') &&
    (Object.hasOwn(value, 'reward') || isJsonRecord(value['reward_info']))
  )
}

/** As near to 1 as counts as reached, as τ-bench has it. */
const NEAR = 1e-6

/** Reads one run of the τ-bench form (`task_id`, `trial`, `reward`, `traj`, `info.task.actions`). A sentence where it can't be used. */
export function readAgentRun(record: JsonRecord): AgentRun | string {
  const reward = rewardOf(record['reward'] ?? childOf(record, 'reward_info')?.['reward'] ?? null)
  if (reward !== null && typeof reward !== 'number' && typeof reward !== 'boolean')
    return `its reward is ${JSON.stringify(reward)}, which is no number`
  const messages = listIn(record, 'traj') ?? listIn(record, 'messages') ?? listIn(record, 'trajectory') ?? []
  const calls = messages.flatMap(toolsCalled)
  const task = childOf(childOf(record, 'info') ?? {}, 'task') ?? childOf(record, 'task')
  const actions = task === undefined ? null : (listIn(task, 'actions') ?? null)
  const { trial } = record
  return {
    task: String(record['task_id']),
    trial: typeof trial === 'number' ? trial : null,
    isRight: reward === null ? null : typeof reward === 'boolean' ? reward : Math.abs(reward - 1) <= NEAR,
    tools: new Set(calls),
    dueTools: actions === null ? null : new Set(actions.flatMap((action) => textIn(action, 'name') ?? [])),
    toolCalls: calls.length,
    turns: messages.filter((message) => message['role'] === 'assistant').length,
  }
}

/** A table turned into JSON has its figures as text. */
function rewardOf(told: unknown): unknown {
  return typeof told === 'string' && told.trim() !== '' && Number.isFinite(Number(told)) ? Number(told) : told
}

/** OpenAI's forms of a call, now and before there could be several, as a message or as an item of its own, and Anthropic's. */
function toolsCalled(message: JsonRecord): readonly string[] {
  const calls = (listIn(message, 'tool_calls') ?? []).map((call) => textIn(childOf(call, 'function') ?? call, 'name'))
  const blocks = (listIn(message, 'content') ?? []).map((block) =>
    block['type'] === 'tool_use' ? textIn(block, 'name') : null,
  )
  const former = textIn(childOf(message, 'function_call') ?? {}, 'name')
  const item = message['type'] === 'function_call' ? textIn(message, 'name') : null
  return [...calls, ...blocks, former, item].filter((name) => name !== null)
}

function listIn(record: JsonRecord, name: string): readonly JsonRecord[] | undefined {
  const value = record[name]
  return Array.isArray(value) ? value.filter(isJsonRecord) : undefined
}

function childOf(record: JsonRecord, name: string): JsonRecord | undefined {
  const value = record[name]
  return isJsonRecord(value) ? value : undefined
}
