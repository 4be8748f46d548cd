import { styleText } from 'node:util'
import type { Diagnostic, ParsedManifest } from '@dayshift/contract'

/** Errors and warnings as people read them: the place, the words, the line with a caret below. */
export function showDiagnostics(
  file: string,
  text: string,
  { errors, warnings }: Pick<ParsedManifest, 'errors' | 'warnings'>,
  stream: NodeJS.WriteStream,
): string {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const shown = (kind: 'error' | 'warning') => (diagnostic: Diagnostic) => {
    const { code, message, line, column } = diagnostic
    const name = styleText(kind === 'error' ? 'red' : 'yellow', `${kind} ${code}`, { stream })
    const head = `${file}:${line ?? 1}:${column ?? 1}  ${name}\n  ${message}`
    return line === null || column === null ? head : `${head}\n${sourceLine(lines[line - 1] ?? '', line, column)}`
  }
  return [...errors.map(shown('error')), ...warnings.map(shown('warning'))].join('\n\n')
}

const WIDTH = 100

/** The line, cut around the place where it is too long for a screen, with a caret below. */
function sourceLine(line: string, number: number, column: number): string {
  const at = column - 1
  const from = line.length <= WIDTH || at < WIDTH / 2 ? 0 : at - WIDTH / 2
  const part = line
    .slice(from, from + WIDTH)
    .toWellFormed()
    .replaceAll('\t', ' ')
  const cutBefore = from > 0 ? '…' : ''
  const cutAfter = from + WIDTH < line.length ? '…' : ''
  const gutter = String(number).padStart(5)
  const before = ' '.repeat(at - from + cutBefore.length)
  return `${gutter} | ${cutBefore}${part}${cutAfter}\n      | ${before}^`
}
