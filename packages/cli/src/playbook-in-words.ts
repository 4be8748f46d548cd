import { EVALUATORS, type Playbook, type PlaybookStage } from '@dayshift/core'

/** The evaluators as data: what each asks, and its parameters. */
export function describeEvaluators() {
  return EVALUATORS.map(({ name, says, params }) => ({
    name,
    says,
    params: Object.entries(params).map(([param, { type, default: value, means, oneOf }]) => ({
      name: param,
      type,
      default: value,
      means,
      ...(oneOf === null ? {} : { oneOf }),
    })),
  }))
}

export function evaluatorsInWords(): string {
  return describeEvaluators()
    .map(({ name, says, params }) => [name, `  ${says}`, ...params.map(paramLine)].join('\n'))
    .join('\n\n')
}

function paramLine({
  name,
  type,
  default: value,
  means,
  oneOf,
}: ReturnType<typeof describeEvaluators>[number]['params'][number]): string {
  const needed = value === null ? 'must be said' : `else ${JSON.stringify(value)}`
  const choices = oneOf === undefined || oneOf.length > 8 ? '' : ` One of: ${oneOf.join(', ')}.`
  return `    ${name} (${type}, ${needed}): ${means}${choices}`
}

export function playbookInWords(playbook: Playbook): string {
  const { name, purpose, stages, duties, documents, transfer } = playbook
  const count = stages.reduce((sum, { criteria }) => sum + criteria.length, 0)
  return [
    `${name}. ${purpose}`,
    `${count} criteria, ${duties.length} duties, ${documents.length === 1 ? '1 document' : `${documents.length} documents`}. Around the transfer: ${days(transfer.parallelDays)} together, ${days(transfer.settleDays)} without a change, ${days(transfer.supportDays)} of early support.`,
    ...stages.map(stageInWords),
  ].join('\n\n')
}

function stageInWords({ name, question, weeks, rolloutAtMost, criteria }: PlaybookStage): string {
  const window =
    weeks.to === null
      ? `from week ${weeks.from}`
      : weeks.to === weeks.from
        ? `week ${weeks.from}`
        : `weeks ${weeks.from} to ${weeks.to}`
  const lines = criteria.map(
    (criterion) =>
      `  - ${criterion.name}${criterion.gate === 'hard' ? ' [hard gate]' : ''}  (${criterion.id}: ${criterion.evaluator})`,
  )
  return [`${name}: ${question} (${window}; the AI may see ${rolloutAtMost} % at most)`, ...lines].join('\n')
}

function days(n: number): string {
  return `${n} day${n === 1 ? '' : 's'}`
}
