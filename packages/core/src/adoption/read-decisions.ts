import type { InformedDecision } from './decision.ts'
import type { Bound, DecisionMap } from './decision-map.ts'

/** Cells of a table by column, as many as there are rows. */
export type Cells = ReadonlyMap<string, readonly string[]>

/** One decision with the confidences that were told with it, 0..1 each; null where there is none. */
export interface ReadDecision extends InformedDecision {
  readonly confidence: { readonly before: number | null; readonly after: number | null; readonly ai: number | null }
}

/** A cell that can't be what its column is said to be. */
export class CellFault extends Error {
  override readonly name = 'CellFault'
  readonly code = 'cell-fault'
}

/**
 * The decisions of a table, by what its columns mean. An empty cell says nothing. A decision that stands in several rows
 * is one: the last row counts.
 *
 * @throws CellFault where a number or an instant is needed and something else stands
 */
export function readDecisions(cells: Cells, rows: number, map: DecisionMap): readonly ReadDecision[] {
  const text = (column: string | null, row: number): string | null => {
    const cell = column === null ? '' : (cells.get(column)?.[row] ?? '').trim()
    return cell === '' ? null : cell
  }
  const number = (column: string | null, row: number): number | null => {
    const cell = text(column, row)
    if (cell === null) return null
    const value = Number(cell)
    if (Number.isFinite(value)) return value
    throw new CellFault(`"${cell}" in the column "${column}", row ${row + 1}, is no number`)
  }
  const instant = (column: string | null, row: number): number | null => {
    const cell = text(column, row)
    if (cell === null) return null
    const value = Date.parse(cell)
    if (!Number.isNaN(value)) return value
    throw new CellFault(`"${cell}" in the column "${column}", row ${row + 1}, is no time`)
  }
  const share = (column: string | null, row: number): number | null => {
    const value = number(column, row)
    if (value === null || map.confidence === null) return null
    const within = value / map.confidence.outOf
    if (within >= 0 && within <= 1) return within
    throw new CellFault(
      `${value} in the column "${column}", row ${row + 1}, is not within 0 and ${map.confidence.outOf}`,
    )
  }
  const byUnit = new Map<string, ReadDecision>()
  for (let row = 0; row < rows; row += 1) {
    const counts = Object.entries(map.only).every(([column, { atLeast, atMost }]) => {
      const value = number(column, row)
      return value !== null && (atLeast === null || value >= atLeast) && (atMost === null || value <= atMost)
    })
    if (!counts) continue
    const unit = map.unit === null ? String(row) : JSON.stringify(map.unit.map((column) => text(column, row)))
    const shown = instant(map.shown, row)
    const decided = instant(map.decided, row)
    byUnit.set(unit, {
      unit,
      person: text(map.person, row) ?? '',
      own: text(map.own, row),
      ai: map.ai.kind === 'column' ? text(map.ai.column, row) : answerOf(number(map.ai.column, row), map.ai),
      final: text(map.final, row),
      truth: text(map.truth, row),
      dwellMs: shown === null || decided === null ? null : Math.max(0, decided - shown),
      confidence: {
        before: share(map.confidence?.before ?? null, row),
        after: share(map.confidence?.after ?? null, row),
        ai: share(map.confidence?.ai ?? null, row),
      },
    })
  }
  return [...byUnit.values()]
}

function answerOf(
  confidence: number | null,
  { over, under }: { readonly over: Bound; readonly under: Bound },
): string | null {
  if (confidence === null) return null
  if (confidence > over.value) return over.answer
  return confidence < under.value ? under.answer : null
}
