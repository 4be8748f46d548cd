import type { ChangeProposed } from '@dayshift/contract'
import { Command } from 'commander'

interface ApplyFlags {
  readonly server: string
  readonly key?: string
  readonly why?: string
  readonly json?: true
}

export function applyCommand(): Command {
  return new Command('apply')
    .description(
      'Proposes a manifest to a server as a change, with the texts of its prompt files, and says what differs, how heavily it weighs and whose approvals it needs. Nothing runs by it until it is approved and started.',
    )
    .argument('<file>', 'the manifest, or the folder with its dayshift.yaml')
    .requiredOption('--server <url>', 'address of the server')
    .option('--key <key>', 'API key with the scope workflows:write; else the environment variable DAYSHIFT_KEY')
    .option('--why <text>', 'what it is good for, for those who approve it')
    .option('--json', "print the server's answer as JSON")
    .addHelpText(
      'after',
      '\nExample:\n  DAYSHIFT_KEY=ds_… dayshift apply my-workflow/dayshift.yaml --server http://127.0.0.1:4700 --why "Shorter replies"',
    )
    .action(async (path: string, { server, key, why, json }: ApplyFlags) => {
      const { inlinePrompts } = await import('@dayshift/contract')
      const { callServer } = await import('../call-server.ts')
      const { readManifest, requireValid } = await import('../read-manifest.ts')
      const read = readManifest(path)
      const { manifest: valid } = requireValid(read)
      const manifest = inlinePrompts(read.text, { readFile: read.readFile })
      const response = await callServer({
        server,
        key,
        method: 'POST',
        path: `/workflows/${valid.workflow}/changes`,
        body: { manifest, ...(why === undefined ? {} : { why }) },
      })
      const answer = (await response.json()) as ChangeProposed // the server checked it
      if (json) {
        process.stdout.write(`${JSON.stringify(answer)}\n`)
        return
      }
      const { change, created, message, warnings } = answer
      for (const { message: warning } of warnings) process.stderr.write(`Warning: ${warning}\n`)
      if (change === null) {
        process.stdout.write(`${message}\n`)
        return
      }
      const { showChange } = await import('../show-change.ts')
      process.stdout.write(`${created ? 'Proposed' : 'Proposed before'}: ${showChange(change, server)}\n${message}\n`)
    })
}
