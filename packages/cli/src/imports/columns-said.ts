import { RUN_FIELDS, type RunField } from '@dayshift/core'
import { CliFailure } from '../failure.ts'

/** What people say of columns: `startedAt=TIMESTAMP`. */
export function columnsSaid(pairs: readonly string[]): ReadonlyMap<RunField, string> {
  return new Map(
    pairs.map((pair) => {
      const [name, ...column] = pair.split('=')
      const field = RUN_FIELDS.find((each) => each === name)
      if (field !== undefined && column.length > 0) return [field, column.join('=')] as const
      throw new CliFailure(
        'column-refused',
        `Cannot use "${pair}" for --column: write what it is and the name of the column, like "startedAt=TIMESTAMP"; it may be ${RUN_FIELDS.join(', ')}.`,
      )
    }),
  )
}
