import type { DrillDetail } from '../../api/drills.ts'
import { formatDate, formatNumber, formatTime, NBSP } from '../../words/format.ts'
import type { Piece, Sentence } from '../../words/sentence.ts'
import { FAULT_NAMES, KIND_NAMES } from './drill-words.ts'

export function drillTitle({ kind, person, failure, operatorDay, isQuiz }: DrillDetail): string {
  if (isQuiz) return 'Your quiz'
  if (failure !== null) return `Forced failure: ${FAULT_NAMES[failure.fault.kind].toLowerCase()}`
  if (operatorDay !== null) return `Operator day, ${formatDate(new Date(`${operatorDay.date}T12:00:00`))}`
  if (kind === 'practice' && person !== null) return `Practice of ${person.name}`
  return KIND_NAMES[kind]
}

const VERDICTS: { readonly [V in 'passed' | 'messy' | 'inconclusive']: Piece } = {
  passed: { text: 'Passed', tone: 'good', strong: true },
  messy: { text: 'Messy', tone: 'alarm', strong: true },
  inconclusive: { text: 'Inconclusive', strong: true },
}

/** One drill: how it came out, or how it stands and whose turn it is. */
export function drillSentence(drill: DrillDetail): Sentence {
  const { verdict, sentence, state } = drill
  if (verdict !== null && drill.isQuiz) return quizSentence(drill)
  if (verdict !== null) {
    const then = verdict === 'messy' ? ' It stays with the builders until what is listed here is cut or written.' : ''
    return [VERDICTS[verdict], `: ${sentence}${then}`]
  }
  if (state === 'called-off') return [sentence]
  return openSentence(drill)
}

function quizSentence({ verdict, sentence, practice }: DrillDetail): Sentence {
  const again = practice?.again ?? null
  const then: Sentence =
    again === null
      ? []
      : [' Practise again by ', { text: formatDate(new Date(again.dueAt)), strong: true }, '; only you see this.']
  if (verdict === 'passed') return [VERDICTS.passed, `: ${sentence}`, ...then]
  return [{ text: 'Not passed', tone: 'person', strong: true }, `: ${sentence}`, ...then]
}

function openSentence({ practice, operatorDay, failure, sentence, state, startsAt, person }: DrillDetail): Sentence {
  if (practice !== null) {
    const left = practice.tasks.filter(({ answer, situation }) => answer === null && situation !== null).length
    if (!practice.isMine) {
      return [
        { text: person?.name ?? 'Somebody', strong: true },
        ` has answered ${formatNumber(practice.answered)} of ${formatNumber(practice.size)} tasks.`,
      ]
    }
    return [
      { text: `${formatNumber(practice.answered)} of ${formatNumber(practice.size)} tasks`, strong: true },
      ` are answered, ${formatNumber(left)} to go. ${formatNumber(practice.passAt)} right answers pass; nothing here touches a real case.`,
    ]
  }
  if (operatorDay !== null) {
    return operatorDay.isOver
      ? [sentence, operatorDay.listed === null ? ' First the list of what was done by hand.' : '']
      : [sentence, ' No builder acts on it; whatever is done by hand goes into the list below.']
  }
  if (failure !== null) {
    if (state === 'planned') {
      const at = new Date(startsAt)
      return [`Planned for ${formatDate(at)}, ${formatTime(at)}. Nobody who is to notice it sees it here.`]
    }
    const units = `${formatNumber(failure.units)}${NBSP}${failure.units === 1 ? 'unit' : 'units'}`
    return [
      { text: units, strong: true },
      ' touched so far; ',
      failure.noticed === null
        ? { text: 'nobody has noticed yet', tone: 'person' }
        : { text: `${failure.noticed.by.name} has noticed`, tone: 'good' },
      `. ${sentence}`,
    ]
  }
  return [sentence]
}
