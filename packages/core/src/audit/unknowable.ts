import { holderOf } from '../handover/evaluators/people.ts'
import type { AuditFacts } from './audit-facts.ts'
import { countOf } from './audit-words.ts'

/** A question that can't be answered from what is there, and what to log or send so that the next one can. */
export interface Unknowable {
  readonly question: string
  readonly sentence: string
  readonly log: readonly string[]
}

export function unknowableOf(facts: AuditFacts): readonly Unknowable[] {
  const { records } = facts
  const [these, log] = records === null ? ['these logs', 'Log'] : ['these records', 'Send']
  const gaps: Unknowable[] = []
  const gap = (isOpen: boolean, question: string, sentence: string, fields: readonly string[]) => {
    if (isOpen) gaps.push({ question, sentence, log: fields })
  }
  gap(
    facts.decisions === null,
    'Is it adopted?',
    `No decisions in ${these}: adoption unknown. ${log} these three fields to know it.`,
    ['unitKey', 'decision', 'decidedAt'],
  )
  gap(
    facts.judged === 0,
    'Is it right?',
    `No verdict in ${these}: how often it was right is unknown. ${log} what turned out.`,
    records === null ? ['unitKey', 'verdict', 'at'] : ['unitKey', 'right', 'at'],
  )
  gap(
    facts.consistency === null,
    'Is it ready?',
    records === null
      ? 'No task is tried twice in these logs: whether the same unit comes out right each time is unknown. Try each task several times.'
      : 'No unit was run twice with a known answer each time: whether the same unit comes out right each time is unknown. Run past units again, and judge each answer.',
    records === null ? ['task_id', 'trial', 'reward'] : ['unitKey', 'runId', 'verdict'],
  )
  gap(
    facts.handovers === null,
    'Does it hand over to a person when it should?',
    'No calls of tools in these logs: hand-overs to a person are unknown. Log the tools that a run calls.',
    ['tool_calls'],
  )
  gap(
    facts.handovers !== null && facts.handovers.due === null,
    'Does it hand over to a person when it should?',
    records === null
      ? 'Hand-overs are logged, and nothing says which were due. Log what the right way would have been.'
      : 'What went to a person is known, and of no unit whether the AI’s answer was right: which of them were due is unknown. Send what turned out, or have a random sample judged.',
    records === null ? ['info.task.actions'] : ['unitKey', 'right', 'at'],
  )
  gap(
    facts.from === null,
    'Since when, and is it getting worse?',
    records === null
      ? 'No times in these logs: no trend, no volume per day and no days without use can be told.'
      : 'No run came in: nothing can be told of how it does.',
    ['startedAt', 'endedAt'],
  )
  gap(
    facts.withUnit < facts.runs,
    'How many units of the business does it reach?',
    `${countOf(facts.runs - facts.withUnit, 'run')} name no unit of the business process: repeats and bypasses can't be told apart.`,
    ['unitKey'],
  )
  gap(
    facts.unpriced > 0,
    'What does it cost?',
    `What ${countOf(facts.unpriced, 'run')} cost is unknown, which is not nothing. ${
      records === null
        ? 'Log model and tokens, and give --prices.'
        : 'Send model and tokens, and give the server a price list.'
    }`,
    ['model', 'inputTokens', 'outputTokens'],
  )
  gap(
    facts.withRelease === 0,
    'Which version did what?',
    `No release is named in ${these}: a change of quality or cost can be laid at nothing.`,
    ['release'],
  )
  gap(
    records === null || holderOf(records.handover, 'daily-care') === null,
    'Who answers for it?',
    records === null
      ? 'Logs name no owner. Who holds the model, the prompt, the bill, failures and retraining has to be said by people.'
      : 'Nobody by name has the daily care. Runs can’t say it: give the duties their names.',
    ['owner of each duty'],
  )
  gap(
    records === null || records.adoption.denominator === null,
    'Which decisions were made without it?',
    records === null
      ? 'Logs of the AI show the units that came to it. The share of all decisions needs the units of the process itself.'
      : 'Nobody has said from which decisions it was to inform. The share of all decisions needs the units of the process itself.',
    ['unitKey', 'at (every unit of the process)'],
  )
  return gaps
}
