import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { addressFault, isAllowed, type OutboundPolicy } from './address-policy.ts'

export interface OutboundRequest {
  readonly method: 'GET' | 'POST'
  /** An address that a person gave. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Milliseconds for all of it: the name, the connection, the answer. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface OutboundAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The first 64 KB. */
  readonly text: string
}

/** An HTTP client for addresses that people give: it goes where the policy lets it, follows nobody, and reads little. */
export interface Outbound {
  send(request: OutboundRequest): Promise<OutboundAnswer>
}

/** The address may not be gone to; trying again changes nothing. The message never carries more of it than its host. */
export class OutboundRefused extends Error {
  override readonly name = 'OutboundRefused'
  readonly code = 'address-refused'
}

/** Nothing came back, or too late. */
export class OutboundFailed extends Error {
  override readonly name = 'OutboundFailed'
  readonly code = 'no-answer'
}

export interface OutboundSetup {
  readonly policy: OutboundPolicy
  /** The system's resolver unless said. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>
}

/** Bytes of an answer that are read; what comes after is left unread. */
const MOST_BYTES = 65_536

export function createOutbound({ policy, resolve = resolveBySystem }: OutboundSetup): Outbound {
  return {
    async send(request) {
      const url = readOutboundUrl(request.url, policy)
      const deadline = AbortSignal.timeout(request.timeoutMs)
      const signal = request.signal === undefined ? deadline : AbortSignal.any([deadline, request.signal])
      const host = hostOf(url)
      const addresses = await checkedAddresses(host, policy, resolve, signal, request.timeoutMs)
      return await exchange(request, url, addresses, signal)
    },
  }
}

/**
 * Reads an address and says why it can't be gone to, as far as that can be seen without asking for its name. Browsers'
 * rules turn `0x7f.1`, `017700000001` and `2130706433` into `127.0.0.1` here, so that there is one form to judge.
 */
export function readOutboundUrl(text: string, policy: OutboundPolicy): URL {
  const url = URL.parse(text.trim())
  if (url === null)
    throw new OutboundRefused('Cannot use the address: it is no URL. Write it like https://example.com/hooks.')
  const host = hostOf(url)
  const cannot = (why: string) => new OutboundRefused(`Cannot use an address at "${host}": ${why}`)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && policy.http)) {
    throw cannot(`it begins with "${url.protocol}//"; it must begin with "https://".`)
  }
  if (url.username !== '' || url.password !== '') throw cannot('it carries a user or a password; leave them out.')
  const port = Number(url.port)
  if (url.port !== '' && port < 1024 && port !== 443 && port !== 80) {
    throw cannot(`the port ${url.port} is kept for other services; use 443 or one from 1024 on.`)
  }
  if (host === '') throw new OutboundRefused('Cannot use the address: it names no host.')
  if (isIP(host) !== 0) checkAddress(host, host, policy)
  return url
}

/** Lower-case, without the brackets of IPv6 and without a dot at its end. */
function hostOf(url: URL): string {
  return url.hostname
    .replaceAll(/^\[|\]$/g, '')
    .replace(/\.+$/, '')
    .toLowerCase()
}

function checkAddress(host: string, address: string, policy: OutboundPolicy): void {
  const fault = addressFault(address)
  if (fault === null || isAllowed(policy, host, address)) return
  throw new OutboundRefused(
    `Cannot go to "${host}": ${fault}${host === address ? '' : ` (${address})`}. ` +
      'Where it is meant, an operator of the installation allows it (DAYSHIFT_OUTBOUND_ALLOW).',
  )
}

/** Asked once; each address that came back must be good, and no other is connected to. */
async function checkedAddresses(
  host: string,
  policy: OutboundPolicy,
  resolve: NonNullable<OutboundSetup['resolve']>,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<readonly LookupAddress[]> {
  const version = isIP(host)
  if (version !== 0) return [{ address: host, family: version }]
  let addresses: readonly LookupAddress[]
  try {
    addresses = await Promise.race([resolve(host), aborted(signal)])
  } catch (error) {
    if (signal.aborted) throw tooLate(host, timeoutMs, error)
    throw new OutboundFailed(`No address was found for "${host}".`, { cause: error })
  }
  if (addresses.length === 0) throw new OutboundFailed(`No address was found for "${host}".`)
  for (const { address } of addresses) checkAddress(host, address, policy)
  return addresses
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = () => reject(new Error('aborted'))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
}

async function exchange(
  { method, headers = {}, body, timeoutMs }: OutboundRequest,
  url: URL,
  addresses: readonly LookupAddress[],
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const host = hostOf(url)
  const options: RequestOptions & { servername?: string } = {
    method,
    protocol: url.protocol,
    hostname: host,
    port: url.port === '' ? undefined : Number(url.port),
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      'user-agent': 'Dayshift',
      'accept-encoding': 'identity',
      ...headers,
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    },
    // A connection of its own, to the addresses that were checked.
    agent: false,
    lookup: pinned(addresses),
    ...(isIP(host) === 0 ? { servername: host } : {}),
    signal,
  }
  try {
    return await new Promise<OutboundAnswer>((resolve, reject) => {
      const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)(options, (answer) => {
        readStart(answer, MOST_BYTES)
          .then((text) => resolve({ status: answer.statusCode ?? 0, headers: headersOf(answer), text }))
          .catch(reject)
          .finally(() => sent.destroy())
      })
      sent.once('error', reject)
      sent.end(body)
    })
  } catch (error) {
    if (signal.aborted) throw tooLate(host, timeoutMs, error)
    throw new OutboundFailed(`"${host}" did not answer: ${reasonOf(error)}.`, { cause: error })
  }
}

function tooLate(host: string, timeoutMs: number, cause: unknown): OutboundFailed {
  return new OutboundFailed(`"${host}" did not answer within ${String(timeoutMs / 1000)} s.`, { cause })
}

function pinned(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    if (options.all === true) {
      callback(null, [...addresses])
      return
    }
    const [first] = addresses
    callback(null, first?.address ?? '', first?.family)
  }
}

async function readStart(answer: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    const bytes = Buffer.from(chunk as Uint8Array) // no encoding is set
    chunks.push(bytes.subarray(0, most - size))
    size += bytes.length
    if (size >= most) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

/** The code of a failure of the network or of TLS; its own words may carry more than may be shown. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  if (typeof code !== 'string') return 'the connection broke'
  return WORDS_OF[code] ?? code
}

const WORDS_OF: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'it broke the connection off',
  EPIPE: 'it broke the connection off',
  ETIMEDOUT: 'the connection took too long',
  EHOSTUNREACH: 'it can not be reached',
  ENETUNREACH: 'it can not be reached',
  CERT_HAS_EXPIRED: 'its certificate has run out',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody who is trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by nobody who is trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
}

function resolveBySystem(host: string): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, addresses) => {
      if (error === null) resolve(addresses)
      else reject(error)
    })
  })
}
