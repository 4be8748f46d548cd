import {
  checkManifest,
  compileRelease,
  type GateFault,
  type Manifest,
  manifestHash,
  type PromptReference,
} from '@dayshift/core'
import { readShape } from '../common/read-shape.ts'
import { diagnostic, inOrder, spokenPath } from '../common/yaml-diagnostics.ts'
import { unixLines } from '../common/yaml-fields.ts'
import {
  type AuthoredManifest,
  authoredPath,
  LONGEST_PROMPT,
  manifestSchema,
  normaliseManifest,
} from './manifest-schema.ts'
import { readYaml, type YamlSource } from '../common/yaml-source.ts'
import type { Diagnostic } from './workflow-wire.ts'

export interface ParsedManifest {
  /** Null where there are errors. */
  readonly manifest: Manifest | null
  /** Content hash of the normalised manifest; null where there are errors. */
  readonly hash: string | null
  /** In the order of the file. Each says line and column (1-based), path (JSON pointer), code and the mend. */
  readonly errors: readonly Diagnostic[]
  readonly warnings: readonly Diagnostic[]
}

export interface ParseOptions {
  /** Reads a prompt's file, by its path relative to the manifest. Without it, prompts by `file` are errors. */
  readonly readFile?: (path: string) => string | Error
}

/** Reads a `dayshift.yaml`: YAML, shape, then meaning (rules compiled and type-checked). Never throws for any text. */
export function parseManifest(text: string, options: ParseOptions = {}): ParsedManifest {
  const reading = readYaml(text, 'manifest', 'Put long texts into files and name them under "prompts".')
  if (reading.kind === 'unreadable') return refused(reading.errors)
  const { source } = reading
  if (source.value === null) {
    const message = 'The manifest is empty: "dayshift init" writes one to start from.'
    return refused([diagnostic('empty', message, '', { line: 1, column: 1 })])
  }

  const errors: Diagnostic[] = []
  const authored = readShape(manifestSchema, source, errors)
  if (authored === null) return refused(errors)

  const prompts = readPrompts(authored, source, options, errors)
  if (authored.data.capture !== 'none' && authored.data.retention === undefined) {
    const message = `"data.retention" is missing: say how long inputs and answers are kept, like "90d", or write "capture: none".`
    errors.push(diagnostic('missing', message, '/data/retention', source.keyPositionOf('/data')))
  }
  const { atLimit, cheaperModel } = authored.limits
  if (atLimit === 'cheaper-model' && cheaperModel === null) {
    const message = `"limits.cheaperModel" is missing: say which model is called beyond the limit, or leave "atLimit" out.`
    errors.push(diagnostic('missing', message, '/limits/cheaperModel', source.keyPositionOf('/limits')))
  }
  if (atLimit !== 'cheaper-model' && cheaperModel !== null) {
    const message = `"limits.cheaperModel" is never called: write "atLimit: cheaper-model", or leave it out.`
    errors.push(diagnostic('unused', message, '/limits/cheaperModel', source.keyPositionOf('/limits/cheaperModel')))
  }
  const manifest = normaliseManifest(authored, prompts)
  const checked = checkManifest(manifest)
  const compiled = compileRelease(manifest)
  const faults = [...checked.faults, ...(compiled.kind === 'invalid' ? compiled.faults : [])]
  errors.push(...faults.map((fault) => located(fault, source)))
  const warnings = inOrder([...checked.warnings, ...compiled.warnings].map((fault) => located(fault, source)))
  if (errors.length > 0) return { manifest: null, hash: null, errors: inOrder(errors), warnings }
  return { manifest, hash: manifestHash(manifest), errors: [], warnings }
}

function refused(errors: readonly Diagnostic[]): ParsedManifest {
  return { manifest: null, hash: null, errors: inOrder(errors), warnings: [] }
}

function readPrompts(
  { prompts }: AuthoredManifest,
  source: YamlSource,
  { readFile }: ParseOptions,
  errors: Diagnostic[],
): PromptReference[] {
  return prompts.map(({ name, file, text }, index) => {
    const path = `/prompts/${index}`
    const fail = (code: string, at: string, message: string) => {
      errors.push(diagnostic(code, message, at, source.positionOf(at)))
      return { name, text: '' }
    }
    if (text !== undefined && file === undefined) return { name, text }
    if (file === undefined || text !== undefined) {
      const what = text === undefined ? 'neither "file" nor "text"' : 'both "file" and "text"'
      return fail('prompt-source', path, `"${spokenPath(path)}" has ${what}: give one of the two.`)
    }
    const at = `${path}/file`
    if (/^([/\\]|[A-Za-z]:)/.test(file) || file.split(/[/\\]/).includes('..')) {
      return fail(
        'prompt-file',
        at,
        `"${file}" is not beside or below the manifest: move the file there, so that the release can be made anywhere.`,
      )
    }
    if (readFile === undefined) {
      return fail(
        'prompt-file',
        at,
        `The file "${file}" can't be read here: put its text under "text", or send the manifest with "dayshift release", which does that.`,
      )
    }
    const content = readFile(file)
    if (content instanceof Error) {
      return fail(
        'prompt-file',
        at,
        `The prompt's file "${file}" can't be read: ${content.message}. Paths are relative to the manifest.`,
      )
    }
    const written = unixLines(content.startsWith('\uFEFF') ? content.slice(1) : content)
    if (written.trim() === '')
      return fail('prompt-file', at, `The prompt's file "${file}" is empty: write the prompt into it.`)
    if (written.length > LONGEST_PROMPT) {
      return fail(
        'prompt-file',
        at,
        `The prompt's file "${file}" has ${written.length} characters; ${LONGEST_PROMPT} are the most.`,
      )
    }
    if (written.includes('\0') || !written.isWellFormed()) {
      return fail('prompt-file', at, `The prompt's file "${file}" is no text: it holds characters that no text has.`)
    }
    return { name, text: written }
  })
}

function located(fault: GateFault, source: YamlSource): Diagnostic {
  const path = authoredPath(fault.path)
  const position = fault.offset === undefined ? source.positionOf(path) : source.positionWithin(path, fault.offset)
  return diagnostic(fault.code, fault.message, path, position)
}
