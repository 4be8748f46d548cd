import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../json/json.ts'
import { REASON_CODES, ROUTES } from '../routing/verdict.ts'
import type { ReasonCode, Route } from '../routing/verdict.ts'
import { CASE_STATES, PRIORITIES } from './case.ts'
import { isHeld } from './case-record.ts'
import type { CaseActor, CaseRecord } from './case-record.ts'
import { claimCase, LEASE_MS, releaseClaim, renewClaim } from './claim-case.ts'
import { decideCase } from './decide-case.ts'
import type { CaseDecision, DecisionFacts, Draft } from './decide-case.ts'
import { excerptOf } from './excerpt.ts'
import { expireCase } from './expire-case.ts'
import { DEFAULT_CASE_POLICY, openCase } from './open-case.ts'
import { reassignCase } from './reassign-case.ts'
import { arriveRerun, askRerun } from './rerun-case.ts'

const ADA: CaseActor = { id: 'ada', name: 'Ada' }
const BO: CaseActor = { id: 'bo', name: 'Bo' }
const HOUR = 3_600_000
const T0 = Date.UTC(2026, 10, 20, 9)

function opened(code: ReasonCode = 'output-rule', route: Route = 'review'): CaseRecord {
  const run = { id: 'run-1', route, reason: { code, rule: null, message: '' } }
  const opening = openCase('case-1', run, DEFAULT_CASE_POLICY, T0)
  if (opening.kind !== 'opened') throw new Error(`no case was opened: ${opening.why}`)
  return opening.record
}

function claimed(actor = ADA, record = opened(), now = T0): CaseRecord {
  const answer = claimCase(record, actor, now)
  if (answer.kind !== 'granted') throw new Error(`not granted: ${answer.kind}`)
  return answer.record
}

function facts(draft: Draft = { kind: 'kept', output: { reply: 'Hello' } }, faults: string[] = []): DecisionFacts {
  return { draft, check: () => faults.map((message) => ({ path: '/reply', message })) }
}

describe('opening', () => {
  test.each<[Route, ReasonCode, string, string]>([
    ['review', 'output-rule', 'review', 'normal'],
    ['review', 'qa-sample', 'qa-sample', 'low'],
    ['human', 'input-rule', 'exception', 'high'],
    ['human', 'input-contract', 'exception', 'normal'],
    ['human', 'low-confidence', 'exception', 'normal'],
    ['human', 'output-rule', 'exception', 'normal'],
    ['human', 'budget', 'exception', 'normal'],
    ['human', 'lease-expired', 'exception', 'normal'],
    ['human', 'no-release', 'exception', 'normal'],
    ['human', 'call-failed', 'failure', 'high'],
    ['human', 'no-output', 'failure', 'high'],
    ['human', 'output-contract', 'failure', 'high'],
  ])('S286–S290 route %s because of %s makes a case of kind %s, priority %s', (route, code, kind, priority) => {
    expect(opened(code, route)).toMatchObject({ kind, priority, state: 'waiting', assignedTo: null, token: 0 })
  })

  test('is due after 4 hours, goes to the backup after 8 and expires after 24 where the release says nothing else', () => {
    expect(opened()).toMatchObject({
      openedAt: T0,
      dueAt: T0 + 4 * HOUR,
      backupAt: T0 + 8 * HOUR,
      expiresAt: T0 + 24 * HOUR,
    })
  })

  test('S287 a duplicate opens no second case', () => {
    const run = { id: 'r', route: 'review', reason: { code: 'duplicate', rule: null, message: '' } } as const
    expect(openCase('c', run, DEFAULT_CASE_POLICY, T0)).toEqual({ kind: 'none', why: 'duplicate' })
  })

  test('what needs no person opens no case, and every reason that sends a unit to a person opens one', () => {
    for (const route of ROUTES) {
      for (const code of REASON_CODES) {
        const opening = openCase(
          'c',
          { id: 'r', route, reason: { code, rule: null, message: '' } },
          DEFAULT_CASE_POLICY,
          T0,
        )
        const toPerson = (route === 'review' || route === 'human') && code !== 'duplicate'
        expect(opening.kind).toBe(toPerson ? 'opened' : 'none')
      }
    }
  })
})

