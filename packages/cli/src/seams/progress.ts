const WIDTH = 30
const AT_MOST_EVERY = 0.005

/** A bar on standard error while a log is read; nothing where nobody looks. */
export class Progress {
  readonly #size: number
  readonly #isShown: boolean
  #shown = -1

  constructor(size: number, isWanted: boolean) {
    this.#size = size
    this.#isShown = isWanted && process.stderr.isTTY
  }

  show(bytes: number, events: number): void {
    if (!this.#isShown) return
    const share = this.#size === 0 ? 1 : Math.min(1, bytes / this.#size)
    if (Math.abs(share - this.#shown) < AT_MOST_EVERY) return
    this.#shown = share
    const done = Math.round(share * WIDTH)
    const bar = `${'█'.repeat(done)}${'░'.repeat(WIDTH - done)}`
    process.stderr.write(
      `\r${bar} ${String(Math.round(100 * share)).padStart(3)} %  ${events.toLocaleString('en')} events`,
    )
  }

  end(): void {
    if (this.#shown !== -1) process.stderr.write('\r\u001B[K')
    this.#shown = -1
  }
}
