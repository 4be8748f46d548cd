import { createTransport } from 'nodemailer'

export interface MailSetup {
  /** `smtps://user:password@host:465`, or `smtp://…:587` with STARTTLS; plain SMTP to this machine alone. */
  readonly url: string
  /** `Dayshift <dayshift@example.com>` */
  readonly from: string
}

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The part before the `@`: the same for every try. */
  readonly id: string
  /** When it was told: the same for every try. */
  readonly at: Date
  /** What belongs together in a reader's list. */
  readonly thread: string | null
}

export interface MailPatience {
  /** Milliseconds without a word from the server. */
  readonly idleMs: number
  /** Milliseconds from the begin to the end, however often it says something. */
  readonly wholeMs: number
  /** Breaks it off. */
  readonly signal: AbortSignal
}

/** The e-mail server of the installation. */
export interface MailServer {
  readonly from: string
  readonly host: string
  send(mail: Mail, patience: MailPatience): Promise<void>
}

/**
 * A mail was not taken. `recipient` says that it is about whom it was for and not about the server; `lasting` that trying
 * again changes nothing.
 */
export class MailFailed extends Error {
  override readonly name = 'MailFailed'
  readonly code = 'mail-not-taken'
  readonly status: number | null
  readonly recipient: boolean
  readonly lasting: boolean
  constructor(message: string, parts: { status: number | null; recipient: boolean; lasting: boolean; cause: unknown }) {
    super(message, { cause: parts.cause })
    this.status = parts.status
    this.recipient = parts.recipient
    this.lasting = parts.lasting
  }
}

export function createMailServer({ url, from }: MailSetup): MailServer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const host = hostname.replaceAll(/^\[|\]$/g, '')
  const isHere = host === 'localhost' || host === '::1' || host.startsWith('127.')
  const secure = protocol === 'smtps:'
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? host
  return {
    from,
    host,
    async send({ to, subject, text, html, id, at, thread }, { idleMs, wholeMs, signal }) {
      const transport = createTransport({
        host,
        port: port === '' ? (secure ? 465 : 587) : Number(port),
        secure,
        // A password never goes over the network in the clear.
        requireTLS: !secure && !isHere,
        ignoreTLS: !secure && isHere,
        ...(username === ''
          ? {}
          : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
        connectionTimeout: idleMs,
        greetingTimeout: idleMs,
        socketTimeout: idleMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      const references = thread === null ? {} : { references: `<${thread}@${domain}>` }
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          date: at,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          ...references,
          // A socket's own timeout begins anew with every word of the server.
          signal: AbortSignal.any([signal, AbortSignal.timeout(wholeMs)]),
        })
      } catch (error) {
        throw failureOf(error, host)
      } finally {
        transport.close()
      }
    },
  }
}

function failureOf(error: unknown, host: string): MailFailed {
  const { code, originalCode, responseCode, command } = error as {
    code?: unknown
    originalCode?: unknown
    responseCode?: unknown
    command?: unknown
  }
  const status = typeof responseCode === 'number' ? responseCode : null
  const recipient = code === 'EENVELOPE' && command === 'RCPT TO'
  const lasting = status !== null && status >= 500
  const why = recipient
    ? `The e-mail server "${host}" does not take mail for this address (${String(status ?? 'no code')}).`
    : `The e-mail server "${host}" did not take the mail: ${WORDS_OF[String(originalCode)] ?? WORDS_OF[String(code)] ?? 'it broke off'}${
        status === null ? '' : ` (${String(status)})`
      }.`
  return new MailFailed(why, { status, recipient, lasting, cause: error })
}

const UNTRUSTED =
  'its certificate is signed by nobody whom this machine trusts; where its authority is your own, start Dayshift with NODE_EXTRA_CA_CERTS set to the file of that authority\u2019s certificate'

/** By nodemailer's codes, and by those of Node's TLS, which say more. */
const WORDS_OF: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  CERT_HAS_EXPIRED: 'its certificate has expired; whoever runs it renews it',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; look at the clocks of both machines',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is made out for another name; write the name that it is made out for into DAYSHIFT_SMTP_URL',
  ERR_SSL_WRONG_VERSION_NUMBER:
    'it speaks no TLS from the first byte; for STARTTLS write smtp:// into DAYSHIFT_SMTP_URL',
  ERR_SSL_PACKET_LENGTH_TOO_LONG:
    'it speaks no TLS from the first byte; for STARTTLS write smtp:// into DAYSHIFT_SMTP_URL',
  EAUTH: 'it refuses the user and password',
  ECONNECTION: 'it can not be reached',
  ESOCKET: 'it can not be reached',
  ECONNREFUSED: 'it refused the connection',
  EDNS: 'no address was found for it',
  ETIMEDOUT: 'it did not answer in time',
  EABORT: 'it did not answer in time',
  ETLS: 'it offers no TLS',
  EENVELOPE: 'it refuses the sender',
  EMESSAGE: 'it refuses the message',
}