describe('claiming', () => {
  test('gives the next fencing token and a lease', () => {
    const answer = claimCase(opened(), ADA, T0)
    expect(answer).toMatchObject({
      kind: 'granted',
      record: { state: 'claimed', token: 1, claim: { by: ADA, until: T0 + LEASE_MS } },
    })
  })

  test('is refused while somebody else holds it, with who and until when', () => {
    expect(claimCase(claimed(), BO, T0 + LEASE_MS - 1)).toEqual({ kind: 'held', by: ADA, until: T0 + LEASE_MS })
  })

  test('is granted when the lease of the other has ended, and the older token is stale then', () => {
    const before = claimed()
    const after = claimed(BO, before, T0 + LEASE_MS)
    expect(after.token).toBe(before.token + 1)
    expect(decideCase(after, ADA, before.token, { kind: 'accepted' }, facts(), T0 + LEASE_MS)).toEqual({
      kind: 'conflict',
      why: 'stale-token',
    })
  })

  test('S300 is refused to others when it was given to one person', () => {
    const given = reassignCase(opened(), BO)
    expect(given.kind === 'reassigned' && claimCase(given.record, ADA, T0)).toEqual({ kind: 'assigned', to: BO })
  })

  test('is refused for a closed case', () => {
    const done = decideCase(claimed(), ADA, 1, { kind: 'accepted' }, facts(), T0)
    expect(done.kind === 'completed' && claimCase(done.record, BO, T0)).toEqual({ kind: 'closed' })
  })

  test('renewing moves the end of the lease, giving back frees the case; both need the newest token', () => {
    const record = claimed()
    expect(renewClaim(record, ADA, 1, T0 + 60_000)).toMatchObject({
      kind: 'renewed',
      record: { claim: { until: T0 + 60_000 + LEASE_MS } },
    })
    expect(renewClaim(record, BO, 1, T0)).toMatchObject({ kind: 'conflict', why: 'stale-token' })
    expect(releaseClaim(record, ADA, 1)).toMatchObject({
      kind: 'released',
      record: { state: 'waiting', claim: null, token: 1 },
    })
    expect(releaseClaim(record, ADA, 0)).toMatchObject({ kind: 'conflict' })
  })
})

