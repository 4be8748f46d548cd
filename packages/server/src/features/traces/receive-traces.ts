import { parseExactJson, type ReadSpans, spansOfJson, spansOfProtobuf } from '@dayshift/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../../platform/http/app.ts'
import { nestsDeeperThan } from '../../platform/http/json-depth.ts'
import type { World } from '../../platform/world.ts'
import { keepSpans } from './keep-spans.ts'

const PROTOBUF = 'application/x-protobuf'
const JSON_TYPE = 'application/json'
const DEPTH_LIMIT = 100

/**
 * Takes traces in as OTLP/HTTP 1.x has it (`POST /v1/traces`, protobuf or JSON, gzipped or not). What can't be used of a
 * request is told as a partial success; a request that is no OTLP is refused and not to be sent again.
 */
export function receiveTraces(app: App, world: World): void {
  void app.register(async (scope) => {
    // The bytes themselves: whole numbers above 2^53 must stay what they are.
    scope.removeContentTypeParser([JSON_TYPE])
    for (const type of [JSON_TYPE, PROTOBUF])
      scope.addContentTypeParser(type, { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => body)
    scope.route({
      method: 'POST',
      url: '/v1/traces',
      config: { api: { permission: 'runs:write' } },
      handler: async (request, reply) => {
        const isJson = (request.headers['content-type'] ?? '').startsWith(JSON_TYPE)
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const read = isJson ? readJson(body) : spansOfProtobuf(body)
        if (read.kind === 'refused')
          return answer(reply, 400, isJson, statusOf(`Cannot read the request: ${read.why}.`, isJson))
        const workspaceId = request.caller?.workspaceId
        if (workspaceId === undefined) throw new TypeError('The guard lets nobody in without a workspace')
        await keepSpans(world, workspaceId, read.spans)
        const [first] = read.rejected
        if (first === undefined) return answer(reply, 200, isJson, isJson ? '{}' : Buffer.alloc(0))
        const told = `span ${String(first.place)}: ${first.why}`
        return answer(reply, 200, isJson, partial(read.rejected.length, told, isJson))
      },
    })
  })
}

function readJson(body: Buffer): ReadSpans {
  if (nestsDeeperThan(body, DEPTH_LIMIT)) return { kind: 'refused', why: `it nests deeper than ${String(DEPTH_LIMIT)}` }
  const value = parseExactJson(body.toString('utf8'))
  return value === undefined ? { kind: 'refused', why: 'it is no JSON' } : spansOfJson(value)
}

async function answer(
  reply: FastifyReply,
  status: number,
  isJson: boolean,
  body: string | Buffer,
): Promise<FastifyReply> {
  return reply
    .code(status)
    .type(isJson ? JSON_TYPE : PROTOBUF)
    .send(body)
}

/** `ExportTraceServiceResponse` with its partial success. */
function partial(rejectedSpans: number, errorMessage: string, isJson: boolean): string | Buffer {
  if (isJson) return JSON.stringify({ partialSuccess: { rejectedSpans: String(rejectedSpans), errorMessage } })
  return field(1, Buffer.concat([Buffer.from([8]), varint(rejectedSpans), field(2, Buffer.from(errorMessage))]))
}

/** `google.rpc.Status`: invalid argument. */
function statusOf(message: string, isJson: boolean): string | Buffer {
  return isJson
    ? JSON.stringify({ code: 3, message })
    : Buffer.concat([Buffer.from([8, 3]), field(2, Buffer.from(message))])
}

/** A length-delimited field of protobuf. */
function field(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([number * 8 + 2]), varint(content.length), content])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Buffer.from([...bytes, rest])
}
