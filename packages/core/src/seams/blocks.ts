const BITS = 16
const SIZE = 1 << BITS
const MASK = SIZE - 1

/** A list of numbers that grows without ever being copied: what a log of ten million events takes stays what it needs. */
export class Int32Blocks {
  readonly #blocks: Int32Array[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    const at = this.#length & MASK
    if (at === 0) this.#blocks.push(new Int32Array(SIZE))
    this.#blocks[this.#length >>> BITS]![at] = value // just made where it was missing
    this.#length += 1
  }

  at(place: number): number {
    return this.#blocks[place >>> BITS]![place & MASK]! // callers stay within the length
  }
}

/** The same for numbers with a fraction. */
export class Float64Blocks {
  readonly #blocks: Float64Array[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    const at = this.#length & MASK
    if (at === 0) this.#blocks.push(new Float64Array(SIZE))
    this.#blocks[this.#length >>> BITS]![at] = value // just made where it was missing
    this.#length += 1
  }

  at(place: number): number {
    return this.#blocks[place >>> BITS]![place & MASK]! // callers stay within the length
  }
}
