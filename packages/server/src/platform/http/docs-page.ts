import swagger, { type StaticDocumentSpec } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { App } from './app.ts'
import { openApiDocument } from './openapi.ts'

/** `/api/openapi.json`, and at `/api/docs` a page to read it and try it; for everybody who is signed in or has a key. */
export async function addDocsPage(app: App): Promise<void> {
  const document = openApiDocument()
  const text = JSON.stringify(document)
  app.get('/api/openapi.json', { config: { api: { permission: 'any-caller' } } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(text),
  )
  // The plugin's type knows 3.0 alone and passes the document on unread; a test of its own judges it.
  const specification = { document: document as unknown as StaticDocumentSpec['document'] }
  await app.register(swagger, { mode: 'static', specification })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { deepLinking: true, tryItOutEnabled: true, persistAuthorization: false },
    theme: { title: 'Dayshift API' },
  })
}
