import type { GateState } from '@dayshift/contract'
import {
  compileRelease,
  type ForcedFault,
  type Gate,
  type HumanFirst,
  type Json,
  type Manifest,
  meetsCandidate,
  type Money,
} from '@dayshift/core'
import { messageOf } from '../files/tell.ts'
import { readFaults } from './faults.ts'

/** What the server last said about one workflow, ready to decide with. */
export interface ControlState {
  readonly release: { readonly hash: string; readonly name: string } | null
  /** Null where no release is active, or it doesn't compile; `why` then says so. */
  readonly gate: Gate | null
  readonly why: string | null
  readonly rolloutPercent: number
  /** The sentence that the workflow was paused with. */
  readonly paused: string | null
  readonly leaseMs: number
  readonly reruns: readonly RerunAsked[]
  /** What drills force; empty in what an older server says. */
  readonly faults: readonly ForcedFault[]
  /** The limits that hosts hold by leases of the budget; null where nothing is limited, or the server gives no leases. */
  readonly spend: NonNullable<GateState['spend']> | null
  /** For which share of the units a person answers first; null where nobody is asked. */
  readonly humanFirst: HumanFirst | null
  /** A release that rolls out beside the active one; null where there is none, or it doesn't compile here. */
  readonly candidate: Candidate | null
  /** A release that runs beside the live one without effect; null where there is none, or it doesn't compile here. */
  readonly shadow: Shadow | null
}

export interface Shadow {
  /** The change whose release it is. */
  readonly change: string
  readonly hash: string
  readonly percent: number
  readonly gate: Gate
}

/** What some of the units meet: this same state with the other release, and the share of units in percent. */
export interface Candidate {
  readonly hash: string
  readonly percent: number
  readonly state: ControlState
}

/** A unit that a person wants to be run again. */
export interface RerunAsked {
  readonly caseId: string
  readonly runId: string
  readonly unitKey: string
  readonly input: Json
}

const DEFAULT_LEASE = 60_000

export type StateRead =
  | { readonly kind: 'read'; readonly state: ControlState }
  | { readonly kind: 'unreadable'; readonly why: string }

/** Reads the answer of `GET /api/v1/workflows/:slug/gate`. `before` saves compiling a release that hasn't changed. */
export function readGateState(value: unknown, before: ControlState | null): StateRead {
  if (!isRecord(value)) return unreadable('it is no object')
  const wire = value as Partial<GateState> // each member that is used is checked here
  const { release, rolloutPercent, paused, leaseMs, reruns, faults } = wire
  if (typeof rolloutPercent !== 'number')
    return unreadable(`"rolloutPercent" is ${typeof rolloutPercent}, not a number`)
  if (paused !== null && (!isRecord(paused) || typeof paused.reason !== 'string'))
    return unreadable('"paused" is not as it should be')
  if (release !== null && (!isRecord(release) || typeof release.hash !== 'string' || !isRecord(release.manifest))) {
    return unreadable('"release" is not as it should be')
  }
  const lease = typeof leaseMs === 'number' && leaseMs > 0 ? leaseMs : DEFAULT_LEASE
  const state: ControlState = {
    ...compiled(release, before),
    rolloutPercent,
    paused: paused === null ? null : paused.reason,
    leaseMs: lease,
    reruns: Array.isArray(reruns) ? reruns.filter(isRerun) : [],
    faults: readFaults(faults),
    spend: spendOf(wire.spend),
    humanFirst: humanFirstOf(wire.humanFirst),
    candidate: null,
    shadow: shadowOf(wire.shadow, before),
  }
  return { kind: 'read', state: { ...state, candidate: candidateOf(wire.candidate, state, before) } }
}

/** The release that a unit meets: the active one, or for its share of the units the one that rolls out. */
export function stateFor(state: ControlState, workflow: string, unitKey: string): ControlState {
  const { candidate } = state
  return candidate !== null && meetsCandidate(workflow, unitKey, candidate) ? candidate.state : state
}

