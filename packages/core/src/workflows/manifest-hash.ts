import { contentHash } from '../json/content-hash.ts'
import type { Json } from '../json/json.ts'
import type { Manifest } from './manifest.ts'

/**
 * The release's identity: SHA-256 of the manifest's canonical JSON. Comments, the order of keys and the way a value was
 * written (`30s` or `0.5m`) are gone by then; whatever changes the meaning changes the hash.
 */
export function manifestHash(manifest: Manifest): string {
  return contentHash(manifest as unknown as Json) // a manifest is plain JSON by its type
}
