import { Command } from 'commander'

interface ReleaseFlags {
  readonly server: string
  readonly key?: string
  readonly json?: true
}

interface Created {
  readonly workflow: string
  readonly created: boolean
  readonly release: { readonly hash: string; readonly name: string; readonly active: boolean }
  readonly warnings: readonly { readonly message: string }[]
}

export function releaseCommand(): Command {
  return new Command('release')
    .description(
      'Hands a manifest to a server as a release, with the texts of its prompt files. Nothing runs by it until somebody makes it the one that runs.',
    )
    .argument('<file>', 'the manifest, or the folder with its dayshift.yaml')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key with the scope workflows:write; else the environment variable DAYSHIFT_KEY')
    .option('--json', "print the server's answer as JSON")
    .addHelpText(
      'after',
      '\nExample:\n  DAYSHIFT_KEY=ds_… dayshift release my-workflow/dayshift.yaml --server http://127.0.0.1:4700',
    )
    .action(async (path: string, { server, key, json }: ReleaseFlags) => {
      const { inlinePrompts } = await import('@dayshift/contract')
      const { callServer } = await import('../call-server.ts')
      const { readManifest, requireValid } = await import('../read-manifest.ts')
      const read = readManifest(path)
      const { hash } = requireValid(read)
      const manifest = inlinePrompts(read.text, { readFile: read.readFile })
      const response = await callServer({ server, key, method: 'POST', path: '/workflows', body: { manifest } })
      const answer = (await response.json()) as Created // the contract's own shape; the server checked it
      if (json) {
        process.stdout.write(`${JSON.stringify(answer)}\n`)
        return
      }
      const { workflow, release, created, warnings } = answer
      for (const { message } of warnings) process.stderr.write(`Warning: ${message}\n`)
      const state = release.active
        ? 'It is the one that runs.'
        : "Nothing runs by it yet: activate it on the workflow's page."
      process.stdout.write(
        `${created ? 'Taken in' : 'The server has it already'}: release "${release.name}" of ${workflow}, ${hash.slice(0, 12)}… ${state}\n`,
      )
    })
}
