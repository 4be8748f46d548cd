import { randomBytes } from 'node:crypto'
import { SAMPLE_RELEASE } from '@dayshift/testkit'

/** A batch as bytes ready to be sent; each time it is taken it has new ids, new unit keys and the time of now. */
export interface BatchTemplate {
  readonly size: number
  /** Valid until the next call. */
  next(): Buffer
}

const HEX = Buffer.from('0123456789abcdef')
const ID_LENGTH = 36
const KEY_DIGITS = 12

/** Share of the units that a person gets: none in the measurement against COPY, which opens no cases. */
export function createBatchTemplate(size: number, personShare: number): BatchTemplate {
  const sentAt = new Date().toISOString()
  const records = Array.from({ length: size }, (_, i) => JSON.stringify(record(i, i < size * personShare)))
  const body = Buffer.from(`{"sentAt":"${sentAt}","records":[${records.join(',')}]}`)
  const sentAtPlace = body.indexOf(sentAt)
  const idPlaces = placesOf(body, ID_MARK)
  const keyPlaces = placesOf(body, KEY_MARK)
  let counter = process.pid * 1_000_000_000
  return {
    size,
    next() {
      const now = Date.now()
      body.write(new Date(now).toISOString(), sentAtPlace, 'latin1')
      const random = randomBytes(size * 10)
      for (const [i, place] of idPlaces.entries()) writeUuidV7(body, place, now, random, i * 10)
      for (const place of keyPlaces)
        body.write(String(counter++).padStart(KEY_DIGITS, '0').slice(-KEY_DIGITS), place, 'latin1')
      return body
    },
  }
}

const ID_MARK = 'i'.repeat(ID_LENGTH)
const KEY_MARK = 'k'.repeat(KEY_DIGITS)

/** 25 columns as the SDK sends them, with values of usual length. */
function record(i: number, toPerson: boolean): object {
  const at = new Date(Date.now() - 2_000 + i)
  return {
    id: ID_MARK,
    workflow: 'billing-replies',
    release: SAMPLE_RELEASE,
    unitKey: `ticket-${KEY_MARK}`,
    startedAt: at.toISOString(),
    endedAt: new Date(at.getTime() + 840).toISOString(),
    latencyMs: 640.5 + (i % 400),
    status: 'ok',
    attempts: 1,
    retries: 0,
    requestedModel: 'gpt-4.1-mini',
    resolvedModel: 'gpt-4.1-mini-2025-04-14',
    inputTokens: 800 + (i % 97),
    outputTokens: 120 + (i % 53),
    costAmount: `0.00051${String(i % 10)}`,
    costCurrency: 'USD',
    costSource: 'price-list',
    finishReason: 'stop',
    confidence: 0.9 + (i % 10) / 100,
    inputQuality: 1,
    route: toPerson ? 'review' : i % 10 === 0 ? 'existing-process' : 'automatic',
    reasonCode: toPerson ? 'output-rule' : i % 10 === 0 ? 'outside-rollout' : 'clear',
    reasonMessage: toPerson ? 'The reply names an amount, so a person checks it.' : 'No rule asks for a person.',
    reasonRule: toPerson ? 'money' : null,
    bucket: i % 10_000,
  }
}

function placesOf(body: Buffer, mark: string): readonly number[] {
  const places: number[] = []
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length)) places.push(at)
  return places
}

/** RFC 9562: 48 bits of time, the version, the variant, and random bits elsewhere. */
function writeUuidV7(body: Buffer, place: number, now: number, random: Buffer, from: number): void {
  const hex = now.toString(16).padStart(12, '0')
  body.write(`${hex.slice(0, 8)}-${hex.slice(8)}-7`, place, 'latin1')
  let at = place + 15
  for (let i = 0; i < 10; i++) {
    const byte = random[from + i] ?? 0
    for (const nibble of [byte >> 4, byte & 15]) {
      if (at === place + ID_LENGTH) return
      if (at === place + 18 || at === place + 23) body[at++] = 0x2d
      body[at] = at === place + 19 ? (HEX[8 + (nibble & 3)] ?? 0) : (HEX[nibble] ?? 0)
      at++
    }
  }
}
