import { compileRelease, type Gate, type Manifest } from '@dayshift/core'
import { ProblemError } from '../../platform/http/problem.ts'

/** Gates of releases, compiled once: a content hash means the same gate for ever. */
export interface CompiledGates {
  /** Throws the 409 for a release that this server can't run. */
  gateOf(release: { readonly hash: string; readonly name: string; readonly manifest: Manifest }): Gate
}

export function createCompiledGates(limit = 200): CompiledGates {
  const kept = new Map<string, Gate>()
  return {
    gateOf({ hash, name, manifest }) {
      const known = kept.get(hash)
      if (known !== undefined) {
        // The most recently used last: the first one is the first to go.
        kept.delete(hash)
        kept.set(hash, known)
        return known
      }
      const compiled = compileRelease(manifest)
      if (compiled.kind === 'invalid') {
        throw new ProblemError({
          status: 409,
          code: 'release-invalid',
          title: 'The release cannot run',
          detail: `The release "${name}" was taken in, but this version of the server can't compile it any more.`,
          mend: 'Validate its manifest with "dayshift validate", mend what it names, and take it in as a new release.',
          errors: compiled.faults.map(({ path, message }) => ({ path, message })),
        })
      }
      if (compiled.gate.hash !== hash) {
        throw new ProblemError({
          status: 409,
          code: 'release-damaged',
          title: 'The release is not what was taken in',
          detail: `The release "${name}" is kept under the hash ${hash}, but its content has the hash ${compiled.gate.hash}.`,
          mend: 'Somebody or something has changed it in the database. Take the manifest in again and look into the ledger.',
        })
      }
      kept.set(hash, compiled.gate)
      const [oldest] = kept.keys()
      if (kept.size > limit && oldest !== undefined) kept.delete(oldest)
      return compiled.gate
    },
  }
}
