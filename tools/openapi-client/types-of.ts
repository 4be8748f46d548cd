import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

/** The TypeScript types of an OpenAPI document, for `openapi-fetch`. Needs TypeScript 5, which lives in this workspace alone. */
export async function typesOf(document: object): Promise<string> {
  // The document is made by our own generator and judged by a test of its own.
  const nodes = await openapiTS(document as unknown as OpenAPI3, { alphabetize: false, rootTypes: false })
  return `// Generated from the contract by "npm run generate"; edits are lost.\n${astToString(nodes)}`
}
