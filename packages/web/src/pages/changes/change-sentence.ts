import type { ChangeDetail, ChangeSummary } from '../../api/changes.ts'
import { paths } from '../../paths.ts'
import { formatCount, formatNumber, formatRelative, formatStanding, listOf, NBSP } from '../../words/format.ts'
import { joinParts, type Sentence } from '../../words/sentence.ts'

/** All changes of a workflow: what rolls out, what waits for whom, what runs. */
export function changesSentence(name: string, changes: readonly ChangeSummary[], me: string, now: Date): Sentence {
  if (changes.length === 0) {
    return [{ text: name, strong: true }, ' has never been changed here: nothing was proposed yet.']
  }
  const rolling = changes.find(({ state }) => state === 'rolling-out')
  const open = changes.filter(({ state }) => state === 'proposed' || state === 'approved')
  const mine = open.filter(({ waitsForPeople }) => waitsForPeople.some(({ id }) => id === me))
  const parts: Sentence[] = []
  if (rolling !== undefined) {
    const title = { text: rolling.title, strong: true, href: paths.change(rolling.workflow, rolling.id) } as const
    parts.push([title, ` is ${rollingWords(rolling)}`])
  }
  if (open.length > 0) {
    const wait = `${formatCount(open.length, 'change')} ${open.length === 1 ? 'waits' : 'wait'}`
    const whose: Sentence =
      mine.length === 0
        ? [` for ${othersOf(open)}`]
        : [
            ', ',
            { text: mine.length === open.length ? 'for you' : `${formatNumber(mine.length)} for you`, tone: 'person' },
          ]
    parts.push([{ text: wait, tone: 'person' }, ...whose])
  }
  if (parts.length > 0) return [...joinParts(parts), '.']
  const [last] = changes
  return [
    'Nothing is changing now. ',
    ...(last === undefined ? [] : ['The last one, ', { text: last.title, strong: true }, `, ${endWords(last, now)}.`]),
  ]
}

/** One change: what it is, where it stands, what it waits for. */
export function changeSentence(change: ChangeDetail, now: Date): Sentence {
  const named = { text: change.title, strong: true } as const
  const { state, waitsFor, waitsForPeople } = change
  switch (state) {
    case 'proposed':
    case 'approved': {
      const who = waitsForPeople.map(({ name }) => name)
      return [
        named,
        ...(state === 'approved'
          ? [' is ', { text: 'approved', tone: 'good' } as const, ' and runs nowhere yet. ']
          : [`, proposed by ${change.proposedBy.name}, `, { text: 'runs nowhere yet', tone: 'person' } as const, '. ']),
        waitsFor ?? '',
        who.length === 0 || change.notYets.length > 0 ? '' : ` It waits for ${listOf(who)}.`,
      ]
    }
    case 'rolling-out': {
      const met = change.met === null ? '' : ` ${formatCount(change.met, 'unit')} met it in this step.`
      return [named, ' is ', { text: rollingWords(change), tone: 'good' }, `.${met} `, waitsFor ?? '']
    }
    case 'live':
      return change.runsNow
        ? [named, ' ', { text: 'runs', tone: 'good' }, ` ${formatStanding(new Date(change.completedAt ?? ''), now)}.`]
        : [named, ' was live; something else runs by now.']
    case 'rolled-back':
    case 'withdrawn':
    case 'expired':
      return [
        named,
        ' ',
        { text: endWords(change, now), tone: state === 'rolled-back' ? 'alarm' : 'person' },
        '. ',
        change.endReason ?? '',
      ]
    default:
      return state satisfies never
  }
}

function rollingWords({ percent }: ChangeSummary): string {
  return `rolling out to ${formatNumber(percent ?? 0)}${NBSP}% of the units`
}

function endWords({ state, completedAt, endedAt, proposedAt }: ChangeSummary, now: Date): string {
  const at = formatRelative(new Date(endedAt ?? completedAt ?? proposedAt), now)
  if (state === 'live') return `went live ${at}`
  if (state === 'rolled-back') return `was rolled back ${at}`
  return `was ${state === 'expired' ? 'given up' : 'withdrawn'} ${at}`
}

function othersOf(open: readonly ChangeSummary[]): string {
  const names = [...new Set(open.flatMap(({ waitsForPeople }) => waitsForPeople.map(({ name }) => name)))]
  return names.length === 0 ? 'something that nobody can do yet' : listOf(names)
}
