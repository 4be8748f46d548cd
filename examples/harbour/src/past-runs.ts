import {
  compileRelease,
  type Gate,
  type Json,
  type Manifest,
  meetsCandidate,
  redact,
  uuidV7FromTime,
} from '@dayshift/core'

/** One workflow whose units are told: what comes in and what the AI makes of it. */
export interface PastWorkflow<Unit = never> {
  readonly slug: string
  /** The `index`-th unit. */
  readonly unit: (index: number, draw: () => number) => Unit
  readonly answer: (unit: Unit) => unknown
  /** Milliseconds that an answer takes, about. */
  readonly latencyMs: number
  /** Cost of a call, about. */
  readonly cost: { readonly amount: number; readonly currency: string }
  /** Share of calls that fail, 0..1. */
  readonly failing: number
}

export interface PastDay {
  /** Midnight, UTC. */
  readonly day: Date
  readonly units: number
  readonly firstIndex: number
  readonly running: Running
}

/** What a host runs: a release and, while another one rolls out, that one for its share of the units. */
export interface Running {
  readonly release: Release
  /** Percent of the units that the AI may see. */
  readonly rolloutPercent: number
  readonly candidate?: (Release & { readonly percent: number }) | null
}

interface Release {
  readonly hash: string
  readonly manifest: Manifest
}

/** Records of runs as a host sends them, of units spread over the working hours of a day, each through the real gate. */
export function runsOfDay<Unit>(
  workflow: PastWorkflow<Unit>,
  { day, units, firstIndex, running }: PastDay,
  draw: () => number,
): readonly Record<string, unknown>[] {
  return Array.from({ length: units }, (_, i) => {
    const startedAt = new Date(day.getTime() + Math.round((7 + (10 * (i + draw())) / units) * 3_600_000))
    return recordOf(workflow, workflow.unit(firstIndex + i, draw), startedAt, running, draw)
  })
}

function recordOf<Unit>(
  { slug, answer, latencyMs, cost, failing }: PastWorkflow<Unit>,
  unit: Unit,
  startedAt: Date,
  { release, rolloutPercent, candidate = null }: Running,
  draw: () => number,
): Record<string, unknown> {
  const unitKey = gateOf(release).unitKeyOf(unit) ?? ''
  const gate = gateOf(candidate !== null && meetsCandidate(slug, unitKey, candidate) ? candidate : release)
  const { manifest } = gate
  const admission = gate.admit(unit, {
    unitKey,
    leaseExpired: false,
    paused: null,
    rolloutPercent,
    duplicate: null,
    reserve: () => null,
  })
  const random = Uint8Array.from({ length: 10 }, () => Math.floor(draw() * 256))
  const common = {
    id: uuidV7FromTime(startedAt, random),
    workflow: manifest.workflow,
    release: gate.hash,
    unitKey,
    startedAt: startedAt.toISOString(),
    inputQuality: admission.inputQuality,
  }
  if (admission.kind === 'settled') {
    const { route, reason, bucket } = admission.verdict
    const said = { route, bucket, reasonCode: reason.code, reasonRule: reason.rule, reasonMessage: reason.message }
    return {
      ...common,
      ...said,
      ...contents(manifest, unit, undefined, gate),
      endedAt: common.startedAt,
      latencyMs: 0.1,
      status: 'not-called',
    }
  }
  const took = Math.round(latencyMs * (0.6 + draw() + draw() * draw() * 2))
  const fails = draw() < failing
  const output = fails ? undefined : answer(unit)
  const failure = { failureClass: 'timeout', message: `No answer within ${manifest.call.timeoutMs} ms` } as const
  const settled = gate.settle(unit, fails ? { kind: 'failed', failure } : { kind: 'answered', output }, {
    bucket: admission.bucket,
    draw: draw(),
  })
  const { route, reason, bucket } = settled.verdict
  return {
    ...common,
    ...contents(manifest, unit, output, gate),
    route,
    bucket,
    reasonCode: reason.code,
    reasonRule: reason.rule,
    reasonMessage: reason.message,
    endedAt: new Date(startedAt.getTime() + took).toISOString(),
    latencyMs: took,
    status: fails ? 'failed' : 'ok',
    failureClass: fails ? failure.failureClass : null,
    failureMessage: fails ? failure.message : null,
    attempts: fails ? manifest.call.attempts : 1,
    retries: fails ? manifest.call.attempts - 1 : 0,
    requestedModel: manifest.model.name,
    resolvedModel: manifest.model.name,
    costAmount: (cost.amount * (0.7 + 0.6 * draw())).toFixed(6),
    costCurrency: cost.currency,
    costSource: 'caller',
    confidence: settled.confidence,
  }
}

/** Redacted as the manifest says; nothing where it captures nothing. */
function contents(manifest: Manifest, input: unknown, output: unknown, gate: Gate): Record<string, unknown> {
  if (manifest.data.capture === 'none') return {}
  const kept = JSON.parse(JSON.stringify({ input, output })) as Json // plain data of this example's own
  return { ...(redact(kept, manifest.data.redact) as object), subject: gate.subjectOf(input) }
}

const gates = new Map<string, Gate>()

function gateOf({ hash, manifest }: Release): Gate {
  const known = gates.get(hash)
  if (known !== undefined) return known
  const compiled = compileRelease(manifest)
  if (compiled.kind === 'invalid')
    throw new Error(`The release "${manifest.release}" of ${manifest.workflow} is not valid`)
  gates.set(hash, compiled.gate)
  return compiled.gate
}
