import { startReceiver, type Receiver } from '@dayshift/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressFault, isAllowEntry } from './address-policy.ts'
import { createOutbound, OutboundFailed, OutboundRefused, readOutboundUrl } from './outbound.ts'

const STRICT = { allow: [], http: false }
const LOCAL = { allow: ['127.0.0.1/32'], http: true }

let receiver: Receiver
beforeAll(async () => {
  receiver = await startReceiver()
})
afterAll(() => receiver.close())

type Four = readonly [number, number, number, number]
const byte = fc.integer({ min: 0, max: 255 })
/** An address of the ranges that belong to no public host. */
const insideV4: fc.Arbitrary<Four> = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127), byte, byte, byte),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
  fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
)
const dotted = (four: Four): string => four.join('.')
const whole = ([a, b, c, d]: Four): number => ((a * 256 + b) * 256 + c) * 256 + d

/** The ways in which browsers and libraries let an IPv4 address be written in a URL. */
const written: readonly ((four: Four) => string)[] = [
  dotted,
  (four) => `${dotted(four)}.`,
  (four) => String(whole(four)),
  (four) => `0x${whole(four).toString(16)}`,
  (four) => `0${whole(four).toString(8)}`,
  (four) => four.map((part) => `0x${part.toString(16)}`).join('.'),
  (four) => four.map((part) => `0${part.toString(8)}`).join('.'),
  ([a, b, c, d]) => `${String(a)}.${String((b * 256 + c) * 256 + d)}`,
  ([a, b, c, d]) => `${String(a)}.${String(b)}.${String(c * 256 + d)}`,
  (four) => `[::ffff:${dotted(four)}]`,
  (four) => `[::ffff:${(whole(four) >>> 16).toString(16)}:${(whole(four) & 0xffff).toString(16)}]`,
  (four) => `[0:0:0:0:0:ffff:${dotted(four)}]`,
  (four) => `[::${dotted(four)}]`,
  (four) => `[64:ff9b::${dotted(four)}]`,
  (four) => `[2002:${(whole(four) >>> 16).toString(16)}:${(whole(four) & 0xffff).toString(16)}::1]`,
  (four) => dotted(four).replaceAll('.', '。'),
  (four) => `%${dotted(four).charCodeAt(0).toString(16)}${dotted(four).slice(1)}`,
]

