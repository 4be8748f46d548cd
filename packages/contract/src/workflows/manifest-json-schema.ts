import { z } from 'zod'
import { manifestSchema } from './manifest-schema.ts'

/** JSON Schema 2020-12 of the author's form, for editors: completion, hovers and red lines while typing. */
export function manifestJsonSchema(): { readonly [key: string]: unknown } {
  const { $schema, ...schema } = z.toJSONSchema(manifestSchema, { io: 'input', target: 'draft-2020-12' })
  return {
    $schema,
    $id: 'urn:dayshift:schema:manifest:1',
    title: 'Dayshift manifest',
    description: 'What an AI workflow is, what runs, under which rules and limits (dayshift.yaml).',
    ...schema,
  }
}
