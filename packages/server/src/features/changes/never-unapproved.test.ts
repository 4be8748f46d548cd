import { readFileSync } from 'node:fs'
import { parseManifest } from '@dayshift/contract'
import {
  addSampleRelease,
  bootServer,
  putInStage,
  sampleRun,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'
import { inWorkspace } from '../../platform/database/index.ts'
import { createCompiledGates } from '../workflows/index.ts'
import { sweepChanges } from './change-sweep.ts'
import type { ChangesNeeds } from './needs.ts'

const EXAMPLE = readFileSync(new URL('../../../../../examples/billing-replies/dayshift.yaml', import.meta.url), 'utf8')
const DAY = 86_400_000
const clock = createManualClock(new Date('2026-11-20T09:00:00.000Z'))
const NEEDS: ChangesNeeds = {
  stageOf: async () => ({ stage: 'launch', rolloutAtMost: 100 }),
  freezeOf: async () => null,
  targetsOf: async () => [],
  wentLive: async () => {},
  onShadowRuns: async () => {},
}
const DUTIES = ['change-owner', 'daily-care', 'business-owner'] as const

let server: TestServer
let people: readonly TestPerson[]

beforeAll(async () => {
  server = await bootServer({ clock })
  people = [
    await server.addPerson('Bea', 'member'),
    await server.addPerson('Olu', 'member'),
    await server.addPerson('Nia', 'member'),
  ]
})
afterAll(() => server.close())

const who = fc.integer({ min: 0, max: 2 })
const which = fc.integer({ min: 0, max: 3 })
const act = fc.oneof(
  fc.record({ kind: fc.constant('propose'), by: who, change: which }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('approve'), by: who, change: which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('start'), by: who, change: which }) },
  fc.record({
    kind: fc.constantFrom('not-yet', 'lift', 'withdraw', 'edit', 'rollback', 'step'),
    by: who,
    change: which,
  }),
  fc.record({ kind: fc.constant('duty'), by: who, change: fc.integer({ min: 0, max: 2 }) }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('runs', 'failures', 'sweep'), by: who, change: which }) },
  fc.record({ kind: fc.constant('wait'), by: who, change: fc.constantFrom(1, 5, 14) }),
)

let count = 0

/** A workflow with one live release, played through a sequence of acts; after each, what runs is held against who said yes. */
async function play(acts: readonly { kind: string; by: number; change: number }[]): Promise<number> {
  count += 1
  const slug = `play-${count}`
  const text = EXAMPLE.replace('workflow: billing-replies', `workflow: ${slug}`)
  const variants = [
    ['2026-11-20', 'prompt-1', 'No policy for', 'Without a policy for'],
    ['2026-11-20', 'model-1', 'name: tfidf-centroid', 'name: bigger'],
    ['2026-11-20', 'rule-1', 'qaSample: 10', 'qaSample: 20'],
    ['2026-11-20', 'prompt-2', 'strictly from', 'only from'],
  ].map(([a = '', b = '', c = '', d = '']) => text.replace(a, b).replace(c, d))
  const { manifest, hash: base } = parseManifest(text)
  if (manifest === null || base === null) throw new Error('The example is no manifest')
  await addSampleRelease(server.world, server.workspaceId, manifest)
  await putInStage(server.world, server.workspaceId, slug, 'launch')
  const at = `/api/v1/workflows/${slug}`
  const ask = (path: string, as: TestPerson, body: object) => server.request('POST', `${at}${path}`, { as, body })
  for (const [index, duty] of DUTIES.entries()) {
    await ask(`/duties/${duty}`, server.admin, { person: people[index]?.id ?? null })
  }
  const ran = new Set<string>([base])
  let started = 0
  for (const { kind, by, change: index } of acts) {
    const as = people[by] ?? server.member
    const { body } = await server.request('GET', `${at}/changes`, { as })
    const listed = body.items[index % Math.max(1, body.items.length)]
    if (kind === 'wait') clock.advance(index * DAY)
    else if (kind === 'sweep') await sweepChanges({ world: server.world, needs: NEEDS, gates: createCompiledGates() })
    else if (kind === 'duty') await ask(`/duties/${DUTIES[index] ?? 'daily-care'}`, server.admin, { person: as.id })
    else if (kind === 'propose') {
      await ask('/changes', as, { manifest: variants[index], pace: { hours: 24, units: 30 } })
    } else if (listed !== undefined) {
      const change = (await server.request('GET', `${at}/changes/${listed.id}`, { as })).body
      if (kind === 'runs' || kind === 'failures') {
        const failure = {
          status: 'failed',
          failureClass: 'error',
          failureMessage: 'none',
          route: 'human',
          reasonCode: 'call-failed',
        }
        const records = Array.from({ length: 40 }, (_, n) =>
          sampleRun(clock.now(), {
            workflow: slug,
            release: change.release.hash,
            unitKey: `${kind} ${n} ${clock.now().getTime()}`,
            ...(kind === 'failures' ? failure : {}),
          }),
        )
        await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
        clock.advance(1)
      } else {
        const bodies: { [act: string]: object } = {
          approve: { contentHash: change.contentHash },
          start: { contentHash: change.contentHash },
          'not-yet': { reason: 'Not yet.' },
          withdraw: { reason: 'No.' },
          rollback: { reason: 'Back.' },
        }
        const answer = await ask(`/changes/${listed.id}/${kind}`, as, bodies[kind] ?? {})
        expect([kind, [200, 403, 409].includes(answer.status)]).toEqual([kind, true])
      }
    }
    for (const hash of await running(slug)) {
      if (ran.has(hash)) continue
      ran.add(hash)
      started += 1
      await mustBeApproved(slug, hash)
    }
    expect(await countRolling(slug)).toBeLessThanOrEqual(1)
  }
  return started
}

