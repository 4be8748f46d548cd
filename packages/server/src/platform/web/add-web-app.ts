import { mkdirSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../http/app.ts'
import type { WebBuild } from './web-build.ts'

/**
 * Serves the built web app. Files with a hash in their name are kept by browsers for good; `index.html` is asked for
 * each time. An address that is no file is a screen of the app, which `answerScreen` gives `index.html` for.
 */
export async function addWebApp(app: App, web: WebBuild): Promise<void> {
  mkdirSync(web.directory, { recursive: true })
  await app.register(fastifyStatic, {
    root: web.directory,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const hashed = path.includes('/assets/') || path.includes('\\assets\\')
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/', (_request, reply) => answerScreen(web, reply))
}

/** True where a browser asks for a page, and not for data or a file. */
export function asksForScreen(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const path = request.url.split('?')[0] ?? ''
  if (/^\/(api|assets|metrics|healthz|readyz)(\/|$)/.test(path)) return false
  return request.headers.accept?.includes('text/html') === true
}

export async function answerScreen(web: WebBuild, reply: FastifyReply): Promise<FastifyReply> {
  const state = web.state()
  if (state.kind === 'ready') return reply.sendFile('index.html')
  return reply
    .code(503)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(state.kind === 'building' ? page(BUILDING, true) : page(failed(state.why), false))
}

const BUILDING =
  '<h1>One moment</h1><p>The screens are being built; this is done once after an update. This page looks again by itself.</p>'
const failed = (why: string) =>
  `<h1>The screens could not be built</h1><p>The API works; only the screens are missing. Run <code>npm ci</code> in the
folder of Dayshift and start it again.</p><pre>${escaped(why)}</pre>`

function page(body: string, again: boolean): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dayshift</title>${
    again ? '<meta http-equiv="refresh" content="2">' : ''
  }<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><style>
body{font:16px/1.6 system-ui,sans-serif;max-width:40rem;margin:20vh auto;padding:0 1rem}pre{white-space:pre-wrap;font-size:13px}
</style></head><body>${body}</body></html>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
