import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { Certificate } from './certificate.ts'

export interface SunkMail {
  readonly to: readonly string[]
  /** As it came over the wire. */
  readonly raw: string
  /** The same with the lines as they were before they were wrapped. */
  readonly text: string
  /** Whether it came over TLS. */
  readonly secure: boolean
}

export interface MailSinkTls extends Certificate {
  /** `implicit`: TLS from the first byte; `starttls`: offered, and refused without it. */
  readonly mode: 'implicit' | 'starttls'
  /** The name or address of this machine by which it is reached. */
  readonly host: string
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

export async function startMailSink(tls: MailSinkTls | null = null): Promise<MailSink> {
  const mails: SunkMail[] = []
  let code: number | null = null
  const server = new SMTPServer({
    authOptional: true,
    ...(tls === null
      ? { disabledCommands: ['STARTTLS'] }
      : { secure: tls.mode === 'implicit', cert: tls.cert, key: tls.key }),
    onAuth: ({ username, password }, _session, done) => {
      if (username === 'dayshift' && password === 'p@ss') done(null, { user: username })
      else done(new Error('Invalid user or password'))
    },
    onRcptTo: (_address, session, done) => {
      if (tls !== null && !session.secure) done(Object.assign(new Error('TLS first'), { responseCode: 530 }))
      else if (code === null) done()
      else done(Object.assign(new Error('Not here'), { responseCode: code }))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, raw, secure: session.secure, text: raw.replaceAll('=\r\n', '').replaceAll(/\r\n[ \t]/g, ' ') })
        done()
      })
    },
  })
  // Whoever does not trust its certificate hangs up; that is the sender's to tell.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo // it listens on a port
  return {
    url: `${tls?.mode === 'implicit' ? 'smtps' : 'smtp'}://dayshift:p%40ss@${tls?.host ?? '127.0.0.1'}:${String(port)}`,
    mails,
    refuse(next) {
      code = next
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
