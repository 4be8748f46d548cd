import type { RunDetail } from '../../api/runs.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatDuration } from '../../words/format.ts'
import { ROUTE_NAMES } from '../../words/names.ts'
import type { Sentence } from '../../words/sentence.ts'

/** Where the unit went, why, what the AI did, what a person did: one run in words. */
export function runSentence({ run, decisions }: RunDetail): Sentence {
  return [
    ...wentWhere(run),
    ' ',
    { text: run.reasonMessage, strong: true },
    ' ',
    ...answered(run),
    ...decided(decisions, run),
  ]
}

function wentWhere(run: RunDetail['run']): Sentence {
  const unit = ['Unit ', { text: run.unitKey, strong: true }] as const
  switch (run.route) {
    case 'automatic':
      return [...unit, ' went through ', { text: 'automatically', tone: 'good' }, ':']
    case 'review':
      return [...unit, ' went to ', { text: 'review', tone: 'person' }, ':']
    case 'human':
      return [...unit, ' went to a ', { text: 'person', tone: 'person' }, ':']
    case 'existing-process':
      return [...unit, ` took the ${ROUTE_NAMES['existing-process'].toLowerCase()}:`]
    default:
      return run.route satisfies never
  }
}

function answered(run: RunDetail['run']): Sentence {
  if (run.status === 'not-called') return ['The AI was not called.']
  const tries = run.attempts === 1 ? 'at the first attempt' : `after ${formatCount(run.attempts, 'attempt')}`
  if (run.status === 'failed') return ['The AI call ', { text: 'failed', tone: 'alarm' }, ` ${tries}.`]
  return [`The AI answered in ${formatDuration(run.latencyMs)}, ${tries}.`]
}

function decided(decisions: RunDetail['decisions'], run: RunDetail['run']): Sentence {
  const last = decisions.at(-1)
  if (last === undefined) {
    if (run.caseId === null || (run.route !== 'review' && run.route !== 'human')) return []
    return [' ', { text: 'Its case', href: paths.inbox({ case: run.caseId }), tone: 'person' }, ' is not decided yet.']
  }
  const took =
    last.shownAt === null
      ? ''
      : `, ${formatDuration(Math.max(0, Date.parse(last.decidedAt) - Date.parse(last.shownAt)))} after seeing it`
  const did: { readonly [K in typeof last.kind]: string } = {
    accepted: 'accepted the answer as it was',
    edited: 'edited the answer',
    overridden: 'overrode it',
    ignored: 'decided without the answer',
    escalated: 'escalated it',
    bypass: 'decided without the output',
  }
  return [' ', { text: last.by.name, strong: true }, ` ${did[last.kind]}${took}.`]
}
