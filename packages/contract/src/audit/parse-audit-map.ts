import { AUDIT_DECISIONS, type AuditMap, DEFAULT_AUDIT_MAP } from '@dayshift/core'
import { z } from 'zod'
import { readShape } from '../common/read-shape.ts'
import { diagnostic, inOrder } from '../common/yaml-diagnostics.ts'
import { readYaml } from '../common/yaml-source.ts'
import type { Diagnostic } from '../workflows/workflow-wire.ts'

const name = z.string().min(1).max(200)
const words = z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)

const tools = z.union([name, z.array(name).min(1)])

const mapSchema = z.strictObject({
  handover: z.union([tools, z.strictObject({ tools })]).optional(),
  decisions: z
    .strictObject({
      unitKey: name.optional(),
      runId: name.optional(),
      decision: name.optional(),
      words: z.partialRecord(z.enum(AUDIT_DECISIONS), words).optional(),
    })
    .optional(),
  verdicts: z.strictObject({ right: words.optional(), wrong: words.optional() }).optional(),
})

export interface ParsedAuditMap {
  /** Null where there are errors. */
  readonly map: AuditMap | null
  readonly errors: readonly Diagnostic[]
}

/**
 * Reads what words in logs mean: by which tools an agent hands over to a person, how decisions and verdicts are spelled.
 * What it leaves out is as by default. Never throws for any text.
 */
export function parseAuditMap(text: string): ParsedAuditMap {
  const reading = readYaml(text, 'map', 'Make it shorter.')
  if (reading.kind === 'unreadable') return { map: null, errors: reading.errors }
  const { source } = reading
  if (source.value === null) {
    const message = 'The map is empty: it says at least one of "handover", "decisions" and "verdicts".'
    return { map: null, errors: [diagnostic('empty', message, '', { line: 1, column: 1 })] }
  }
  const errors: Diagnostic[] = []
  const said = readShape(mapSchema, source, errors)
  if (said === null || errors.length > 0) return { map: null, errors: inOrder(errors) }
  const { handover, decisions, verdicts } = said
  const own = AUDIT_DECISIONS.flatMap((kind) =>
    (decisions?.words?.[kind] ?? []).map((word) => [String(word).toLowerCase(), kind] as const),
  )
  const lower = (list: z.output<typeof words>) => new Set(list.map((word) => String(word).toLowerCase()))
  const byTools =
    handover === undefined
      ? DEFAULT_AUDIT_MAP.handoverTools
      : typeof handover === 'string' || Array.isArray(handover)
        ? handover
        : handover.tools
  return {
    errors: [],
    map: {
      handoverTools: (typeof byTools === 'string' ? [byTools] : byTools).map((tool) => tool.toLowerCase()),
      decisions:
        decisions === undefined
          ? null
          : {
              unitKey: decisions.unitKey ?? (decisions.runId === undefined ? 'unitKey' : null),
              runId: decisions.runId ?? null,
              decision: decisions.decision ?? 'decision',
            },
      decisionWords: new Map([...DEFAULT_AUDIT_MAP.decisionWords, ...own]),
      right: verdicts?.right === undefined ? DEFAULT_AUDIT_MAP.right : lower(verdicts.right),
      wrong: verdicts?.wrong === undefined ? DEFAULT_AUDIT_MAP.wrong : lower(verdicts.wrong),
    },
  }
}
