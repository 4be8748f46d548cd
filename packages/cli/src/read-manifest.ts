import { isUtf8 } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Diagnostic, parseManifest, type ParsedManifest } from '@dayshift/contract'
import type { Manifest } from '@dayshift/core'
import { CliFailure, fileTrouble } from './failure.ts'
import { showDiagnostics } from './show-diagnostics.ts'

export interface ReadManifest {
  /** The file as it is called in messages. */
  readonly file: string
  readonly text: string
  readonly parsed: ParsedManifest
  /** Reads a prompt's file beside the manifest. */
  readonly readFile: (path: string) => string | Error
}

/** Reads a manifest's file; of a folder, its `dayshift.yaml`. */
export function readManifest(path: string): ReadManifest {
  const file = isFolder(path) ? join(path, 'dayshift.yaml') : path
  const bytes = readBytes(file)
  const folder = dirname(resolve(file))
  const readFile = (prompt: string) => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(resolve(folder, prompt)))
    } catch (error) {
      return new Error(error instanceof TypeError ? 'it is not UTF-8 text' : fileTrouble(error))
    }
  }
  const fault = encodingFault(bytes)
  const text = bytes.toString('utf8')
  const parsed =
    fault === null ? parseManifest(text, { readFile }) : { manifest: null, hash: null, errors: [fault], warnings: [] }
  return { file, text, parsed, readFile }
}

/** The manifest and its hash, for a command that needs a valid one; its faults are shown otherwise. */
export function requireValid({ file, text, parsed }: ReadManifest): {
  readonly manifest: Manifest
  readonly hash: string
} {
  const { manifest, hash, errors } = parsed
  if (manifest !== null && hash !== null) return { manifest, hash }
  const count = errors.length === 1 ? 'an error' : `${errors.length} errors`
  throw new CliFailure(
    'manifest-invalid',
    `${showDiagnostics(file, text, parsed, process.stderr)}\n"${file}" has ${count}: mend it first.`,
    {
      exitCode: 1,
    },
  )
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new CliFailure('manifest-unread', `Cannot read the manifest "${file}": ${fileTrouble(cause)}.`, { cause })
  }
}

/** Where the bytes stop being UTF-8, or null. */
function encodingFault(bytes: Buffer): Diagnostic | null {
  const end = validUtf8Length(bytes)
  if (end === bytes.length) return null
  const before = bytes.subarray(0, end).toString('utf8')
  const lines = before.split('\n')
  const byte = (bytes[end] ?? 0).toString(16).padStart(2, '0')
  return {
    code: 'not-utf8',
    message: `The manifest is not UTF-8 text: the byte 0x${byte} does not fit here. Save it as UTF-8.`,
    line: lines.length,
    column: (lines.at(-1) ?? '').length + 1,
    path: '',
  }
}

/** How many bytes from the start are whole UTF-8 characters. */
function validUtf8Length(bytes: Buffer): number {
  if (isUtf8(bytes)) return bytes.length
  // The first replacement character that the bytes themselves don't spell.
  const text = bytes.toString('utf8')
  let end = 0
  for (const character of text) {
    const spelled = Buffer.from(character)
    if (!bytes.subarray(end, end + spelled.length).equals(spelled)) return end
    end += spelled.length
  }
  return end
}
