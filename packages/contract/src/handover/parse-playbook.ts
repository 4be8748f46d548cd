import { checkPlaybook, contentHash, type Json, type Playbook } from '@dayshift/core'
import { readShape } from '../common/read-shape.ts'
import { diagnostic, inOrder } from '../common/yaml-diagnostics.ts'
import { readYaml } from '../common/yaml-source.ts'
import type { Diagnostic } from '../workflows/workflow-wire.ts'
import { playbookSchema, toPlaybook } from './playbook-schema.ts'

export interface ParsedPlaybook {
  /** Null where there are errors. */
  readonly playbook: Playbook | null
  /** Content hash of the playbook; null where there are errors. */
  readonly hash: string | null
  /** In the order of the file. Each says line and column (1-based), path (JSON pointer), code and the mend. */
  readonly errors: readonly Diagnostic[]
}

/** Reads a playbook: YAML, shape, then meaning (evaluators, parameters, names). Never throws for any text. */
export function parsePlaybook(text: string): ParsedPlaybook {
  const reading = readYaml(text, 'playbook', 'Make it shorter.')
  if (reading.kind === 'unreadable') return { playbook: null, hash: null, errors: reading.errors }
  const { source } = reading
  if (source.value === null) {
    const message = 'The playbook is empty: "dayshift playbook show lean --yaml" writes one to start from.'
    return { playbook: null, hash: null, errors: [diagnostic('empty', message, '', { line: 1, column: 1 })] }
  }
  const errors: Diagnostic[] = []
  const authored = readShape(playbookSchema, source, errors)
  if (authored === null) return { playbook: null, hash: null, errors: inOrder(errors) }
  const playbook = toPlaybook(authored)
  for (const { code, path, message } of checkPlaybook(playbook)) {
    errors.push(diagnostic(code, message, path, source.positionOf(path)))
  }
  if (errors.length > 0) return { playbook: null, hash: null, errors: inOrder(errors) }
  return { playbook, hash: playbookHash(playbook), errors: [] }
}

/** SHA-256 of the playbook's canonical JSON: comments and the order of keys are gone by then. */
export function playbookHash(playbook: Playbook): string {
  return contentHash(playbook as unknown as Json) // a playbook is plain JSON by its type
}
