import { Command } from 'commander'

export function playbookCommand(): Command {
  return new Command('playbook')
    .description('Playbooks: stages with their exit criteria, duties and documents, as data.')
    .addCommand(criteriaCommand().exitOverride())
    .addCommand(showCommand().exitOverride())
    .addCommand(validateCommand().exitOverride())
    .addHelpText(
      'after',
      '\nExample:\n  dayshift playbook show lean --yaml > ours.yaml && dayshift playbook validate ours.yaml',
    )
}

function criteriaCommand(): Command {
  return new Command('criteria')
    .summary('list what a criterion can ask')
    .description(
      'Lists the evaluators that criteria name: what each asks, its parameters with type, default and meaning.',
    )
    .option('--json', 'print a list of {"name","says","params"} instead of words')
    .addHelpText('after', '\nExample:\n  dayshift playbook criteria')
    .action(async ({ json }: { readonly json?: true }) => {
      const { describeEvaluators, evaluatorsInWords } = await import('../playbook-in-words.ts')
      process.stdout.write(json ? `${JSON.stringify(describeEvaluators())}\n` : `${evaluatorsInWords()}\n`)
    })
}

interface ShowFlags {
  readonly json?: true
  readonly yaml?: true
  readonly server?: string
  readonly key?: string
}

function showCommand(): Command {
  return new Command('show')
    .summary('print a playbook')
    .description(
      "Prints a playbook that ships (lean, enterprise), or with --server one of the organisation's own: its stages and what each asks.",
    )
    .argument('<id>', 'its id, like lean')
    .option('--yaml', 'print its text, to copy and change')
    .option('--json', 'print {"hash","playbook"} instead of words')
    .option('--server <url>', "address of the server, for one of the organisation's own")
    .option('--key <key>', 'API key that may read workflows; else the environment variable DAYSHIFT_KEY')
    .addHelpText('after', '\nExample:\n  dayshift playbook show enterprise')
    .action(async (id: string, { json, yaml, server, key }: ShowFlags) => {
      const { findPlaybook } = await import('../find-playbook.ts')
      const { playbook, hash, source } = await findPlaybook(id, { server, key })
      if (yaml) {
        process.stdout.write(source)
        return
      }
      const { playbookInWords } = await import('../playbook-in-words.ts')
      process.stdout.write(json ? `${JSON.stringify({ hash, playbook })}\n` : `${playbookInWords(playbook)}\n`)
    })
}

function validateCommand(): Command {
  return new Command('validate')
    .summary('check a playbook: errors with line, column and the mend')
    .description(
      'Checks a playbook: its YAML, its shape, its evaluators and names. Exit code 0 if it is valid, else 1.',
    )
    .argument('<file>', 'the playbook, YAML')
    .option('--json', 'print {"valid","hash","errors"} instead of words')
    .addHelpText('after', '\nExample:\n  dayshift playbook validate ours.yaml')
    .action(async (file: string, { json }: { readonly json?: true }) => {
      const { parsePlaybook } = await import('@dayshift/contract')
      const { readUtf8 } = await import('../read-utf8.ts')
      const text = readUtf8(file, 'playbook')
      const { hash, errors } = parsePlaybook(text)
      const valid = hash !== null
      if (json) process.stdout.write(`${JSON.stringify({ valid, hash, errors })}\n`)
      else {
        const { showDiagnostics } = await import('../show-diagnostics.ts')
        const shown = showDiagnostics(file, text, { errors, warnings: [] }, process.stdout)
        const count = errors.length === 1 ? '1 error' : `${errors.length} errors`
        const summary = valid ? `"${file}" is valid. Content hash ${hash}` : `"${file}" is not valid: ${count}.`
        process.stdout.write(`${shown === '' ? '' : `${shown}\n\n`}${summary}\n`)
      }
      process.exitCode = valid ? 0 : 1
    })
}
