import { Command } from 'commander'

export function schemaCommand(): Command {
  return new Command('schema')
    .description('Prints the JSON Schema of dayshift.yaml: editors complete and check with it while you type.')
    .option('--playbook', 'the schema of playbooks instead')
    .option('--out <file>', 'write it to a file instead')
    .addHelpText('after', '\nExample:\n  dayshift schema --out dayshift.schema.json')
    .action(async ({ out, playbook }: { readonly out?: string; readonly playbook?: true }) => {
      const { manifestJsonSchema, playbookJsonSchema } = await import('@dayshift/contract')
      const text = `${JSON.stringify(playbook ? playbookJsonSchema() : manifestJsonSchema(), null, 2)}\n`
      if (out === undefined) process.stdout.write(text)
      else {
        const { writeText } = await import('../write-text.ts')
        writeText(out, text)
        process.stdout.write(`Written: ${out}\n`)
      }
    })
}
