import type { Playbook, PlaybookSummary, WorkflowPlaybook } from '../../api/playbooks.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatDate } from '../../words/format.ts'
import type { Sentence } from '../../words/sentence.ts'

/** What a workflow goes by, and since when. */
export function workflowPlaybookSentence(
  name: string,
  { playbook, chosenAt, chosenBy, reason }: WorkflowPlaybook,
): Sentence {
  const by: Sentence =
    chosenAt === null || chosenBy === null
      ? [', because nobody has chosen another.']
      : [`, chosen by ${chosenBy.name} on ${formatDate(new Date(chosenAt))}: “${reason ?? ''}”.`]
  return [
    { text: name, strong: true },
    ' goes by the playbook ',
    { text: playbook.name, strong: true, href: paths.playbook(playbook.id) },
    ...by,
    ' ',
    ...weightOf(playbook),
  ]
}

export function playbookSentence({
  playbook,
  shipped,
  workflows,
  addedAt,
  addedBy,
}: PlaybookSummary & { readonly playbook: Playbook }): Sentence {
  const from: Sentence =
    shipped || addedAt === null || addedBy === null
      ? [' comes with Dayshift']
      : [` is your own, last changed by ${addedBy.name} on ${formatDate(new Date(addedAt))}`]
  return [
    { text: playbook.name, strong: true },
    ...from,
    '. ',
    ...weightOf(playbook),
    ' ',
    workflows.length === 0
      ? 'No workflow goes by it.'
      : `${formatCount(workflows.length, 'workflow goes', 'workflows go')} by it.`,
  ]
}

export function playbooksSentence(items: readonly PlaybookSummary[]): Sentence {
  const own = items.filter(({ shipped }) => !shipped).length
  return [
    'A playbook says what a workflow must prove before it may leave a stage. ',
    { text: formatCount(items.length - own, 'playbook'), strong: true },
    ' come with Dayshift, ',
    own === 0
      ? 'and you have none of your own yet.'
      : { text: `${formatCount(own, 'is', 'are')} your own.`, strong: true },
  ]
}

function weightOf({ stages, duties, documents }: Playbook): Sentence {
  const criteria = stages.flatMap((stage) => stage.criteria)
  const hard = criteria.filter(({ gate }) => gate === 'hard').length
  return [
    { text: formatCount(criteria.length, 'criterion holds', 'criteria hold'), strong: true },
    ` its stages${hard === 0 ? '' : `, ${hard} of them as hard gates`}; ${formatCount(duties.length, 'duty', 'duties')} and ${formatCount(documents.length, 'document')} belong to it.`,
  ]
}
