import { plainText } from '@dayshift/core'

/** Lines of two texts that aren't in both, the ones about the same thing side by side; as people read them. */
export function changedLines(from: string, to: string): readonly { readonly from: string; readonly to: string }[] {
  const [before, after] = [linesOf(from), linesOf(to)]
  const gone = before.filter((line) => !after.includes(line))
  const come = after.filter((line) => !before.includes(line))
  const pairs = come.map((line) => {
    const at = gone.findIndex((other) => labelOf(other) === labelOf(line))
    return { from: at === -1 ? '' : (gone.splice(at, 1)[0] ?? ''), to: line }
  })
  return [...pairs, ...gone.map((line) => ({ from: line, to: '' }))]
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const plain = plainText(line.replace(/^(?:- |#+ )/, ''))
    return plain === '' ? [] : [plain]
  })
}

/** What stands before the colon: the thing that a line is about. */
function labelOf(line: string): string {
  return line.split(':', 1)[0] ?? line
}
