import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { bootServer, type BootOptions, type TestPerson, type TestServer } from '@dayshift/testkit'
import { chromium, type Page } from 'playwright-core'
import { builtOnce } from './built-once.ts'

const CHROMIUM = process.env['DAYSHIFT_CHROMIUM'] ?? '/usr/bin/chromium'
/** Where pictures go, for whoever wants to look. */
const PICTURES = process.env['DAYSHIFT_PICTURES']

/** False where the tests of screens are skipped. */
export const hasBrowser = existsSync(CHROMIUM)

/** `channels in a real browser`, and why they are skipped where they are. */
export function titleOf(screens: string): string {
  return `${screens} in a real browser${hasBrowser ? '' : ` (skipped: no Chromium at ${CHROMIUM})`}`
}

export interface Seen {
  readonly scheme?: 'light' | 'dark'
  /** Pixels; 1280 unless said. */
  readonly width?: number
  /** The instant that its clock shows; the machine's unless said. */
  readonly at?: Date | number
}

/** The real screens on a real server, in a real browser. */
export interface Screens {
  readonly server: TestServer
  /** A page of somebody who is signed in, or of nobody; close its context after use. */
  open(as: TestPerson | null, seen?: Seen): Promise<Page>
  /** Keeps a picture where pictures are wanted. */
  picture(page: Page, name: string): Promise<void>
  /** What axe finds against WCAG 2.2 AA on what is shown. */
  violations(page: Page): Promise<readonly string[]>
  /** What the pages complained of: errors, messages of the console but those of refused requests, requests to anybody but the server. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

/** Boots a server with the screens and launches the browser. Call it in `beforeAll`. */
export async function openScreens(options: Omit<BootOptions, 'web'> = {}): Promise<Screens> {
  const directory = await builtOnce()
  const web = { directory, state: () => ({ kind: 'ready' }) as const, done: Promise.resolve(), stop: () => {} }
  const server = await bootServer({ ...options, web })
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  })
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const complaints: string[] = []
  return {
    server,
    complaints,
    async open(as, { scheme = 'light', width = 1280, at } = {}) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: scheme,
        baseURL: server.address,
        timezoneId: 'Europe/Stockholm',
      })
      const [name = '', value = ''] = as?.cookie.split('=') ?? []
      if (as !== null) await context.addCookies([{ name, value, url: server.address }])
      context.on('request', (request) => {
        const url = request.url()
        if (!url.startsWith(server.address) && !/^(data|blob):/.test(url)) complaints.push(`A request left for ${url}`)
      })
      const page = await context.newPage()
      if (at !== undefined) await page.clock.setFixedTime(at)
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text())
      })
      return page
    },
    async picture(page, name) {
      if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
    },
    async violations(page) {
      await page.evaluate(axe)
      return await page.evaluate(async () => {
        // Put into the page by the line above.
        const { axe: run } = globalThis as unknown as {
          axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
        }
        const result = await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
        return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
      })
    },
    async close() {
      if (complaints.length > 0) console.error(complaints)
      await browser.close()
      await server.close()
    },
  }
}
