import { createHash } from 'node:crypto'
import {
  answeredPart,
  answersFirst,
  atLimitOf,
  canonicalJson,
  heldForPerson,
  noReleaseVerdict,
  rolloutBucket,
  withAnswer,
  type CallResult,
  type Failure,
  type Gate,
  type Json,
  type Limits,
  type Manifest,
  type ModelReference,
  type Money,
  type Usage,
  type Verdict,
} from '@dayshift/core'
import { callWithPolicy } from './call/attempts.ts'
import type { Breaker } from './call/breaker.ts'
import type { Call } from './call/call.ts'
import { cheaperReleaseOf, releaseOf } from './call/release-of.ts'
import { createUsageMeter, NO_USAGE, type UsageMeter } from './call/usage.ts'
import type { Clock } from './clock.ts'
import type { Control } from './control/control.ts'
import type { Faults } from './control/faults.ts'
import { faultyCall, spiked } from './drill/faulty-call.ts'
import { stateFor, type ControlState, type RerunAsked } from './control/gate-state.ts'
import { messageOf, type Tell } from './files/tell.ts'
import type { Budget } from './limits/budget.ts'
import type { LeasedBudget, LeaseHold } from './limits/leased-budget.ts'
import type { FirstResult, Window } from './limits/window.ts'
import { contentMembers, keptContent } from './record/contents.ts'
import { createRecordKeeper, type Keep } from './record/record-keeper.ts'
import type { RecordFacts } from './record/record-line.ts'
import type { RunResult } from './result.ts'
import type { Shadows } from './shadow/shadows.ts'
import { startRunSpan, type RunSpan } from './telemetry/spans.ts'
import type { DecidedUnit, DecisionMade, RouteOptions, RunOptions } from './workflow.ts'

/** What a workflow works with; made in create-dayshift.ts. */
export interface WorkflowWorld {
  readonly slug: string
  readonly clock: Clock
  readonly random: () => number
  readonly newId: (unixMs: number) => string
  readonly tell: Tell
  readonly control: Control
  readonly breaker: Breaker
  /** What drills force now. */
  readonly faults: Faults
  readonly budget: Budget
  /** The budget across all hosts; null without a server. */
  readonly leased: LeasedBudget | null
  readonly window: Window
  /** Null where nothing is kept. */
  readonly keep: Keep | null
  readonly written: () => Promise<void> | undefined
  /** Ends when a manifest at hand was read; null where there is none. */
  readonly starting: () => Promise<void> | null
  readonly invoke: (input: unknown, call: Call) => unknown
  /** Null without a server. */
  readonly shadows: Shadows | null
}

export interface WorkflowParts {
  run(input: unknown, options: RunOptions): Promise<RunResult<unknown>>
  route(input: unknown, answer: unknown, options: RouteOptions): RunResult<unknown>
  decided(unit: DecidedUnit, decision: DecisionMade): Promise<void>
  /** Runs a unit again because a person asked for it; the answer goes to the case, never to its effect. */
  rerun(asked: RerunAsked): Promise<void>
}

