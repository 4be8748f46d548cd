import { DAY_MS } from '@dayshift/core'
import type { StoryClient } from './story-client.ts'

/** Gives duties to people: by duty, whose. */
export async function giveDuties(
  by: StoryClient,
  slug: string,
  duties: { readonly [duty: string]: StoryClient },
): Promise<void> {
  const list = Object.entries(duties).map(([duty, person]) => ({ duty, person: person.id }))
  await by.post(`/workflows/${slug}/duties`, { duties: list, reason: '' })
}

/** Writes all sections of a document, each author her part. */
export async function writeDocument(
  by: StoryClient,
  slug: string,
  document: string,
  sections: Readonly<Record<string, string>>,
): Promise<void> {
  let { hash } = await by.get<{ hash: string | null }>(`/workflows/${slug}/documents/${document}`)
  for (const [section, text] of Object.entries(sections)) {
    const path = `/workflows/${slug}/documents/${document}/sections/${section}`
    ;({ hash } = await by.post<{ hash: string }>(path, { text, basedOn: hash }))
  }
}

export async function signDocument(by: StoryClient, slug: string, document: string, duty: string): Promise<void> {
  const { hash } = await by.get<{ hash: string }>(`/workflows/${slug}/documents/${document}`)
  await by.post(`/workflows/${slug}/documents/${document}/sign`, { duty, hash })
}

export async function readDocument(by: StoryClient, slug: string, document: string): Promise<void> {
  const { hash } = await by.get<{ hash: string }>(`/workflows/${slug}/documents/${document}`)
  await by.post(`/workflows/${slug}/documents/${document}/read`, { hash })
}

/** Tells what people did, as it happened. */
export async function tellAct(
  by: StoryClient,
  slug: string,
  at: Date,
  kind: string,
  people: readonly StoryClient[],
  details: Readonly<Record<string, string>> = {},
): Promise<void> {
  await by.post(`/workflows/${slug}/acts`, { kind, at: at.toISOString(), people: people.map(({ id }) => id), details })
}

/** Leaves the present stage; refused with what is missing where it is held. */
export async function advance(by: StoryClient, slug: string, from: string): Promise<void> {
  await by.post(`/workflows/${slug}/handover/advance`, { from })
}

export interface Change {
  readonly id: string
  readonly contentHash: string
}

/** Proposes a manifest; nothing runs by it yet. */
export async function propose(by: StoryClient, slug: string, manifest: string, why: string): Promise<Change> {
  const { change } = await by.post<{ change: Change | null }>(`/workflows/${slug}/changes`, {
    manifest,
    why,
    pace: { hours: 24, units: 30 },
  })
  if (change === null) throw new Error(`The change of ${slug} changes nothing`)
  return change
}

/** Everybody who must approves, then its rollout begins. */
export async function approveAndStart(
  change: Change,
  slug: string,
  approvers: readonly StoryClient[],
  starter: StoryClient,
): Promise<void> {
  const { id, contentHash } = change
  for (const approver of approvers) {
    await approver.post(`/workflows/${slug}/changes/${id}/approve`, { contentHash })
  }
  await starter.post(`/workflows/${slug}/changes/${id}/start`, { contentHash })
}

export interface Money {
  readonly currency: string
  /** Planned by line, with why. */
  readonly lines: Readonly<Record<'prototype' | 'transition' | 'operation' | 'maintenance', readonly [string, string]>>
  readonly committedValue: string
}

/** Books hours of people, or an amount, that were paid for a phase. */
export async function bookPaid(
  by: StoryClient,
  slug: string,
  told: {
    readonly phase: 'prototype' | 'transition' | 'operation' | 'maintenance'
    readonly currency: string
    readonly what: string
    readonly from: Date
    readonly to: Date
  } & ({ readonly amount: string } | { readonly hours: string; readonly rate: string }),
): Promise<void> {
  const [from, to] = [told.from, told.to].map((at) => at.toISOString().slice(0, 10))
  await by.post(`/workflows/${slug}/value/entries`, { ...told, kind: 'actual', from, to })
}

/** Asks whether running it may cost so much a month; whoever answers for that approves it. */
export async function approveCost(
  asks: StoryClient,
  approves: StoryClient,
  slug: string,
  told: {
    readonly amount: string
    readonly currency: string
    readonly why: string
    readonly until: Date
    readonly reason: string
  },
): Promise<void> {
  const { amount, currency, why, reason } = told
  const path = `/workflows/${slug}/value/approval`
  const { approval } = await asks.post<{ approval: { requests: { id: string }[] } }>(path, { amount, currency, why })
  const until = told.until.toISOString().slice(0, 10)
  await approves.post(`${path}/answer`, { verdict: 'approved', request: approval.requests[0]?.id, until, reason })
}

export async function planMoney(
  by: StoryClient,
  slug: string,
  { currency, lines, committedValue }: Money,
): Promise<void> {
  await by.post(`/workflows/${slug}/money`, {
    currency,
    lines: Object.entries(lines).map(([line, [planned, why]]) => ({ line, planned, why })),
    committedValue,
    basedOn: 0,
  })
}

/** Whoever has the daily care confirms the runbook as it stands, until a day on which she reads it again. */
export async function confirmRunbook(by: StoryClient, slug: string): Promise<void> {
  const { page, nextReview } = await by.get<{
    page: { release: { hash: string }; contentHash: string } | null
    nextReview: string
  }>(`/workflows/${slug}/runbook`)
  if (page === null) throw new Error(`${slug} has no release, so it has no runbook`)
  const { release, contentHash } = page
  await by.post(`/workflows/${slug}/runbook/confirm`, { release: release.hash, contentHash, reviewBy: nextReview })
}

/** Plans a day on which the operator runs it alone: tomorrow. Gives the drill's id. */
export async function planOperatorDay(by: StoryClient, slug: string, now: Date, minimumUnits: number): Promise<string> {
  const { id } = await by.post<{ id: string }>(`/workflows/${slug}/drills`, {
    kind: 'operator-day',
    date: new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10),
    zone: 'Europe/Berlin',
    minimumUnits,
  })
  return id
}

/** She lists what is done by hand, all that she was asked for, and closes the day. */
export async function closeOperatorDay(by: StoryClient, id: string, notes: string): Promise<void> {
  const { operatorDay } = await by.get<{
    operatorDay: { choices: readonly { kind: string; ref: string; name: string }[] }
  }>(`/drills/${id}`)
  const lines = operatorDay.choices.map(({ kind, ref, name }) => ({ kind, ref, text: name }))
  await by.post(`/drills/${id}/list`, { lines })
  await by.post(`/drills/${id}/close`, { notes })
}
