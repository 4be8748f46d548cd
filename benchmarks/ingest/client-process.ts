/** A host that sends: some connections that stay open, each with one batch after the other. Parent and child talk by IPC. */
import { Agent, request } from 'node:http'
import { createBatchTemplate } from './batch-template.ts'

export interface ClientTask {
  readonly address: string
  readonly key: string
  readonly batch: number
  readonly connections: number
  readonly seconds: number
  readonly personShare: number
}

export interface ClientReport {
  readonly records: number
  readonly seconds: number
  /** Milliseconds from the start of sending to the end of the answer, one a batch. */
  readonly latencies: readonly number[]
}

process.on('message', (task: ClientTask) => {
  send(task).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => process.exit())

async function send(task: ClientTask): Promise<ClientReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: task.connections })
  const latencies: number[] = []
  let records = 0
  const begun = performance.now()
  const until = begun + task.seconds * 1000
  await Promise.all(
    Array.from({ length: task.connections }, async () => {
      const template = createBatchTemplate(task.batch, task.personShare)
      while (performance.now() < until) {
        const started = performance.now()
        // oxlint-disable-next-line no-await-in-loop -- one batch after the other is what is measured
        const accepted = await post(agent, task, template.next())
        records += accepted
        latencies.push(performance.now() - started)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  agent.destroy()
  return { records, seconds, latencies }
}

function post(agent: Agent, { address, key }: ClientTask, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-length': body.length,
    }
    const sent = request(`${address}/api/v1/runs`, { method: 'POST', agent, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (answer.statusCode !== 200) return reject(new Error(`${String(answer.statusCode)} ${text}`))
        const { accepted } = JSON.parse(text) as { accepted: number } // our own server's, by its contract
        resolve(accepted)
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
