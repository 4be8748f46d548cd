import { DAY_MS } from '@dayshift/core'
import type { CasePage, Case } from '../../api/cases.ts'
import type { WatchList } from '../../api/duties.ts'
import type { LedgerEntry } from '../../api/ledger.ts'
import type { WorkflowSummary } from '../../api/workflows.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatRelative, formatShare, formatStanding, NBSP, roughly } from '../../words/format.ts'
import { totalOf } from '../../words/routes.ts'
import { joinParts, type Piece, type Sentence } from '../../words/sentence.ts'

export interface TodayFacts {
  readonly workflows: readonly WorkflowSummary[]
  readonly counts: CasePage['counts']
  /** The open case that is due first, whoever has it; null where none is open. */
  readonly first: Case | null
  /** The first of mine; null where none is. */
  readonly firstOfMine: Case | null
  readonly lastAct: LedgerEntry | null
  /** Who is on watch, and what is wrong with who answers for what; empty while that is not read. */
  readonly watch: WatchList['items']
  /** Alerts that are open and in nobody's hands yet or still; null while that is not read. */
  readonly alerts: { readonly open: number; readonly mine: number; readonly unanswered: number } | null
  /** What of transfers waits for an act of mine. */
  readonly handovers: number
  /** Who reads. */
  readonly me: string
  readonly now: Date
}

/** Is it well, what waits for me, what changed, who has it: in this order. */
export function todaySentence(facts: TodayFacts): Sentence {
  if (facts.workflows.length === 0)
    return ['No workflow runs here yet. The first one comes from a builder, with a manifest.']
  return [...wellness(facts), ' ', ...waiting(facts), ...changed(facts)]
}

function wellness({ workflows, counts, first, watch, alerts, now }: TodayFacts): Sentence {
  const troubles: Sentence[] = []
  for (const { name, slug, paused } of workflows) {
    if (paused === null) continue
    troubles.push([
      link(name, paths.workflow(slug)),
      ' is ',
      { text: 'paused', tone: 'alarm' },
      ` by ${paused.by.name} ${formatStanding(new Date(paused.at), now)}`,
    ])
  }
  if (alerts !== null && alerts.open > 0) {
    const { open, mine, unanswered } = alerts
    troubles.push([
      {
        text: `${formatCount(open, 'alert')} ${open === 1 ? 'is' : 'are'} open`,
        tone: 'alarm',
        href: paths.alerts(),
      },
      unanswered > 0 ? `, ${ofThem(unanswered, open)}unanswered` : mine > 0 ? `, ${ofThem(mine, open)}yours` : '',
    ])
  }
  if (counts.overdue > 0) {
    const holder = first?.overdue === true ? first.claimedBy : null
    troubles.push([
      {
        text: `${formatCount(counts.overdue, 'case')} ${counts.overdue === 1 ? 'is' : 'are'} overdue`,
        tone: 'alarm',
        href: paths.inbox(),
      },
      ...(holder === null
        ? [first?.overdue === true ? ', the oldest with nobody' : '']
        : [`, the oldest with ${holder.name}`]),
    ])
  }
  for (const { workflow, problems, watch: stands } of watch) {
    const errors = problems.filter(({ severity }) => severity === 'error')
    // A workflow that nobody was ever named for is new, not in trouble.
    const isNew = stands.rule === 'admin' && errors.every(({ kind }) => kind === 'unfilled')
    if (errors.length === 0 || isNew) continue
    troubles.push([
      link(workflow.name, paths.workflow(workflow.slug)),
      ' has ',
      { text: `${formatCount(errors.length, 'duty', 'duties')} not in good hands`, tone: 'alarm' },
    ])
  }
  const running = workflows.filter(({ activeRelease }) => activeRelease !== null)
  const total = running.reduce((sum, { last24h }) => sum + totalOf(last24h), 0)
  const automatic = running.reduce((sum, { last24h }) => sum + last24h.automatic, 0)
  const only = running.length === 1 ? running[0] : undefined
  const subject: Piece =
    only === undefined
      ? { text: formatCount(running.length, 'workflow'), strong: true }
      : link(only.name, paths.workflow(only.slug))
  const volume: Sentence =
    total === 0
      ? [subject, ' ran no unit in the last', NBSP, '24', NBSP, 'h']
      : [
          subject,
          ' ran ',
          { text: formatCount(total, 'unit'), strong: true },
          ` in the last${NBSP}24${NBSP}h, ${formatShare(automatic, total)} of them automatically`,
        ]
  if (running.length === 0) return [{ text: 'No release is active', tone: 'alarm' }, ': every unit goes to a person.']
  if (troubles.length === 0) return [{ text: 'All is well', tone: 'good' }, ': ', ...volume, '.']
  return [...joinParts(troubles), '. ', ...volume, '.']
}

function waiting(facts: TodayFacts): Sentence {
  const { handovers } = facts
  if (handovers === 0) return casesWaiting(facts)
  const one = handovers === 1
  return [
    { text: `${formatCount(handovers, 'handover')} ${one ? 'waits' : 'wait'} for you`, tone: 'person' },
    ...(facts.counts.open === 0 ? ['.'] : ['. ', ...casesWaiting(facts)]),
  ]
}

function casesWaiting({ counts, firstOfMine, first, now }: TodayFacts): Sentence {
  if (counts.open === 0) return ['Nothing waits for a person.']
  const href = paths.inbox({ whose: 'mine' })
  if (counts.mine > 0) {
    return [
      {
        text: `${formatCount(counts.mine, 'case')} ${counts.mine === 1 ? 'waits' : 'wait'} for you`,
        tone: 'person',
        href,
      },
      firstOfMine === null ? '.' : `, ${counts.mine === 1 ? '' : 'the first '}${dueWords(firstOfMine, now)}.`,
    ]
  }
  return [
    'Nothing waits for you by name; ',
    {
      text: `${formatCount(counts.open, 'case')} ${counts.open === 1 ? 'waits' : 'wait'} for anyone`,
      tone: 'person',
      href: paths.inbox(),
    },
    first === null || first.overdue ? '.' : `, ${counts.open === 1 ? '' : 'the first '}${dueWords(first, now)}.`,
  ]
}

function changed({ lastAct, me, now }: TodayFacts): Sentence {
  if (lastAct === null || now.getTime() - Date.parse(lastAct.at) > 7 * DAY_MS) return []
  const said = shorten(`${lastAct.actor.id === me ? 'you' : lastAct.actor.name} ${lastAct.sentence.replace(/\.$/, '')}`)
  return [' Last change, ', formatRelative(new Date(lastAct.at), now), ': ', { text: said, href: paths.ledger() }, '.']
}

/** `2 of them `, `all of them `; of one alone nothing is said. */
function ofThem(part: number, whole: number): string {
  if (whole === 1) return ''
  return part === whole ? 'all of them ' : `${part} of them `
}

function shorten(text: string): string {
  if (text.length <= 110) return text
  return `${text.slice(0, 110).replace(/\s+\S*$/, '')} …`
}

/** `due in 12 min`, `overdue by 2 h`. */
function dueWords(item: Pick<Case, 'dueAt'>, now: Date): string {
  const left = Date.parse(item.dueAt) - now.getTime()
  return left >= 0 ? `due in${NBSP}${roughly(left)}` : `overdue by${NBSP}${roughly(-left)}`
}

function link(text: string, href: string): Piece {
  return { text, href, strong: true }
}
