import {
  addSampleRelease,
  bootServer,
  runDayshift,
  sampleManifest,
  TEST_PASSWORD,
  type TestServer,
} from '@dayshift/testkit'
import { inWorkspace } from '@dayshift/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseAlert } from '../../server/src/features/alerts/index.ts'

let server: TestServer
let key: string

beforeAll(async () => {
  server = await bootServer()
  await addSampleRelease(server.world, server.workspaceId, sampleManifest())
  key = (await server.addKey(['runs:read'])).secret
  const body = { person: server.member.id }
  await server.request('POST', '/api/v1/workflows/billing-replies/duties/daily-care', { as: server.admin, body })
})
afterAll(() => server.close())

function alerts(...args: readonly string[]) {
  return runDayshift(['alerts', ...args, '--server', server.address], {
    DAYSHIFT_KEY: key,
    DAYSHIFT_PASSWORD: TEST_PASSWORD,
  })
}

test('S044 alerts are listed, taken and resolved from the command line, by a person and not by a key', async () => {
  expect((await alerts()).out).toBe('No alert is open.\n')
  const { id } = await inWorkspace(server.world.db, server.workspaceId, async (trx) => {
    const workflow = await trx.selectFrom('workflows').select('id').executeTakeFirstOrThrow()
    return raiseAlert(trx, server.world, server.workspaceId, {
      on: { kind: 'workflow', id: workflow.id },
      signal: 'override-share',
      slice: null,
      class: 'bad-output',
      severity: 'urgent',
      sentence: 'People overrode 18 of 60 drafts.',
      next: 'Read five of them.',
      runbookSection: null,
      since: null,
      candidates: [],
      evidence: {},
      link: '/workflows/billing-replies',
      causedBy: null,
    })
  })
  const listed = await alerts('billing-replies')
  expect(listed.out).toContain('urgent, open: Billing replies: People overrode 18 of 60 drafts.\n')
  expect(listed.out).toContain('Mara Member answers for it with "Daily care". Next: Read five of them.')
  const json = JSON.parse((await alerts('--json')).out)
  expect(json).toMatchObject({ items: [{ id, state: 'open' }], counts: { open: 1 } })

  const email = ['--email', server.member.email]
  expect(await alerts('ack', id, ...email)).toMatchObject({ code: 0, out: 'Mara Member has it in hand.\n', err: '' })
  expect(await alerts('ack', id, '--email', server.admin.email)).toMatchObject({
    code: 1,
    err: expect.stringContaining('Mara Member has it in hand'),
  })
  expect(await alerts('ack', id, '--email', 'nobody@example.com')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Cannot sign in as nobody@example.com'),
  })
  const resolved = await alerts('resolve', id, 'useful', '--note', 'The rule was old', ...email, '--json')
  expect(JSON.parse(resolved.out).alert).toMatchObject({ state: 'resolved', resolved: { verdict: 'useful' } })
  expect((await alerts('--state', 'over')).out).toContain('urgent, resolved: Billing replies')
})