describe('where the server goes for people', () => {
  test('no way of writing an address inside a network gets past', () => {
    fc.assert(
      fc.property(insideV4, fc.constantFrom(...written), fc.constantFrom('', ':443', ':8443'), (four, write, port) => {
        expect(() => readOutboundUrl(`https://${write(four)}${port}/hooks`, STRICT)).toThrow(OutboundRefused)
      }),
      { numRuns: 2_000 },
    )
  })

  test('no address of IPv6 that is private, local, many or special gets past', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16))
    const rest = fc.array(group, { minLength: 7, maxLength: 7 }).map((groups) => groups.join(':'))
    const head = fc.oneof(
      fc.integer({ min: 0xfc00, max: 0xfdff }),
      fc.integer({ min: 0xfe80, max: 0xfeff }),
      fc.integer({ min: 0xff00, max: 0xffff }),
      fc.integer({ min: 0, max: 0x1fff }),
      fc.constant(0x2002),
    )
    fc.assert(
      fc.property(head, rest, (first, others) => {
        expect(addressFault(`${first.toString(16)}:${others}`)).not.toBeNull()
      }),
      { numRuns: 1_000 },
    )
    for (const address of ['::', '::1', '2001:db8::1', '2001::1', '3fff::1', 'fd00:ec2::254']) {
      expect([address, addressFault(address)]).not.toEqual([address, null])
    }
  })

  test('public addresses are gone to', () => {
    for (const address of ['8.8.8.8', '100.63.255.255', '172.15.0.1', '172.32.0.1', '2606:4700:4700::1111']) {
      expect([address, addressFault(address)]).toEqual([address, null])
    }
    expect(readOutboundUrl('https://hooks.slack.com/services/T/B/x', STRICT).host).toBe('hooks.slack.com')
  })

  test.each([
    ['http://hooks.example.com/', 'must begin with "https://"'],
    ['ftp://hooks.example.com/', 'must begin with "https://"'],
    ['https://user:secret@hooks.example.com/', 'a user or a password'],
    ['https://hooks.example.com:22/', 'port 22'],
    ['hooks.example.com', 'no URL'],
    ['https://169.254.169.254/latest/meta-data', 'metadata service'],
  ])('%s is refused: %s', (url, why) => {
    expect(() => readOutboundUrl(url, STRICT)).toThrow(why)
  })

  test('what is refused never tells the path or the password of the address', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{12,20}$/), (token) => {
        try {
          readOutboundUrl(`https://u:${token}@127.0.0.1/${token}`, STRICT)
        } catch (error) {
          expect(String(error)).not.toContain(token)
          return
        }
        throw new Error('it was let in')
      }),
    )
  })

  test('a name that leads inside is refused, and so is one of whose addresses only one does', async () => {
    for (const addresses of [['10.0.0.7'], ['93.184.215.14', '10.0.0.7'], ['::ffff:127.0.0.1'], ['169.254.169.254']]) {
      const outbound = createOutbound({
        policy: STRICT,
        resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      })
      await expect(outbound.send({ method: 'POST', url: 'https://rebind.test/', timeoutMs: 1_000 })).rejects.toThrow(
        OutboundRefused,
      )
    }
  })

  test('a name is asked for once, and the address that was checked is the one that is connected to', async () => {
    let asked = 0
    const outbound = createOutbound({
      policy: LOCAL,
      // The second answer would lead elsewhere: nobody listens on it, and the policy refuses it.
      resolve: async () => [{ address: (asked += 1) === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }],
    })
    const before = receiver.received.length
    const url = `http://rebind.test:${new URL(receiver.url).port}/hook?x=1`
    const answer = await outbound.send({ method: 'POST', url, body: '{}', timeoutMs: 5_000 })
    expect([answer.status, asked]).toEqual([200, 1])
    expect(receiver.received[before]).toMatchObject({ path: '/hook?x=1', headers: { host: new URL(url).host } })
    await expect(outbound.send({ method: 'POST', url, body: '{}', timeoutMs: 5_000 })).rejects.toThrow(OutboundRefused)
    expect(receiver.received).toHaveLength(before + 1)
  })

  test('redirects are not followed', async () => {
    receiver.answer({ status: 302, headers: { location: 'http://169.254.169.254/' } })
    const answer = await createOutbound({ policy: LOCAL }).send({ method: 'POST', url: receiver.url, timeoutMs: 5_000 })
    expect(answer.status).toBe(302)
  })

  test('an answer is read to its first 64 KB, and waited for no longer than said', async () => {
    const outbound = createOutbound({ policy: LOCAL })
    receiver.answer({ status: 200, body: 'x'.repeat(5_000_000) })
    const answer = await outbound.send({ method: 'GET', url: receiver.url, timeoutMs: 5_000 })
    expect(answer.text).toHaveLength(65_536)
    receiver.answer({ status: 200, afterMs: Infinity })
    await expect(outbound.send({ method: 'GET', url: receiver.url, timeoutMs: 200 })).rejects.toThrow('within 0.2 s')
  })

  test('nobody there is told as such', async () => {
    const gone = await startReceiver()
    await gone.close()
    await expect(
      createOutbound({ policy: LOCAL }).send({ method: 'GET', url: gone.url, timeoutMs: 5_000 }),
    ).rejects.toThrow(OutboundFailed)
  })

  test('the allowlist lets in hosts, names below one, addresses and ranges, and no metadata service by a name', async () => {
    for (const entry of ['hooks.example.com', '*.intern.example.com', '10.1.2.3', '10.1.0.0/16', 'fd12::/16']) {
      expect([entry, isAllowEntry(entry)]).toEqual([entry, true])
    }
    for (const entry of ['', '10.0.0.0/33', 'a b', 'https://x', '*', '*.']) {
      expect([entry, isAllowEntry(entry)]).toEqual([entry, false])
    }
    const to = (allow: string[], host: string, address: string) =>
      createOutbound({ policy: { allow, http: true }, resolve: async () => [{ address, family: 4 }] }).send({
        method: 'GET',
        url: `http://${host}:${new URL(receiver.url).port}/`,
        timeoutMs: 2_000,
      })
    receiver.answer({ status: 204, body: '' })
    expect((await to(['*.intern.example.com'], 'hooks.intern.example.com', '127.0.0.1')).status).toBe(204)
    await expect(to(['*.intern.example.com'], 'intern.example.com', '127.0.0.1')).rejects.toThrow(OutboundRefused)
    await expect(to(['hooks.test'], 'hooks.test', '169.254.169.254')).rejects.toThrow('metadata service')
    await expect(to(['10.0.0.0/8'], 'hooks.test', '127.0.0.1')).rejects.toThrow(OutboundRefused)
  })
})
