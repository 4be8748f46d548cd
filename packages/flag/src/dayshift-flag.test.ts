import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { apiKeyDigest, signFlagToken } from '@dayshift/core'
import {
  addSampleRelease,
  bootServer,
  sampleManifest,
  sampleRun,
  type TestKey,
  type TestPerson,
  type TestServer,
} from '@dayshift/testkit'
import { chromium, type Browser, type Page, type Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bundleFlag, pack } from '../scripts/pack.ts'
import type { DayshiftFlag } from './dayshift-flag.ts'

const CHROMIUM = process.env['DAYSHIFT_CHROMIUM'] ?? '/usr/bin/chromium'
const found = existsSync(CHROMIUM)
const title = found
  ? "the flag in a host's page of another origin"
  : `the flag in a host's page of another origin (skipped: no Chromium at ${CHROMIUM})`

describe.skipIf(!found)(title, () => {
  let server: TestServer
  let host: TestKey
  let olu: TestPerson
  let release = ''
  let directory = ''
  let browser: Browser
  let pages: Server
  /** Where the host's page is; another origin than the server's. */
  let origin = ''
  let body = ''
  const complaints: string[] = []
  const sent: Request[] = []

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'dayshift-flag-'))
    await bundleFlag(join(directory, 'dayshift-flag.js'))
    server = await bootServer()
    release = await addSampleRelease(server.world, server.workspaceId, sampleManifest())
    host = await server.addKey(['gate:read', 'runs:write'])
    olu = await server.addPerson('Olu Operator', 'member')
    const duties = { duties: [{ duty: 'daily-care', person: olu.id }] }
    await server.request('POST', '/api/v1/workflows/billing-replies/duties', { as: server.admin, body: duties })
    pages = createServer((request, response) => void serve(request.url ?? '/', response))
    await new Promise<void>((done) => pages.listen(0, '127.0.0.1', () => done()))
    origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}` // it listens on a port
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    })
  })
  afterEach(() => expect(complaints.splice(0)).toEqual([]))
  afterAll(async () => {
    await browser?.close()
    await new Promise((done) => pages?.close(done))
    await server?.close()
    await rm(directory, { recursive: true, force: true })
  })

  async function serve(url: string, response: ServerResponse): Promise<void> {
    const { type, text } = await answerAsHost(url)
    // As strict as a host can be: no inline script, no inline style, and no other server than ours.
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${server.address}; require-trusted-types-for 'script'`,
    )
    response.setHeader('content-type', type)
    response.end(text)
  }

  async function answerAsHost(url: string): Promise<{ type: string; text: string }> {
    if (url === '/dayshift-flag.js') {
      return { type: 'text/javascript', text: await readFile(join(directory, 'dayshift-flag.js'), 'utf8') }
    }
    if (url === '/page.css')
      return { type: 'text/css', text: ':root { color-scheme: light dark } body { margin: 40px }' }
    if (url === '/favicon.ico') return { type: 'image/x-icon', text: '' }
    return {
      type: 'text/html',
      text: `<!doctype html><html lang="en"><head><title>Ticket</title><link rel="stylesheet" href="/page.css">
        <script type="module" src="/dayshift-flag.js"></script></head><body><main><h1>Ticket 7</h1>${body}</main></body></html>`,
    }
  }

  async function addRun(): Promise<string> {
    const run = sampleRun(new Date(), { release })
    const taken = await server.request('POST', '/api/v1/runs', { as: host, body: { records: [run] } })
    expect(taken.body).toMatchObject({ accepted: 1 })
    return run.id
  }

  function tokenFor(runId: string, secret = host.secret, ms = 3_600_000): string {
    return signFlagToken(apiKeyDigest(secret), {
      runId,
      reporter: { id: 'r.rivera', name: 'Ria Rivera' },
      expiresAt: new Date(Date.now() + ms),
    })
  }

  const element = (runId: string, token: string, more = '') =>
    `<dayshift-flag server="${server.address}" run-id="${runId}" token="${token}" ${more}></dayshift-flag>`

  async function open(html: string): Promise<Page> {
    body = html
    const context = await browser.newContext()
    // Were it sent, the server would know whose session it is.
    await context.addCookies([{ name: 'dayshift.session_token', value: 'x', url: server.address }])
    const page = await context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => sent.push(request))
    await page.goto(origin)
    return page
  }

  const flagsOf = async (runId: string) =>
    (await server.request('GET', `/api/v1/runs/${runId}`, { as: olu })).body.flags as {
      note: string
      right: string | null
    }[]

  const status = (page: Page) => page.getByRole('status')

  async function answerTo(runId: string, answer: string): Promise<void> {
    const { items } = (await server.request('GET', '/api/v1/feedback?limit=200', { as: olu })).body
    const { id } = items.find((item: { runId: string }) => item.runId === runId)
    const verdict = { verdict: 'right', answer }
    const answered = await server.request('POST', `/api/v1/feedback/${id}/verdict`, { as: olu, body: verdict })
    expect(answered.status).toBe(200)
  }

  test('S021 one click flags the output and says who answers by when; words may follow', async () => {
    const runId = await addRun()
    const page = await open(element(runId, tokenFor(runId)))
    await page.getByRole('button', { name: 'Looks wrong' }).click()
    await status(page)
      .filter({ hasText: /^Thank you; Olu Operator will answer by \d+ \w+ \d{4}\.$/ })
      .waitFor()
    expect(await flagsOf(runId)).toMatchObject([{ note: '', right: null, by: { name: 'Ria Rivera' } }])
    await page.getByLabel('What looks wrong (optional)').fill('Fourteen days is wrong.')
    await page.getByLabel('What would have been right (optional)').fill('Within ten days.')
    await page.getByRole('button', { name: 'Add these words' }).click()
    await status(page).filter({ hasText: 'Your words are added.' }).waitFor()
    expect(await flagsOf(runId)).toMatchObject([{ note: 'Fourteen days is wrong.', right: 'Within ten days.' }])
    await page.getByRole('button', { name: 'Flagged' }).waitFor()
    await page.context().close()
  })

  test('one key flags the output that the reader is in, leaves typing alone, and Escape gives the focus back', async () => {
    const [first, second] = [await addRun(), await addRun()]
    const more = 'shortcut="alt+shift+f"'
    const page = await open(
      `<section><h2>One</h2><button>Send one</button>${element(first, tokenFor(first), more)}</section>
       <section><h2>Two</h2><button>Send two</button>${element(second, tokenFor(second), more)}</section>`,
    )
    await page.keyboard.press('Alt+Shift+F')
    await page.getByRole('button', { name: 'Send two' }).focus()
    await page.keyboard.press('Alt+Shift+F')
    await page.getByRole('button', { name: 'Flagged' }).waitFor()
    await expect.poll(async () => (await flagsOf(second)).length).toBe(1)
    expect(await flagsOf(first)).toEqual([])
    // The focus is in the words now: written and sent without a mouse.
    await page.keyboard.type('Wrong name, f and F.')
    await page.keyboard.press('Control+Enter')
    await expect.poll(async () => (await flagsOf(second))[0]?.note).toBe('Wrong name, f and F.')
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Send two')
    await page.context().close()
  })

  test('what was answered is shown when the page is opened again, and asked anew when the button is pressed', async () => {
    const runId = await addRun()
    const token = tokenFor(runId)
    const page = await open(element(runId, token))
    await page.getByRole('button', { name: 'Looks wrong' }).click()
    await page.getByRole('button', { name: 'Flagged' }).waitFor()
    await page.keyboard.press('Escape')
    await answerTo(runId, 'It is right: the contract says fourteen.')
    await page.getByRole('button', { name: 'Flagged' }).click()
    await page.getByRole('button', { name: 'Answered' }).waitFor()
    await page.getByText('It is right: the contract says fourteen.').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Answered' }).click()
    await status(page)
      .filter({ hasText: /^Olu Operator answered on .*: it is right after all\.$/ })
      .waitFor()
    expect(await page.getByText('It is right: the contract says fourteen.').isVisible()).toBe(true)
    await page.context().close()
  })

  test('no cookie is sent, and nothing to any other server', async () => {
    sent.length = 0
    const runId = await addRun()
    const page = await open(element(runId, tokenFor(runId)))
    await page.getByRole('button', { name: 'Looks wrong' }).click()
    await page.getByRole('button', { name: 'Flagged' }).waitFor()
    const elsewhere = sent.filter((request) => !request.url().startsWith(origin))
    expect(elsewhere.length).toBeGreaterThan(0)
    for (const request of elsewhere) {
      expect([request.url(), (await request.allHeaders())['cookie']]).toEqual([
        `${server.address}/api/v1/feedback`,
        undefined,
      ])
    }
    await page.context().close()
  })

  test('a token that is not good flags nothing and says so; what was typed stays', async () => {
    const [runId, other] = [await addRun(), await addRun()]
    const page = await open(element(runId, tokenFor(runId, `ds_${'x'.repeat(43)}`)))
    await page.getByRole('button', { name: 'Looks wrong' }).click()
    await status(page).filter({ hasText: 'This page may not flag.' }).waitFor()
    await page.getByLabel('What looks wrong (optional)').fill('Still here')
    await page.getByRole('button', { name: 'Add these words' }).click()
    await status(page).filter({ hasText: 'This page may not flag.' }).waitFor()
    expect(await page.getByLabel('What looks wrong (optional)').inputValue()).toBe('Still here')
    await page.context().close()
    // A token of another output is a mistake of the page: nothing is sent under the wrong name.
    const mistaken = await open(element(runId, tokenFor(other)))
    await mistaken.getByRole('button', { name: 'Looks wrong' }).click()
    await status(mistaken).filter({ hasText: 'Not sent.' }).waitFor()
    expect([...(await flagsOf(runId)), ...(await flagsOf(other))]).toEqual([])
    await mistaken.context().close()
  })

  test('a token that came to its end is fetched anew; without any the button is not there', async () => {
    const runId = await addRun()
    const page = await open(
      `${element(runId, tokenFor(runId, host.secret, -1000))}${element(runId, '', 'id="without"')}`,
    )
    expect(await page.getByRole('button').count()).toBe(1)
    await page.evaluate(
      ([fresh]) => {
        document.querySelector<DayshiftFlag>('dayshift-flag')!.tokenSource = async () => fresh ?? null
      },
      [tokenFor(runId)],
    )
    await page.getByRole('button', { name: 'Looks wrong' }).click()
    await page.getByRole('button', { name: 'Flagged' }).waitFor()
    expect(await flagsOf(runId)).toHaveLength(1)
    await page.context().close()
  })

  test('a run whose record arrives a moment later is flagged all the same', async () => {
    const run = sampleRun(new Date(), { release })
    const page = await open(element(run.id, tokenFor(run.id)))
    await page.getByRole('button', { name: 'Looks wrong' }).click()
    await status(page).filter({ hasText: 'Sending' }).waitFor()
    await server.request('POST', '/api/v1/runs', { as: host, body: { records: [run] } })
    await status(page).filter({ hasText: 'Thank you' }).waitFor({ timeout: 20_000 })
    expect(await flagsOf(run.id)).toHaveLength(1)
    await page.context().close()
  })

  test('a server that is away loses no words: they are sent once it is there', async () => {
    const runId = await addRun()
    const page = await open(element(runId, tokenFor(runId)))
    await page.getByRole('button', { name: 'Looks wrong' }).waitFor()
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Looks wrong' }).click()
    await status(page).filter({ hasText: 'Not sent. Check the connection and try again.' }).waitFor()
    await page.getByLabel('What looks wrong (optional)').fill('The sum.')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Add these words' }).click()
    await status(page).filter({ hasText: 'Thank you' }).waitFor()
    expect(await flagsOf(runId)).toMatchObject([{ note: 'The sum.' }])
    await page.context().close()
  })

  test.each(['light', 'dark'] as const)(
    'it is accessible, closed and open, in a %s page, and themable',
    async (colorScheme) => {
      const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
      const runId = await addRun()
      const page = await open(element(runId, tokenFor(runId), 'shortcut="alt+shift+f"'))
      await page.emulateMedia({ colorScheme })
      const check = async () => {
        await page.evaluate(axe)
        return page.evaluate(async () => {
          // Put there by the line above.
          const { axe: tool } = globalThis as unknown as {
            axe: { run: (options: unknown) => Promise<{ violations: unknown[] }> }
          }
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
          return (await tool.run({ runOnly: { type: 'tag', values: tags } })).violations
        })
      }
      const button = page.getByRole('button', { name: 'Looks wrong' })
      expect(await button.getAttribute('aria-keyshortcuts')).toBe('Alt+Shift+F')
      expect(await button.getAttribute('aria-expanded')).toBe('false')
      expect(await check()).toEqual([])
      await button.click()
      await status(page).filter({ hasText: 'Thank you' }).waitFor()
      expect(await check()).toEqual([])
      const ink = () => page.getByRole('button', { name: 'Flagged' }).evaluate((each) => getComputedStyle(each).color)
      expect(await ink()).toBe(colorScheme === 'light' ? 'rgb(21, 33, 31)' : 'rgb(228, 235, 237)')
      await page.evaluate(() =>
        document.querySelector<DayshiftFlag>('dayshift-flag')!.style.setProperty('--dayshift-flag-ink', 'rgb(1, 2, 3)'),
      )
      expect(await ink()).toBe('rgb(1, 2, 3)')
      await page.context().close()
    },
  )
})

test('the published package is one file of at most 6 kB gzipped, with types and no dependency', async () => {
  const out = await mkdtemp(join(tmpdir(), 'dayshift-flag-packed-'))
  try {
    // Types come from a build, which a fresh checkout has not had.
    const own = fileURLToPath(new URL('..', import.meta.url))
    execFileSync(process.execPath, [join(own, '../../node_modules/typescript/bin/tsc'), '-b', own])
    await pack(out)
    const code = await readFile(join(out, 'dist/dayshift-flag.js'))
    expect(gzipSync(code).length).toBeLessThan(6 * 1024)
    expect(code.toString()).not.toMatch(/\bimport\s*[({'"]/)
    const manifest = JSON.parse(await readFile(join(out, 'package.json'), 'utf8'))
    expect(manifest.dependencies).toBeUndefined()
    expect(await readFile(join(out, manifest.exports['.'].types), 'utf8')).toContain('DayshiftFlag')
    expect((await stat(join(out, 'LICENSE'))).isFile()).toBe(true)
  } finally {
    await rm(out, { recursive: true, force: true })
  }
})
