import { api, type ApiRoute, Problem, RunRecordWire } from '@dayshift/contract'
import { z } from 'zod'

type Json = { [key: string]: unknown }

/** The OpenAPI 3.1 document, made from the contract's table of routes alone. Pure: the same table gives the same text. */
export function openApiDocument(): Json {
  const drafts = new Map<string, Json>()
  const problem = schemaOf(Problem, 'output', drafts)
  // A batch takes its records unread, so that one bad record spoils no other: their schema is shown beside it.
  schemaOf(RunRecordWire, 'input', drafts)
  const drafted: Record<string, Json> = {}
  for (const [name, route] of Object.entries(api) as [string, ApiRoute][]) {
    const path = `/api/v1${route.path.replaceAll(/:(\w+)/g, '{$1}')}`
    drafted[path] = { ...drafted[path], [route.method.toLowerCase()]: operationOf(name, route, problem, drafts) }
  }
  const { paths, schemas } = settleNames({ ...drafted, ...pathsBesideTheTable(problem) }, drafts)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dayshift',
      version: 'v1',
      description:
        'Everything that the screens, the SDK and the command line do. The wire only grows: fields are added, never changed. Errors are RFC 9457 problem documents.',
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: TAGS.map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes: SECURITY_SCHEMES },
  }
}

const TAGS = [...new Set(Object.values(api).map((route) => route.tag)), 'live', 'sign-in', 'health']
const SECURITY_SCHEMES = {
  session: { type: 'apiKey', in: 'cookie', name: 'dayshift.session_token', description: 'Set by signing in.' },
  key: { type: 'http', scheme: 'bearer', description: 'An API key: "Authorization: Bearer ds_…".' },
  keyHeader: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'An API key, in a header of its own.' },
}

function operationOf(name: string, route: ApiRoute, problem: Json, drafts: Map<string, Json>): Json {
  const parameters = [...parametersOf('path', route.params, drafts), ...parametersOf('query', route.query, drafts)]
  return {
    operationId: name,
    tags: [route.tag],
    summary: route.summary,
    description: needs(route.permission),
    security: route.permission === 'public' ? [] : SECURITY[route.permission === 'signed-in' ? 'person' : 'anyone'],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined ? {} : { requestBody: requestBodyOf(name, route.body, drafts) }),
    responses: {
      [String(route.status)]: {
        description: 'Done',
        content: { [route.media ?? 'application/json']: { schema: schemaOf(route.response, 'output', drafts) } },
      },
      default: problemResponse(problem),
    },
  }
}

const SECURITY = { person: [{ session: [] }], anyone: [{ session: [] }, { key: [] }, { keyHeader: [] }] }

function needs(permission: ApiRoute['permission']): string {
  if (permission === 'public') return 'Open to anybody.'
  if (permission === 'signed-in') return 'Needs a signed-in person.'
  return `Needs the permission \`${permission}\`.`
}

function requestBodyOf(name: string, body: z.ZodType, drafts: Map<string, Json>): Json {
  const content: Json = { 'application/json': { schema: schemaOf(body, 'input', drafts) } }
  if (name === 'sendRuns') {
    content['application/x-ndjson'] = { schema: { type: 'string', description: 'One run record a line.' } }
  }
  return { required: true, content }
}

function problemResponse(problem: Json): Json {
  return { description: 'Not done, and why', content: { 'application/problem+json': { schema: problem } } }
}

function parametersOf(place: 'path' | 'query', schema: z.ZodObject | undefined, drafts: Map<string, Json>): Json[] {
  if (schema === undefined) return []
  const whole = schemaOf(schema, 'input', drafts)
  const required = new Set(whole['required'] as string[] | undefined)
  const properties = whole['properties'] as Record<string, Json>
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: property,
  }))
}

/**
 * The JSON Schema of a Zod schema. Schemas with an id go into `drafts` under `id@input` or `id@output`, because a
 * default, say, makes the two differ; `settleNames` drops the mark where they don't.
 */
function schemaOf(schema: z.ZodType, io: Io, drafts: Map<string, Json>): Json {
  const made = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // The wire grows: a reader must let pass what it doesn't know.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      // A format says it all; its pattern is a page of digits.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
    },
  }) as Json
  const { $schema: _dialect, $defs, ...root } = made
  const definitions = ($defs ?? {}) as Record<string, Json>
  for (const [id, definition] of Object.entries(definitions)) {
    drafts.set(`${id}@${io}`, draftOf(definition, io))
  }
  const id = schema.meta()?.id
  if (id === undefined) return draftOf(root, io)
  // Where a schema is referred to from within itself, its definition is already among the others.
  if (!Object.hasOwn(definitions, id)) drafts.set(`${id}@${io}`, draftOf(root, io))
  return { $ref: `${SCHEMAS}${id}@${io}` }
}

type Io = 'input' | 'output'
const SCHEMAS = '#/components/schemas/'

function draftOf(definition: Json, io: Io): Json {
  const { id: _id, $id: _uri, ...rest } = definition
  const referred = mapRefs(rest, (ref) => (ref.startsWith('#/$defs/') ? `${SCHEMAS}${ref.slice(8)}@${io}` : ref))
  return referred as Json
}

