import { styleText } from 'node:util'
import { type AuditReport, wholePercent } from '@dayshift/core'

/** The report as people read it in a terminal. */
export function auditInWords(report: AuditReport): string {
  const lines = [report.sentence, '']
  const { consistency, handovers } = report
  if (consistency.tasks > 0) {
    lines.push(bold('Is it ready?'))
    const { passAtAll, tasks } = consistency
    for (const [index, share] of passAtAll.entries())
      lines.push(`  ${times(index + 1).padEnd(22)} ${wholePercent(share).padStart(6)}  ${bar(share)}`)
    lines.push(`  Share of ${String(tasks)} tasks that come out right each time (pass^k).`, '')
  }
  if (handovers.made !== null) {
    const { made, due, hit, missed, extra } = handovers
    lines.push(bold('Hand-overs to a person'))
    lines.push(
      due === null
        ? `  ${String(made)} made; which were due is not logged.`
        : `  ${String(made)} made, ${String(due)} due: ${String(hit)} made when due, ${String(missed)} missed, ${String(extra)} made without need.`,
      '',
    )
  }
  for (const [index, { question, verdict, sentence, findings, next }] of report.answers.entries()) {
    lines.push(`${bold(`${String(index + 1)}. ${question}`)}  ${WORDS[verdict]}`, ...wrapped(sentence, '   '))
    for (const finding of findings) lines.push(...wrapped(finding, '   · '))
    for (const act of next) lines.push(...wrapped(act, '   → '))
    lines.push('')
  }
  lines.push(bold('What these logs can’t say'))
  for (const { sentence, log } of report.unknowable) lines.push(...wrapped(`${sentence} [${log.join(', ')}]`, '   · '))
  lines.push('', bold('What delivery means here'), ...wrapped(report.definition.text, '   '))
  for (const { part, verdict, because } of report.definition.parts)
    lines.push(`   ${WORDS[verdict]}  ${part}: ${because}`)
  return `${lines.join('\n')}\n`
}

const WORDS = { met: 'met', unmet: 'unmet', unknown: 'unknown' } as const
const WIDTH = 100

function times(k: number): string {
  return k === 1 ? 'tried once' : `tried ${String(k)} times`
}

function bar(share: number): string {
  return '█'.repeat(Math.round(share * 30))
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout })
}

function wrapped(text: string, indent: string): readonly string[] {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > WIDTH && line.trim() !== '') {
      lines.push(line.trimEnd())
      line = ' '.repeat(indent.length)
    }
    line += `${word} `
  }
  return [...lines, line.trimEnd()]
}
