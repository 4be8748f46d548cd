import { createGunzip } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { type App, NdjsonText } from './app.ts'
import { nestsDeeperThan } from './json-depth.ts'
import { ProblemError } from './problem.ts'

/** Objects and arrays within one another that a body may have. */
const DEPTH_LIMIT = 100

/**
 * JSON and, where the route takes it, NDJSON; gzipped or not. The limit of the size counts what comes out of gzip, so
 * that a small body can't become a big one.
 *
 * Keys like `__proto__` stay what they are: data. `JSON.parse` makes them own properties and touches no prototype;
 * dropping them would falsify a record, refusing them would lose it. Schemas read only the keys that they name.
 */
export function addBodyParsers(app: App): void {
  app.removeAllContentTypeParsers()
  const readJson = async (request: FastifyRequest, body: Buffer) =>
    parseJson(body, request.routeOptions.config.api?.takesNdjson === true ? null : DEPTH_LIMIT)
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, readJson)
  // A CloudEvent, whole; a route that takes none refuses its fields.
  app.addContentTypeParser('application/cloudevents+json', { parseAs: 'buffer' }, readJson)
  app.addContentTypeParser(
    'application/x-ndjson',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (request.routeOptions.config.api?.takesNdjson !== true) throw unsupportedType(request)
      return new NdjsonText(body.toString('utf8'))
    },
  )
  app.addHook('preParsing', async (request, reply, payload) => {
    const encoding = request.headers['content-encoding']
    if (encoding === undefined || encoding === 'identity') return payload
    if (encoding !== 'gzip') {
      throw new ProblemError({
        status: 415,
        code: 'unsupported-encoding',
        title: 'Unsupported content encoding',
        detail: `The body is said to be encoded as "${encoding}"; this server reads gzip and plain bodies.`,
        mend: 'Send the body plain, or gzipped with "Content-Encoding: gzip".',
      })
    }
    const gunzip = createGunzip()
    // Fastify compares this with the Content-Length, which counts the bytes on the wire.
    const counted = Object.assign(gunzip, { receivedEncodedLength: 0 })
    payload.on('data', (chunk: Buffer) => {
      counted.receivedEncodedLength += chunk.length
    })
    payload.on('error', (error) => gunzip.destroy(error))
    reply.raw.once('close', () => gunzip.destroy())
    return payload.pipe(counted)
  })
}

/**
 * The value of a JSON body; undefined where there is none. Without a limit for a batch: its feature refuses the record that
 * nests too deep and keeps the neighbours (`JSON.parse` itself nests as deep as the body is long).
 */
function parseJson(body: Buffer, depthLimit: number | null = DEPTH_LIMIT): unknown {
  if (body.length === 0) return undefined
  if (depthLimit !== null && nestsDeeperThan(body, depthLimit)) {
    throw new ProblemError({
      status: 400,
      code: 'nested-too-deep',
      title: 'Nested too deep',
      detail: `The body has more than ${String(depthLimit)} objects and arrays within one another.`,
      mend: 'Send a flatter structure, or the deep part as text.',
    })
  }
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw new ProblemError({
      status: 400,
      code: 'malformed-json',
      title: 'Not JSON',
      detail: `The body is not JSON: ${error instanceof Error ? error.message : 'it does not parse'}.`,
      mend: 'Send one JSON value in UTF-8.',
      cause: error,
    })
  }
}

export function unsupportedType(request: FastifyRequest): ProblemError {
  const given = request.headers['content-type']
  const taken =
    request.routeOptions.config.api?.takesNdjson === true
      ? 'application/json or application/x-ndjson'
      : 'application/json'
  return new ProblemError({
    status: 415,
    code: 'unsupported-type',
    title: 'Unsupported content type',
    detail:
      given === undefined
        ? `The body has no Content-Type; this route takes ${taken}.`
        : `The body is of the type "${given}"; this route takes ${taken}.`,
    mend: `Send the body as ${taken} and say so in Content-Type.`,
  })
}
