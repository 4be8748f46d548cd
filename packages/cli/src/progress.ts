/** A bar on a terminal's last line; elsewhere nothing. It stands on the error stream, so that what is printed stays clean. */
export interface Progress {
  /** `done` of `whole`, and what else is to be said. */
  show(done: number, whole: number, words?: string): void
  /** Takes the bar away. */
  clear(): void
}

const WIDTH = 30
const LEAST_MS = 100

export function createProgress(what: string): Progress {
  const { stderr } = process
  if (!stderr.isTTY) return { show: () => {}, clear: () => {} }
  let shownAt = 0
  return {
    show(done, whole, words = '') {
      const now = performance.now()
      if (now - shownAt < LEAST_MS) return
      shownAt = now
      const share = whole === 0 ? 1 : Math.min(1, done / whole)
      const full = Math.round(share * WIDTH)
      const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`
      const line = `${what}  ${bar} ${String(Math.floor(share * 100)).padStart(3)} %${words === '' ? '' : `  ${words}`}`
      stderr.write(`\r${line.slice(0, (stderr.columns || 80) - 1)}\u001B[K`)
    },
    clear: () => void (shownAt > 0 && stderr.write('\r\u001B[K')),
  }
}
