import type { WorkflowDetail, WorkflowSummary } from '../../api/workflows.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatNumber, formatStanding, formatShare, NBSP } from '../../words/format.ts'
import { totalOf } from '../../words/routes.ts'
import { joinParts, type Sentence } from '../../words/sentence.ts'

/** One workflow: how it runs, where its units went, what waits, which release it is. */
export function workflowSentence(workflow: WorkflowDetail, now: Date): Sentence {
  const { name, paused, activeRelease, last24h } = workflow
  const named = { text: name, strong: true } as const
  if (activeRelease === null) {
    return [
      named,
      ' has ',
      { text: 'no active release', tone: 'person' },
      ': every unit goes to a person until a change brings one.',
    ]
  }
  const total = totalOf(last24h)
  const state: Sentence =
    paused === null
      ? [named, ' is ', { text: 'running', tone: 'good' }]
      : [
          named,
          ' is ',
          { text: 'paused', tone: 'alarm' },
          ` by ${paused.by.name} ${formatStanding(new Date(paused.at), now)}: “${paused.reason}”`,
        ]
  if (total === 0)
    return [
      ...state,
      `; no unit came in the last${NBSP}24${NBSP}h. `,
      ...waitingWords(workflow),
      ' ',
      ...releaseWords(workflow, now),
    ]
  const parts: Sentence[] = []
  if (last24h.automatic > 0)
    parts.push([{ text: formatShare(last24h.automatic, total), strong: true }, ' went through automatically'])
  if (last24h.review > 0) parts.push([{ text: formatShare(last24h.review, total), strong: true }, ' went to review'])
  if (last24h.human > 0) parts.push([{ text: formatShare(last24h.human, total), strong: true }, ' went to a person'])
  if (last24h.existingProcess > 0)
    parts.push([{ text: formatShare(last24h.existingProcess, total), strong: true }, ' took the existing process'])
  return [
    ...state,
    '. In the last',
    `${NBSP}24${NBSP}h `,
    { text: formatCount(total, 'unit'), strong: true },
    ' came: ',
    ...joinParts(parts),
    '. ',
    ...waitingWords(workflow),
    ' ',
    ...releaseWords(workflow, now),
  ]
}

function waitingWords({ waiting, overdue, slug }: WorkflowSummary): Sentence {
  if (waiting === 0) return ['Nothing waits for a person.']
  const late: Sentence =
    overdue === 0 ? [', none overdue'] : [', ', { text: `${formatNumber(overdue)} overdue`, tone: 'alarm' }]
  return [
    {
      text: `${formatCount(waiting, 'case')} ${waiting === 1 ? 'waits' : 'wait'}`,
      tone: 'person',
      href: paths.inbox({ workflow: slug }),
    },
    ...late,
    '.',
  ]
}

function releaseWords({ activeRelease, rolloutPercent, paused, slug }: WorkflowSummary, now: Date): Sentence {
  if (activeRelease === null) return []
  const standing = formatStanding(new Date(activeRelease.activatedAt), now)
  const serves =
    rolloutPercent === 0
      ? 'serves no units yet'
      : rolloutPercent === 100
        ? 'serves all units'
        : `serves ${formatNumber(rolloutPercent)}${NBSP}% of units`
  const release = { text: activeRelease.name, href: paths.release(slug, activeRelease.hash) } as const
  if (paused !== null) return ['Release ', release, ' serves no unit until somebody ends the pause.']
  return ['Release ', release, ` ${serves}, active ${standing}.`]
}

/** All workflows: how many run, what waits, what is not as it should be. */
export function workflowsSentence(workflows: readonly WorkflowSummary[]): Sentence {
  const paused = workflows.filter((each) => each.paused !== null)
  const unreleased = workflows.filter(({ activeRelease }) => activeRelease === null)
  const total = workflows.reduce((sum, { last24h }) => sum + totalOf(last24h), 0)
  const automatic = workflows.reduce((sum, { last24h }) => sum + last24h.automatic, 0)
  const waiting = workflows.reduce((sum, each) => sum + each.waiting, 0)
  const running = workflows.filter((each) => each.paused === null && each.activeRelease !== null).length
  const state: Sentence[] = [
    [
      { text: running === 0 ? 'No workflow' : formatCount(running, 'workflow'), strong: true },
      running < 2 ? ' runs' : ' run',
    ],
  ]
  if (paused.length > 0)
    state.push([{ text: `${formatNumber(paused.length)} ${paused.length === 1 ? 'is' : 'are'} paused`, tone: 'alarm' }])
  if (unreleased.length > 0)
    state.push([{ text: `${formatNumber(unreleased.length)} without an active release`, tone: 'person' }])
  const volume: Sentence =
    total === 0
      ? [`; no unit came in the last${NBSP}24${NBSP}h.`]
      : [
          ': ',
          { text: formatCount(total, 'unit'), strong: true },
          ` in the last${NBSP}24${NBSP}h, ${formatShare(automatic, total)} of them automatically.`,
        ]
  const waits: Sentence =
    waiting === 0
      ? [' Nothing waits for a person.']
      : [
          ' ',
          {
            text: `${formatCount(waiting, 'case')} ${waiting === 1 ? 'waits' : 'wait'} for a person`,
            tone: 'person',
            href: paths.inbox(),
          },
          '.',
        ]
  return [...joinParts(state), ...volume, ...waits]
}