export function createWorkflow(world: WorkflowWorld): WorkflowParts {
  const { slug, clock, control, window } = world
  const { keep } = world
  const keepRun = keep === null ? null : createRecordKeeper(slug, keep)
  // One of its own for a release that rolls out: each keeps what the runs of its release have in common.
  const keepCandidate = keep === null ? null : createRecordKeeper(slug, keep)
  /** Units whose first run is still under way, by dedupe key. */
  const underway = new Map<string, { readonly runId: string; readonly ended: Promise<unknown> }>()

  async function run(input: unknown, options: RunOptions = {}): Promise<RunResult<unknown>> {
    const starting = world.starting()
    if (starting !== null) await starting
    const unit = open(input, options, null)
    unit.span = startRunSpan(slug)
    let result: RunResult<unknown>
    try {
      result = await runOrWait(unit, options.signal)
    } catch (error) {
      result = failedInside(unit, error)
    }
    await world.written()
    followUp(unit)
    return result
  }

  /** After the caller has its result, a shadow may look at the same unit; never at a drill or a duplicate. */
  function followUp(unit: Unit): void {
    const { shadow, spend } = control.state()
    const { shadows } = world
    const { verdict } = unit
    if (shadow === null || shadows === null || verdict === null || unit.attempts === 0) return
    if (unit.drill !== null || unit.duplicateOf !== null) return
    const { id: runId, unitKey, input, output } = unit
    setImmediate(() => shadows.follow(shadow, { runId, unitKey, input, output, verdict, spend }))
  }

  /** The first run of a unit goes on; those that come while it is under way wait for it and are duplicates then. */
  async function runOrWait(unit: Unit, signal: AbortSignal | undefined): Promise<RunResult<unknown>> {
    const key = dedupeKeyOf(unit)
    if (key === null) return runOnce(unit, signal, null)
    for (let first = underway.get(key); first !== undefined; first = underway.get(key)) {
      await endedOrAborted(first.ended, signal)
      if (signal?.aborted) return runOnce(unit, signal, null)
    }
    const ended = runOnce(unit, signal, key)
    underway.set(key, { runId: unit.id, ended })
    try {
      return await ended
    } finally {
      underway.delete(key)
    }
  }

  async function runOnce(unit: Unit, signal: AbortSignal | undefined, key: string | null): Promise<RunResult<unknown>> {
    let bucket = admit(unit, key)
    // What this host had leased of the budget is used up: it asks for more before the unit goes elsewhere.
    const until = clock.monotonic() + LONGEST_WAIT
    while (bucket === null && unit.waits && clock.monotonic() < until && !signal?.aborted) {
      if ((await world.leased?.more()) !== true) break
      bucket = admit(unit, key)
    }
    if (bucket === null && unit.waits) bucket = admitBeyond(unit, key)
    if (bucket === null) return finish(unit, key)
    const { gate } = unit
    if (gate === null) return finish(unit, key)
    const meter = createUsageMeter()
    unit.meter = meter
    // What a person asked to be run again is run without any drill.
    const fault = unit.rerunOf === null ? world.faults.hits(unit.unitKey) : null
    const invoke = (handed: Call) => world.invoke(unit.input, handed)
    const faulty =
      fault &&
      faultyCall({
        fault,
        faults: world.faults,
        manifest: gate.manifest,
        random: world.random,
        textIsFine: expectsText(gate),
        invoke,
      })
    const call = () =>
      callWithPolicy(
        { clock, random: world.random, breaker: fault === null ? world.breaker : world.faults.breakerOf(fault) },
        {
          runId: unit.id,
          release: unit.cheaper === null ? releaseOf(gate) : cheaperReleaseOf(gate, unit.cheaper),
          cheaper: unit.cheaper !== null,
          policy: gate.manifest.call,
          signal,
          record: meter.add,
          textIsFine: expectsText(gate),
          invoke: faulty?.invoke ?? invoke,
        },
      )
    const { result, attempts } = await (unit.span === null ? call() : unit.span.within(call))
    unit.attempts = attempts
    unit.usage = meter.read()
    if (fault !== null && faulty?.touched() === true) {
      unit.drill = fault.id
      unit.isFree = !faulty.called()
      unit.isWrong = fault.kind === 'wrong'
    }
    settleBudget(unit)
    if (unit.cheaper !== null) unit.usage = cheaperUsage(unit.usage, gate.manifest.model.name, unit.cheaper)
    // The budget counts what was really spent.
    if (unit.drill !== null && fault?.kind === 'cost-spike')
      unit.usage = spiked(unit.usage, fault.factor, gate.manifest)
    settle(unit, gate, result, bucket)
    return finish(unit, key)
  }

  function route(input: unknown, answer: unknown, options: RouteOptions = {}): RunResult<unknown> {
    const unit = open(input, options, null)
    try {
      unit.span = startRunSpan(slug)
      const key = dedupeKeyOf(unit)
      if (key !== null && unit.state.paused === null) unit.first = firstUnderway(key)
      let bucket = admit(unit, key)
      if (bucket === null && unit.waits) bucket = admitBeyond(unit, key)
      const { gate } = unit
      if (bucket !== null && gate !== null) {
        unit.attempts = 1
        if (options.usage !== undefined) {
          unit.meter = createUsageMeter()
          unit.meter.add(options.usage)
          unit.usage = unit.meter.read()
        }
        settleBudget(unit)
        settle(unit, gate, resultOf(answer, expectsText(gate)), bucket)
      }
      return finish(unit, key)
    } catch (error) {
      return failedInside(unit, error)
    }
  }

  function open(input: unknown, options: RouteOptions, rerunOf: RerunAsked | null): Unit {
    const startedAt = clock.now()
    const known = control.state()
    // The active release says what the unit is called, so that it stays in its place whatever rolls out.
    const unitKey = unitKeyOf(known.gate, input, options.unitKey)
    const state = stateFor(known, slug, unitKey)
    return {
      id: world.newId(startedAt),
      input,
      state,
      gate: state.gate,
      unitKey,
      subject: options.subject ?? null,
      startedAt,
      begun: clock.monotonic(),
      latencyMs: 0,
      rerunOf,
      duplicateOf: null,
      span: null,
      first: null,
      verdict: null,
      inputQuality: null,
      output: undefined,
      failure: null,
      confidence: null,
      attempts: 0,
      drill: null,
      isFree: false,
      isWrong: false,
      held: null,
      hold: null,
      spendLease: null,
      waits: false,
      beyond: false,
      cheaper: null,
      usage: NO_USAGE,
      meter: null,
    }
  }

  /** The bucket where the AI may be called; null where the unit is settled. */
  function admit(unit: Unit, key: string | null): number | null {
    const { state, gate } = unit
    if (gate === null) {
      unit.verdict = because(noReleaseVerdict(slug, unit.unitKey), state.why)
      return null
    }
    if (key !== null) unit.first ??= window.find(slug, key)
    const { perDay, perMonth } = state.spend ?? gate.manifest.limits
    const limited = perDay !== null || perMonth !== null
    const admission = gate.admit(unit.input, {
      unitKey: unit.unitKey,
      leaseExpired: control.leaseExpired(),
      paused: state.paused,
      rolloutPercent: unit.rerunOf === null ? state.rolloutPercent : 100,
      duplicate: unit.first,
      reserve: limited ? () => reserve(unit, gate) : RESERVED,
    })
    unit.inputQuality = admission.inputQuality
    if (admission.kind === 'call') return admission.bucket
    unit.verdict = admission.verdict
    return null
  }

  /** Admits a unit that the budget held back and that waited in vain, as the manifest says of a limit. */
  function admitBeyond(unit: Unit, key: string | null): number | null {
    unit.beyond = true
    return admit(unit, key)
  }

  function reserve(unit: Unit, gate: Gate): string | null {
    const { limits } = gate.manifest
    const atLimit = atLimitOf(limits)
    // Units go on whatever they cost: their records tell it.
    if (atLimit.kind === 'alert') return null
    const { spend } = unit.state
    const why =
      spend !== null && world.leased !== null ? reserveLeased(unit, spend, limits.perRun) : reserveHere(unit, limits)
    if (why === null || atLimit.kind !== 'cheaper-model' || unit.waits) return why
    unit.cheaper = atLimit.model
    if (spend !== null && world.leased !== null) {
      unit.hold = world.leased.reserveBeyond(spend, spend.perRun ?? limits.perRun, unit.startedAt)
      unit.spendLease = unit.hold.lease
    }
    return null
  }

  function reserveHere(unit: Unit, limits: Limits): string | null {
    const reservation = world.budget.reserve(limits, clock.now())
    if (reservation.kind === 'refused') return reservation.why
    unit.held = reservation.held
    return null
  }

  function reserveLeased(unit: Unit, spend: NonNullable<ControlState['spend']>, perRun: Money | null): string | null {
    const reservation = world.leased?.reserve(spend, spend.perRun ?? perRun, unit.startedAt)
    if (reservation === undefined) return null
    unit.waits = reservation.kind === 'refused' && reservation.waits && !unit.beyond
    if (reservation.kind === 'refused') return reservation.why
    unit.hold = reservation.hold
    unit.spendLease = reservation.hold.lease
    return null
  }

  function settleBudget(unit: Unit): void {
    if ((unit.held === null && unit.hold === null) || unit.gate === null) return
    const { limits, model } = unit.gate.manifest
    const { costAmount, costCurrency } = unit.usage
    const bounds = unit.hold === null ? limits : (unit.state.spend ?? limits)
    const currency = (bounds.perRun ?? bounds.perDay ?? bounds.perMonth)?.currency ?? ''
    const cost =
      unit.attempts === 0 || unit.isFree
        ? { amount: '0', currency }
        : costAmount === null || costCurrency === null
          ? (world.leased?.costOf(unit.usage, (unit.cheaper ?? model).name) ?? null)
          : { amount: costAmount, currency: costCurrency }
    if (cost === null || cost.currency !== currency) {
      world.tell(
        `cost-${slug}`,
        `A run of "${slug}" told no cost in ${currency}: its whole reservation stays counted as spent. Tell it with call.record({ costAmount, costCurrency }).`,
      )
    }
    if (unit.held !== null) world.budget.settle(unit.held, cost, limits, clock.now())
    unit.hold?.settle(cost)
    unit.held = null
    unit.hold = null
  }

  function settle(unit: Unit, gate: Gate, result: CallResult, bucket: number): void {
    const settlement = gate.settle(unit.input, result, { bucket, draw: world.random() })
    unit.verdict = unit.isWrong ? heldForPerson(settlement.verdict) : settlement.verdict
    unit.failure = settlement.failure
    unit.confidence = settlement.confidence
    if (result.kind === 'answered') unit.output = result.output
  }

  /** Writes the record and gives the result. */
  function finish(unit: Unit, key: string | null): RunResult<unknown> {
    const { gate } = unit
    const decided = unit.verdict ?? noReleaseVerdict(slug, unit.unitKey)
    const verdict = unit.rerunOf === null ? decided : backToCase(decided)
    if (verdict.reason.code === 'duplicate') unit.duplicateOf = unit.first?.runId ?? null
    const { duplicateOf } = unit
    const output = duplicateOf === null ? unit.output : unit.first?.output
    keepRecord(unit, verdict)
    const windowMs = gate?.manifest.dedupe?.windowMs
    if (key !== null && duplicateOf === null && windowMs !== undefined) {
      window.remember(
        slug,
        key,
        // An answer that was made wrong on purpose is given to nobody a second time.
        unit.isWrong
          ? { runId: unit.id, route: 'human', output: undefined }
          : { runId: unit.id, route: verdict.route, output: isUsed(verdict) ? output : undefined },
        windowMs,
      )
    }
    endSpan(unit, verdict)
    return resultFor(unit, verdict, output, fieldAnsweredFirst(unit, verdict))
  }

  /** Drills are in no figure: nobody is asked for them. */
  function fieldAnsweredFirst({ unitKey, drill, duplicateOf, state: { humanFirst } }: Unit, verdict: Verdict) {
    if (humanFirst === null || verdict.route !== 'review' || drill !== null || duplicateOf !== null) return null
    return answersFirst(slug, unitKey, humanFirst) ? humanFirst.field : null
  }

  function keeperOf({ state }: Unit): typeof keepRun {
    return state === control.state().candidate?.state ? keepCandidate : keepRun
  }

  function endSpan(unit: Unit, verdict: Verdict): void {
    const { gate } = unit
    unit.span?.end({
      runId: unit.id,
      verdict,
      failure: unit.failure,
      attempts: unit.attempts,
      usage: unit.usage,
      provider: unit.meter?.provider() ?? gate?.manifest.model.provider ?? null,
      model: gate?.manifest.model.name ?? null,
      release: unit.state.release?.hash ?? null,
    })
  }

  function keepRecord(unit: Unit, verdict: Verdict): void {
    if (keepRun === null) return
    const { gate } = unit
    unit.latencyMs = clock.monotonic() - unit.begun
    unit.subject = (unit.subject ?? gate?.subjectOf(unit.input) ?? null)?.slice(0, 512) ?? null
    // Without a manifest nobody said what may be kept; a duplicate's contents are with its first run.
    const contents =
      gate === null || unit.duplicateOf !== null ? '' : contentMembers(gate.manifest.data, unit.input, unit.output)
    keeperOf(unit)?.(unit.state, verdict, unit, contents)
  }

  /** Something in the gate itself broke: the unit goes to a person, and the record says why. */
  function failedInside(unit: Unit, error: unknown): RunResult<unknown> {
    const message = `Dayshift failed inside (${messageOf(error)}), so a person decides.`
    world.tell(`inside-${slug}`, message)
    const failure: Failure = { failureClass: 'error', message }
    const verdict: Verdict = {
      route: 'human',
      reason: { code: 'call-failed', rule: null, message },
      bucket: rolloutBucket(slug, unit.unitKey),
    }
    unit.failure = failure
    unit.output = undefined
    try {
      settleBudget(unit)
      endSpan(unit, verdict)
      unit.latencyMs = clock.monotonic() - unit.begun
      keeperOf(unit)?.(unit.state, verdict, unit, '')
    } catch {
      // Told above.
    }
    return resultFor(unit, verdict, undefined, null)
  }

  function dedupeKeyOf(unit: Unit): string | null {
    return unit.gate === null || unit.gate.manifest.dedupe === null ? null : unit.gate.dedupeKeyOf(unit.input)
  }

  /** A synchronous routing can't wait for the first run of its unit: it goes to a person. */
  function firstUnderway(key: string): FirstResult | null {
    const first = underway.get(key)
    return first === undefined ? null : { runId: first.runId, route: 'human', output: undefined }
  }

  async function decided(unit: DecidedUnit, decision: DecisionMade): Promise<void> {
    try {
      if (world.keep === null) return
      world.keep('decisions', '', decisionLine(unit, decision))
      await world.written()
    } catch (error) {
      world.tell(`decided-${slug}`, `Could not keep a decision about unit "${unit.unitKey}": ${messageOf(error)}.`)
    }
  }

  function decisionLine(unit: DecidedUnit, decision: DecisionMade): string {
    const policy = control.state().gate?.manifest.data
    return JSON.stringify({
      id: world.newId(clock.now()),
      runId: unit.runId ?? undefined,
      workflow: slug,
      unitKey: boundedKey(unit.unitKey),
      kind: decision.kind,
      by: decision.by.slice(0, 200),
      reason: decision.reason?.slice(0, 4000),
      shownAt: decision.shownAt?.toISOString(),
      decidedAt: (decision.decidedAt ?? new Date(clock.now())).toISOString(),
      finalOutput: policy === undefined ? undefined : keptContent(policy, 'output', decision.finalOutput),
      ownAnswer: policy === undefined ? undefined : ownAnswerOf(policy, decision),
    })
  }

  /** As much of it as may be kept of an output; nothing where nothing is. */
  function ownAnswerOf(policy: Manifest['data'], { ownAnswer }: DecisionMade): unknown {
    if (ownAnswer === undefined) return undefined
    const field = control.state().humanFirst?.field ?? ''
    const kept = keptContent(policy, 'output', withAnswer({}, field, ownAnswer.answer as Json)) // checked by what keeps it
    const answer = kept === undefined ? undefined : answeredPart(kept, field)
    return answer === undefined ? undefined : { answer, answeredAt: ownAnswer.answeredAt.toISOString() }
  }

  async function rerun(asked: RerunAsked): Promise<void> {
    const unit = open(asked.input, { unitKey: asked.unitKey }, asked)
    try {
      unit.span = startRunSpan(slug)
      await runOnce(unit, undefined, null)
    } catch (error) {
      failedInside(unit, error)
    }
    await world.written()
  }

  return { run, route, decided, rerun }
}

