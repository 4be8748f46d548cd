import {
  addSampleRelease,
  bootServer,
  putInStage,
  sampleManifest,
  sampleRun,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import type { StageId } from '@dayshift/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createManualClock } from '../../platform/clock.ts'

const clock = createManualClock(new Date('2026-09-07T09:00:00.000Z'))
const DAY = 86_400_000
let server: TestServer
let bo: TestPerson
let olga: TestPerson
let pia: TestPerson

beforeAll(async () => {
  server = await bootServer({ clock })
  bo = await server.addPerson('Bo Brandt', 'member')
  olga = await server.addPerson('Olga Ortiz', 'member')
  pia = await server.addPerson('Pia Petrov', 'member')
})
afterAll(() => server.close())

let count = 0
/** A workflow by the enterprise playbook, its duties filled as far as documents are signed for them. */
async function workflow(stage: StageId): Promise<string> {
  count += 1
  const slug = `flow-${count}`
  await addSampleRelease(server.world, server.workspaceId, sampleManifest({ workflow: slug, name: `Flow ${count}` }))
  const choice = { as: server.admin, body: { id: 'enterprise', reason: 'A regulated decision.' } }
  expect((await server.request('POST', `${at(slug)}/playbook`, choice)).status).toBe(200)
  await putInStage(server.world, server.workspaceId, slug, stage)
  await server.giveDuties(slug, {
    'business-owner': bo,
    'operational-owner': olga,
    'change-owner': pia,
    'product-manager': pia,
    'ai-operations': olga,
    compliance: pia,
    thresholds: bo,
    'end-user': olga,
  })
  return slug
}
const at = (slug: string) => `/api/v1/workflows/${slug}`
const post = async (slug: string, path: string, body: unknown, as: TestPerson = bo) => {
  const answer = await server.request('POST', `${at(slug)}${path}`, { as, body })
  expect(answer.body.code).toBeUndefined()
  return answer.body
}
const criterion = async (slug: string, id: string) => {
  const { stages } = (await server.request('GET', `${at(slug)}/handover`, { as: bo })).body
  return stages
    .flatMap(({ criteria }: { criteria: readonly { id: string }[] }) => criteria)
    .find((each: { id: string }) => each.id === id)
}

/** Writes every section of a document and has everybody sign and read it who is to. */
async function complete(slug: string, document: string): Promise<void> {
  const path = `${at(slug)}/documents/${document}`
  const { sections } = (await server.request('GET', path, { as: bo })).body
  for (const { id, name } of sections) {
    const { hash } = (await server.request('GET', path, { as: bo })).body
    await post(slug, `/documents/${document}/sections/${id}`, { text: `${name}: written.`, basedOn: hash }, pia)
  }
  const { hash, toSign, toRead } = (await server.request('GET', path, { as: bo })).body
  const people = [bo, olga, pia]
  for (const { duty, person } of toSign) {
    const signer = people.find(({ id }) => id === person?.id)
    if (signer !== undefined) await post(slug, `/documents/${document}/sign`, { duty, hash }, signer)
  }
  for (const { person } of toRead) {
    const reader = people.find(({ id }) => id === person?.id)
    if (reader !== undefined) await post(slug, `/documents/${document}/read`, { hash }, reader)
  }
}

describe('the enterprise way', () => {
  test('S122 S135 its four windows overlap, and its exits are in one order', async () => {
    const slug = await workflow('design')
    const { stages } = (await server.request('GET', `${at(slug)}/handover`, { as: bo })).body
    const weeks = Object.fromEntries(
      stages.map(({ id, weeks: window }: { id: string; weeks: { from: number; to: number | null } }) => [id, window]),
    )
    expect(weeks.transfer).toEqual({ from: 3, to: 8 })
    expect(weeks.readiness.to).toBeGreaterThan(weeks.transfer.from)
    const skip = await server.request('POST', `${at(slug)}/handover/advance`, { as: bo, body: { from: 'readiness' } })
    expect(skip).toMatchObject({ status: 409, body: { code: 'stage-moved' } })
  })

  test.each([
    ['S176', 'use-case', 'Approved use and its limits'],
    ['S177', 'sign-off', 'Business owner with authority'],
    ['S178', 'thresholds', 'Least acceptable performance'],
    ['S179', 'escalation-matrix', 'Escalation matrix'],
    ['S180', 'compliance', 'Compliance and privacy'],
    ['S181', 'audit-trail', 'Audit trail'],
  ])(
    '%s S182 without the document "%s" the launch stays shut, and the exposure is named',
    async (_line, missing, name) => {
      const slug = await workflow('transfer')
      const all = ['use-case', 'sign-off', 'thresholds', 'escalation-matrix', 'compliance', 'audit-trail']
      for (const document of all) if (document !== missing) await complete(slug, document)
      const held = await criterion(slug, 'governance')
      expect(held.verdict).not.toBe('met')
      expect(held.gate).toBe('hard')
      const { exposure } = (await server.request('GET', `${at(slug)}/documents/${missing}`, { as: bo })).body
      expect(`${held.sentence} ${held.missing.join(' ')} ${held.warnings.join(' ')}`).toContain(name)
      expect(`${held.sentence} ${held.missing.join(' ')} ${held.warnings.join(' ')}`).toContain(
        exposure.replace(/\.$/, ''),
      )
      const launch = await server.request('POST', `${at(slug)}/handover/advance`, {
        as: bo,
        body: { from: 'transfer' },
      })
      expect(launch).toMatchObject({ status: 409, body: { code: 'criteria-open' } })
      expect(launch.body.detail).toContain('The six governance documents are signed')
      await complete(slug, missing)
      expect((await criterion(slug, 'governance')).verdict).toBe('met')
    },
  )

  test('S146 S164 the launch stays shut until the agreed figures are measured, held against a baseline and looked at', async () => {
    const slug = await workflow('transfer')
    expect((await criterion(slug, 'watched')).verdict).toBe('unknown')
    await post(slug, '/targets', { measure: 'failure-share', bound: 'at-most', value: 5 })
    const { release } = (await server.request('GET', `${at(slug)}/gate`, { as: server.key })).body
    const begin = clock.now().getTime()
    const records = Array.from({ length: 40 }, (_, i) =>
      sampleRun(new Date(begin + i * 60_000), { workflow: slug, release: release.hash, unitKey: `w${i}` }),
    )
    clock.advance(2 * 3_600_000)
    const sent = await server.request('POST', '/api/v1/runs', { as: server.key, body: { records } })
    expect(sent.body).toMatchObject({ accepted: 40 })
    await server.doWhatIsDue()
    const shut = await criterion(slug, 'watched')
    expect(shut).toMatchObject({
      verdict: 'unmet',
      gate: 'hard',
      missing: [expect.stringContaining('Take a baseline')],
    })
    const launch = await server.request('POST', `${at(slug)}/handover/advance`, { as: bo, body: { from: 'transfer' } })
    expect(launch.body.detail).toContain('The agreed figures are watched before the launch')

    const [from, to] = [begin, begin + 3_600_000].map((instant) => new Date(instant).toISOString())
    await post(slug, '/health/baselines', { name: 'Pilot', source: 'pilot', dataKind: 'live', from, to, release: null })
    expect(await criterion(slug, 'watched')).toMatchObject({
      verdict: 'met',
      evidence: [{ text: 'Baseline “Pilot” of 7 Sep 2026', ref: 'health' }],
    })
    clock.advance(25 * 3_600_000)
    expect((await criterion(slug, 'watched')).verdict).toBe('unmet')
    await server.doWhatIsDue()
    expect((await criterion(slug, 'watched')).verdict).toBe('met')
  })

  test('S182 an edit of a signed governance document shuts the launch again', async () => {
    const slug = await workflow('transfer')
    for (const document of ['use-case', 'sign-off', 'thresholds', 'escalation-matrix', 'compliance', 'audit-trail'])
      await complete(slug, document)
    expect((await criterion(slug, 'governance')).verdict).toBe('met')
    const { hash } = (await server.request('GET', `${at(slug)}/documents/use-case`, { as: bo })).body
    await post(slug, '/documents/use-case/sections/limits', { text: 'None.', basedOn: hash }, pia)
    expect((await criterion(slug, 'governance')).verdict).not.toBe('met')
  })

  test('S149 S150 S151 S152 while a pilot artefact is missing no more than the pilot’s share of units is allowed', async () => {
    const slug = await workflow('transfer')
    const allowed = async () => (await server.request('GET', `${at(slug)}/handover`, { as: bo })).body.rolloutAtMost
    for (const document of ['acceptance-criteria', 'edge-case-inventory', 'failure-mode-log']) {
      expect(await criterion(slug, 'pilot-artefacts')).toMatchObject({ gate: 'hard' })
      expect((await criterion(slug, 'pilot-artefacts')).verdict).not.toBe('met')
      expect(await allowed()).toBe(20)
      await complete(slug, document)
    }
    expect((await criterion(slug, 'pilot-artefacts')).verdict).toBe('met')
    expect(await allowed()).toBe(20)
    await putInStage(server.world, server.workspaceId, slug, 'launch')
    expect(await allowed()).toBe(100)
  })

  test('S025 the receiving team was told and answered: two acts, by two people', async () => {
    const slug = await workflow('design')
    const tell = (kind: string, as: TestPerson) =>
      post(
        slug,
        '/acts',
        { kind, at: clock.now().toISOString(), people: [as.id], details: { words: 'Your work changes.' } },
        as,
      )
    expect((await criterion(slug, 'receiving-team-told')).verdict).toBe('unknown')
    await tell('notice-sent', bo)
    clock.advance(DAY)
    expect((await criterion(slug, 'receiving-team-told')).verdict).toBe('unmet')
    await tell('notice-answered', olga)
    expect((await criterion(slug, 'receiving-team-told')).verdict).toBe('met')
  })

  test('S022 S046 management’s direction counts with the business owner in it', async () => {
    const slug = await workflow('transfer')
    const tell = (people: readonly TestPerson[]) =>
      post(slug, '/acts', {
        kind: 'management-direction',
        at: clock.now().toISOString(),
        people: people.map(({ id }) => id),
        details: { words: 'It is part of how we work.' },
      })
    await tell([pia])
    expect((await criterion(slug, 'management-direction')).verdict).not.toBe('met')
    const { id } = await tell([bo, pia])
    expect((await criterion(slug, 'management-direction')).verdict).toBe('met')
    await post(slug, `/acts/${id}/strike`, { reason: 'It was never sent.' })
    expect((await criterion(slug, 'management-direction')).verdict).not.toBe('met')
  })

  test('S039 the redesigned work: designed, documented and practised, three separate evidences', async () => {
    const slug = await workflow('transfer')
    expect((await criterion(slug, 'work-redesigned')).verdict).not.toBe('met')
    await complete(slug, 'workflow-redesign')
    expect((await criterion(slug, 'work-redesigned')).verdict).toBe('met')
    expect((await criterion(slug, 'work-practised')).verdict).not.toBe('met')
    const act = { kind: 'practised', at: clock.now().toISOString(), people: [olga.id], details: {} }
    await post(slug, '/acts', act, olga)
    expect((await criterion(slug, 'work-practised')).verdict).toBe('met')
  })

  test('S337 an open disagreement holds a stage that was signed to be agreed', async () => {
    const slug = await workflow('transfer')
    await complete(slug, 'four-decisions')
    expect((await criterion(slug, 'four-decisions')).verdict).toBe('met')
    const { id } = await post(slug, '/disagreements', { about: 'ownership', text: 'Who owns the bill?' }, olga)
    expect(await criterion(slug, 'four-decisions')).toMatchObject({
      verdict: 'unmet',
      missing: [expect.stringContaining('Who owns the bill?')],
    })
    await post(slug, `/disagreements/${id}/settle`, { words: 'Bo does.' })
    expect((await criterion(slug, 'four-decisions')).verdict).toBe('met')
  })
})
