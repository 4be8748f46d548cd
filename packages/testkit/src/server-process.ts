import { type ChildProcess, fork } from 'node:child_process'
import type { ServeOrder, Serving } from './server-child.ts'

export interface ServerProcess extends Serving {
  readonly child: ChildProcess
  /** Ends it at once, as a power cut would: nothing of it runs any more when this returns. */
  kill(): Promise<void>
  /** Ends it in order. */
  stop(): Promise<void>
}

/** Starts a real server in a process of its own. */
export async function startServerProcess(order: ServeOrder): Promise<ServerProcess> {
  const child = fork(new URL('./server-child.ts', import.meta.url), {
    // What it prints must not mix with what its parent prints.
    stdio: ['ignore', 2, 2, 'ipc'],
    execArgv: [],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const serving = await new Promise<Serving>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server process ended with ${String(code)}`)))
    child.once('message', (message) => resolve(message as Serving)) // by server-child.ts
    child.send(order)
  })
  return {
    ...serving,
    child,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}