/** One run while it goes through the gate. */
interface Unit extends RecordFacts {
  readonly input: unknown
  readonly state: ControlState
  readonly gate: Gate | null
  readonly begun: number
  latencyMs: number
  failure: Failure | null
  attempts: number
  usage: Usage
  confidence: number | null
  inputQuality: number | null
  duplicateOf: string | null
  drill: string | null
  /** A drill gave the answer: no model was called. */
  isFree: boolean
  /** A drill made the answer wrong. */
  isWrong: boolean
  subject: string | null
  span: RunSpan | null
  first: FirstResult | null
  verdict: Verdict | null
  output: unknown
  /** The budget that is reserved here. */
  held: bigint | null
  /** The budget that is reserved of what this host has leased. */
  hold: LeaseHold | null
  spendLease: string | null
  /** The budget refused it, and the server may give more. */
  waits: boolean
  /** It waited for the server in vain. */
  beyond: boolean
  /** The model that is called because a limit is reached. */
  cheaper: ModelReference | null
  meter: UsageMeter | null
}

const RESERVED = () => null
/** How long a unit waits for the server to give more of the budget at most. */
const LONGEST_WAIT = 1_000

/** What was asked for is what the release says; what answered is the cheaper model. */
function cheaperUsage(usage: Usage, asked: string, cheaper: ModelReference): Usage {
  return { ...usage, requestedModel: asked, resolvedModel: usage.resolvedModel ?? usage.requestedModel ?? cheaper.name }
}

