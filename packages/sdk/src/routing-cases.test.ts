import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  compileRelease,
  noReleaseVerdict,
  REASON_CODES,
  type CallResult,
  type Gate,
  type Manifest,
  type ReasonCode,
  type Route,
  type Verdict,
} from '@dayshift/core'
import { describe, expect, test } from 'vitest'

/** The language-neutral cases of spec/routing, run against core's gate: the one that SDK, server and screens use. */
interface CaseFile {
  readonly about: string
  readonly manifest: Manifest | null
  readonly cases: readonly RoutingCase[]
}

interface RoutingCase {
  readonly name: string
  readonly input: unknown
  readonly facts: {
    readonly unitKey?: string
    readonly leaseExpired?: boolean
    readonly paused?: string
    readonly rolloutPercent?: number
    readonly duplicate?: { readonly runId: string; readonly route: Route }
    readonly budget?: string
  }
  readonly call: CallResult
  readonly draw: number
  readonly verdict: {
    readonly route: Route
    readonly reason: { readonly code: ReasonCode; readonly rule: string | null }
    readonly bucket: number
  }
}

const folder = new URL('../../../spec/routing/', import.meta.url)
const files = readdirSync(fileURLToPath(folder))
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CaseFile)

describe.each(files)('$about', ({ manifest, cases }) => {
  const gate = manifest === null ? null : gateOf(manifest)
  test.each(cases)('$name', (routing) => {
    const { route, reason, bucket } = verdictOf(gate, routing)
    expect({ route, reason: { code: reason.code, rule: reason.rule }, bucket }).toEqual(routing.verdict)
    expect(reason.message).not.toBe('')
  })
})

test('every reason code has a case', () => {
  const codes = files.flatMap(({ cases }) => cases.map(({ verdict }) => verdict.reason.code))
  expect(new Set(codes)).toEqual(new Set(REASON_CODES))
})

function gateOf(manifest: Manifest): Gate {
  const release = compileRelease(manifest)
  if (release.kind === 'compiled') return release.gate
  throw new Error(release.faults.map(({ path, message }) => `${path}: ${message}`).join('; '))
}

function verdictOf(gate: Gate | null, { input, facts, call, draw }: RoutingCase): Verdict {
  const unitKey = facts.unitKey ?? gate?.unitKeyOf(input) ?? 'unit'
  if (gate === null) return noReleaseVerdict('billing-replies', unitKey)
  const admission = gate.admit(input, {
    unitKey,
    leaseExpired: facts.leaseExpired ?? false,
    paused: facts.paused ?? null,
    rolloutPercent: facts.rolloutPercent ?? 100,
    duplicate: facts.duplicate ?? null,
    reserve: () => facts.budget ?? null,
  })
  if (admission.kind === 'settled') return admission.verdict
  return gate.settle(input, call, { bucket: admission.bucket, draw }).verdict
}
