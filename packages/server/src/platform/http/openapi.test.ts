import { api, type ApiRoute } from '@dayshift/contract'
import { bootServer } from '@dayshift/testkit'
import { describe, expect, test } from 'vitest'
import { openApiDocument } from './openapi.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects to be there
const document: any = openApiDocument()

describe('the OpenAPI document', () => {
  test('has every route of the contract, with its id, its permission and its schemas', () => {
    for (const [name, route] of Object.entries(api) as [string, ApiRoute][]) {
      const path = `/api/v1${route.path.replaceAll(/:(\w+)/g, '{$1}')}`
      const operation = document.paths[path]?.[route.method.toLowerCase()]
      expect(operation).toMatchObject({ operationId: name, summary: route.summary })
      expect(Object.keys(operation.responses)).toEqual([String(route.status), 'default'])
      expect(operation.requestBody === undefined).toBe(route.body === undefined)
      expect(operation.security.length > 0).toBe(route.permission !== 'public')
      const inPath = (operation.parameters ?? []).filter((parameter: { in: string }) => parameter.in === 'path')
      expect(inPath.map((parameter: { name: string }) => parameter.name)).toEqual(
        [...route.path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter),
      )
    }
  })

  test('has the address of traces in both forms of its protocol, with what is answered where spans can’t be used', () => {
    const { post } = document.paths['/v1/traces']
    for (const { content } of [post.requestBody, post.responses['200'], post.responses['400']])
      expect(Object.keys(content)).toEqual(['application/x-protobuf', 'application/json'])
    const answer = post.responses['200'].content['application/json'].schema
    expect(Object.keys(answer.properties.partialSuccess.properties)).toEqual(['rejectedSpans', 'errorMessage'])
    expect(post.description).toContain('`runs:write`')
  })

  test('refers to nothing that is not there, and names nothing twice', () => {
    const refs = new Set<string>()
    const ids: string[] = []
    walk(document, (key, value) => {
      if (key === '$ref') refs.add(String(value))
      if (key === 'operationId') ids.push(String(value))
    })
    const known = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`))
    expect([...refs].filter((ref) => !known.has(ref))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
    expect(Object.keys(document.components.schemas).filter((name) => !/^[A-Za-z]+$/.test(name))).toEqual([])
  })

  test('is the same each time', () => {
    expect(JSON.stringify(openApiDocument())).toBe(JSON.stringify(document))
  })

  test('is served to whoever is signed in or has a key, with a page to read it under the content policy', async () => {
    const server = await bootServer()
    try {
      const served = await server.request('GET', '/api/openapi.json', { as: server.key })
      expect(served.body).toEqual(JSON.parse(JSON.stringify(document)))
      const page = await server.request('GET', '/api/docs', { as: server.viewer })
      expect(page.status).toBe(200)
      expect(page.headers['content-type']).toMatch('text/html')
      // No script in the page itself: the policy allows files of our own alone.
      expect(page.body).not.toMatch(/<script(?![^>]*\bsrc=)/)
      for (const [, file] of String(page.body).matchAll(/(?:src|href)="(\.[^"]+)"/g)) {
        const address = new URL(file ?? '', `${server.address}/api/docs`).pathname
        const asset = await server.request('GET', address, { as: server.viewer })
        expect(asset.status).toBe(200)
      }
    } finally {
      await server.close()
    }
  })
})

function walk(value: unknown, see: (key: string, value: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    see(key, inner)
    walk(inner, see)
  }
}