function resultFor(unit: Unit, verdict: Verdict, output: unknown, answerFirst: string | null): RunResult<unknown> {
  const { reason, bucket } = verdict
  const { id: runId, unitKey, duplicateOf, failure, confidence } = unit
  const said = {
    reason,
    bucket,
    runId,
    unitKey,
    duplicateOf,
    failure,
    confidence,
    wrongOnPurpose: unit.isWrong,
    answerFirst,
  }
  switch (verdict.route) {
    case 'automatic':
      return { route: 'automatic', ...said, output }
    case 'review':
      return { route: 'review', ...said, draft: output }
    case 'human':
    case 'existing-process':
      return { route: verdict.route, ...said }
    default:
      return verdict.route satisfies never
  }
}

function isUsed(verdict: Verdict): boolean {
  return verdict.route === 'automatic' || verdict.route === 'review'
}

/** The answer to a person's wish goes back to the case: it never takes effect by itself. */
function backToCase(verdict: Verdict): Verdict {
  if (verdict.route === 'automatic') {
    const message = `${verdict.reason.message} A person asked for this run, so it goes back to the case.`
    return { ...verdict, route: 'review', reason: { ...verdict.reason, message } }
  }
  return verdict.route === 'existing-process' ? { ...verdict, route: 'human' } : verdict
}