describe('deciding', () => {
  test('S304 an accepted, edited, overridden or ignored output completes the case', () => {
    const decisions: CaseDecision[] = [
      { kind: 'accepted' },
      { kind: 'edited', finalOutput: { reply: 'Hello Ada' } },
      { kind: 'overridden', reason: 'wrong policy' },
      { kind: 'ignored', reason: 'the customer called' },
    ]
    for (const decision of decisions) {
      const answer = decideCase(claimed(), ADA, 1, decision, facts(), T0 + 5)
      expect(answer).toMatchObject({ kind: 'completed', record: { state: 'completed', closedAt: T0 + 5, claim: null } })
    }
  })

  test('S305 an escalated case stays open, more pressing, for the person named or for anybody', () => {
    const answer = decideCase(claimed(), ADA, 1, { kind: 'escalated', reason: 'must stop', to: BO }, facts(), T0)
    expect(answer).toMatchObject({
      kind: 'escalated',
      record: { state: 'waiting', priority: 'high', assignedTo: BO, closedAt: null },
    })
    const toAll = decideCase(claimed(), ADA, 1, { kind: 'escalated', reason: 'must stop', to: null }, facts(), T0)
    expect(toAll).toMatchObject({ kind: 'escalated', record: { assignedTo: null } })
  })

  test('there is nothing to accept or edit where there is no valid output', () => {
    const none = facts({ kind: 'none', why: 'The AI gave no answer.' })
    for (const decision of [{ kind: 'accepted' }, { kind: 'edited', finalOutput: {} }] as const) {
      expect(decideCase(claimed(), ADA, 1, decision, none, T0)).toMatchObject({ kind: 'refused', code: 'no-output' })
    }
    expect(
      decideCase(claimed(), ADA, 1, { kind: 'overridden', reason: 'own answer', finalOutput: {} }, none, T0).kind,
    ).toBe('completed')
  })

  test('an edit must differ from the draft, whatever the order of its members', () => {
    const draft: Draft = { kind: 'kept', output: { a: 1, b: 2 } }
    const answer = decideCase(claimed(), ADA, 1, { kind: 'edited', finalOutput: { b: 2, a: 1 } }, facts(draft), T0)
    expect(answer).toMatchObject({ kind: 'refused', code: 'same-as-draft' })
  })

  test('an own answer must fit the output contract, and the faults are listed', () => {
    for (const decision of [
      { kind: 'edited', finalOutput: { reply: 1 } },
      { kind: 'overridden', reason: 'wrong', finalOutput: { reply: 1 } },
    ] as const) {
      const answer = decideCase(claimed(), ADA, 1, decision, facts(undefined, ['must be text']), T0)
      expect(answer).toMatchObject({
        kind: 'refused',
        code: 'output-contract',
        faults: [{ path: '/reply', message: 'must be text' }],
      })
    }
  })

  test('overriding, ignoring and escalating need a reason in words', () => {
    for (const decision of [
      { kind: 'overridden', reason: ' ' },
      { kind: 'ignored', reason: '' },
      { kind: 'escalated', reason: '\n', to: null },
    ] as const) {
      expect(decideCase(claimed(), ADA, 1, decision, facts(), T0)).toMatchObject({
        kind: 'refused',
        code: 'reason-missing',
      })
    }
  })

  test('a lease that has just run out does no harm while nobody else has claimed', () => {
    expect(decideCase(claimed(), ADA, 1, { kind: 'accepted' }, facts(), T0 + LEASE_MS + 1).kind).toBe('completed')
  })
})

describe('running again', () => {
  const asked = (record = claimed()): CaseRecord => {
    const answer = askRerun(record, ADA, record.token, T0 + 1_000)
    if (answer.kind !== 'asked') throw new Error(answer.kind)
    return answer.record
  }

  test('S298 a rerun is asked for once: a second ask while one waits starts none', () => {
    expect(askRerun(asked(), BO, 0, T0 + 2_000)).toEqual({ kind: 'already-asked', at: T0 + 1_000, by: ADA })
  })

  test('S302 its result puts the case before a person again, with the new output', () => {
    const result = { id: 'run-2', rerunOf: 'run-1', startedAt: T0 + 3_000 }
    expect(arriveRerun(asked(), result)).toMatchObject({
      kind: 'replaces',
      record: { state: 'waiting', runId: 'run-2', rerun: null },
    })
  })

  test('the result of an older ask, or one that nobody waits for, replaces nothing', () => {
    const late = { id: 'run-9', rerunOf: 'run-0', startedAt: T0 + 3_000 }
    expect(arriveRerun(asked(), late)).toEqual({ kind: 'late' })
    expect(arriveRerun(asked(), { ...late, rerunOf: 'run-1', startedAt: T0 - 60_000 })).toEqual({ kind: 'late' })
    expect(arriveRerun(claimed(), { ...late, rerunOf: 'run-1' })).toEqual({ kind: 'late' })
  })

  test('whoever claims meanwhile takes the ask back', () => {
    const answer = claimCase(asked(), BO, T0 + 2_000)
    expect(answer).toMatchObject({ kind: 'granted', withdrewRerun: true, record: { rerun: null } })
  })
})

