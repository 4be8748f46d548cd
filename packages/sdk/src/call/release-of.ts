import type { Gate, ModelReference } from '@dayshift/core'
import type { CallRelease } from './call.ts'

const known = new WeakMap<Gate, CallRelease>()

/** What a gate's release says of the call; made once a gate. */
export function releaseOf(gate: Gate): CallRelease {
  const before = known.get(gate)
  if (before !== undefined) return before
  const { release: name, prompts, model } = gate.manifest
  const release = Object.freeze({
    hash: gate.hash,
    name,
    prompts: Object.fromEntries(prompts.map((prompt) => [prompt.name, prompt.text])),
    model,
  })
  known.set(gate, release)
  return release
}

/** The same with the model that is called beyond a limit. */
export function cheaperReleaseOf(gate: Gate, model: ModelReference): CallRelease {
  return { ...releaseOf(gate), model }
}
