import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseManifest } from '@dayshift/contract'
import type { Manifest } from '@dayshift/core'

/** A release that was handed in by the host itself. */
export interface LocalRelease {
  readonly manifest: Manifest
  readonly hash: string
}

/**
 * Reads a manifest from its text or from the path of its file; prompt files are found beside it. Loaded only by hosts
 * that hand one in. Throws an error that names the first fault.
 */
export function readLocalManifest(textOrPath: string): LocalRelease {
  const isText = textOrPath.includes('\n')
  const text = isText ? textOrPath : readFileSync(textOrPath, 'utf8')
  const folder = isText ? process.cwd() : dirname(resolve(textOrPath))
  const { manifest, hash, errors } = parseManifest(text, { readFile: (path) => readPrompt(resolve(folder, path)) })
  if (manifest !== null && hash !== null) return { manifest, hash }
  const [first] = errors
  const fault = first === undefined ? 'it has errors' : `line ${first.line ?? '?'}, ${first.message}`
  throw new Error(`Cannot use the manifest ${isText ? 'at hand' : `"${textOrPath}"`}: ${fault}`)
}

function readPrompt(path: string): string | Error {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
