import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RerunAsked } from './gate-state.ts'

/**
 * Which reruns this host has taken. An ask is taken once: by one of the processes on the directory, and not again after
 * a restart. When the server stops asking, the mark goes, so that a person may ask for the same case later.
 */
export interface Reruns {
  /** The asks that nobody took yet; they count as taken from now on. */
  take(asked: readonly RerunAsked[]): readonly RerunAsked[]
}

export function createReruns(directory: string | null, workflow: string): Reruns {
  const folder = directory === null ? null : join(directory, 'reruns', encodeURIComponent(workflow))
  const taken = new Set<string>(folder === null ? [] : namesIn(folder))

  function mark(name: string): boolean {
    if (folder === null) return true
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(join(folder, name), '', { flag: 'wx', mode: 0o600 })
      return true
    } catch {
      // Another process took it, or the disk can't remember it: then it is left to somebody who can.
      return false
    }
  }

  return {
    take(asked) {
      const wanted = new Set<string>()
      const mine: RerunAsked[] = []
      for (const ask of asked) {
        const name = nameOf(ask)
        if (name === null) continue
        wanted.add(name)
        if (taken.has(name)) continue
        taken.add(name)
        if (mark(name)) mine.push(ask)
      }
      for (const name of taken) {
        if (wanted.has(name)) continue
        taken.delete(name)
        if (folder !== null) rmSync(join(folder, name), { force: true })
      }
      return mine
    },
  }
}

/** Ids become a file's name only where they are nothing but ids. */
function nameOf(ask: RerunAsked): string | null {
  const name = `${ask.caseId}_${ask.runId}`
  return /^[0-9a-f-]{36}_[0-9a-f-]{36}$/i.test(name) ? name : null
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
