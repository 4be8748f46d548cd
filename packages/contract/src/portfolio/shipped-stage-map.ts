import type { StageMap } from '@dayshift/core'
import { parseStageMap } from './parse-stage-map.ts'
import { SHIPPED_STAGES } from './shipped-stages.ts'

/** What spellings of stages mean where nobody says otherwise. */
export function shippedStageMap(): StageMap {
  const { map, errors } = parseStageMap(SHIPPED_STAGES)
  if (map === null) throw new Error(`The map of stages that ships is broken: ${errors[0]?.message ?? ''}`)
  return map
}