describe('expiring', () => {
  test('goes to the backup first, more pressing and for anybody, then to the existing process', () => {
    const given = reassignCase(opened(), BO)
    const record = given.kind === 'reassigned' ? given.record : opened()
    expect(expireCase(record, record.backupAt - 1)).toEqual({ kind: 'none', checkAt: record.backupAt })
    const backup = expireCase(record, record.backupAt)
    expect(backup).toMatchObject({
      kind: 'backup',
      checkAt: record.expiresAt,
      record: { state: 'waiting', backupSince: record.backupAt, priority: 'high', assignedTo: null },
    })
    if (backup.kind !== 'backup') return
    expect(expireCase(backup.record, record.backupAt + 1)).toEqual({ kind: 'none', checkAt: record.expiresAt })
    expect(expireCase(backup.record, record.expiresAt)).toMatchObject({
      kind: 'handed-over',
      record: { state: 'handed-over', closedAt: record.expiresAt },
    })
  })

  test('leaves a case in the hands of whoever holds it until the lease ends', () => {
    const record = claimed(ADA, opened(), T0 + 24 * HOUR - 1)
    expect(expireCase(record, T0 + 24 * HOUR)).toEqual({ kind: 'none', checkAt: T0 + 24 * HOUR - 1 + LEASE_MS })
    expect(expireCase(record, T0 + 24 * HOUR - 1 + LEASE_MS)).toMatchObject({ kind: 'handed-over' })
  })
})

type Act =
  | {
      readonly kind: 'claim' | 'renew' | 'release' | 'rerun' | 'time' | 'arrive'
      readonly who: CaseActor
      readonly token: number
      readonly ms: number
    }
  | { readonly kind: 'reassign'; readonly who: CaseActor; readonly token: number; readonly ms: number }
  | {
      readonly kind: 'decide'
      readonly who: CaseActor
      readonly token: number
      readonly ms: number
      readonly decision: CaseDecision
    }

const decisions: fc.Arbitrary<CaseDecision> = fc.oneof(
  fc.constant({ kind: 'accepted' } as const),
  fc.constant({ kind: 'edited', finalOutput: { reply: 'Hi' } } as const),
  fc.record({ kind: fc.constant('overridden' as const), reason: fc.constantFrom('', 'why') }),
  fc.record({ kind: fc.constant('ignored' as const), reason: fc.constantFrom('', 'why') }),
  fc.record({
    kind: fc.constant('escalated' as const),
    reason: fc.constantFrom('', 'why'),
    to: fc.constantFrom(null, ADA, BO),
  }),
)
const facts3 = {
  who: fc.constantFrom(ADA, BO, { id: 'cy', name: 'Cy' }),
  /** How far behind the newest token. */
  token: fc.constantFrom(0, 0, 0, 1, 2),
  ms: fc.oneof(fc.nat(60_000), fc.nat(6 * HOUR)),
}
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'claim' as const,
        'renew' as const,
        'release' as const,
        'rerun' as const,
        'arrive' as const,
      ),
      ...facts3,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('reassign' as const, 'time' as const), ...facts3 }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('decide' as const), decision: decisions, ...facts3 }) },
)

