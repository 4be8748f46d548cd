import { Command } from 'commander'

export function validateCommand(): Command {
  return new Command('validate')
    .description(
      'Checks a manifest: its YAML, its shape, its rules against its schemas. Exit code 0 if it is valid, else 1.',
    )
    .argument('<file>', 'the manifest, or the folder with its dayshift.yaml')
    .option('--json', 'print {"valid","hash","errors","warnings"} instead of words')
    .addHelpText('after', '\nExample:\n  dayshift validate my-workflow/dayshift.yaml')
    .action(async (path: string, { json }: { readonly json?: true }) => {
      const { readManifest } = await import('../read-manifest.ts')
      const { file, text, parsed } = readManifest(path)
      const { hash, errors, warnings } = parsed
      const valid = errors.length === 0
      if (json) process.stdout.write(`${JSON.stringify({ valid, hash, errors, warnings })}\n`)
      else {
        const { showDiagnostics } = await import('../show-diagnostics.ts')
        const shown = showDiagnostics(file, text, parsed, process.stdout)
        process.stdout.write(`${shown === '' ? '' : `${shown}\n\n`}${summary(file, parsed)}\n`)
      }
      process.exitCode = valid ? 0 : 1
    })
}

function summary(
  file: string,
  {
    hash,
    errors,
    warnings,
  }: { readonly hash: string | null; readonly errors: readonly unknown[]; readonly warnings: readonly unknown[] },
): string {
  const noted = warnings.length === 0 ? '' : ` (${counted(warnings.length, 'warning')})`
  if (hash !== null) return `"${file}" is valid${noted}. Content hash ${hash}`
  return `"${file}" is not valid: ${counted(errors.length, 'error')}${noted}.`
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
