import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createMailServer, type Mail, MailFailed } from './mail.ts'

const MAIL: Mail = {
  to: 'bea@example.com',
  subject: 'An alert',
  text: 'Words',
  html: '<p>Words</p>',
  id: 'id-1',
  at: new Date('2026-11-20T08:00:00Z'),
  thread: null,
}
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** Says one more line of its greeting every few milliseconds, and never the last. */
async function endlessServer(): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    const timer = setInterval(() => socket.write('220-still here\r\n'), 20)
    socket.on('error', () => {})
    socket.on('close', () => clearInterval(timer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ends.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `smtp://127.0.0.1:${String((server.address() as AddressInfo).port)}` // it listens on a port
}

test('S280 a mail server that goes on talking without end is left when its time is up, as one that does not answer', async () => {
  const { send } = createMailServer({ url: await endlessServer(), from: 'Dayshift <dayshift@example.com>' })
  const sending = send(MAIL, { idleMs: 60_000, wholeMs: 300, signal: new AbortController().signal })
  const failure = await sending.catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(MailFailed)
  expect(failure).toMatchObject({
    message: 'The e-mail server "127.0.0.1" did not take the mail: it did not answer in time.',
    recipient: false,
    lasting: false,
  })
})

test('S280 a mail that is under way is broken off when the server stops', async () => {
  const { send } = createMailServer({ url: await endlessServer(), from: 'Dayshift <dayshift@example.com>' })
  const stopping = new AbortController()
  const sending = send(MAIL, { idleMs: 60_000, wholeMs: 60_000, signal: stopping.signal })
  setTimeout(() => stopping.abort(), 100)
  await expect(sending).rejects.toBeInstanceOf(MailFailed)
})