/** The state of a workflow that runs from a manifest at hand, without word from a server. */
export function localState(manifest: Manifest, hash: string): ControlState {
  return {
    release: { hash, name: manifest.release },
    ...releaseOf(manifest),
    rolloutPercent: manifest.rollout.percent,
    paused: null,
    leaseMs: DEFAULT_LEASE,
    reruns: [],
    faults: [],
    spend: null,
    humanFirst: null,
    candidate: null,
    shadow: null,
  }
}

/** The state where nothing is known. */
export function noState(why: string): ControlState {
  return {
    release: null,
    gate: null,
    why,
    rolloutPercent: 0,
    paused: null,
    leaseMs: DEFAULT_LEASE,
    reruns: [],
    faults: [],
    spend: null,
    humanFirst: null,
    candidate: null,
    shadow: null,
  }
}

/** One that this host can't read or compile is nobody's: its units meet the active release. */
function candidateOf(wire: unknown, state: ControlState, before: ControlState | null): Candidate | null {
  if (!isRecord(wire) || state.gate === null) return null
  const { hash, name, manifest, percent } = wire
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash) || typeof name !== 'string') return null
  if (typeof percent !== 'number' || !isRecord(manifest)) return null
  const known = before?.candidate?.hash === hash ? before.candidate.state : null
  const other = compiled({ hash, name, manifest }, known)
  return other.gate === null ? null : { hash, percent, state: { ...state, ...other } }
}

function humanFirstOf(wire: unknown): HumanFirst | null {
  if (!isRecord(wire)) return null
  const { percent, field } = wire
  return typeof percent === 'number' && typeof field === 'string' ? { percent, field } : null
}

function shadowOf(wire: unknown, before: ControlState | null): Shadow | null {
  if (!isRecord(wire)) return null
  const { change, hash, manifest, percent } = wire
  if (typeof change !== 'string' || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return null
  if (typeof percent !== 'number' || !isRecord(manifest)) return null
  const gate = before?.shadow?.hash === hash ? before.shadow.gate : releaseOf(manifest as unknown as Manifest).gate // what the server checked; anything else fails to compile
  return gate === null ? null : { change, hash, percent, gate }
}

function compiled(
  release: GateState['release'],
  before: ControlState | null,
): Pick<ControlState, 'release' | 'gate' | 'why'> {
  if (release === null) return { release: null, gate: null, why: 'no release is active' }
  const named = { hash: release.hash, name: release.name }
  if (before !== null && before.release?.hash === release.hash)
    return { release: named, gate: before.gate, why: before.why }
  return { release: named, ...releaseOf(release.manifest as Manifest) } // what the server checked; anything else fails to compile
}

function releaseOf(manifest: Manifest): Pick<ControlState, 'gate' | 'why'> {
  try {
    const release = compileRelease(manifest)
    if (release.kind === 'compiled') return { gate: release.gate, why: null }
    const first = release.faults[0]
    return {
      gate: null,
      why: `the release doesn't compile: ${first === undefined ? 'unknown fault' : `${first.path}: ${first.message}`}`,
    }
  } catch (error) {
    return { gate: null, why: `the release doesn't compile: ${messageOf(error)}` }
  }
}

/** One that can't be read limits nothing here: the limits of the release hold in this process then. */
function spendOf(wire: unknown): ControlState['spend'] {
  if (!isRecord(wire) || typeof wire['version'] !== 'string') return null
  const { version, perRun, perDay, perMonth } = wire
  if (![perRun, perDay, perMonth].every((each) => each === null || isMoney(each))) return null
  return { version, perRun: moneyOrNull(perRun), perDay: moneyOrNull(perDay), perMonth: moneyOrNull(perMonth) }
}

function moneyOrNull(value: unknown): Money | null {
  return isMoney(value) ? value : null
}

function isMoney(value: unknown): value is Money {
  return isRecord(value) && typeof value['amount'] === 'string' && typeof value['currency'] === 'string'
}

function isRerun(value: unknown): value is RerunAsked {
  return (
    isRecord(value) &&
    typeof value['caseId'] === 'string' &&
    typeof value['runId'] === 'string' &&
    typeof value['unitKey'] === 'string' &&
    'input' in value
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unreadable(why: string): StateRead {
  return { kind: 'unreadable', why }
}