/** Gives the final names: `X` where input and output are the same or only one is used, else `XInput` and `X`. */
function settleNames(paths: Json, drafts: ReadonlyMap<string, Json>): { paths: Json; schemas: Json } {
  const split = new Set<string>()
  const nameOf = (marked: string) => {
    const [id = marked, io] = marked.split('@')
    return io === 'input' && split.has(id) ? `${id}Input` : id
  }
  const settle = (value: unknown) =>
    mapRefs(value, (ref) => (ref.startsWith(SCHEMAS) ? SCHEMAS + nameOf(ref.slice(SCHEMAS.length)) : ref))
  const ids = [...new Set([...drafts.keys()].map((marked) => marked.split('@')[0] ?? marked))].toSorted()
  // A split of one schema splits those that refer to it: repeat until nothing moves.
  for (let before = -1; before !== split.size;) {
    before = split.size
    for (const id of ids) {
      const input = drafts.get(`${id}@input`)
      const output = drafts.get(`${id}@output`)
      if (input === undefined || output === undefined) continue
      if (JSON.stringify(settle(input)) !== JSON.stringify(settle(output))) split.add(id)
    }
  }
  const schemas = [...drafts].map(([marked, draft]) => [nameOf(marked), settle(draft)] as const)
  return {
    paths: settle(paths) as Json,
    schemas: Object.fromEntries(schemas.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function mapRefs(value: unknown, rename: (ref: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => mapRefs(item, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string' ? [key, rename(inner)] : [key, mapRefs(inner, rename)],
    ),
  )
}

/** What is served beside the table: signing in and out (better-auth), traces as their protocol has it, live events, health. */
function pathsBesideTheTable(problem: Json): Record<string, Json> {
  const json = (schema: Json) => ({ 'application/json': { schema } })
  const text = { type: 'string' }
  const ok = { description: 'Done', content: json({ type: 'object' }) }
  return {
    '/api/auth/sign-in/email': {
      post: {
        operationId: 'signIn',
        tags: ['sign-in'],
        summary: 'Signs a person in; the session comes as an httpOnly cookie',
        security: [],
        requestBody: {
          required: true,
          content: json({
            type: 'object',
            required: ['email', 'password'],
            properties: { email: { type: 'string', format: 'email' }, password: text, rememberMe: { type: 'boolean' } },
          }),
        },
        responses: { '200': ok, default: problemResponse(problem) },
      },
    },
    '/api/auth/sign-out': {
      post: {
        operationId: 'signOut',
        tags: ['sign-in'],
        summary: 'Ends the session',
        security: [],
        requestBody: { required: false, content: json({ type: 'object' }) },
        responses: { '200': ok, default: problemResponse(problem) },
      },
    },
    '/api/auth/change-password': {
      post: {
        operationId: 'changePassword',
        tags: ['sign-in'],
        summary: 'Changes my own password',
        security: SECURITY.person,
        requestBody: {
          required: true,
          content: json({
            type: 'object',
            required: ['currentPassword', 'newPassword'],
            properties: { currentPassword: text, newPassword: text, revokeOtherSessions: { type: 'boolean' } },
          }),
        },
        responses: { '200': ok, default: problemResponse(problem) },
      },
    },
    '/v1/traces': {
      post: {
        operationId: 'sendTraces',
        tags: ['traces'],
        summary: 'Takes in spans of OpenTelemetry (OTLP/HTTP 1.x); a trace that is quiet becomes a run',
        description:
          'Protobuf or JSON, also with `content-encoding: gzip`; the answer is in the same form. Exporters find it by OTEL_EXPORTER_OTLP_ENDPOINT. Needs the permission `runs:write`.',
        security: SECURITY.anyone,
        requestBody: { required: true, content: otlp('ExportTraceServiceRequest', TRACES_REQUEST) },
        responses: {
          '200': {
            description:
              'On disk. Spans that can’t be used are told as a partial success, and need not be sent again; the others are kept.',
            content: otlp('ExportTraceServiceResponse', TRACES_RESPONSE),
          },
          '400': {
            description: 'No request of the protocol; it need not be sent again',
            content: otlp('google.rpc.Status', RPC_STATUS),
          },
          default: problemResponse(problem),
        },
      },
    },
    '/api/v1/events': {
      get: {
        operationId: 'events',
        tags: ['live'],
        summary: 'Server-sent events: what changed, by topic',
        security: SECURITY.anyone,
        responses: {
          '200': { description: 'A stream of events', content: { 'text/event-stream': { schema: text } } },
          default: problemResponse(problem),
        },
      },
    },
    '/healthz': {
      get: {
        operationId: 'healthz',
        tags: ['health'],
        summary: 'The process lives',
        security: [],
        responses: { '200': { description: 'It lives', content: json({ type: 'object' }) } },
      },
    },
    '/readyz': {
      get: {
        operationId: 'readyz',
        tags: ['health'],
        summary: 'Ready for work, or why not',
        security: [],
        responses: {
          '200': { description: 'Ready', content: json({ type: 'object' }) },
          '503': { description: 'Not ready, and why', content: json({ type: 'object' }) },
        },
      },
    },
  }
}

/** Both forms of a message of OTLP. */
function otlp(message: string, json: Json): Json {
  return {
    'application/x-protobuf': { schema: { type: 'string', format: 'binary', description: message } },
    'application/json': { schema: { ...json, description: `${message}, in the JSON form of protobuf` } },
  }
}

const TRACES_REQUEST = {
  type: 'object',
  properties: {
    resourceSpans: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          resource: { type: 'object', description: 'With the attribute `service.name`.' },
          scopeSpans: {
            type: 'array',
            items: { type: 'object', properties: { spans: { type: 'array', items: { type: 'object' } } } },
          },
        },
      },
    },
  },
}

const TRACES_RESPONSE = {
  type: 'object',
  properties: {
    partialSuccess: {
      type: 'object',
      required: ['rejectedSpans', 'errorMessage'],
      properties: {
        rejectedSpans: { type: 'string', description: 'A whole number, as text.' },
        errorMessage: { type: 'string', description: 'The first span that can’t be used, and why.' },
      },
    },
  },
}

const RPC_STATUS = {
  type: 'object',
  required: ['code', 'message'],
  properties: { code: { type: 'integer', const: 3 }, message: { type: 'string' } },
}
