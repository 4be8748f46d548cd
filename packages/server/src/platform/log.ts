import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** For a person at a terminal: one short line an event instead of JSON. */
export function terminalLines(out: { write(text: string): unknown }): DestinationStream {
  return {
    write(line) {
      const { time, level, msg, err, ...fields } = JSON.parse(line) as LogLine
      const at = new Date(time).toTimeString().slice(0, 8)
      const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
      const why = err === undefined ? '' : `: ${err.message}`
      out.write(`${at} ${(pino.levels.labels[level] ?? '').padEnd(5)} ${msg ?? ''}${why}${rest.join('')}\n`)
    },
  }
}

interface LogLine {
  readonly time: number
  readonly level: number
  readonly msg?: string
  readonly err?: { readonly message: string }
  readonly [field: string]: unknown
}

/**
 * JSON lines, one an event. Never a body, a query, a header or a secret: a request is named by its route's pattern and
 * its id, an error by type, message, code and stack (PostgreSQL puts row values in its other fields).
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: errorFacts }, redact: ['req', 'res', 'headers', 'body'] }
  return destination === undefined ? pino(options) : pino(options, destination)
}

function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return stdSerializers.err(error as Error)
  return {
    type: error.name,
    message: error.message,
    ...('code' in error ? { code: error.code } : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: errorFacts(error.cause) }),
  }
}
