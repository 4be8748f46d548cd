import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openApiDocument } from '../packages/server/src/platform/http/openapi.ts'
import { typesOf } from './openapi-client/types-of.ts'

const root = join(import.meta.dirname, '..')

test('the OpenAPI document in docs/reference is what the contract makes of it', async () => {
  const kept = await readFile(join(root, 'docs/reference/openapi.json'), 'utf8')
  expect(JSON.parse(kept)).toEqual(JSON.parse(JSON.stringify(openApiDocument())))
})

test('the document is valid OpenAPI 3.1 to the generator of the client, and the web client is what it makes of it', async () => {
  const kept = await readFile(join(root, 'packages/web/src/api/schema.d.ts'), 'utf8')
  expect(kept).toBe(await typesOf(openApiDocument()))
})
