import { Command } from 'commander'

export function initCommand(): Command {
  return new Command('init')
    .description('Writes a commented dayshift.yaml that is valid, to start from. Asks nothing and overwrites nothing.')
    .argument('[dir]', 'folder to write it into; made where it is missing', '.')
    .option('--name <name>', "the workflow's name; the folder's unless said")
    .addHelpText('after', '\nExample:\n  dayshift init invoice-sorting --name "Invoice sorting"')
    .action(async (folder: string, { name }: { readonly name?: string }) => {
      const { mkdirSync, writeFileSync } = await import('node:fs')
      const { basename, join, resolve } = await import('node:path')
      const { nameFromSlug, parseManifest, slugOf } = await import('@dayshift/contract')
      const { CliFailure, fileTrouble } = await import('../failure.ts')
      const { manifestTemplate } = await import('../manifest-template.ts')

      const slug = slugOf(name ?? basename(resolve(folder))) || 'my-workflow'
      const text = manifestTemplate({
        workflow: slug,
        name: name?.trim() || nameFromSlug(slug),
        release: new Date().toISOString().slice(0, 10),
      })
      const [fault] = parseManifest(text).errors
      if (fault !== undefined) {
        throw new CliFailure('name-unusable', `Cannot use the name "${name}": ${fault.message}`)
      }
      const file = join(folder, 'dayshift.yaml')
      try {
        mkdirSync(folder, { recursive: true })
        writeFileSync(file, text, { flag: 'wx' })
      } catch (cause) {
        const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
        const why = exists
          ? 'it is there already, and nothing is overwritten. Choose another folder'
          : fileTrouble(cause)
        throw new CliFailure('file-unwritten', `Cannot write "${file}": ${why}.`, { cause })
      }
      process.stdout.write(
        `Written: ${file}\nIt is valid as it is. Put your workflow into it, then:\n  dayshift validate ${file}\n  dayshift card ${file}\n`,
      )
    })
}
