import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface SunkMail {
  readonly to: readonly string[]
  /** As it came over the wire. */
  readonly raw: string
  /** The same with the lines as they were before they were wrapped. */
  readonly text: string
}

/** A real SMTP server on this machine that keeps what is sent to it. */
export interface MailSink {
  /** For DAYSHIFT_SMTP_URL. */
  readonly url: string
  readonly mails: readonly SunkMail[]
  /** SMTP code with which recipients are refused from now on; null takes them. */
  refuse(code: number | null): void
  close(): Promise<void>
}

export async function startMailSink(): Promise<MailSink> {
  const mails: SunkMail[] = []
  let code: number | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) => {
      if (username === 'dayshift' && password === 'p@ss') done(null, { user: username })
      else done(new Error('Invalid user or password'))
    },
    onRcptTo: (_address, _session, done) => {
      if (code === null) done()
      else done(Object.assign(new Error('Not here'), { responseCode: code }))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, raw, text: raw.replaceAll('=\r\n', '').replaceAll(/\r\n[ \t]/g, ' ') })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo // it listens on a port
  return {
    url: `smtp://dayshift:p%40ss@127.0.0.1:${String(port)}`,
    mails,
    refuse(next) {
      code = next
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
