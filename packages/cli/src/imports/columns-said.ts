import { CliFailure } from '../failure.ts'

/** What people say of columns, each as `startedAt=TIMESTAMP`. */
export function fieldsSaid<Field extends string>(
  fields: readonly Field[],
  pairs: readonly string[],
): ReadonlyMap<Field, string> {
  return new Map(
    pairs.map((pair) => {
      const [name, ...column] = pair.split('=')
      const field = fields.find((each) => each === name)
      if (field !== undefined && column.length > 0) return [field, column.join('=')] as const
      throw new CliFailure(
        'column-refused',
        `Cannot use "${pair}" for --column: write what it is and the name of the column, like "${fields[0] ?? ''}=COLUMN"; it may be ${fields.join(', ')}.`,
      )
    }),
  )
}
