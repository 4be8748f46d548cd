import { plainSpelling, PORTFOLIO_STAGES, type StageMap } from '@dayshift/core'
import { z } from 'zod'
import { readShape } from '../common/read-shape.ts'
import { diagnostic, inOrder } from '../common/yaml-diagnostics.ts'
import { readYaml } from '../common/yaml-source.ts'
import type { Diagnostic } from '../workflows/workflow-wire.ts'

const spellings = z.array(z.string().min(1).max(500))
const mapSchema = z.strictObject(
  Object.fromEntries(
    PORTFOLIO_STAGES.map((stage) => [
      stage,
      z.union([spellings, z.strictObject({ is: spellings.optional(), begins: spellings.optional() })]).optional(),
    ]),
  ),
)

export interface ParsedStageMap {
  /** Null where there are errors. */
  readonly map: StageMap | null
  readonly errors: readonly Diagnostic[]
}

/**
 * Reads which stage a list's spellings mean; one that stands at two stages is an error. `before` counts where this one says
 * nothing. Never throws for any text.
 */
export function parseStageMap(text: string, before: StageMap | null = null): ParsedStageMap {
  const reading = readYaml(text, 'map', 'Make it shorter.')
  if (reading.kind === 'unreadable') return { map: null, errors: reading.errors }
  const { source } = reading
  if (source.value === null) {
    const message = 'The map is empty: it names stages, and how the list spells each.'
    return { map: null, errors: [diagnostic('empty', message, '', { line: 1, column: 1 })] }
  }
  const errors: Diagnostic[] = []
  const said = readShape(mapSchema, source, errors)
  if (said === null) return { map: null, errors: inOrder(errors) }
  const is = new Map<string, (typeof PORTFOLIO_STAGES)[number]>()
  const begins = new Map<string, (typeof PORTFOLIO_STAGES)[number]>()
  for (const stage of PORTFOLIO_STAGES) {
    const own = said[stage]
    if (own === undefined) continue
    const { is: whole = [], begins: first = [] } = Array.isArray(own) ? { is: own } : own
    for (const [spellingsOf, list] of [
      [is, whole],
      [begins, first],
    ] as const) {
      for (const spelling of list) {
        const plain = plainSpelling(spelling)
        const other = spellingsOf.get(plain)
        if (other !== undefined && other !== stage) {
          const path = `/${stage}`
          const message = `"${spelling}" stands at "${other}" and at "${stage}": it can mean one stage only.`
          errors.push(diagnostic('spelling-twice', message, path, source.positionOf(path)))
        }
        spellingsOf.set(plain, stage)
      }
    }
  }
  if (errors.length > 0) return { map: null, errors: inOrder(errors) }
  const allBegins = new Map([...(before?.begins ?? []), ...begins])
  return {
    errors: [],
    map: {
      is: new Map([...(before?.is ?? []), ...is]),
      begins: [...allBegins].toSorted(([a], [b]) => b.length - a.length),
    },
  }
}
