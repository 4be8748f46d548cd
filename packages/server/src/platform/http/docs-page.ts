import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { App } from './app.ts'
import { openApiDocument } from './openapi.ts'

/** `/api/openapi.json`, and at `/api/docs` a page to read it and try it; for everybody who is signed in or has a key. */
export async function addDocsPage(app: App): Promise<void> {
  app.get('/api/openapi.json', { config: { api: { permission: 'any-caller' } } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(document())),
  )
  // The plugin wants a document at the start. It is given one without routes, and each answer the whole one.
  const info = { title: 'Dayshift', version: 'v1' }
  await app.register(swagger, { mode: 'static', specification: { document: { openapi: '3.1.0', info, paths: {} } } })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { deepLinking: true, tryItOutEnabled: true, persistAuthorization: false },
    theme: { title: 'Dayshift API' },
    transformSpecification: document,
    transformSpecificationClone: false,
  })
}

/** Made when somebody first reads it: it takes longer than all else at a start. */
const document = (): Readonly<Record<string, unknown>> => (kept ??= openApiDocument())
let kept: Readonly<Record<string, unknown>> | null = null
