import { expect, test } from 'vitest'
import { createLog, terminalLines } from './log.ts'

test('an error is logged by type, message, code, stack and cause, without the row values that PostgreSQL adds', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(fay@example.com)' })
  log.error({ err: new Error('adding a person failed', { cause }) }, 'failed')
  expect(lines.join('')).toContain('23505')
  expect(lines.join('')).not.toContain('fay@example.com')
})

test('headers and bodies are never logged, also where somebody hands them over', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  log.info({ headers: { cookie: 'secret-cookie' }, body: { password: 'secret-password' } }, 'a request')
  expect(lines.join('')).not.toContain('secret')
})

test('a person at a terminal reads one short line an event', () => {
  let text = ''
  const log = createLog('info', terminalLines({ write: (line: string) => (text += line) }))
  log.warn({ err: new Error('it is away'), port: 4700 }, 'The database does not answer')
  expect(text).toMatch(/^\d\d:\d\d:\d\d warn {2}The database does not answer: it is away port=4700\n$/)
})
