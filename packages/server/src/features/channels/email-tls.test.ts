import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { bootServer, type Certificate, type MailSink, makeCertificate, startMailSink } from '@dayshift/testkit'
import { afterEach, describe, expect, test } from 'vitest'
import { DAY_MS } from '@dayshift/core'

const from = 'Dayshift <dayshift@example.com>'
const trusted = getCACertificates('default')
/** An address of this machine that is not taken for it, so that STARTTLS is asked for as of any other server. */
const ELSEWHERE = '0.0.0.0'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  setDefaultCACertificates(trusted)
  for (const end of ends.splice(0).toReversed()) await end()
})

function certificateOf(name: string, fromDays = -1, untilDays = 30): Certificate {
  const at = (days: number) => new Date(Date.now() + days * DAY_MS)
  return makeCertificate([name], { from: at(fromDays), until: at(untilDays) })
}

async function sinkWith(mode: 'implicit' | 'starttls', host: string, certificate: Certificate): Promise<MailSink> {
  const sink = await startMailSink({ mode, host, ...certificate })
  ends.push(() => sink.close())
  return sink
}

/** What an admin who set e-mail up is told when she sends a test. */
async function testOf(url: string): Promise<{ readonly state: string; readonly lastError: string | null }> {
  const server = await bootServer({ mail: { url, from } })
  ends.push(() => server.close())
  const { items } = await server.mustBe(200, 'GET', '/channels')
  return await server.mustBe(200, 'POST', `/channels/${items[0].id}/test`)
}

describe('e-mail over TLS', () => {
  for (const [mode, host] of [
    ['implicit', 'localhost'],
    ['starttls', ELSEWHERE],
  ] as const) {
    test(`S280 mail goes out over TLS (${mode}) to a server whose certificate is trusted`, async () => {
      const certificate = certificateOf(host)
      setDefaultCACertificates([...trusted, certificate.cert])
      const sink = await sinkWith(mode, host, certificate)
      expect(await testOf(sink.url)).toMatchObject({ state: 'delivered', lastError: null })
      expect(sink.mails.map(({ secure }) => secure)).toEqual([true])
    })

    test(`S280 a self-made certificate is refused (${mode}), and whoever set it up is told what to do`, async () => {
      const sink = await sinkWith(mode, host, certificateOf(host))
      const { state, lastError } = await testOf(sink.url)
      expect(state).toBe('dead')
      expect(lastError).toBe(
        `The e-mail server "${host}" did not take the mail: its certificate is signed by nobody whom this machine trusts; where its authority is your own, start Dayshift with NODE_EXTRA_CA_CERTS set to the file of that authority\u2019s certificate.`,
      )
      expect(sink.mails).toHaveLength(0)
    })
  }

  test('S280 a certificate that has expired, is not valid yet or is made out for another name is told as that', async () => {
    const wrong: readonly [Certificate, RegExp][] = [
      [certificateOf('localhost', -30, -1), /its certificate has expired; whoever runs it renews it\.$/],
      [certificateOf('localhost', 1, 30), /its certificate is not valid yet; look at the clocks of both machines\.$/],
      [certificateOf('mail.example.com'), /made out for another name; write the name .* into DAYSHIFT_SMTP_URL\.$/],
    ]
    for (const [certificate, said] of wrong) {
      setDefaultCACertificates([...trusted, certificate.cert])
      const sink = await sinkWith('implicit', 'localhost', certificate)
      expect((await testOf(sink.url)).lastError).toMatch(said)
      expect(sink.mails).toHaveLength(0)
    }
  })

  test('S280 a server that speaks no TLS is sent nothing, neither words nor password', async () => {
    const plain = await startMailSink()
    ends.push(() => plain.close())
    const first = await testOf(plain.url.replace('smtp://', 'smtps://'))
    expect(first.lastError).toMatch(/speaks no TLS from the first byte; for STARTTLS write smtp:\/\/ into/)
    const second = await testOf(plain.url.replace('127.0.0.1', ELSEWHERE))
    expect(second.lastError).toBe(`The e-mail server "${ELSEWHERE}" did not take the mail: it offers no TLS (500).`)
    expect(plain.mails).toHaveLength(0)
  })
})
