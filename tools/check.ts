import { spawnSync } from 'node:child_process'

/** Everything that `main` must pass besides its tests; all steps run, so that one call shows all that is wrong. */
const STEPS: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'lint, with types and package walls', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'types of tests and tools', command: ['tsc', '-p', 'tsconfig.tests.json'] },
  { name: 'dead exports and unlisted dependencies', command: ['knip', '--no-progress'] },
  { name: 'generated files', command: ['node', 'tools/generate.ts', '--check'] },
]

const failed: string[] = []
for (const { name, command } of STEPS) {
  const [program = '', ...args] = command
  const started = performance.now()
  const { status, error } = spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (error) console.error(error.message)
  console.log(`${status === 0 ? 'passed' : 'FAILED'}  ${name} (${seconds} s)`)
  if (status !== 0) failed.push(name)
}
if (failed.length > 0) {
  console.error(`\n${failed.length} of ${STEPS.length} checks failed: ${failed.join(', ')}`)
  process.exitCode = 1
}
