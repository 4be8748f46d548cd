import { createDayshift } from '@dayshift/sdk'
import type { Side } from './bench.ts'
import { INPUT_SCHEMA, OUTPUT, OUTPUT_SCHEMA, RULES } from './workload.ts'

/** Dayshift: the SDK's gate with its spool, from a manifest at hand, without a server. */
export async function createGateSide(directory: string): Promise<Side> {
  const dayshift = createDayshift({ manifest: MANIFEST, directory, log: quiet, spoolBytes: 8e9 })
  const workflow = dayshift.workflow<unknown, typeof OUTPUT>('bench', () => OUTPUT)
  await dayshift.ready()
  const probe = workflow.route(JSON.parse(PROBE), OUTPUT)
  if (probe.route !== 'automatic') throw new Error(`The gate's side is set up wrongly: ${probe.reason.message}`)
  return {
    name: 'dayshift',
    unit(text) {
      const input: { ticketId: string } = JSON.parse(text)
      workflow.route(input, OUTPUT, { unitKey: input.ticketId })
    },
    endTurn: () => dayshift.written(),
    close: () => dayshift.close(0),
  }
}

const quiet = (level: string, message: string) => {
  if (level === 'error') console.error(message)
}

const PROBE = JSON.stringify({
  ticketId: 'T-1',
  customerId: 'C-1',
  plan: 'team',
  country: 'SE',
  channel: 'mail',
  subject: 's',
  body: 'b',
  amount: 1,
  currency: 'EUR',
  openInvoices: 0,
})

const MANIFEST = JSON.stringify(
  {
    dayshift: 1,
    workflow: 'bench',
    release: '1',
    purpose: 'Benchmark',
    doesNot: ['Anything else.'],
    trigger: 'a benchmark',
    reads: ['its input'],
    produces: 'an answer',
    usedBy: 'nobody',
    input: INPUT_SCHEMA,
    output: OUTPUT_SCHEMA,
    model: { provider: 'none', name: 'none' },
    rules: RULES.map(({ name, on, cel }) => ({ name, on, when: cel, to: 'human', because: 'It is so.' })),
    rollout: { percent: 100, steps: [] },
    qaSample: 0,
    metrics: [{ name: 'none', means: 'none', threshold: 'none' }],
    data: { capture: 'none' },
  },
  null,
  1,
)
