import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY_MS, verifyLedgerText } from '@dayshift/core'
import { createLog, createManualClock, layInPast } from '@dayshift/server'
import { bootServer, testDatabase, type TestServer } from '@dayshift/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAs, type StoryClient } from './story-client.ts'
import { tellHarbour } from './story.ts'

const SIGN_IN = { email: 'ada@example.com', password: 'day-shift-example' }

let server: TestServer
let ada: StoryClient
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dayshift-story-'))
  const database = await testDatabase()
  const until = new Date('2026-11-28T10:20:00.000Z')
  const from = new Date(until.getTime() - 60 * DAY_MS)
  const secret = new Uint8Array(32)
  await layInPast(
    { database, dataDirectory: directory, log: createLog('silent'), secret, from, until },
    async (past) => void (await tellHarbour(past, SIGN_IN)),
  )
  server = await bootServer({ database, clock: createManualClock(until), secret, seeded: false })
  ada = await signInAs(server.address, SIGN_IN.email, SIGN_IN.password)
}, 600_000)
afterAll(async () => {
  await server?.close()
  await rm(directory, { recursive: true, force: true })
})

interface Handover {
  readonly stage: string
  readonly deployed: { readonly verdict: string }
  readonly adopted: { readonly verdict: string }
  readonly limbo: unknown
  readonly stages: readonly {
    readonly id: string
    readonly criteria: readonly { readonly id: string; readonly verdict: string; readonly waiver: unknown }[]
  }[]
}

const handover = (slug: string) => ada.get<Handover>(`/workflows/${slug}/handover`)

test('one workflow is in the middle of its transfer, one settled in operation, one in limbo', async () => {
  const { items } = await ada.get<{ items: readonly { slug: string; stage: string; limbo: boolean }[] }>('/handovers')
  expect(items.map(({ slug, stage }) => [slug, stage])).toEqual([
    ['billing-replies', 'transfer'],
    ['invoice-sorting', 'operation'],
    ['request-triage', 'pilot'],
  ])
})

test('each list says of a workflow what its own page says', async () => {
  type Fields = Readonly<Record<string, unknown>>
  const { items } = await ada.get<{ items: readonly Fields[] }>('/handovers')
  for (const item of items) {
    const page = await ada.get<
      Fields & { stages: readonly Fields[]; waivers: readonly unknown[]; limbo: Fields | null }
    >(`/workflows/${String(item['slug'])}/handover`)
    const present = page.stages.find(({ id }) => id === page['stage'])
    expect(item).toMatchObject({
      stage: page['stage'],
      stageName: present?.['name'],
      stageSince: page['stageSince'],
      state: page['state'],
      criteria: (present?.['criteria'] as readonly unknown[] | undefined)?.length,
      open: present?.['open'],
      next: page['next'],
      waivers: page.waivers.length,
      deployed: (page['deployed'] as Fields)['verdict'],
      adopted: (page['adopted'] as Fields)['verdict'],
      limbo: page.limbo?.['sentence'] ?? null,
      care: page['care'],
    })
  }
  const { items: watches } = await ada.get<{ items: readonly { workflow: { slug: string }; watch: unknown }[] }>(
    '/watch',
  )
  expect(watches.map(({ workflow }) => workflow.slug)).toEqual(items.map(({ slug }) => slug))
  for (const { workflow, watch } of watches) {
    expect(await ada.get(`/workflows/${workflow.slug}/watch`)).toEqual(watch)
  }
})

test('the transfer of the billing replies is accepted, and what is open is open for a reason', async () => {
  const { stages } = await handover('billing-replies')
  const open = stages.find(({ id }) => id === 'transfer')?.criteria.filter(({ verdict }) => verdict !== 'met')
  expect(open?.map(({ id }) => id).toSorted()).toEqual([
    'forced-failure',
    'governance',
    'handoff-package',
    'parallel-operation',
    'transferred',
    // Nobody looks at Health while the past is told.
    'watched',
  ])
  const volume = stages.find(({ id }) => id === 'pilot')?.criteria.find(({ id }) => id === 'pilot-volume')
  expect(volume).toMatchObject({ verdict: 'unmet', waiver: { by: 'Nadia Owner' } })
  const { transfer, blocks } = await ada.get<{ transfer: { state: string }; blocks: unknown }>(
    '/workflows/billing-replies/transfer',
  )
  expect({ state: transfer.state, blocks }).toEqual({ state: 'accepted', blocks: [] })
})

test('S283 the invoice sorting was transferred to the minute, settled, and its next release waits for data', async () => {
  const { transfer, support } = await ada.get<{
    transfer: { state: string; to: { name: string }; at: string }
    support: { verdict: string; daysChecked: number }
  }>('/workflows/invoice-sorting/transfer')
  expect(transfer).toMatchObject({ state: 'done', to: { name: 'Ines Payables' } })
  expect(support).toMatchObject({ verdict: 'settled', daysChecked: 7 })
  const changes = await ada.get<{ items: readonly { title: string; state: string; runsNow: boolean }[] }>(
    '/workflows/invoice-sorting/changes',
  )
  expect(changes.items.map(({ title, state }) => `${title}: ${state}`)).toEqual([
    'Release 2026-10: rolling-out',
    expect.stringMatching(/100 %.*: live/),
    'Release 2026-09: live',
  ])
})

interface Board {
  readonly counts: { readonly waiting: number; readonly overdue: number }
  readonly failureCases: readonly object[]
  readonly repeated: readonly {
    readonly n: number
    readonly rework: { readonly known: number; readonly minutes: number }
  }[]
}

test('S040 S247 the invoice sorting has a failure case with examples, errors that repeat, and reports that wait', async () => {
  const board = await ada.get<Board>('/workflows/invoice-sorting/feedback')
  expect(board.counts).toMatchObject({ waiting: 2, overdue: 0 })
  expect(board.failureCases).toMatchObject([
    { name: 'Fixed asset booked as running cost', state: 'open', flags: 2, owner: { name: 'Ines Payables' } },
  ])
  expect(board.repeated.length).toBeGreaterThan(0)
  for (const { n, rework } of board.repeated) {
    expect(rework.known).toBe(n)
    expect(rework.minutes / n).toBeLessThan(5)
  }
})

test('S077 the request triage, whose builder left without a backup, is found to have no home', async () => {
  expect((await handover('request-triage')).limbo).not.toBeNull()
  const { problems } = await ada.get<{ problems: readonly { sentence: string }[] }>('/workflows/request-triage/duties')
  expect(problems.map(({ sentence }) => sentence).join(' ')).toContain('Daily care')
})

test('S043 S211 a report that nobody reads and a field that was renamed at a seam are alerts at the first look', async () => {
  const { items } = await ada.get<{
    items: readonly { signal: string; orphaned: boolean; on: { kind: string; name: string }; owner: { name: string } }[]
  }>('/alerts')
  const of = (signal: string) => items.filter((alert) => alert.signal === signal)
  expect(items).toHaveLength(2)
  expect(of('flags-unread')).toMatchObject([{ orphaned: true, on: { kind: 'workflow', slug: 'request-triage' } }])
  expect(of('renamed-field')).toMatchObject([
    { orphaned: false, on: { kind: 'seam', name: 'CRM → Billing system' }, owner: { name: 'Kai Systems' } },
  ])
})

test('every act of the story stands in a ledger that holds together', async () => {
  const text = await server.request('GET', '/api/v1/ledger/export', {
    as: { id: '', name: '', email: '', role: 'admin', cookie: ada.cookie },
  })
  expect(await verifyLedgerText(String(text.body).split('\n'))).toMatchObject({ valid: true })
})
