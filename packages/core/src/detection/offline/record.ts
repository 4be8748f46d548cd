/**
 * How far a value lies outside the range of the ones before it, in parts of that range: 0 within, 0.1 where it is a tenth of
 * the range beyond. Where nothing has varied yet, any other value is 1 away.
 *
 * In n values without a change the chance that the last one is a record at all is 2/n (Rényi, "Théorie des éléments
 * saillants d'une suite d'observations", 1962), whatever their distribution: no distribution is assumed, and false alarms
 * become rarer the longer one looks. The range forgets what is older than `memory` values, so that one glitch does
 * not make it deaf for good. Checked: of 1, 5, 3, 9, 1, −1 the last three give 1, 0 and .25.
 */
export class RunningRange {
  readonly #memory: number
  /** Indices and values of what may still become the greatest, in falling order; likewise the least, in rising order. */
  readonly #greatest = new Monotone()
  readonly #least = new Monotone()
  #n = 0

  constructor(memory: number) {
    this.#memory = memory
  }

  /** How far the value lies outside, as a number ≥ 0 above and as one < 0 below; before any value it is 0. */
  outside(value: number): number {
    const high = this.#greatest.first
    const low = this.#least.first
    if (high === undefined || low === undefined) return 0
    if (value <= high && value >= low) return 0
    const width = high - low
    const beyond = value > high ? value - high : value - low
    return width > 0 ? beyond / width : Math.sign(beyond)
  }

  /** From the next value on this one belongs to the range. */
  add(value: number): void {
    const oldest = this.#n - this.#memory
    this.#greatest.push(this.#n, value, oldest, (kept) => kept <= value)
    this.#least.push(this.#n, value, oldest, (kept) => kept >= value)
    this.#n += 1
  }

  get width(): number {
    return (this.#greatest.first ?? 0) - (this.#least.first ?? 0)
  }
}

class Monotone {
  readonly #kept: { readonly index: number; readonly value: number }[] = []
  #head = 0

  get first(): number | undefined {
    return this.#kept[this.#head]?.value
  }

  push(index: number, value: number, oldest: number, isBeaten: (kept: number) => boolean): void {
    while (this.#kept.length > this.#head && isBeaten(this.#kept.at(-1)?.value ?? value)) this.#kept.pop()
    this.#kept.push({ index, value })
    while ((this.#kept[this.#head]?.index ?? index) <= oldest) this.#head += 1
    if (this.#head > 1000) {
      this.#kept.splice(0, this.#head)
      this.#head = 0
    }
  }
}
