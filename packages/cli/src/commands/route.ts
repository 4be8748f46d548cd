import { Command, InvalidArgumentError } from 'commander'

interface RouteOptions {
  readonly input: string
  readonly output?: string
  readonly unitKey?: string
  readonly rollout: number
  readonly json?: true
}

export function routeCommand(): Command {
  return new Command('route')
    .description(
      'Says where a unit would go by the manifest, and why. Calls no AI, records nothing, and draws no quality sample.',
    )
    .argument('<file>', 'the manifest, or the folder with its dayshift.yaml')
    .requiredOption('--input <file>', 'JSON file with the unit as it comes in')
    .option('--output <file>', "JSON file with the AI's answer; without it only the input side is tried")
    .option('--unit-key <key>', 'key of the unit; else by the manifest\'s "unitKey", else "unit-1"')
    .option(
      '--rollout <percent>',
      'share of units that the AI may see; 100 unless said, so that the rules speak and not the rollout',
      percentOf,
      100,
    )
    .option('--json', 'print {"route","reason":{"code","rule","message"},"bucket"} instead of words')
    .addHelpText(
      'after',
      '\nExample:\n  dayshift route my-workflow/dayshift.yaml --input unit.json --output answer.json',
    )
    .action(async (path: string, options: RouteOptions) => {
      const { readManifest, requireValid } = await import('../read-manifest.ts')
      const { readJson } = await import('../read-json.ts')
      const { compileRelease, previewRoute } = await import('@dayshift/core')
      const { manifest } = requireValid(readManifest(path))
      const compiled = compileRelease(manifest)
      if (compiled.kind === 'invalid') throw new Error(compiled.faults.map((fault) => fault.message).join('\n'))
      const { route, reason, bucket } = previewRoute(compiled.gate, {
        input: readJson(options.input, 'input'),
        output: options.output === undefined ? undefined : readJson(options.output, 'output'),
        unitKey: options.unitKey,
        rolloutPercent: options.rollout,
        paused: null,
      })
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ route, reason, bucket })}\n`
          : `${ROUTES[route]}: ${reason.message}\n(route ${route}, reason ${reason.code}${reason.rule === null ? '' : `, rule "${reason.rule}"`}, place ${bucket} of 10,000)\n`,
      )
    })
}

const ROUTES = {
  automatic: 'Automatic',
  review: 'A person checks the answer',
  human: 'A person does it',
  'existing-process': 'The existing process does it',
} as const

function percentOf(text: string): number {
  const percent = Number(text.replace(/%$/, ''))
  if (text.trim() !== '' && percent >= 0 && percent <= 100) return percent
  throw new InvalidArgumentError('It must be a number from 0 to 100.')
}
