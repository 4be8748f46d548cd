import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ExampleSignIn, Past } from '@dayshift/server'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/billing-replies/', import.meta.url))
const STORY = fileURLToPath(new URL('../../../../examples/harbour/src/story.ts', import.meta.url))

/** True where the example's sources are at hand: in a checkout, not in an installed command. */
export function exampleIsHere(): boolean {
  return existsSync(STORY)
}

/** Tells the example workspace's story into an empty installation. Gives the key of the host that goes on with it. */
export async function tellStory(past: Past, signIn: ExampleSignIn): Promise<string> {
  // Not a dependency: an installed command comes without it.
  const { tellHarbour } = (await import(pathToFileURL(STORY).href)) as {
    readonly tellHarbour: (past: Past, signIn: ExampleSignIn) => Promise<string>
  }
  return await tellHarbour(past, signIn)
}

/** The example host's key, kept beside the data so that later starts go on; null before the first. */
export function readHostKey(dataDirectory: string): string | null {
  try {
    return readFileSync(keyFile(dataDirectory), 'utf8').trim()
  } catch {
    return null
  }
}

export function keepHostKey(dataDirectory: string, secret: string): void {
  mkdirSync(join(dataDirectory, 'example-host'), { recursive: true })
  writeFileSync(keyFile(dataDirectory), `${secret}\n`, { mode: 0o600 })
}

/** Starts the example's host as a process of its own, as a real one would be; ends it when asked. */
export function startExampleHost(server: string, key: string, dataDirectory: string): { stop(): Promise<void> } {
  const directory = join(dataDirectory, 'example-host')
  const child = spawn(
    process.execPath,
    [join(EXAMPLE, 'src/main.ts'), '--server', server, '--key', key, '--directory', directory, '--with-parent'],
    {
      // The open pipe is how the host notices that the server has died, even by kill -9.
      stdio: ['pipe', 'ignore', 'inherit'],
      // A group of its own: Ctrl-C reaches the server alone, which then ends the host in order.
      detached: process.platform !== 'win32',
    },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    async stop() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(late)
    },
  }
}

function keyFile(dataDirectory: string): string {
  return join(dataDirectory, 'example-host', 'key')
}
