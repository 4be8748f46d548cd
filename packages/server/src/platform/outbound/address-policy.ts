import { BlockList, isIP, isIPv6 } from 'node:net'

/** Where the server may go on behalf of people: the public internet over TLS, and what the installation allows. */
export interface OutboundPolicy {
  /** Hosts inside the organisation's network: `hooks.example.com`, `*.intern.example.com`, `10.1.2.3`, `10.1.0.0/16`. */
  readonly allow: readonly string[]
  /** True for development and tests alone: plain HTTP. */
  readonly http: boolean
}

/**
 * Why an address is not gone to, null where it may be. Everything that is not plainly a public host is refused: private,
 * loopback, link-local (with the metadata services of the clouds), carrier-grade NAT, multicast, documentation,
 * reserved, and IPv6 forms that carry an IPv4 address (IANA's special-purpose registries, RFC 6890).
 */
export function addressFault(address: string): string | null {
  if (isIP(address) === 0) return 'it is no address'
  if (isIPv6(address)) {
    if (METADATA.check(address, 'ipv6')) return METADATA_WORDS
    return PUBLIC_V6.check(address, 'ipv6') && !SPECIAL_V6.check(address, 'ipv6') ? null : NOT_PUBLIC
  }
  if (METADATA.check(address, 'ipv4')) return METADATA_WORDS
  return SPECIAL_V4.check(address, 'ipv4') ? NOT_PUBLIC : null
}

/**
 * Whether the installation allows an address that it found under a name. A name that is allowed leads anywhere but to a
 * metadata service; those are allowed by their address alone.
 */
export function isAllowed(policy: OutboundPolicy, host: string, address: string): boolean {
  return policy.allow.some((entry) => {
    const range = rangeOf(entry)
    if (range !== null) return range.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
    return isNamed(entry, host) && addressFault(address) !== METADATA_WORDS
  })
}

/** Whether a line of the allowlist can be understood: a name, a name with `*.` before it, an address or a range. */
export function isAllowEntry(entry: string): boolean {
  return (
    rangeOf(entry) !== null || /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(entry)
  )
}

const NOT_PUBLIC = 'it is no address of the public internet'
const METADATA_WORDS = 'it is the address of a metadata service'

function isNamed(entry: string, host: string): boolean {
  const name = entry.toLowerCase()
  return name.startsWith('*.') ? host.endsWith(name.slice(1)) && host.length > name.length - 1 : host === name
}

function rangeOf(entry: string): BlockList | null {
  const [address = '', bits, ...more] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return null
  const longest = version === 4 ? 32 : 128
  const length = bits === undefined ? longest : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
  if (length < 0 || length > longest) return null
  const list = new BlockList()
  list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6')
  return list
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  return list
}

const METADATA = listOf([
  '169.254.0.0/16',
  '168.63.129.16/32',
  '100.100.100.200/32',
  '192.0.0.192/32',
  'fd00:ec2::/32',
  'fe80::/10',
])

const SPECIAL_V4 = listOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])

/** Global unicast; all else of IPv6 is private, link-local, multicast, mapped, translated or not given out. */
const PUBLIC_V6 = listOf(['2000::/3'])
/** Within it: protocols, Teredo, documentation, 6to4 (which carries an IPv4 address). */
const SPECIAL_V6 = listOf(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])
