import { Command } from 'commander'

export function cardCommand(): Command {
  return new Command('card')
    .description(
      'Says in plain words what triggers a workflow, what it reads and produces, who checks it and what happens if it breaks.',
    )
    .argument('<file>', 'the manifest, or the folder with its dayshift.yaml')
    .option('--json', 'print {"lines":[{"label","text"}]} instead of words')
    .addHelpText('after', '\nExample:\n  dayshift card my-workflow/dayshift.yaml')
    .action(async (path: string, { json }: { readonly json?: true }) => {
      const { readManifest, requireValid } = await import('../read-manifest.ts')
      const { cardOf } = await import('@dayshift/core')
      const { manifest } = requireValid(readManifest(path))
      const card = cardOf(manifest)
      if (json) {
        process.stdout.write(`${JSON.stringify(card)}\n`)
        return
      }
      const text = card.lines.map((line) => `${line.label}\n${wrapped(line.text)}`).join('\n\n')
      process.stdout.write(`${manifest.name}, release ${manifest.release}\n\n${text}\n`)
    })
}

const WIDTH = 88

function wrapped(text: string): string {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + word.length >= WIDTH) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')
}
