import { expect, test } from 'vitest'
import { runOfSlackMessage } from './slack-flag.ts'

const RUN = '0199a000-0000-7000-8000-00000000000a'
const OTHER = '0199a000-0000-7000-8000-00000000000b'

test('S021 a message in Slack shows the run that its metadata names, else the first one that it links to, else none', () => {
  const metadata = (run: unknown, event_type = 'dayshift_run') => ({ event_type, event_payload: { run } })
  const link = `A draft: <https://dayshift.example.com/runs/${OTHER.toUpperCase()}|the run>`
  expect(runOfSlackMessage({ metadata: metadata(RUN), text: link })).toBe(RUN)
  expect(runOfSlackMessage({ metadata: metadata(RUN, 'something_else'), text: link })).toBe(OTHER)
  expect(runOfSlackMessage({ metadata: metadata(`${RUN}0`), text: link })).toBe(OTHER)
  expect(runOfSlackMessage({ metadata: metadata(7), text: `/runs/${RUN}0 /runs/x` })).toBeNull()
  expect(runOfSlackMessage({})).toBeNull()
})
