import type { DecisionMap } from '@dayshift/core'
import { z } from 'zod'
import { readShape } from '../common/read-shape.ts'
import { diagnostic, inOrder } from '../common/yaml-diagnostics.ts'
import { readYaml } from '../common/yaml-source.ts'
import type { Diagnostic } from '../workflows/workflow-wire.ts'

const column = z.string().min(1).max(200)
const bound = z.strictObject({ value: z.number(), answer: z.string().min(1) })
const range = z
  .strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, 'name atLeast, atMost or both')

const mapSchema = z.strictObject({
  unit: z.union([column, z.array(column).min(1)]).optional(),
  person: column,
  only: z.record(column, range).optional(),
  own: column.optional(),
  final: column,
  truth: column.optional(),
  ai: z.union([column, z.strictObject({ confidence: column, over: bound, under: bound })]),
  confidence: z
    .strictObject({
      of: z.string().min(1),
      outOf: z.union([z.literal(1), z.literal(100)]).optional(),
      before: column.optional(),
      after: column.optional(),
      ai: column.optional(),
    })
    .optional(),
  shown: column.optional(),
  decided: column.optional(),
  leastDwellMs: z.number().min(0).optional(),
})

export interface ParsedMap {
  /** Null where there are errors. */
  readonly map: DecisionMap | null
  readonly errors: readonly Diagnostic[]
}

/** Reads a map of a table of decisions. Never throws for any text. */
export function parseMap(text: string): ParsedMap {
  const reading = readYaml(text, 'map', 'Make it shorter.')
  if (reading.kind === 'unreadable') return { map: null, errors: reading.errors }
  const { source } = reading
  if (source.value === null) {
    const message = 'The map is empty: it says at least "person", "final" and "ai", each by the name of a column.'
    return { map: null, errors: [diagnostic('empty', message, '', { line: 1, column: 1 })] }
  }
  const errors: Diagnostic[] = []
  const said = readShape(mapSchema, source, errors)
  if (said !== null && typeof said.ai !== 'string' && said.ai.under.value > said.ai.over.value) {
    const message = `"under" (${said.ai.under.value}) lies above "over" (${said.ai.over.value}): a confidence between them would be both.`
    errors.push(diagnostic('bounds', message, '/ai/under', source.positionOf('/ai/under')))
  }
  if (said === null || errors.length > 0) return { map: null, errors: inOrder(errors) }
  const { unit, only, own, truth, ai, confidence, shown, decided, leastDwellMs } = said
  return {
    errors: [],
    map: {
      unit: unit === undefined ? null : typeof unit === 'string' ? [unit] : unit,
      person: said.person,
      only: Object.fromEntries(
        Object.entries(only ?? {}).map(([name, { atLeast = null, atMost = null }]) => [name, { atLeast, atMost }]),
      ),
      own: own ?? null,
      final: said.final,
      truth: truth ?? null,
      ai:
        typeof ai === 'string'
          ? { kind: 'column', column: ai }
          : { kind: 'confidence', column: ai.confidence, over: ai.over, under: ai.under },
      confidence:
        confidence === undefined
          ? null
          : {
              of: confidence.of,
              outOf: confidence.outOf ?? 1,
              before: confidence.before ?? null,
              after: confidence.after ?? null,
              ai: confidence.ai ?? null,
            },
      shown: shown ?? null,
      decided: decided ?? null,
      leastDwellMs: leastDwellMs ?? 0,
    },
  }
}