async function running(slug: string): Promise<readonly string[]> {
  const { body } = await server.request('GET', `/api/v1/workflows/${slug}/gate`, { as: server.key })
  return [body.release?.hash, body.candidate?.hash].filter((hash) => typeof hash === 'string')
}

/** Read from the rows themselves: at this moment each duty's holder had said yes to this very content. */
async function mustBeApproved(slug: string, hash: string): Promise<void> {
  await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
    const change = await trx
      .selectFrom('changes')
      .innerJoin('releases', 'releases.id', 'changes.release_id')
      .innerJoin('workflows', 'workflows.id', 'changes.workflow_id')
      .selectAll('changes')
      .where('workflows.slug', '=', slug)
      .where('releases.content_hash', '=', hash)
      .where('changes.state', '=', 'rolling-out')
      .executeTakeFirstOrThrow()
    const words = await trx.selectFrom('change_approvals').selectAll().where('change_id', '=', change.id).execute()
    const open = await trx
      .selectFrom('change_not_yets')
      .select('id')
      .where('change_id', '=', change.id)
      .where('lifted_at', 'is', null)
      .execute()
    expect(open).toEqual([])
    const asked = change.change_class === 'wording' ? DUTIES.slice(0, 2) : DUTIES
    for (const duty of asked) {
      const holder = await trx
        .selectFrom('duty_assignments')
        .select('person_id')
        .where('workflow_id', '=', change.workflow_id)
        .where('duty', '=', duty)
        .where('ended_at', 'is', null)
        .executeTakeFirstOrThrow()
      const said = words.some(
        (each) =>
          each.duty === duty &&
          each.person_id === holder.person_id &&
          each.content_hash === change.content_hash &&
          clock.now().getTime() - each.at.getTime() < 14 * DAY,
      )
      expect([duty, said || (duty === 'change-owner' && holder.person_id === change.proposed_by)]).toEqual([duty, true])
    }
    expect(words.length).toBeGreaterThan(0)
  })
}

async function countRolling(slug: string): Promise<number> {
  const { body } = await server.request('GET', `/api/v1/workflows/${slug}/changes`, { as: server.viewer })
  return body.items.filter((each: { state: string }) => each.state === 'rolling-out').length
}

test('S257 a change that is not approved never runs, whatever happens in whatever order', async () => {
  let started = 0
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), async (acts) => {
      started += await play(acts)
    }),
    { numRuns: 8, endOnFailure: true },
  )
  // A way that is sure to reach a start, so that the rule above is about something.
  started += await play([
    { kind: 'propose', by: 0, change: 0 },
    { kind: 'start', by: 0, change: 0 },
    { kind: 'approve', by: 1, change: 0 },
    { kind: 'start', by: 0, change: 0 },
    { kind: 'runs', by: 0, change: 0 },
    { kind: 'wait', by: 0, change: 1 },
    { kind: 'sweep', by: 0, change: 0 },
  ])
  expect(started).toBeGreaterThan(0)
}, 120_000)
