import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { Ajv } from 'ajv'
import { Engine } from 'json-rules-engine'
import { initialize } from 'unleash-client'
import type { Side } from './bench.ts'
import { INPUT_SCHEMA, OUTPUT, OUTPUT_SCHEMA, RULES } from './workload.ts'

/** The same from well-known parts: ajv, json-rules-engine, unleash-client, and a line of JSON in a file. */
export async function createPeerSide(directory: string): Promise<Side> {
  mkdirSync(directory, { recursive: true })
  const file = openSync(join(directory, 'records.ndjson'), 'a')
  const ajv = new Ajv({ allErrors: false })
  const validInput = ajv.compile(INPUT_SCHEMA)
  const validOutput = ajv.compile(OUTPUT_SCHEMA)
  const inputRules = engineOf('input')
  const outputRules = engineOf('output')
  const unleash = initialize({
    appName: 'bench',
    url: 'http://127.0.0.1:9/api/',
    disableMetrics: true,
    disableAutoStart: true,
    bootstrap: {
      data: [
        {
          name: 'bench',
          type: 'release',
          enabled: true,
          stale: false,
          impressionData: false,
          project: 'default',
          variants: [],
          strategies: [
            {
              name: 'flexibleRollout',
              parameters: { rollout: '100', stickiness: 'userId', groupId: 'bench' },
              constraints: [],
            },
          ],
        },
      ],
    },
    backupPath: directory,
  })
  unleash.on('error', () => undefined) // there is no server: the bootstrap alone counts
  await unleash.start()
  if (!unleash.isEnabled('bench', { userId: 'T-1' }))
    throw new Error("The peer's side is set up wrongly: the rollout is off")
  let lines = ''
  return {
    name: 'ajv + json-rules-engine + unleash-client',
    async unit(text) {
      const startedAt = Date.now()
      const input: { ticketId: string } = JSON.parse(text)
      let route = 'automatic'
      let reason = 'clear'
      if (!validInput(input)) [route, reason] = ['human', 'input-contract']
      else {
        const held = await inputRules.run({ input })
        if (held.events.length > 0) [route, reason] = ['human', held.events[0]?.type ?? '']
        else if (!unleash.isEnabled('bench', { userId: input.ticketId }))
          [route, reason] = ['existing-process', 'outside-rollout']
        else if (!validOutput(OUTPUT)) [route, reason] = ['human', 'output-contract']
        else {
          const checked = await outputRules.run({ output: OUTPUT })
          if (checked.events.length > 0) [route, reason] = ['human', checked.events[0]?.type ?? '']
        }
      }
      lines += `${JSON.stringify({ id: randomUUID(), unitKey: input.ticketId, startedAt, endedAt: Date.now(), route, reason })}\n`
    },
    endTurn() {
      writeSync(file, lines)
      lines = ''
    },
    async close() {
      unleash.destroy()
      closeSync(file)
    },
  }
}

function engineOf(phase: 'input' | 'output'): Engine {
  const engine = new Engine([], { allowUndefinedFacts: true })
  for (const { name, on, fact, path, operator, value } of RULES) {
    if (on !== phase) continue
    engine.addRule({ conditions: { all: [{ fact, path, operator, value }] }, event: { type: name } })
  }
  return engine
}
