import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Logger } from 'pino'
import { sourcesHash } from './sources-hash.ts'

/** Where the built web app is, and how it stands. */
export type WebState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'building' }
  | { readonly kind: 'failed'; readonly why: string }

export interface WebBuild {
  readonly directory: string
  state(): WebState
  /** Settles when the build has ended, however it ended. */
  readonly done: Promise<void>
  /** Ends a build that runs. */
  stop(): void
}

const PACKAGES = join(import.meta.dirname, '..', '..', '..', '..')
const STAMP = 'sources.sha256'

/**
 * Has `packages/web/dist/app` built where it is missing or made from other sources than those here. Never throws and
 * waits for nothing: the API works without the web app, and the page says how it stands.
 */
export function startWebBuild(log: Logger, packages: string = PACKAGES): WebBuild {
  const directory = join(packages, 'web', 'dist', 'app')
  let state: WebState = { kind: 'building' }
  const stopping = new AbortController()
  const done = (async () => {
    try {
      await build(directory, packages, log, stopping.signal)
      state = { kind: 'ready' }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      state = { kind: 'failed', why }
      if (!stopping.signal.aborted) log.warn({ why }, 'The web app could not be built; the API works without it')
    }
  })()
  return { directory, state: () => state, done, stop: () => stopping.abort() }
}

/** A web app that somebody else has built. */
export function builtWeb(directory: string): WebBuild {
  return { directory, state: () => ({ kind: 'ready' }), done: Promise.resolve(), stop: () => {} }
}

async function build(directory: string, packages: string, log: Logger, signal: AbortSignal): Promise<void> {
  const hash = await sourcesHash(packages)
  const stamp = await readFile(join(directory, STAMP), 'utf8').catch(() => null)
  if (stamp !== null && (hash === null || stamp === hash)) return
  if (hash === null) throw new Error(`Cannot build the web app: its sources are not in ${join(packages, 'web')}`)
  log.info('Building the web app')
  await run([join(import.meta.dirname, 'build-program.ts'), join(packages, 'web')], signal)
  // Last: a build that was cut off has no stamp and is made again.
  await writeFile(join(directory, STAMP), hash)
  log.info('The web app is built')
}

function run(args: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], signal })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-4000)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`the build ended with code ${String(code)}: ${gist(said)}`))
    })
  })
}

/** What Vite says went wrong, without colours and stacks. */
function gist(said: string): string {
  const lines = stripVTControlCharacters(said).split('\n')
  const from = Math.max(
    0,
    lines.findIndex((line) => line.startsWith('Build failed')),
  )
  return lines
    .slice(from)
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(0, 6)
    .join(' ')
}
