import { listInWords } from '../workflows/in-words.ts'
import type { Runbook, RunbookEntry } from './runbook.ts'

/** The runbook as Markdown. `written` leaves out what moves by itself: it is the text that a confirmation binds to. */
export function runbookMarkdown({ name, release, sections }: Runbook, which: 'whole' | 'written' = 'whole'): string {
  const parts = sections.flatMap(({ title, entries }) => {
    const shown = entries.filter((entry) => which === 'whole' || !entry.live)
    return shown.length === 0 ? [] : [`## ${title}\n\n${linesOf(shown)}`]
  })
  return `# ${escaped(name)}: runbook\n\nRelease ${escaped(release.name)}, ${release.hash.slice(0, 12)}.\n\n${parts.join('\n\n')}\n`
}

function linesOf(entries: readonly RunbookEntry[]): string {
  const lines: string[] = []
  for (const [index, entry] of entries.entries()) {
    const isParagraph = entry.kind === 'text'
    if (index > 0 && (isParagraph || entries[index - 1]?.kind === 'text')) lines.push('')
    lines.push(isParagraph ? escaped(entry.text) : `- ${entryText(entry)}`)
  }
  return lines.join('\n')
}

function entryText(entry: Exclude<RunbookEntry, { kind: 'text' }>): string {
  switch (entry.kind) {
    case 'item':
      return escaped(entry.text)
    case 'term':
      return `**${escaped(entry.label)}**: ${escaped(entry.text)}`
    case 'duty':
      return `**${escaped(entry.label)}**: ${entry.people.length === 0 ? 'nobody' : escaped(listInWords(entry.people))}${entry.problem === 'several' ? ' (one name is needed)' : ''}. ${escaped(entry.does)}`.trimEnd()
    default:
      return entry satisfies never
  }
}

/** Text from a manifest stays text: its line breaks and marks make no Markdown of their own. */
function escaped(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>#|]/g, String.raw`\$&`)
    .trim()
}
