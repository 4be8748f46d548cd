import { isIP } from 'node:net'

/** Under which names the server may be spoken to. */
export interface Places {
  /** Like `https://dayshift.example.com`; null where the server is used on its own machine alone. */
  readonly publicUrl: URL | null
}

/**
 * Says whether a request's `Host` is one of ours: a loopback name, an address in digits, or the public name. Any other
 * name may be a stranger's that was pointed at this machine (DNS rebinding).
 */
export function isOurHost(host: string | undefined, places: Places): boolean {
  const name = nameOf(host)
  if (name === null) return false
  if (name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0) return true
  return places.publicUrl !== null && name === places.publicUrl.hostname
}

/**
 * Says whether a browser's request comes from our own pages. A program that sends neither header is no browser, and a
 * browser adds them by itself to everything that could do harm.
 */
export function isOurOrigin(headers: OriginHeaders, places: Places): boolean {
  const { origin, host } = headers
  if (origin !== undefined) {
    if (places.publicUrl !== null && origin === places.publicUrl.origin) return true
    return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
  }
  const site = headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' || site === 'none'
}

interface OriginHeaders {
  readonly origin?: string | undefined
  readonly host?: string | undefined
  readonly 'sec-fetch-site'?: string | string[] | undefined
}

function nameOf(host: string | undefined): string | null {
  if (host === undefined || host === '') return null
  try {
    return new URL(`http://${host}`).hostname.replaceAll(/^\[|\]$/g, '').toLowerCase()
  } catch {
    return null
  }
}

/** Says whether a connection comes from this machine itself. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