/** One act on a case; what it was where nothing came of the act. */
function apply(record: CaseRecord, act: Act, now: number): CaseRecord {
  const token = record.token - act.token
  switch (act.kind) {
    case 'claim': {
      const answer = claimCase(record, act.who, now)
      return answer.kind === 'granted' ? answer.record : record
    }
    case 'renew': {
      const answer = renewClaim(record, act.who, token, now)
      return answer.kind === 'renewed' ? answer.record : record
    }
    case 'release': {
      const answer = releaseClaim(record, act.who, token)
      return answer.kind === 'released' ? answer.record : record
    }
    case 'rerun': {
      const answer = askRerun(record, act.who, token, now)
      return answer.kind === 'asked' ? answer.record : record
    }
    case 'arrive': {
      const answer = arriveRerun(record, {
        id: `run-${now}`,
        rerunOf: act.token === 0 ? record.runId : 'older',
        startedAt: now,
      })
      return answer.kind === 'replaces' ? answer.record : record
    }
    case 'reassign': {
      const answer = reassignCase(record, act.who)
      return answer.kind === 'reassigned' ? answer.record : record
    }
    case 'decide': {
      const answer = decideCase(record, act.who, token, act.decision, facts(), now)
      return answer.kind === 'completed' || answer.kind === 'escalated' ? answer.record : record
    }
    case 'time': {
      const answer = expireCase(record, now)
      return answer.kind === 'none' ? record : answer.record
    }
    default:
      return act satisfies never
  }
}

/** What must hold of every step, whatever the act. */
function brokenLaws(before: CaseRecord, act: Act, after: CaseRecord, now: number): string[] {
  const otherHolder = after.claim !== null && after.claim.by.id !== before.claim?.by.id
  const closed = after.state === 'completed' || after.state === 'handed-over'
  const completes = after.state === 'completed' && before.state !== 'completed'
  const laws: { readonly [law: string]: boolean } = {
    'it is in a known state, none of which is automatic': CASE_STATES.includes(after.state),
    'tokens only rise': after.token >= before.token,
    'who holds it keeps it until the lease ends': !(isHeld(before, now) && otherHolder && act.kind !== 'reassign'),
    'another holder has the next token': !otherHolder || after.token === before.token + 1,
    'what is closed never changes': before.closedAt === null || after === before,
    'a claim and its state go together': (after.claim !== null) === (after.state === 'claimed'),
    'a rerun and its state go together': (after.rerun !== null) === (after.state === 'rerun'),
    'an end and its instant go together': (after.closedAt !== null) === closed,
    'only the newest claim completes':
      !completes || (act.kind === 'decide' && act.token === 0 && act.who.id === before.claim?.by.id),
  }
  return Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]))
}

test('over any sequence of acts: one holder, tokens that only rise, closed is closed, never automatic, one end', () => {
  fc.assert(
    fc.property(fc.constantFrom(...PRIORITIES), fc.array(acts, { maxLength: 60 }), (priority, sequence) => {
      let record: CaseRecord = { ...opened(), priority }
      let now = T0
      for (const act of sequence) {
        now += act.ms
        const before = record
        record = apply(before, act, now)
        expect(brokenLaws(before, act, record, now)).toEqual([])
      }
      // Time alone brings every case to an end.
      for (let step = 0; step < 8 && record.closedAt === null; step++) {
        const expiry = expireCase(record, now)
        if (expiry.kind !== 'none') record = expiry.record
        else now = Math.max(now, expiry.checkAt ?? now)
      }
      expect(['completed', 'handed-over']).toContain(record.state)
    }),
    { numRuns: 1_000 },
  )
})

describe('the excerpt', () => {
  test('is the start of the most readable text, not of an id, an address or a blob', () => {
    const input: Json = {
      id: 'tkt_0199a0000000',
      url: 'https://example.org/some/very/long/address/that/is/no/prose/at/all?x=1',
      blob: 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg==',
      messages: [{ from: 'customer', text: 'Why was my card charged\n\ntwice this month?' }],
    }
    expect(excerptOf(input)).toBe('Why was my card charged twice this month?')
  })

  test('has at most 120 characters, whole ones', () => {
    const text = excerptOf({ text: '😀 hallo '.repeat(100) })
    expect(Array.from(text ?? '').length).toBeLessThanOrEqual(120)
    expect(text).toMatch(/…$/u)
    expect(text?.isWellFormed()).toBe(true)
  })

  test('is null where there is no text', () => {
    expect(excerptOf({ n: 1, list: [true, null] })).toBeNull()
    expect(excerptOf(null)).toBeNull()
  })
})
