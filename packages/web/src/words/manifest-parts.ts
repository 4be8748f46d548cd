import { isObject } from './fields.ts'

/** What the screens read of a manifest, which comes as plain data. */
export interface ManifestParts {
  readonly fallbackSentence: string | null
  readonly fallbackRoute: 'human' | 'existing-process' | null
  /** Percent. */
  readonly rolloutSteps: readonly number[]
  readonly startPercent: number | null
  readonly qaSample: number | null
  /** The sentence of each rule, by its name. */
  readonly because: { readonly [rule: string]: string }
}

export function partsOf(manifest: unknown): ManifestParts {
  const whole = isObject(manifest) ? manifest : {}
  const fallback = isObject(whole['fallback']) ? whole['fallback'] : {}
  const rollout = isObject(whole['rollout']) ? whole['rollout'] : {}
  const steps = Array.isArray(rollout['steps']) ? rollout['steps'] : []
  const rules = Array.isArray(whole['rules']) ? whole['rules'] : []
  const route = fallback['route']
  return {
    fallbackSentence: typeof fallback['sentence'] === 'string' ? fallback['sentence'] : null,
    fallbackRoute: route === 'human' || route === 'existing-process' ? route : null,
    rolloutSteps: steps.filter((step) => typeof step === 'number'),
    startPercent: typeof rollout['percent'] === 'number' ? rollout['percent'] : null,
    qaSample: typeof whole['qaSample'] === 'number' ? whole['qaSample'] : null,
    because: Object.fromEntries(
      rules.flatMap((rule: unknown) =>
        isObject(rule) && typeof rule['name'] === 'string' && typeof rule['because'] === 'string'
          ? [[rule['name'], rule['because']]]
          : [],
      ),
    ),
  }
}
