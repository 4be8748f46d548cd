import { isLoopback } from './origin.ts'
import type { FastifyRequest } from 'fastify'
import { permits } from '@dayshift/core'
import type { App } from './app.ts'
import type { Identified } from './guard.ts'
import { ProblemError } from './problem.ts'

/** One thing that the server needs to work. */
export interface Check {
  readonly name: string
  /** Null where all is well, else what is wrong, in a sentence. */
  readonly run: () => Promise<string | null>
}

export interface HealthSetup {
  readonly checks: readonly Check[]
  readonly identify: (request: FastifyRequest) => Promise<Identified>
  /** Milliseconds after which a check that doesn't answer counts as failed. */
  readonly patienceMs: number
}

/** `/healthz`: the process lives. `/readyz`: it can work, or why not. `/metrics`: figures for Prometheus. */
export function addHealth(app: App, { checks, identify, patienceMs }: HealthSetup): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.get('/healthz', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'lives' }))

  app.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(
      checks.map(async (check) => [check.name, await outcome(check, patienceMs)] as const),
    )
    const parts = Object.fromEntries(results.map(([name, why]) => [name, why ?? 'ok']))
    const failed = results.filter(([, why]) => why !== null)
    const ready = failed.length === 0 && !closing
    const reasons = failed.map(([name, why]) => `${name}: ${why ?? ''}`)
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({
        status: ready ? 'ready' : 'not-ready',
        reasons: closing ? [...reasons, 'the server is stopping'] : reasons,
        parts,
      })
  })

  app.get('/metrics', async (request, reply) => {
    if (!isLoopback(request.ip) && !(await mayRead(await identify(request)))) {
      throw new ProblemError({
        status: 401,
        code: 'sign-in-needed',
        title: 'Not from here',
        detail: 'The metrics are open to this machine itself, to signed-in admins and to API keys.',
        mend: 'Send "Authorization: Bearer ds_…" with an API key.',
      })
    }
    return reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await app.metrics.text())
  })
}

async function mayRead(identified: Identified): Promise<boolean> {
  if (identified.kind !== 'caller') return false
  const { actor } = identified.caller
  return actor.kind === 'key' || permits(actor, 'people:write')
}

async function outcome(check: Check, patienceMs: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${String(patienceMs)} ms`), patienceMs)
  })
  try {
    return await Promise.race([check.run(), late])
  } catch (error) {
    return error instanceof Error ? error.message : 'failed'
  } finally {
    clearTimeout(timer)
  }
}