function because(verdict: Verdict, why: string | null): Verdict {
  if (why === null) return verdict
  return { ...verdict, reason: { ...verdict.reason, message: `${verdict.reason.message} Why: ${why}.` } }
}

function resultOf(answer: unknown, textIsFine: boolean): CallResult {
  if (answer === undefined || answer === null) return { kind: 'none' }
  if (typeof answer !== 'string' || textIsFine) return { kind: 'answered', output: answer }
  try {
    return { kind: 'answered', output: JSON.parse(answer) }
  } catch {
    return { kind: 'failed', failure: { failureClass: 'not-json', message: 'the answer is not JSON' } }
  }
}

function expectsText(gate: Gate): boolean {
  const { output } = gate.manifest
  return typeof output === 'object' && output['type'] === 'string'
}

function unitKeyOf(gate: Gate | null, input: unknown, given: string | undefined): string {
  if (typeof given === 'string' && given !== '') return boundedKey(given)
  return gate?.unitKeyOf(input) ?? `input:${digest(textOf(input))}`
}

const LONGEST_KEY = 512

/** A key that is too long for the wire keeps its beginning and gets its hash: the same unit has the same key still. */
function boundedKey(key: string): string {
  return key.length <= LONGEST_KEY ? key : `${key.slice(0, 400)}#${digest(key)}`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function textOf(input: unknown): string {
  try {
    return canonicalJson(input as Json) // throws for what is none
  } catch {
    return String(input)
  }
}

function endedOrAborted(ended: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> {
  if (signal === undefined) return ended.catch(() => {})
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', resolve, { once: true })
    ended.then(resolve, resolve)
  })
}
